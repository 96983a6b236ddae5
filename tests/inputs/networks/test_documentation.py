import json
import re

import jsonschema
import pytest
import yaml

from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import NoticeKind, OrganisationKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.projects import CostBand, ProjectStatus
from eventsvc.domain.surveys import Promise, QuestionKind
from eventsvc.inputs.networks.file import read_network
from eventsvc.inputs.networks.network import NetworkFile
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
