"""Broken network files: each mistake, its place and its sentence, word for word."""

# ruff: noqa: E501 -- sentences stand whole, so that they can be searched for

import json
import re
from textwrap import dedent

import pytest

from eventsvc.inputs.networks.file import MOST, read_network, read_network_file
from eventsvc.inputs.networks.problems import MESSAGES, BrokenFile

NETWORK = "network: {slug: n, name: Netz, organiser: Büro}\n"


def mistakes(text: str | bytes, *, name: str = "n.yaml", **more: object) -> list[str]:
    data = text if isinstance(text, bytes) else dedent(text).encode("utf-8", "surrogatepass")
    with pytest.raises(BrokenFile) as refused:
        read_network(data, name=name, **more)
    return refused.value.lines(name)


BROKEN_FORM = {
    "empty": (
        b"",
        "n.yaml:1: The file is empty. Begin with “network:”; docs/import-format.md shows how.",
    ),
    "only-a-list": (
        b"- a",
        "n.yaml:1: The file is empty. Begin with “network:”; docs/import-format.md shows how.",
    ),
    "latin-1": (
        "network:\n  name: Büro\n".encode("latin-1"),
        "n.yaml:2: The file is not UTF-8. Save it with the encoding UTF-8.",
    ),
    "nul": (
        b"network:\n  name: a\0b\n",
        "n.yaml:2: The character U+0000 stands for no sign. Delete it.",
    ),
    "alias": (
        b"network: &n {slug: n}\nmeetings: [*n]\n",
        "n.yaml:2: “*n” refers to another part of the file. Write that part out here.",
    ),
    "colon": (
        b"network:\n  name: Treffen: Gera\n",
        (
            "n.yaml:2: A colon stands inside a text, or the indentation is uneven. Put texts with a "
            "colon in quotation marks."
        ),
    ),
    "tab": (
        b"network:\n\tname: Netz\n",
        (
            "n.yaml:2: A text cannot begin with this sign, and tabs cannot indent. Put the text in "
            "quotation marks; indent with spaces."
        ),
    ),
    "quote": (
        b'network:\n  name: "Netz\n',
        "n.yaml:3: A quotation mark is opened and not closed. Close it.",
    ),
    "escape": (
        b'network:\n  name: "C:\\dir"\n',
        "n.yaml:2: “\\” has a meaning between double quotation marks. Write “\\\\”, or use single ones.",
    ),
    "documents": (
        b"network: {}\n---\nnetwork: {}\n",
        "n.yaml:2: The file holds more than one document. Delete the line “---”.",
    ),
    "bracket": (
        b"network: {slug: n\nmeetings: []\n",
        (
            "n.yaml:2: This is no YAML (expected ',' or '}', but got ':'). Check indentation, colons "
            "and quotation marks."
        ),
    ),
    "indentation": (
        b"network:\n  name: Netz\n slug: n\n",
        (
            "n.yaml:3: This is no YAML (expected <block end>, but found '<block mapping start>'). "
            "Check indentation, colons and quotation marks."
        ),
    ),
    "deep": (
        b"network:\n  " + b"[" * 60,
        "n.yaml:2: More than 20 levels inside each other. Check the brackets and the indentation.",
    ),
    "key-is-a-list": (
        b"[a, b]: c\n",
        "n.yaml:1: The name of a value must be a plain text. Put it in quotation marks.",
    ),
    "too-large": (
        b"#" * (MOST * 1_000_000 + 100_000),
        (
            "n.yaml:1: The file has 4.1 MB, more than 4. A network file holds text only; put "
            "documents beside it and name them."
        ),
    ),
}


@pytest.mark.parametrize("case", BROKEN_FORM)
def test_a_file_that_cannot_be_read_is_refused_at_its_line(case):
    data, sentence = BROKEN_FORM[case]

    assert mistakes(data) == [sentence]


