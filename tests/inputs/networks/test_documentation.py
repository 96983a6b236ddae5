import json
import re

import jsonschema
import pytest
import yaml

from eventsvc.domain.consents import OWN, Purpose
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import NoticeKind, OrganisationKind, PageKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.profiles import Licence, Strategy
from eventsvc.domain.projects import CostBand, ProjectStatus
from eventsvc.domain.surveys import Promise, QuestionKind
from eventsvc.inputs.networks import (
    groups,
    meetings,
    network,
    organisations,
    people,
    projects,
    surveys,
    topics,
    values,
)
from eventsvc.inputs.networks.file import read_network
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.inputs.networks.parts import Part
from eventsvc.inputs.networks.schema import json_schema
from eventsvc.inputs.networks.values import choice_key
from eventsvc.paths import SOURCE_TREE

TEXT = (SOURCE_TREE / "docs" / "import-format.md").read_text(encoding="utf-8")
EXAMPLE, SURVEYS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def read(text: str) -> NetworkFile:
    return read_network(text.encode(), name="example.yaml")


def test_the_example_in_the_documentation_can_be_imported():
    file = read(EXAMPLE)

    assert (len(file.organisations), len(file.statements), len(file.meetings)) == (2, 2, 3)
    assert file.organisations[0].ags == "01001000"


def test_the_surveys_in_the_documentation_go_with_the_example():
    file = read(EXAMPLE + SURVEYS)

    assert [(len(one.results), len(one.questions), len(one.answers)) for one in file.surveys] == [
        (2, 0, 0),
        (0, 8, 1),
        (0, 1, 1),
        (0, 1, 0),
    ]
    answered = file.surveys[1]
    assert len(answered.said_by(answered.answers[0]).said) == 8
    assert {one.kind for one in answered.questions} == set(QuestionKind)


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_the_examples_are_valid_by_the_schema_as_texts_and_as_editors_read_them(loader):
    data = json.loads(json.dumps(yaml.load(EXAMPLE + SURVEYS, loader), default=str))  # noqa: S506

    assert list(jsonschema.Draft202012Validator(json.loads(json_schema())).iter_errors(data)) == []


def test_the_documentation_names_every_choice():
    (table,) = re.findall(r"## Choices\n(.*?)\n\n`topics", TEXT, re.DOTALL)
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("| `")]
    written = [re.sub(r" \(.*?\)", "", row).replace(" ", "").split(",") for row in rows]

    kinds = (
        OrganisationKind,
        StatementKind,
        NoticeKind,
        MeetingStatus,
        ProjectStatus,
        CostBand,
        Mode,
        Visibility,
        GroupRole,
        QuestionKind,
        Promise,
    )
    assert written == [[choice_key(member.value) for member in kind] for kind in kinds]


PARTS: dict[str, type[Part]] = {
    "the file": network.NetworkFile,
    "`network`": network.NetworkPart,
    "`organisations`": organisations.OrganisationPart,
    "`profile`": organisations.ProfilePart,
    "`news` of a profile": organisations.NewsPart,
    "`strategy` of a profile": organisations.StrategyPart,
    "`contact` of a profile": organisations.ContactPart,
    "`topics`": topics.TopicPart,
    "`statement_defaults`": topics.SayingDefaults,
    "`statements`": topics.StatementPart,
    "`focus`": topics.FocusPart,
    "`cooperations`": topics.CooperationPart,
    "`projects`": projects.ProjectPart,
    "`surveys`": surveys.SurveyPart,
    "`questions` of a survey": surveys.QuestionPart,
    "`options` of a question": surveys.OptionPart,
    "`results` of a survey": surveys.ResultPart,
    "`answers` to a survey": surveys.AnswerPart,
    "`people`": people.PersonPart,
    "`functions` of a person": people.FunctionPart,
    "`groups`": groups.GroupPart,
    "`people` of a group": groups.GroupPersonPart,
    "`meetings`": meetings.MeetingPart,
    "`when` of a meeting": meetings.WhenPart,
    "`notices` of a meeting": meetings.NoticePart,
    "`bases` of a meeting": meetings.BasisPart,
    "`agenda` of a meeting": meetings.AgendaPart,
    "`speakers` of an item": meetings.SpeakerPart,
}


def cells(heading: str) -> list[list[str]]:
    """Return the rows of the table under the heading, without its head."""
    (section,) = re.findall(rf"## {heading}\n(.*?)(?=\n## |\Z)", TEXT, re.DOTALL)
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def quoted(text: str) -> list[str]:
    return re.findall("`([^`]+)`", text)


def after(words: str) -> str:
    """Return the paragraph that begins with these words."""
    return TEXT[TEXT.index(words) :].partition("\n\n")[0]


def test_the_documentation_names_every_field_and_which_ones_are_needed():
    written = {name: (quoted(needed), quoted(more)) for name, needed, more in cells("Fields")}

    assert written == {
        name: (
            [key for key, field in part.model_fields.items() if field.is_required()],
            [key for key, field in part.model_fields.items() if not field.is_required()],
        )
        for name, part in PARTS.items()
    }


