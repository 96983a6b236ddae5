from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AgendaItemRow,
    AttendanceRow,
    AuditRow,
    CooperationRow,
    ImportMemoryRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    OutboxRow,
    PersonRow,
    ProfileRow,
    PublicCodeRow,
    StatementRow,
    TopicRow,
    UploadRow,
    WorkingGroupRow,
)
from eventsvc.db.queries.groups import groups_of
from eventsvc.db.queries.imports import meetings_of, organisations_of
from eventsvc.db.queries.people import people_of
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import Seat
from eventsvc.domain.codes import ALPHABET, CodeTaken
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.inputs.networks.file import read_network
from eventsvc.services.imports.report import Fate
from eventsvc.services.networks import networks
from eventsvc.services.networks.networks import import_network, keys_of_network
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_attendance, saved_person

pytestmark = pytest.mark.usefixtures("app")

LATER = NOW + timedelta(days=1)
FILE = """
network: {slug: %(slug)s, name: Netz, organiser: Büro, email: netz@example.org, languages: [de, en]}
organisations:
  - {key: gera, kind: municipality, name: Stadt Gera, short: Gera, ags: "16052000",
     profile: {sentence: Ein Satz, website: "https://gera.example.org"}}
  - {key: ilmenau, kind: municipality, name: Stadt Ilmenau}
topics:
  - {key: rad, label: Rad, parent: verkehr}
  - {key: verkehr, label: Verkehr}
statements:
  - {org: gera, kind: seek, text: Radwege, topics: [rad, verkehr]}
  - {org: ilmenau, kind: offer, text: alles, topics: all}
cooperations:
  - {org: gera, partner: ilmenau, subjects: [Rad]}
people:
  - {key: eva, title: Dr., given: Eva, family: Müller, email: Eva@Example.org,
     functions: [{org: gera, title: Leitung}, {org: ilmenau, title: Beirat}]}
meetings:
  - key: treffen-1
    title: {de: Treffen, en: Meeting}
    when: {date: 2022-08-30, start: "10:00", end: "15:00"}
    place: Gera
    hosts: [ilmenau, gera]
    notices: [Bitte pünktlich]
    bases: {contact-network: consent}
    agenda:
      - Begrüßung
      - {title: Rundgang, minutes: 60, speakers: [{person: eva}, {org: gera}, Gast]}
"""


def text_of(*changes: tuple[str, str], slug: str = "n") -> str:
    text = FILE % {"slug": slug}
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def run(*changes: tuple[str, str], slug: str = "n", now: datetime = NOW, seed: int = 1, **more):
    file = read_network(text_of(*changes, slug=slug).encode(), name="n.yaml")
    return import_network(file, now=now, random=Random(seed), **more)


def rows(kind):
    return db.session.scalars(select(kind).order_by(*kind.__mapper__.primary_key)).all()


def one(kind, **values):
    return db.session.scalars(select(kind).filter_by(**values)).one()