BROKEN_JSON = {
    '{"network": ': "n.json:1: This is no JSON. Check commas, brackets and quotation marks here.",
    '{"network": {}\n "meetings": []}': "n.json:2: This is no JSON. Check commas, brackets and quotation marks here.",
    '{"network": {},\n "people": [1,]}': "n.json:2: This is no JSON. Check commas, brackets and quotation marks here.",
    "{network: 1}": "n.json:1: This is no JSON. Check commas, brackets and quotation marks here.",
    '{"a": "\n"}': "n.json:1: This is no JSON. Check commas, brackets and quotation marks here.",
    '{"a": 1} x': "n.json:1: This is no JSON. Check commas, brackets and quotation marks here.",
    "["
    * 90: "n.json:1: More than 20 levels inside each other. Check the brackets and the indentation.",
    "": "n.json:1: The file is empty. Begin with “network:”; docs/import-format.md shows how.",
}


@pytest.mark.parametrize("text", BROKEN_JSON)
def test_json_that_cannot_be_read_is_refused_at_its_line(text):
    assert mistakes(text, name="n.json") == [BROKEN_JSON[text]]


def test_json_names_a_mistake_and_its_line_like_yaml():
    text = """\
        {"network": {"slug": "n", "name": "Netz", "organiser": "Büro"},
         "organisations": [
          {"key": "gera", "kind": "municipality", "name": "Gera", "ags": 6052000,
           "name": "Jena", "profile": {"population": true, "area": 1.5}}]}"""

    assert mistakes(text, name="n.json") == [
        (
            "n.json:3: organisations[gera].ags: “6052000” has 7 digits, an AGS has 8. A leading zero "
            'was lost: write "06052000" in quotation marks.'
        ),
        "n.json:4: organisations[gera].name: “name” stands here and in line 3. Keep one of them.",
        (
            "n.json:4: organisations[gera].profile.population: “true” is no whole number. Write "
            "digits only, such as 93634."
        ),
    ]


KINDS = (
    "municipality, district, association, university, research, company, agency, chamber, "
    "state_body, other"
)
ORGANISATION = "organisations:\n  - {{key: gera, kind: municipality, name: Gera, {}}}\n"
PROFILE = "organisations:\n  - {{key: gera, kind: municipality, name: Gera, profile: {{{}}}}}\n"
MEETING = "meetings:\n  - {{key: t, title: T, when: 2022-08-30, {}}}\n"
WHEN = "meetings:\n  - {{key: t, title: T, when: {}}}\n"
STATEMENT = (
    "organisations: [{{key: gera, kind: municipality, name: Gera}}]\n"
    "topics: [{{key: verkehr, label: Verkehr}}]\n"
    "statements:\n  - {{org: gera, kind: seek, text: Rad, topics: verkehr, {}}}\n"
)

SURVEY = "surveys:\n  - {{key: s, title: S, date: 2022-08-30, {}}}\n"
QUESTION = SURVEY.replace("{}", "questions: [{{key: q, kind: {}}}]")
GRADED = (
    "organisations: [{{key: gera, kind: municipality, name: Gera}}]\n"
    "topics: [{{key: rad, label: Rad}}]\n"
    "surveys:\n"
    "  - {{key: s, title: S, date: 2022-08-30, questions: [{{key: note, kind: grades, title: N, "
    "options: [Netz, Rad]}}, {{key: wahl, kind: choices, title: W, options: [A, B]}}, {{key: sucht, "
    "kind: seeks, title: S}}, {{key: mit, kind: cooperations, title: M}}],\n"
    "     answers: [{{org: gera, said: {{{}}}}}]}}\n"
)
NAMELESS = SURVEY.replace(
    "{}",
    "promise: anonymous, questions: [{{key: q, kind: text, title: Q}}], answers: [{{{}}}]",
)
RESULT = SURVEY.replace("{}", "results: [{{title: T, {}}}]")

