# ruff: noqa: DTZ001 -- wall time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.models import (
    BadgeDesignRow,
    CooperationRow,
    DatePollReplyRow,
    DatePollRow,
    GroupPersonRow,
    LabelSheetRow,
    MeetingDocumentRow,
    MeetingRow,
    NetworkPageRow,
    OutboxRow,
    PrinterRow,
    StatementRow,
    StewardRow,
    TopicRow,
)
from eventsvc.db.queries.imports import meetings_of, organisations_of, rows_of
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.queries.proposals import proposals
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import PageKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.domain.own_designs import OwnDesign
from eventsvc.domain.profiles import changes
from eventsvc.domain.texts import LANGUAGES
from eventsvc.inputs.attendees.reading import read_attendees
from eventsvc.inputs.networks.file import read_network_file
from eventsvc.inputs.tables import read_table
from eventsvc.outputs.apart import stop_using_child
from eventsvc.services.badges import own_designs
from eventsvc.services.badges.sheets import sheet_of
from tests.conftest import NOW

ORGANISATIONS = {
    "gera": ("Stadt Gera", "16052000"),
    "weida": ("Stadt Weida", "16076079"),
    "dingelstaedt": ("Stadt Dingelstädt", None),
    "ilmenau": ("Stadt Ilmenau", "16070029"),
    "muehlhausen": ("Stadt Mühlhausen", "16064046"),
    "seltenrain": ("Region Seltenrain", None),
    "allianz": ('Zweckverband Allianz "Thüringer Becken"', None),
    "bauhaus": ("Bauhaus.MobilityLab (NT.AG)", None),
    "fh-erfurt": ("Fachhochschule Erfurt", None),
    "tu-ilmenau": ("Technische Universität Ilmenau", None),
    "eu": ("Vertretung des Freistaates Thüringen bei der EU", None),
    "wfg-jena": ("Wirtschaftsförderungsgesellschaft Jena mbH", None),
    "dat": ("Digitalagentur Thüringen", None),
}
AGENDA = [
    ("1", "Begrüßung"),
    ("2", "Gemeinsamer Rundgang durch die Smart City Gera"),
    ("3", "Neues aus Brüssel"),
    ("4", "Umfrageergebnisse und Abstimmung weiteres Vorgehen"),
    ("5", "Sonstiges"),
    ("6", "Get-together / Ausklang"),
]


@pytest.fixture
def network(app):
    demo.load(NOW, Random(1))
    return network_by_slug("thueringen")


@pytest.mark.usefixtures("app")
def test_the_demo_loads_and_loading_it_again_changes_nothing():
    first = demo.load(NOW, Random(1))
    second = demo.load(NOW, Random(2))

    assert first.counts() == {"new": 82, "changed": 0, "same": 0, "removed": 0, "kept": 0}
    assert second.counts() == {"new": 0, "changed": 0, "same": 82, "removed": 0, "kept": 0}
    assert session().query(StewardRow).count() == 1
    assert session().query(MeetingDocumentRow).count() == 2
    assert session().query(DatePollRow).count() == 1
    assert (
        session().query(DatePollReplyRow).filter(DatePollReplyRow.answered_at.is_not(None)).count()
        == 6
    )
    roles = [row.role for row in session().query(GroupPersonRow).order_by(GroupPersonRow.position)]
    assert roles == [GroupRole.LEAD, GroupRole.SPOKESPERSON, GroupRole.MEMBER]
    led = session().query(MeetingRow).filter(MeetingRow.group_id.is_not(None))
    assert {row.visibility for row in led} == {Visibility.PUBLIC, Visibility.NETWORK}
    assert session().query(OutboxRow).count() == 0


def test_the_demo_has_a_sheet_a_printer_and_a_design_of_its_own(network):
    [sheet], [printer], [design] = (
        rows_of(kind, network.id) for kind in (LabelSheetRow, PrinterRow, BadgeDesignRow)
    )

    assert sheet_of(sheet).per_page == 8
    assert (printer.sheet, printer.x, printer.y) == ("avery-l4785", 0.8, -0.5)
    assert own_designs.faults(network, design, OwnDesign(design.html, design.css)) == ()
    stop_using_child()


def test_in_the_demo_a_project_and_a_photo_wait_for_the_office(network):
    [waiting] = proposals(network.id)
    differs = {one.name: one for one in changes(waiting.base, waiting.content)}

    assert network.reviews_profiles
    assert waiting.organisation.key == "weida"
    assert set(differs) == {"photo", "projects"}
    assert len(differs["projects"].after) == len(differs["projects"].before) + 1
    assert set(waiting.content["photo"]["alt"]) == {"de", "en"}