READERS = {
    "key": values.key_of,
    "date": values.day_of,
    "time": values.clock_of,
    "duration": lambda text: values.whole_number(text, least=1, most=1440, code="minutes"),
    "yes, no": values.yes_no,
    "number": lambda text: values.whole_number(text, least=0, most=10**6, code="number"),
}


def test_every_way_to_write_a_value_is_read_as_the_documentation_says():
    samples = {name: quoted(how) for name, how in cells("How values are written")}
    read_as = {name: [READERS[name](one) for one in samples[name]] for name in READERS}

    assert samples.keys() - READERS.keys() == {"text", "web address"}
    assert {str(day) for day in read_as["date"]} == {"2022-08-30"}
    assert [str(time) for time in read_as["time"]] == ["09:30:00"]
    assert (read_as["key"], read_as["duration"]) == (["stadt-gera"], [45])
    assert read_as["yes, no"] == [True, False] * 5
    assert read_as["number"] == [93634] * 3


def test_the_documentation_names_every_licence_state_page_and_purpose():
    profile = quoted(after("`news` are up to three lines"))
    pages = quoted(after("The legal pages of a network"))
    purposes = quoted(after("`bases` names the legal basis"))

    assert profile[-5:] == [choice_key(one.value) for one in Licence]
    [states] = [one for one in profile if one.startswith("{state: ")]
    assert re.findall(r"none|in_work|adopted", states) == [
        choice_key(one.value) for one in Strategy
    ]
    assert pages == ["pages", *PageKind]
    assert {one for one in Purpose if one not in OWN} < set(purposes)
    assert {one.rpartition("-")[0] for one in OWN} == {"own-meeting", "own-network"}
    assert {one.rpartition("-")[2] for one in OWN} == {"1", "2", "3", "4"}


def test_what_is_not_written_is_what_the_documentation_says():
    more = (
        "organisations: [{key: a, kind: other, name: A}]\n"
        "cooperations: [{org: a, partner_name: B}]\n"
        "projects: [{key: p, org: a, title: P}]\n"
        "surveys: [{key: s, title: S, questions: [{key: q, kind: text, title: Q}]}]\n"
        "people: [{key: e, given: E}]\n"
        "groups: [{key: g, title: G, people: [{person: e}]}]\n"
        "meetings: [{key: t, title: T, when: 2022-08-30, notices: [N], agenda: [A]}]\n"
    )
    file = read("network: {slug: n, name: N, organiser: O}\n" + more)
    [meeting], [group] = file.meetings, file.groups

    assert (file.network.languages, file.network.timezone) == (["de"], "Europe/Berlin")
    assert (meeting.status, meeting.mode, meeting.visibility) == (
        MeetingStatus.CONFIRMED,
        Mode.ON_SITE,
        Visibility.PUBLIC,
    )
    assert {meeting.agenda[0].visibility, group.visibility} == {Visibility.PUBLIC}
    assert (file.projects[0].status, meeting.notices[0].kind, file.surveys[0].promise) == (
        ProjectStatus.RUNNING,
        NoticeKind.OTHER,
        Promise.NAMED,
    )
    assert (group.people[0].role, file.people[0].language) == (GroupRole.MEMBER, "de")
    said = quoted(after("What is not written:"))
    for one in ("[de]", "Europe/Berlin", "confirmed", "on_site", "running", "other", "named"):
        assert one in said


BALANCED = '{basis: legitimate_interest, balance: "X"}'


@pytest.mark.parametrize(
    ("named", "written"),
    [
        ("`2022-12-08`", "when: 2022-12-08"),
        (
            "{date, until, start, end}",
            "when: {date: 2022-8-30, until: 2022-8-31, start: 9:00, end: 9:30}",
        ),
        ("`2022-08-28 12:00`", "when: 2022-12-08, registration_until: 2022-08-28 12:00"),
        ("`{person: key}`", "when: 2022-12-08, agenda: [{title: A, speakers: [{person: e}]}]"),
        ("`{org: key}`", "when: 2022-12-08, agenda: [{title: A, speakers: [{org: a}]}]"),
        ("`{name, org}`", "when: 2022-12-08, agenda: [{title: A, speakers: [{name: X, org: a}]}]"),
        ("An agenda item is a text", "when: 2022-12-08, agenda: [A]"),
        ("`public_task`", "when: 2022-12-08, bases: {photo: public_task, photo-print: consent}"),
        ("`own-meeting-1`", "when: 2022-12-08, bases: {own-meeting-1: consent}"),
        ("legitimate_interest, balance", f"when: 2022-12-08, bases: {{photo: {BALANCED}}}"),
    ],
)
def test_every_form_of_a_meeting_in_the_documentation_is_read(named, written):
    file = read(
        "network: {slug: n, name: N, organiser: O}\n"
        "organisations: [{key: a, kind: other, name: A}]\n"
        "people: [{key: e, given: E}]\n"
        f"meetings: [{{key: t, title: T, {written}}}]\n"
    )

    assert named in TEXT
    assert len(file.meetings) == 1