BROKEN_VALUES = [
    (ORGANISATION.format("naem: x"), 3, "organisations[gera].naem", "“naem” is not known here. Did you mean “name”?"),
    (
        "organisations:\n  - {key: gera, kind: municipality, name: Gera}\nxyz: 1\n",
        4,
        "xyz",
        ("“xyz” is not known here. Possible are: network, organisations, topics, "
        "statement_defaults, statements, focus, cooperations, projects, surveys, people, groups, meetings."),
    ),
    ("organisations:\n  - {key: gera, kind: municipality}\n", 3, "organisations[gera].name", "“name” is missing. Add it."),
    ("organisations:\n  - gera\n", 3, "organisations[1]", "Here belong several values with names (“key: value”), not a single text."),
    ("organisations: gera\n", 2, "organisations", "Here belongs a list. Begin each of its lines with “- ”."),
    ("organisations:\n  -\n", 3, "organisations[1]", "Here is nothing. Write a value or delete the line."),
    (ORGANISATION.format("nuts: [a]"), 3, "organisations[gera].nuts", "Here belongs a single text, not a list and not values with names."),
    (ORGANISATION.format("key: x"), 3, "organisations[gera].key", "“key” stands here and in line 3. Keep one of them."),
    (
        "organisations:\n  - {key: gera, kind: town, name: Gera}\n",
        3,
        "organisations[gera].kind",
        f"“town” is not possible here. Write one of: {KINDS}.",
    ),
    (
        "organisations:\n  - {key: gera, kind: municipalty, name: Gera}\n",
        3,
        "organisations[gera].kind",
        f"“municipalty” is not possible here. Did you mean “municipality”? Possible are: {KINDS}.",
    ),
    (
        "organisations:\n  - {key: Stadt Gera, kind: municipality, name: Gera}\n",
        3,
        "organisations[Stadt Gera].key",
        "“Stadt Gera” cannot be a key. Use small letters from a to z, digits and hyphens, such as “stadt-gera”.",
    ),
    (ORGANISATION.format("ags: 1605200"), 3, "organisations[gera].ags", '“1605200” has 7 digits, an AGS has 8. A leading zero was lost: write "01605200" in quotation marks.'),
    (ORGANISATION.format("ags: 99052000"), 3, "organisations[gera].ags", "“99052000” is no AGS. It has 8 digits, such as 16052000."),
    (ORGANISATION.format("ars: 64350014014"), 3, "organisations[gera].ars", '“64350014014” has 11 digits, an ARS has 12. A leading zero was lost: write "064350014014" in quotation marks.'),
    (ORGANISATION.format("ars: 1605"), 3, "organisations[gera].ars", "“1605” is no ARS. It has 12 digits, such as 160520000000."),
    (ORGANISATION.format("nuts: deg0"), 3, "organisations[gera].nuts", "“deg0” is no NUTS code. It has two letters and up to 3 signs, such as DEG02."),
    (ORGANISATION.format("lau: 55-47"), 3, "organisations[gera].lau", "“55-47” is no LAU code. It has up to 16 letters and digits, such as 554791."),
    (ORGANISATION.format("wikidata: 3750"), 3, "organisations[gera].wikidata", "“3750” is no Wikidata item. It is Q and digits, such as Q3750."),
    (ORGANISATION.format("guest: vielleicht"), 3, "organisations[gera].guest", "“vielleicht” is neither yes nor no. Write yes or no."),
    (ORGANISATION.format("since: 30/08/2022"), 3, "organisations[gera].since", "“30/08/2022” is no date. Write it like 2022-08-30 or 30.08.2022."),
    (ORGANISATION.format("since: 2022-02-30"), 3, "organisations[gera].since", "There is no day 2022-02-30. Check the calendar."),
    (ORGANISATION.format("since: 2022-01-01, until: 2021-01-01"), 3, "organisations[gera].until", "The membership ends (2021-01-01) before it begins (2022-01-01)."),
    (ORGANISATION.format("code: a-b"), 3, "organisations[gera].code", "“a-b” is no printed code. It has 4 to 12 letters and digits, such as 7KQ4M."),
    (ORGANISATION.format("merged_into: jena"), 3, "organisations[gera].merged_into", "“jena” is none of the keys under “organisations”. Add it there first."),
    (ORGANISATION.format("merged_into: gera"), 3, "organisations[gera].merged_into", "“gera” leads back to itself. Break the circle."),
    (ORGANISATION.format("short: {xx: Gera}"), 3, "organisations[gera].short", "“xx” is no language known here. Texts in languages are written as {de: …, en: …}; possible are: de, en, cs, pl."),
    (ORGANISATION.format("short: " + "x" * 256), 3, "organisations[gera].short", "The text has 256 characters, more than 255. Shorten it."),
    (PROFILE.format("population: viele"), 3, "organisations[gera].profile.population", "“viele” is no whole number. Write digits only, such as 93634."),
    (PROFILE.format("area: groß"), 3, "organisations[gera].profile.area", "“groß” is no area. Write square kilometres, such as 152.18."),
    (PROFILE.format('website: "javascript:alert(1)"'), 3, "organisations[gera].profile.website", "“javascript:alert(1)” is no web address. It begins with https:// or http://."),
    (PROFILE.format("website: www.gera.de"), 3, "organisations[gera].profile.website", "“www.gera.de” is no web address. It begins with https:// or http://."),
    (PROFILE.format('document: "file:///etc/passwd"'), 3, "organisations[gera].profile.document", "“file:///etc/passwd” is no web address. It begins with https:// or http://."),
    (PROFILE.format("document: steckbrief.pdf"), 3, "organisations[gera].profile.document", "There is no file steckbrief.pdf beside the network file. Put it there."),
    (PROFILE.format("contact: {email: gera}"), 3, "organisations[gera].profile.contact.email", "“gera” is no e-mail address. Write it like info@example.org."),
    (PROFILE.format('sentence: "a\\u0000b"'), 3, "organisations[gera].profile.sentence", "The character U+0000 stands for no sign. Delete it."),
    (WHEN.format("bald"), 3, "meetings[t].when", "“bald” is no date. Write a day (2022-08-30), or {date: 2022-08-30, start: 10:00, end: 15:00}."),
    (WHEN.format("{date: 2022-08-30, start: 600, end: 15:00}"), 3, "meetings[t].when.start", "“600” is no time; a program may have made a number of it. Write “10:00”."),
    (WHEN.format("{date: 2022-08-30, start: 10 Uhr, end: 15:00}"), 3, "meetings[t].when.start", "“10 Uhr” is no time. Write it like 09:30."),
    (WHEN.format("{date: 2022-08-30, start: 10:00, end: 24:00}"), 3, "meetings[t].when.end", "“24:00” is no time. Write it like 09:30."),
    (WHEN.format("{date: 2022-08-30, start: 10:00, end: 10:00}"), 3, "meetings[t].when.end", "The end (2022-08-30 10:00) is not after the start (2022-08-30 10:00)."),
    (WHEN.format("{date: 2022-08-30, until: 2022-08-29}"), 3, "meetings[t].when.until", "The end (2022-08-29) is not after the start (2022-08-30)."),
    (WHEN.format("{date: 2022-08-30, start: 10:00}"), 3, "meetings[t].when", "“start” and “end” belong together. Add the other one, or leave both."),
    (WHEN.format("{date: 2022-03-27, start: 02:30, end: 05:00}"), 3, "meetings[t].when", "2022-03-27 02:30 does not exist in Europe/Berlin: the clocks skip it that night."),
    (MEETING.format("timezone: Berlin"), 3, "meetings[t].timezone", "“Berlin” is no time zone. Write a name like Europe/Berlin."),
    (MEETING.format("status: voraussichtlich"), 3, "meetings[t].status", "“voraussichtlich” is not possible here. Write one of: tentative, confirmed, cancelled."),
    (MEETING.format("geo: Gera"), 3, "meetings[t].geo", "“Gera” is no position. Write latitude and longitude, such as 50.8787, 12.0827."),
    (MEETING.format("join_url: https://video.example.org"), 3, "meetings[t].join_url", "A join link stands with a meeting on site. Write “mode: online” or hybrid."),
    (MEETING.format("capacity: viele"), 3, "meetings[t].capacity", "“viele” is no number of seats. Write digits only, such as 80."),
    (MEETING.format("seats_per_organisation: 0"), 3, "meetings[t].seats_per_organisation", "“0” is no number of seats. Write digits only, such as 80."),
    (MEETING.format("waiting_hours: 0"), 3, "meetings[t].waiting_hours", "“0” is no number of hours. Write whole hours from 1 to 720, such as 48."),
    (MEETING.format("registration_until: 2022-03-27 02:30"), 3, "meetings[t].registration_until", "2022-03-27 02:30 does not exist in Europe/Berlin: the clocks skip it that night."),
    (MEETING.format("agenda: [{title: X, minutes: lang}]"), 3, "meetings[t].agenda[1].minutes", "“lang” is no duration. Write whole minutes from 1 to 1440, such as 45."),
    (MEETING.format("agenda: [{title: X, minutes: 0}]"), 3, "meetings[t].agenda[1].minutes", "“0” is no duration. Write whole minutes from 1 to 1440, such as 45."),
    (MEETING.format("agenda: [{title: X, day: 0}]"), 3, "meetings[t].agenda[1].day", "“0” is no day of the meeting. Write 1 for the first day."),
    (MEETING.format("agenda: [{title: X, day: 2}]"), 3, "meetings[t].agenda", "An item stands on day 2, but the meeting has 1. Correct one."),
    (MEETING.format("agenda: [{title: X, speakers: [{}]}]"), 3, "meetings[t].agenda[1].speakers[1]", "A speaker has no name. Write a name, “person” or “org”."),
    (MEETING.format("bases: {photo: legitimate_interest}"), 3, "meetings[t].bases.photo", 'Legitimate interest needs the written balance of interests (GDPR Art. 6(1)(f)). Write {basis: legitimate_interest, balance: "…"}.'),
    (MEETING.format("bases: {foto: consent}"), 3, "meetings[t].bases", "“foto” is not possible here. Write one of: photo_print, photo_web, photo_social, contact_attendees, contact_network, contact_public, newsletter, own_meeting_1, own_meeting_2, own_meeting_3, own_meeting_4, own_network_1, own_network_2, own_network_3, own_network_4."),
    (STATEMENT.format("topics: verkehrt"), 5, "statements[1].topics", "“topics” stands here and in line 5. Keep one of them."),
    (STATEMENT.replace("topics: verkehr,", "topics: verkher,").format("date: 2022-08-30"), 5, "statements[1].topics", "“verkher” is none of the keys under “topics”. Did you mean “verkehr”?"),
    (STATEMENT.replace("topics: verkehr,", "topics: [all, verkehr],").format(""), 5, "statements[1].topics", "“all” stands for every topic. Write it alone, or name the topics."),
    (STATEMENT.replace("org: gera", "org: gerra").format(""), 5, "statements[1].org", "“gerra” is none of the keys under “organisations”. Did you mean “gera”?"),
    ("topics:\n  - {key: a, label: A, parent: b}\n  - {key: b, label: B, parent: a}\n", 3, "topics[a].parent", "“a” leads back to itself. Break the circle."),
    ("topics:\n  - {key: a, label: A}\n  - {key: a, label: B}\n", 4, "topics[a].key", "“a” stands here and in line 3. Each may stand once."),
    ("people:\n  - {key: p, email: p@example.org}\n", 3, "people[p]", "A person has no name. Write “given”, “family” or both."),
    ("people:\n  - {key: p, given: P, language: deutsch}\n", 3, "people[p].language", "“deutsch” is no language known here. Write one of: de, en, cs, pl."),
    ("groups:\n  - {key: g, title: G, visibility: invited}\n", 3, "groups[g].visibility", "A working group is public or for the network, not for the invited alone."),
    ("groups:\n  - {key: g, title: G, members: [weida]}\n", 3, "groups[g].members[1]", "“weida” is none of the keys under “organisations”. Add it there first."),
    (MEETING.format("group: rad"), 3, "meetings[t].group", "“rad” is none of the keys under “groups”. Add it there first."),
    (SURVEY.format("note: X"), 3, "surveys[s]", "A survey has “questions”, or the “results” of one that was made elsewhere. Write one of the two."),
    (SURVEY.format("promise: geheim, questions: [{key: q, kind: text, title: T}]"), 3, "surveys[s].promise", "“geheim” is not possible here. Write one of: named, pseudonymous, anonymous."),
    (SURVEY.replace("date: 2022-08-30, ", "").format("results: [{title: T, mean: 2}]"), 3, "surveys[s]", "Results and answers need the day of the survey. Add “date”."),
    (RESULT.format("mean: 0.9"), 3, "surveys[s].results[1].mean", "“0.9” is no mean. Write a number from 1 to 6, such as 3.23."),
    (RESULT.format("mean: 3, median: 7"), 3, "surveys[s].results[1].median", "“7” is no median. Write a number from 1 to 6, such as 2.5."),
    (RESULT.format("mean: 3, answers: viele"), 3, "surveys[s].results[1].answers", "“viele” is no whole number. Write digits only, such as 93634."),
    (SURVEY.format("until: 2022-09-01, results: [{title: T, mean: 2}]"), 3, "surveys[s].until", "Published results have no “until”. Delete it."),
    (SURVEY.format("source: Folie, questions: [{key: q, kind: text, title: T}]"), 3, "surveys[s].source", "Only published results have a “source”. Delete it, or write it into “note”."),
    (SURVEY.format("remind_days: 3, questions: [{key: q, kind: text, title: T}]"), 3, "surveys[s].remind_days", "A reminder needs a last day to count from. Add “until”."),
    (SURVEY.format("remind_days: 61, until: 2022-12-01, questions: [{key: q, kind: text, title: T}]"), 3, "surveys[s].remind_days", "“61” is no number of days for a reminder. Write whole days from 1 to 60, such as 7."),
    (QUESTION.format("grade, title: T"), 3, "surveys[s].questions[q].kind", "“grade” is not possible here. Did you mean “grades”? Possible are: grades, choice, choices, text, seeks, offers, cooperations."),
    (QUESTION.format("grades, title: T"), 3, "surveys[s].questions[q]", "This kind of question needs “options”: what is graded or chosen from."),
    (QUESTION.format("text, title: T, options: [A]"), 3, "surveys[s].questions[q].options", "This kind of question has no “options”. Delete it."),
    (QUESTION.format("choice, title: T, options: [A], worst: x"), 3, "surveys[s].questions[q].worst", "This kind of question has no “worst”. Delete it."),
    (QUESTION.format("choice, title: T, options: [A, A]"), 3, "surveys[s].questions[q].options", "“A” stands twice among the options. Rename one of them."),
    (QUESTION.format("grades, title: T, options: [{label: A, topic: all}]"), 3, "surveys[s].questions[q].options[1].topic", "“all” is none of the keys under “topics”. Add it there first."),
    (QUESTION.format("text, title: T}, {key: q, kind: text, title: U"), 3, "surveys[s].questions[q].key", "“q” stands here and in line 3. Each may stand once."),
    (SURVEY.format("asked: [gera], questions: [{key: q, kind: text, title: T}]").replace("surveys:", "organisations: [{key: gera, kind: municipality, name: Gera}]\nsurveys:"), 4, "surveys[s].asked", "“asked” belongs to a survey with “answers”. Add them, or delete it."),
    (GRADED.format("x: 1"), 6, "surveys[s].answers[1].said.x", "“x” is none of the keys under “questions”. Add it there first."),
    (GRADED.format("note: {Nett: 1}"), 6, "surveys[s].answers[1].said.note.Nett", "“Nett” is not possible here. Did you mean “Netz”? Possible are: Netz, Rad."),
    (GRADED.format("note: {Netz: 0}"), 6, "surveys[s].answers[1].said.note.Netz", "“0” is no grade. Write 1 to 6; 1 is the best."),
    (GRADED.format("note: 3"), 6, "surveys[s].answers[1].said.note", "Here belong several values with names (“key: value”), not a single text."),
    (GRADED.format("wahl: [A, xyz]"), 6, "surveys[s].answers[1].said.wahl[2]", "“xyz” is not possible here. Write one of: A, B."),
    (GRADED.format("sucht: {topic: rad}"), 6, "surveys[s].answers[1].said.sucht", "Here belongs a list. Begin each of its lines with “- ”."),
    (GRADED.format("sucht: [{topic: radd}]"), 6, "surveys[s].answers[1].said.sucht[1].topic", "“radd” is none of the keys under “topics”. Did you mean “rad”?"),
    (GRADED.format("sucht: [{thema: rad}]"), 6, "surveys[s].answers[1].said.sucht[1].thema", "“thema” is not known here. Possible are: text, topic."),
    (GRADED.format("mit: [{subjects: Rad}]"), 6, "surveys[s].answers[1].said.mit[1].partner", "“partner” is missing. Add it."),
    (GRADED.replace("org: gera", "key: eins").format("wahl: A"), 6, "surveys[s].answers[eins]", "The survey was made with names. Add “org”, the key of who answered."),
    (GRADED.replace("org: gera", "org: gerra").format("wahl: A"), 6, "surveys[s].answers[1].org", "“gerra” is none of the keys under “organisations”. Did you mean “gera”?"),
    (GRADED.replace("     answers", "     answered: [gera], answers").format("wahl: A"), 6, "surveys[s].answered", "Each answer names who answered. Delete “answered”."),
    (NAMELESS.format("said: {q: X}"), 3, "surveys[s].answers[1]", "An answer without a name needs a “key” of its own. Add one."),
    (NAMELESS.format("key: a, named: yes, said: {q: X}"), 3, "surveys[s].answers[a].named", "The survey promised no names, so no answer has “named”. Delete it."),
    ("organisations: [{key: a, kind: other, name: A}]\ncooperations:\n  - {org: a}\n", 4, "cooperations[1]", "Name the partner once: “partner” with a key, or “partner_name” with a name."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "path", "sentence"), BROKEN_VALUES)