def test_the_demo_holds_every_fact_of_the_slides(network):
    organisations = organisations_of(network.id)
    statements = rows_of(StatementRow, network.id)
    first, second, *_ = meetings_of(network.id)

    assert {row.key: (row.name["de"], row.ags) for row in organisations} == ORGANISATIONS
    assert sum(len(row.aliases) for row in organisations) == 7
    assert len(rows_of(TopicRow, network.id)) == 12
    assert sum(len(row.synonyms) for row in rows_of(TopicRow, network.id)) == 15
    assert Counter(row.kind for row in statements) == {
        StatementKind.SEEK: 9,
        StatementKind.OFFER: 18,
        StatementKind.FOCUS: 2,
    }
    assert [row.text["de"] for row in statements if row.topic_id is None] == [
        "zu fast allen Themen und Prozessen"
    ]
    assert Counter(row.source for row in statements) == {
        "Umfrage der Mitglieder, Folien vom 30.08.2022": 27,
        "Folie: Beispiele für potentielle Matches": 2,
    }
    assert {row.visibility for row in statements} == {Visibility.PUBLIC}
    assert [
        (row.partner_name, len(row.subjects)) for row in rows_of(CooperationRow, network.id)
    ] == [
        ("DHGE Gera-Eisenach", 4),
        ("TU Berlin", 1),
    ]
    assert [(item.number, item.title["de"]) for item in first.agenda] == AGENDA
    assert sum(item.minutes for item in first.agenda) == 300
    assert [notice.kind for notice in first.notices] == ["hygiene", "photo", "change"]
    assert (first.status, second.status) == (MeetingStatus.CONFIRMED, MeetingStatus.TENTATIVE)
    assert (first.all_day, second.all_day, second.place) == (False, True, "Mühlhausen")
    assert {basis.purpose: basis.basis for basis in first.bases} == {
        Purpose.PHOTO_PRINT: Basis.LEGITIMATE_INTEREST,
        Purpose.PHOTO_WEB: Basis.LEGITIMATE_INTEREST,
        Purpose.PHOTO_SOCIAL: Basis.LEGITIMATE_INTEREST,
        Purpose.CONTACT_NETWORK: Basis.CONSENT,
    }
    assert {row.kind for row in rows_of(NetworkPageRow, network.id)} == set(PageKind)


def test_every_text_of_the_demo_is_german_and_english():
    def walk(value):
        if isinstance(value, dict):
            if "de" in value:
                yield value
            value = list(value.values())
        for inner in value if isinstance(value, list) else ():
            yield from walk(inner)

    texts = list(walk(read_network_file(demo.NETWORK).model_dump(mode="json")))
    names = {text["de"] for text in texts if "en" not in text}

    assert len(texts) > 90
    assert names == {
        *("Gera", "Weida", "Dingelstädt", "Ilmenau", "Mühlhausen", "Seltenrain", "DAT"),
        *("FH Erfurt", "TU Ilmenau", "Bauhaus.MobilityLab", "Allianz Thüringer Becken"),
        *("Bauhaus.MobilityLab (NT.AG)", 'Zweckverband Allianz "Thüringer Becken"'),
    }


@pytest.mark.parametrize("day", [date(2022, 8, 9), date(2026, 11, 22), date(2027, 2, 27)])
def test_gera_lies_about_three_weeks_ahead_on_its_weekday_and_muehlhausen_at_its_distance(day):
    file = demo.shifted(read_network_file(demo.NETWORK), weeks=demo.weeks_to(day))
    gera, muehlhausen = (meeting.when.date for meeting in file.meetings)

    assert abs((gera - day).days - 21) <= 3
    assert (gera.weekday(), muehlhausen - gera) == (1, timedelta(days=100))


def test_meetings_keep_their_time_on_the_wall_over_the_change_of_clocks(app):
    demo.load(datetime(2026, 11, 22, 8, 0, tzinfo=UTC), Random(1))

    gera, *_ = meetings_of(network_by_slug("thueringen").id)

    assert gera.local_start == datetime(2026, 12, 15, 10, 0)
    assert gera.dtstart == datetime(2026, 12, 15, 9, 0, tzinfo=UTC)


def test_the_made_up_attendees_are_read_without_a_question():
    people = read_attendees(read_table(demo.ATTENDEES.read_bytes()))
    lines = demo.ATTENDEES.read_text(encoding="utf-8").splitlines()[1:]

    assert len(lines) == 25  # one declined
    assert (people.unsure, people.held) == ((), ())
    assert len(people.rows) == 24
    assert all("@example.org;" in line for line in lines)
    assert Counter(line.split(";")[8] for line in lines)["nein"] == 2
    assert [row.family for row in people.rows if not row.organisation] == ["Zeitungsente"]
    assert [row.family for row in people.rows if row.attends == "online"] == ["Muster-Beispiel"]


def test_two_profiles_of_the_demo_speak_every_language():
    file = read_network_file(demo.NETWORK)
    shown = {one.key: one for one in file.organisations if one.key in {"gera", "weida"}}

    for one in shown.values():
        for texts in (one.name, one.profile.sentence, one.profile.text):
            assert set(texts) == set(LANGUAGES)
    said = [one.text for one in file.statements if one.org == "weida"]
    assert [set(texts) for texts in said] == [set(LANGUAGES)] * 4
