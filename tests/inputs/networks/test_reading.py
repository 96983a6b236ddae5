# ruff: noqa: DTZ001 -- wall time
import json
from datetime import date, datetime, time

import jsonschema
import pytest
import yaml

from eventsvc.demo import NETWORK as DEMO
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import When
from eventsvc.inputs.networks.file import read_network
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.inputs.networks.schema import json_schema
from eventsvc.paths import SOURCE_TREE

HEAD = "network: {slug: n, name: Netz, organiser: Büro, languages: [de, en]}\n"
DOCS = SOURCE_TREE / "docs"


def read(text: str, *, name: str = "n.yaml", **more: object) -> NetworkFile:
    return read_network(text.encode(), name=name, **more)


def meeting(**values: str):
    lines = "".join(f"    {key}: {value}\n" for key, value in values.items())
    text = f"{HEAD}meetings:\n  - key: t\n    title: T\n{lines}"
    return read(text).meetings[0]


def test_scalars_keep_what_yaml_programs_destroy():
    file = read(
        HEAD + "organisations:\n"
        "  - {key: dresden, kind: municipality, name: NO, ags: 14612000, lau: 01001000}\n"
    )

    row = file.organisations[0]
    assert (row.name, row.ags, row.lau) == ({"de": "NO"}, "14612000", "01001000")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "2022-12-08",
            When(
                start=datetime(2022, 12, 8),
                end=datetime(2022, 12, 9),
                tzid="Europe/Berlin",
                all_day=True,
            ),
        ),
        (
            "{date: 18.5.2022, until: 19.05.2022}",
            When(
                start=datetime(2022, 5, 18),
                end=datetime(2022, 5, 20),
                tzid="Europe/Berlin",
                all_day=True,
            ),
        ),
        (
            "{date: 2022-08-30, start: 10:00, end: 15.30 Uhr}",
            When(
                start=datetime(2022, 8, 30, 10, 0),
                end=datetime(2022, 8, 30, 15, 30),
                tzid="Europe/Berlin",
            ),
        ),
        (
            "{date: 2022-08-30, start: 22:00, until: 2022-08-31, end: 1:00}",
            When(
                start=datetime(2022, 8, 30, 22, 0),
                end=datetime(2022, 8, 31, 1, 0),
                tzid="Europe/Berlin",
            ),
        ),
    ],
)
def test_a_time_is_written_as_people_do(written, meant):
    assert meeting(when=written).when.at("Europe/Berlin") == meant


def test_an_agenda_may_be_plain_sentences_or_have_numbers_times_and_speakers():
    agenda = meeting(
        when="2022-08-30",
        agenda='[Begrüßung, {number: 2a, title: {en: News}, minutes: "30", at: 9:05, '
        "speakers: [Eva Muster, {name: X}]}]",
    ).agenda

    assert [(item.number, item.title, item.minutes, item.at) for item in agenda] == [
        ("", {"de": "Begrüßung"}, None, None),
        ("2a", {"en": "News"}, 30, time(9, 5)),
    ]
    assert [speaker.name for speaker in agenda[1].speakers] == ["Eva Muster", "X"]


def test_photo_stands_for_every_channel_that_is_not_named_by_itself():
    bases = meeting(
        when="2022-08-30", bases="{photo: public_task, photo-social: consent}"
    ).legal_bases()

    assert {purpose: part.basis for purpose, part in bases.items()} == {
        Purpose.PHOTO_PRINT: Basis.PUBLIC_TASK,
        Purpose.PHOTO_WEB: Basis.PUBLIC_TASK,
        Purpose.PHOTO_SOCIAL: Basis.CONSENT,
    }


def test_a_value_left_empty_is_as_if_never_written_and_quoted_nothing_empties():
    row = meeting(when="2022-08-30", venue="", place="''", status="null")

    assert (row.status, row.place) == (MeetingStatus.CONFIRMED, "")
    assert {"venue", "status"}.isdisjoint(row.model_fields_set)
    assert "place" in row.model_fields_set


@pytest.mark.parametrize("written", ["93.634", "93 634", "93634"])
def test_thousands_may_be_set_apart(written):
    file = read(
        HEAD + "organisations:\n  - {key: gera, kind: municipality, name: Gera, "
        f"profile: {{population: {written}, as_of: 31.12.2020, area: '152,2'}}}}\n"
    )

    profile = file.organisations[0].profile
    assert (profile.population, profile.as_of, profile.area) == (93634, date(2020, 12, 31), "152.2")


def test_json_says_the_same_as_yaml():
    data = yaml.load(DEMO.read_bytes(), yaml.BaseLoader)  # noqa: S506 -- texts only

    from_json = read_network(json.dumps(data, indent="\t").encode(), name="n.json")

    assert from_json == read_network(DEMO.read_bytes(), name="n.yaml")


def test_keys_of_an_earlier_file_may_be_named():
    asked = []

    def known(slug: str):
        asked.append(slug)
        return {"organisations": {"gera"}}

    file = read(
        HEAD + "meetings: [{key: t, title: T, when: 2022-08-30, hosts: [gera]}]", known=known
    )

    assert (asked, file.meetings[0].hosts) == (["n"], ["gera"])


def test_a_byte_order_mark_is_no_part_of_the_file():
    assert read("\ufeff" + HEAD).network.slug == "n"


def test_documents_beside_the_file_come_with_type_and_bytes(tmp_path):
    (tmp_path / "steckbriefe").mkdir()
    (tmp_path / "steckbriefe" / "gera.pdf").write_bytes(b"%PDF-1.7 x")

    file = read(
        HEAD + "organisations:\n  - {key: gera, kind: municipality, name: Gera, "
        "profile: {document: steckbriefe/gera.pdf}}\n",
        folder=tmp_path,
    )

    document = file.documents["steckbriefe/gera.pdf"]
    assert (document.filename, document.media_type, document.data) == (
        "gera.pdf",
        "application/pdf",
        b"%PDF-1.7 x",
    )


def test_the_published_schema_is_current():
    assert (DOCS / "network.schema.json").read_text(encoding="utf-8") == json_schema()


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_the_demo_is_valid_by_the_schema_as_texts_and_as_editors_read_it(loader):
    data = json.loads(json.dumps(yaml.load(DEMO.read_bytes(), loader), default=str))  # noqa: S506

    assert list(jsonschema.Draft202012Validator(json.loads(json_schema())).iter_errors(data)) == []


def test_the_schema_finds_a_wrong_key_and_a_wrong_choice():
    data = {
        "network": {"slug": "n", "name": "N", "organiser": "B", "x": 1},
        "organisations": [{"key": "a", "kind": "town", "name": "A"}],
    }

    found = jsonschema.Draft202012Validator(json.loads(json_schema())).iter_errors(data)

    assert sorted(error.json_path for error in found) == ["$.network", "$.organisations[0].kind"]