def test_a_mistake_is_named_with_line_path_and_remedy(text, line, path, sentence, tmp_path):
    found = mistakes(NETWORK + text, folder=tmp_path)

    assert found[0] == f"n.yaml:{line}: {path}: {sentence}"
    assert len(found) == (2 if "leads back" in sentence and "topics" in path else 1)


def test_all_mistakes_of_a_file_are_told_at_once_in_its_order():
    text = """\
        network: {slug: n, organiser: Büro, languages: [de, xx], pages: {imprnt: x}}
        organisations:
          - {key: gera, kind: municipality, name: Gera, ags: 6052000}
          - {key: gera, kind: municipality, name: Gera}
        meetings:
          - key: t
            title: T
            when: 2022-08-32
            hosts: [gera, gera, jena]
            agenda: [Hallo, {title: X, minuts: 3}]
        """

    assert mistakes(text) == [
        "n.yaml:1: network.name: “name” is missing. Add it.",
        (
            "n.yaml:1: network.languages[2]: “xx” is no language known here. Write one of: "
            "de, en, cs, pl."
        ),
        (
            "n.yaml:1: network.pages: “imprnt” is not possible here. Did you mean “imprint”? "
            "Possible are: imprint, privacy, accessibility, easy_language, sign_language."
        ),
        (
            "n.yaml:3: organisations[gera].ags: “6052000” has 7 digits, an AGS has 8. A leading zero "
            'was lost: write "06052000" in quotation marks.'
        ),
        "n.yaml:4: organisations[gera].key: “gera” stands here and in line 3. Each may stand once.",
        "n.yaml:8: meetings[t].when: There is no day 2022-08-32. Check the calendar.",
        "n.yaml:9: meetings[t].hosts[2]: “gera” stands here and in line 9. Each may stand once.",
        (
            "n.yaml:9: meetings[t].hosts[3]: “jena” is none of the keys under “organisations”. "
            "Add it there first."
        ),
        (
            "n.yaml:10: meetings[t].agenda[2].minuts: “minuts” is not known here. "
            "Did you mean “minutes”?"
        ),
    ]