def everything() -> dict[str, list]:
    """Return all rows of all tables but the audit log."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name != "audit"
        }


def by_hand(kind, found: dict, **values) -> None:
    with transaction() as writing:
        row = writing.scalars(select(kind).filter_by(**found)).one()
        for name, value in values.items():
            setattr(row, name, value)


def told(report) -> list[tuple]:
    """Return what a report says beyond "same"."""
    return [
        (
            record.subject,
            record.key,
            str(record.fate),
            [change.field for change in record.changed],
            [change.field for change in record.kept],
        )
        for record in report.records
        if record.kept or record.fate is not Fate.SAME
    ]


def test_everything_in_the_file_comes_into_the_database():
    run()

    network = one(NetworkRow, slug="n")
    gera, ilmenau = organisations_of(network.id)
    meeting = meetings_of(network.id)[0]
    (person,) = people_of(network.id)
    assert (gera.name, gera.short, gera.ags) == ({"de": "Stadt Gera"}, {"de": "Gera"}, "16052000")
    assert (gera.profile.sentence, gera.profile.website) == (
        {"de": "Ein Satz"},
        "https://gera.example.org",
    )
    assert ilmenau.profile is not None
    verkehr = one(TopicRow, key="verkehr")
    assert one(TopicRow, key="rad").parent_id == verkehr.id
    assert [(row.kind, row.text) for row in rows(StatementRow)] == [
        (StatementKind.SEEK, {"de": "Radwege"}),
        (StatementKind.SEEK, {"de": "Radwege"}),
        (StatementKind.OFFER, {"de": "alles"}),
    ]
    assert [row.topic_id for row in rows(StatementRow)][1:] == [verkehr.id, None]
    assert one(CooperationRow).partner_id == ilmenau.id
    assert (person.title, person.given, person.email) == ("Dr.", "Eva", "eva@example.org")
    assert [(f.organisation_id, f.title) for f in person.functions] == [
        (gera.id, {"de": "Leitung"}),
        (ilmenau.id, {"de": "Beirat"}),
    ]
    assert [host.organisation_id for host in meeting.hosts] == [ilmenau.id, gera.id]
    assert [notice.text for notice in meeting.notices] == [{"de": "Bitte pünktlich"}]
    assert [(item.title, item.minutes) for item in meeting.agenda] == [
        ({"de": "Begrüßung"}, None),
        ({"de": "Rundgang"}, 60),
    ]
    assert [
        (speaker.person_id, speaker.organisation_id, speaker.name)
        for speaker in meeting.agenda[1].speakers
    ] == [(person.id, None, ""), (None, gera.id, ""), (None, None, "Gast")]
    assert (meeting.sequence, meeting.status, meeting.slug) == (
        0,
        MeetingStatus.CONFIRMED,
        "treffen-1",
    )
    assert (meeting.dtstart, meeting.dtend) == (
        datetime(2022, 8, 30, 8, 0, tzinfo=UTC),
        datetime(2022, 8, 30, 13, 0, tzinfo=UTC),
    )


def test_importing_twice_changes_nothing_at_all():
    first = run()
    before = everything()
    second = run(now=LATER, seed=2)

    assert everything() == before
    assert (first.changes, second.changes) == (12, 0)
    assert second.counts() == {"new": 0, "changed": 0, "same": 12, "removed": 0, "kept": 0}


def test_a_dry_run_says_the_same_as_the_import_and_writes_nothing():
    before = everything()
    dry = run(dry_run=True)
    between = everything()
    wet = run()

    assert between == before
    assert told(dry) == told(wet)
    assert rows(AuditRow)[0].facts == wet.counts()
    assert len(rows(AuditRow)) == 1


def test_every_import_stands_in_the_audit_log_with_its_counts():
    run()
    run(now=LATER, actor="cli:test")

    assert [(row.at, row.actor, row.action, row.facts["same"]) for row in rows(AuditRow)] == [
        (NOW, "cli:import", "network.imported", 0),
        (LATER, "cli:test", "network.imported", 12),
    ]


def test_a_changed_file_changes_only_what_it_says():
    run()
    report = run(("Ein Satz", "Zwei Sätze"), ("Stadt Ilmenau", "Universitätsstadt Ilmenau"))

    assert told(report) == [
        ("profile", "gera", "changed", ["sentence.de"], []),
        ("organisation", "ilmenau", "changed", ["name.de"], []),
    ]
    assert one(OrganisationRow, key="ilmenau").name == {"de": "Universitätsstadt Ilmenau"}


def test_what_a_person_changed_stays_and_is_reported_until_file_and_database_agree():
    run()
    by_hand(OrganisationRow, {"key": "gera"}, name={"de": "Gera (Otto-Dix-Stadt)"})

    same_file = run(now=LATER)
    other_file = run(("Stadt Gera", "Gera"), now=LATER)
    agreeing_file = run(("Stadt Gera", "Gera (Otto-Dix-Stadt)"), now=LATER)

    assert told(same_file) == [("organisation", "gera", "same", [], ["name.de"])]
    (kept,) = same_file.kept[0].kept
    assert (kept.before, kept.after) == ("Gera (Otto-Dix-Stadt)", "Stadt Gera")
    assert told(other_file) == [("organisation", "gera", "same", [], ["name.de"])]
    assert told(agreeing_file) == []
    assert one(OrganisationRow, key="gera").name == {"de": "Gera (Otto-Dix-Stadt)"}


def test_a_translation_added_by_hand_stands_beside_the_files_text():
    run()
    by_hand(OrganisationRow, {"key": "gera"}, name={"de": "Stadt Gera", "en": "City of Gera"})

    report = run(("Stadt Gera", "Gera"))

    assert told(report) == [("organisation", "gera", "changed", ["name.de"], [])]
    assert one(OrganisationRow, key="gera").name == {"de": "Gera", "en": "City of Gera"}


def test_an_agenda_edited_by_hand_stays_as_a_whole():
    run()
    item = one(AgendaItemRow, position=0)
    by_hand(AgendaItemRow, {"id": item.id}, minutes=15)

    report = run(("- Begrüßung", "- Willkommen"))

    assert told(report) == [("meeting", "treffen-1", "same", [], ["agenda"])]
    assert [(row.title, row.minutes) for row in rows(AgendaItemRow)] == [
        ({"de": "Begrüßung"}, 15),
        ({"de": "Rundgang"}, 60),
    ]


def test_what_the_file_no_longer_names_stays():
    run()
    before = everything()

    report = run(
        ('ags: "16052000",', ""),
        ("  - {key: ilmenau, kind: municipality, name: Stadt Ilmenau}\n", ""),
        ("  - {org: ilmenau, kind: offer, text: alles, topics: all}\n", ""),
        ("cooperations:\n  - {org: gera, partner: ilmenau, subjects: [Rad]}\n", ""),
        (", {org: ilmenau, title: Beirat}", ""),
        ("    hosts: [ilmenau, gera]\n", ""),
        ("    place: Gera\n", ""),
    )

    after = everything()
    changed = {name for name in before if before[name] != after[name]}
    assert told(report) == [("person", "eva", "changed", ["functions"], [])]
    assert changed == {"function", "import_memory"}


def test_what_a_person_removed_is_not_brought_back():
    run()
    with transaction() as writing:
        writing.delete(writing.scalars(select(PersonRow)).one())
        writing.delete(
            writing.scalars(select(StatementRow).filter_by(kind=StatementKind.OFFER)).one()
        )

    report = run(now=LATER)

    assert [(r.subject, r.key) for r in report.having(Fate.REMOVED)] == [
        ("statement", report.having(Fate.REMOVED)[0].key),
        ("person", "eva"),
    ]
    assert (rows(PersonRow), len(rows(StatementRow))) == ([], 2)


def test_an_empty_text_in_quotation_marks_empties_the_field():
    run()
    run(('website: "https://gera.example.org"', 'website: ""'))

    assert rows(ProfileRow)[0].website == ""


def test_a_field_first_named_later_is_taken_over_its_default_but_not_over_a_persons_choice():
    run()
    by_hand(OrganisationRow, {"key": "ilmenau"}, is_guest=True)

    report = run(
        ("name: Stadt Ilmenau}", "name: Stadt Ilmenau, guest: no, nuts: DEG0F}"),
        ("    place: Gera\n", "    place: Gera\n    mode: online\n"),
    )

    assert told(report) == [
        ("organisation", "ilmenau", "changed", ["nuts"], ["is_guest"]),
        ("meeting", "treffen-1", "changed", ["mode"], []),
    ]


SEEN = [
    (("de: Treffen", "de: Das Treffen"), True),
    (("en: Meeting", "en: The meeting"), True),
    (('end: "15:00"', 'end: "16:00"'), True),
    (("place: Gera", "place: Jena"), True),
    (("place: Gera", "status: cancelled"), True),
    (("name: Netz, organiser: Büro", "name: Netz, organiser: Amt"), True),
    (("- Begrüßung", "- Willkommen"), False),
    (("    place: Gera\n", "    place: Gera\n    on_behalf_of: Land\n"), False),
    (("name: Stadt Ilmenau", "name: Ilmenau"), False),
]


@pytest.mark.parametrize(("change", "is_seen"), SEEN)
def test_sequence_rises_exactly_when_a_reader_of_the_calendar_sees_something_new(change, is_seen):
    run()
    before = one(MeetingRow)
    uid, sequence, modified = before.uid, before.sequence, before.last_modified

    assert run(change, now=LATER, seed=2).changes > 0

    after, network = one(MeetingRow), one(NetworkRow)
    assert (sequence, modified) == (0, NOW)
    assert (after.uid, after.sequence, after.last_modified) == (
        (uid, 1, LATER) if is_seen else (uid, 0, NOW)
    )
    assert network.feed_changed_at == (LATER if is_seen else NOW)


def test_a_meeting_that_leaves_the_public_changes_the_feed():
    run()
    run(("    place: Gera\n", "    place: Gera\n    visibility: invited\n"), now=LATER)

    assert one(NetworkRow).feed_changed_at == LATER


def test_a_new_meeting_changes_the_feed_and_no_other_meeting():
    run()
    run(("meetings:\n", "meetings:\n  - {key: t2, title: Zweites, when: 2022-12-08}\n"), now=LATER)

    first, second = rows(MeetingRow)
    assert (first.sequence, first.last_modified, second.created_at) == (0, NOW, LATER)
    assert one(NetworkRow).feed_changed_at == LATER


def test_a_cancelled_meeting_takes_no_change():
    run(("place: Gera", "status: cancelled"))

    report = run(("place: Gera", "place: Jena\n    status: confirmed"), now=LATER)

    meeting = one(MeetingRow)
    assert told(report) == [("meeting", "treffen-1", "same", [], ["status", "place"])]
    assert (meeting.status, meeting.sequence) == (MeetingStatus.CANCELLED, 0)


def test_new_organisations_and_meetings_get_codes_that_stay():
    run()
    given = [(row.code, row.is_current) for row in rows(PublicCodeRow)]
    run(("name: Stadt Ilmenau", "name: Ilmenau"), seed=2)

    assert len(given) == 3
    assert {len(code) for code, _ in given} == {5}
    assert {sign for code, _ in given for sign in code} <= set(ALPHABET)
    assert {is_current for _, is_current in given} == {True}
    assert [(row.code, row.is_current) for row in rows(PublicCodeRow)] == given


def test_a_code_once_given_is_never_given_again():
    run(slug="one", seed=7)
    codes = {row.code for row in rows(PublicCodeRow)}
    with transaction() as writing:
        writing.delete(writing.scalars(select(NetworkRow)).one())

    run(slug="two", seed=7)

    assert len(rows(PublicCodeRow)) == 6
    assert codes < {row.code for row in rows(PublicCodeRow)}


def test_a_code_printed_already_leads_to_its_organisation():
    run(("short: Gera", "code: qx-42 7, short: Gera"))
    run(("short: Gera", "code: NEU77, short: Gera"))

    gera = one(OrganisationRow, key="gera")
    codes = {
        row.code: row.is_current for row in rows(PublicCodeRow) if row.organisation_id == gera.id
    }
    assert codes == {"QX427": True, "NEU77": False}


def test_a_printed_code_of_somebody_else_is_refused_and_nothing_changes():
    run(("short: Gera", "code: QX427, short: Gera"), slug="one")
    before = everything()

    with pytest.raises(CodeTaken) as refused:
        run(("short: Gera", "code: QX427, short: Gera"), slug="two")

    assert refused.value.facts == {"code": "QX427", "organisation": "gera"}
    assert everything() == before


def test_two_networks_with_the_same_keys_do_not_touch_each_other():
    run(slug="one")
    one_before = {
        (kind, row.id): row.version
        for kind in (OrganisationRow, MeetingRow, PersonRow)
        for row in rows(kind)
    }
    other = ("Stadt Gera", "Gera an der Elster")
    second = run(other, ("place: Gera", "place: Jena"), slug="two")
    run(other, ("Ein Satz", "Anders"), slug="two")

    assert second.counts()["new"] == 12
    names = [(row.network_id, row.name) for row in rows(OrganisationRow) if row.key == "gera"]
    assert [name for _, name in sorted(names)] == [
        {"de": "Stadt Gera"},
        {"de": "Gera an der Elster"},
    ]
    assert {
        (kind, row.id): row.version
        for kind in (OrganisationRow, MeetingRow, PersonRow)
        for row in rows(kind)
        if (kind, row.id) in one_before
    } == one_before
    assert keys_of_network("two") == keys_of_network("one") != {}


def test_a_project_that_a_file_changes_makes_open_forms_of_its_organisation_stale():
    def bring(title: str) -> int:
        told = f"projects:\n  - {{key: raeder, org: gera, title: {title}, status: running}}\n"
        run(("meetings:\n", f"{told}meetings:\n"))
        return one(OrganisationRow, key="gera").version

    first, same, changed = bring("Räder"), bring("Räder"), bring("Lastenräder")

    assert (same, changed) == (first, first + 1)


def test_an_import_that_breaks_off_leaves_nothing(monkeypatch):
    def torn(*_: object) -> None:
        raise KeyboardInterrupt

    run(slug="one")
    before = everything()
    monkeypatch.setattr(networks, "take_meetings", torn)

    with pytest.raises(KeyboardInterrupt):
        run(slug="two")
    with pytest.raises(KeyboardInterrupt):
        run(("Stadt Gera", "Gera"), slug="one")

    assert everything() == before


HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A0",
    "{{ 7*7 }} %(x)s {0}",
    "'; DROP TABLE organisation; --",
    "שלום \u202egnp.exe",
    "Příliš žluťoučký kůň, zażółć gęślą jaźń",
    "👩‍👩‍👧‍👦 🇪🇺",
    "x" * 255,
    "de: ja, *alias &anker #kein Kommentar",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_arrive_letter_by_letter(text):
    quoted = "'" + text.replace("'", "''") + "'"
    run(("Stadt Ilmenau", quoted), ("Begrüßung", quoted), ("given: Eva", f"given: {quoted}"))

    assert one(OrganisationRow, key="ilmenau").name == {"de": text}
    assert rows(AgendaItemRow)[0].title == {"de": text}
    assert one(PersonRow).given == text


def test_somebody_known_by_name_and_address_is_not_entered_twice():
    run()
    with transaction() as writing:
        for memory in writing.scalars(select(ImportMemoryRow).filter_by(subject="person")):
            writing.delete(memory)
    by_hand(PersonRow, {}, phone="03641 1")

    report = run(("given: Eva", "given: Eva, phone: 0365 2"))

    assert told(report) == [("person", "eva", "same", [], ["phone"])]
    assert len(rows(PersonRow)) == 1


def test_a_report_names_statements_by_their_words_and_counts_those_no_scan_shows():
    report = run()
    statements = [one for one in report.records if one.subject == "statement"]

    assert [one.name for one in statements] == [
        "gera seek rad “Radwege”",
        "gera seek verkehr “Radwege”",
        "ilmenau offer all “alles”",
    ]
    assert (report.hidden, run().hidden) == (3, 0)


def test_nothing_is_hidden_that_the_file_asked_to_hide():
    public = "statement_defaults: {visibility: public}\nstatements:\n  - {visibility: network, org"
    report = run(("statements:\n  - {org", public))

    assert report.hidden == 0


def test_a_file_with_more_seats_lets_people_move_up_with_a_mail():
    run(("    notices: [Bitte", "    capacity: 1\n    notices: [Bitte"))
    meeting = one(MeetingRow, key="treffen-1")
    network = one(NetworkRow, slug="n")
    saved_attendance(meeting, saved_person(network))
    waits = saved_person(network)
    saved_attendance(meeting, waits, seat=Seat.WAITING, waiting_since=NOW)

    more = "    capacity: 2\n    registration_until: 28.08.2022\n    notices: [Bitte"
    report = run(("    notices: [Bitte", more), public_url=PUBLIC_URL)

    found = one(MeetingRow, key="treffen-1")
    assert told(report)[-1] == (
        "meeting",
        "treffen-1",
        "changed",
        ["capacity", "registration_until"],
        [],
    )
    assert found.registration_until == datetime(2022, 8, 28, 23, 59)  # noqa: DTZ001 -- wall time
    assert [row.seat for row in rows(AttendanceRow)] == [Seat.HELD, Seat.HELD]
    assert [row.recipient for row in rows(OutboxRow)] == [waits.email]


def test_a_document_is_stored_once_and_exchanged_when_it_changes(tmp_path):
    def with_document(data: bytes):
        (tmp_path / "gera.pdf").write_bytes(data)
        text = text_of(("sentence: Ein Satz", "document: gera.pdf"))
        file = read_network(text.encode(), name="n.yaml", folder=tmp_path)
        return import_network(file, now=NOW, random=Random(1))

    with_document(b"%PDF-1")
    again = with_document(b"%PDF-1")
    changed = with_document(b"%PDF-2")

    assert again.changes == 0
    assert told(changed) == [("profile", "gera", "changed", ["document"], [])]
    (upload,) = rows(UploadRow)
    assert (upload.filename, upload.data) == ("gera.pdf", b"%PDF-2")
    assert rows(ProfileRow)[0].document_id == upload.id


def test_a_merged_organisation_points_at_the_one_it_became_part_of():
    run()
    run(("name: Stadt Ilmenau}", "name: Stadt Ilmenau, merged_into: gera, retired: 2022-08-01}"))

    ilmenau = one(OrganisationRow, key="ilmenau")
    assert ilmenau.merged_into_id == one(OrganisationRow, key="gera").id
    assert ilmenau.retired_at == datetime(2022, 7, 31, 22, 0, tzinfo=UTC)


def test_a_second_file_may_bring_only_a_meeting():
    run()
    text = """
        network: {slug: n, name: Netz, organiser: Büro}
        meetings: [{key: t9, title: Neuntes, when: 2023-01-12, hosts: [gera]}]
        """
    file = read_network(text.encode(), name="n.yaml", known=keys_of_network)

    report = import_network(file, now=LATER, random=Random(3))

    assert [(record.subject, record.key) for record in report.having(Fate.NEW)] == [
        ("meeting", "t9")
    ]
    assert db.session.scalar(select(func.count()).select_from(OrganisationRow)) == 2


def test_organisations_sort_as_people_expect():
    run(("short: Gera", "short: Ägypten"), ("name: Stadt Ilmenau", "name: Zwickau, short: Apolda"))

    by_key = db.session.scalars(select(OrganisationRow).order_by(OrganisationRow.sort_key)).all()

    assert [row.key for row in by_key] == ["gera", "ilmenau"]


GROUPS = """groups:
  - {key: verkehr, title: AG Verkehr, about: Wir fahren., members: [ilmenau, gera],
     people: [{person: eva, role: lead}]}
meetings:
"""


def test_a_file_brings_working_groups_with_members_people_and_meetings():
    grouped = (
        ("meetings:\n", GROUPS),
        ("  - key: treffen-1\n", "  - key: treffen-1\n    group: verkehr\n"),
    )
    run(*grouped)
    again = run(*grouped)
    by_hand(WorkingGroupRow, {"slug": "verkehr"}, title={"de": "Von Hand"})
    third = run(
        *grouped, ("AG Verkehr", "AG Bahn"), ("members: [ilmenau, gera]", "members: [gera]")
    )

    db.session.expire_all()
    [row] = groups_of(one(NetworkRow).id)
    assert told(again) == []
    assert told(third) == [("group", "verkehr", "changed", ["members"], ["title.de"])]
    assert (row.slug, row.title, row.about) == (
        "verkehr",
        {"de": "Von Hand"},
        {"de": "Wir fahren."},
    )
    assert [person.role for person in row.people] == [GroupRole.LEAD]
    assert [member.organisation_id for member in row.members] == [
        one(OrganisationRow, key="gera").id
    ]
    assert one(MeetingRow, key="treffen-1").group_id == row.id