def test_half_an_emoji_is_refused_because_no_file_could_hold_it():
    text = '{"network": {"slug": "n", "name": "\\ud83d", "organiser": "Büro"}}'

    assert mistakes(text, name="n.json") == [
        "n.json:1: network.name: The character U+D83D stands for no sign. Delete it."
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../secret.pdf", "../secret.pdf does not lie beside the network file. Put it there."),
        ("/etc/hosts", "/etc/hosts does not lie beside the network file. Put it there."),
        ("link.pdf", "link.pdf does not lie beside the network file. Put it there."),
        ("page.html", "page.html is no document that can be kept. Use PDF, DOCX, PPTX, XLSX, ODT, ODP or ODS."),
        ("liar.pdf", "liar.pdf is no document that can be kept. Use PDF, DOCX, PPTX, XLSX, ODT, ODP or ODS."),
        ("big.pdf", "big.pdf has 21 MB, more than 20. Make it smaller."),
    ],
)  # fmt: skip
def test_only_documents_that_lie_beside_the_file_are_taken(tmp_path, name, sentence):
    folder = tmp_path / "net"
    folder.mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "page.html").write_bytes(b"<html>")
    (folder / "liar.pdf").write_bytes(b"<html>")
    (folder / "big.pdf").write_bytes(b"%PDF-" + bytes(21_000_000))

    found = mistakes(NETWORK + PROFILE.format(f"document: {name}"), folder=folder)

    assert found == [f"n.yaml:3: organisations[gera].profile.document: {sentence}"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("none.yaml", "There is no file {}. Check the path."),
        ("n.txt", "n.txt is neither YAML nor JSON. Name the file with .yaml, .yml or .json at the end."),
    ],
)  # fmt: skip
def test_a_path_that_is_no_network_file_is_refused(tmp_path, name, sentence):
    (tmp_path / "n.txt").write_text(NETWORK)

    with pytest.raises(BrokenFile) as refused:
        read_network_file(tmp_path / name)

    assert refused.value.lines("x") == ["x:1: " + sentence.format(tmp_path / name)]


def test_mistakes_as_data_carry_code_path_line_and_column():
    with pytest.raises(BrokenFile) as refused:
        read_network(b"network:\n  slug: n\n  organiser: O\n  nane: x\n", name="n.yaml")

    assert json.loads(json.dumps(refused.value.as_json())) == [
        {
            "code": "missing",
            "path": "network.name",
            "line": 1,
            "column": 1,
            "message": "“name” is missing. Add it.",
        },
        {
            "code": "key-unknown-near",
            "path": "network.nane",
            "line": 4,
            "column": 3,
            "message": "“nane” is not known here. Did you mean “name”?",
        },
    ]


def test_every_sentence_of_the_table_is_used():
    from pathlib import Path

    import eventsvc.inputs.networks as package

    folder = Path(package.__file__).parent
    source = "".join(
        path.read_text()
        for path in (*folder.glob("*.py"), *folder.parent.glob("*.py"))
        if path.name != "problems.py"
    )
    derived = {"ags-zero", "ars-zero"}  # made of the register's name

    used = set(re.findall(r'"([a-z-]+)"', source))
    assert MESSAGES.keys() - used == derived
