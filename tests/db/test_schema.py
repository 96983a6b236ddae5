import pytest
from alembic import command
from alembic.script import ScriptDirectory

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    ConsentLimitRow,
    EffectRow,
    ImportMemoryRow,
    MeetingBasisRow,
    PersonRow,
    ProfilePictureFileRow,
    ProfilePictureRow,
)
from eventsvc.db.schema import _config, is_at_head
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.consents import PHOTO, Basis, Channel, Purpose, State
from eventsvc.domain.limits import Reason
from eventsvc.domain.profiles import PictureKind
from eventsvc.services.privacy.effects import settle
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_effect,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)

pytestmark = pytest.mark.usefixtures("app")


def test_the_migrations_make_exactly_the_schema_of_the_models():
    assert is_at_head()
    command.check(_config())


def test_the_migrations_stand_in_one_line():
    script = ScriptDirectory.from_config(_config())

    assert [len(step.nextrev) for step in script.walk_revisions()] == [0] + [1] * (
        len(list(script.walk_revisions())) - 1
    )


def test_changing_a_table_keeps_what_refers_to_it():
    """SQLite changes a table by copying it and dropping the old one, which would cascade."""
    network = saved_network()
    attendance = saved_attendance(saved_meeting(network), saved_person(network))
    db.session.remove()

    command.downgrade(_config(), "0007")
    command.upgrade(_config(), "head")

    assert db.session.get(AttendanceRow, attendance.id) is not None


def test_who_came_in_by_a_list_before_is_known_to_have():
    network = saved_network()
    meeting = saved_meeting(network)
    people = {
        source: saved_person(network)
        for source in ("liste.xlsx: Tabelle1 4", "registration form", "by hand", "network file")
    }
    for source, person in people.items():
        if source == "network file":
            about = {"network_id": network.id, "subject": "person", "key": "anna"}
            saved(ImportMemoryRow(**about, row_id=person.id, digests={}))
        else:
            saved_attendance(meeting, person, source=source)
    ids = {person.id: source for source, person in people.items()}
    db.session.remove()

    command.downgrade(_config(), "0041")
    command.upgrade(_config(), "head")

    origins = {ids[row.id]: row.origin for row in db.session.query(PersonRow)}
    assert origins == {
        "liste.xlsx: Tabelle1 4": "liste.xlsx: Tabelle1 4",
        "registration form": "",
        "by hand": "",
        "network file": "network file",
    }


def test_pictures_keep_their_bytes_when_these_move_to_a_table_of_their_own():
    row = saved_organisation(saved_network())
    of = {"organisation_id": row.id, "network_id": row.network_id}
    hung = {PictureKind.CREST: b"crest", PictureKind.PHOTO: b"photo"}
    for kind, data in hung.items():
        saved(ProfilePictureFileRow(**of, digest=kind * 8, data=data))
        saved(ProfilePictureRow(**of, kind=kind, digest=kind * 8, width=1, height=1))
    db.session.remove()

    command.downgrade(_config(), "0043")
    command.upgrade(_config(), "head")

    kept = {one.digest: one.data for one in db.session.query(ProfilePictureFileRow)}
    assert kept == {kind * 8: data for kind, data in hung.items()}
    assert db.session.query(ProfilePictureRow).count() == 2


def test_answers_of_lists_come_apart_where_they_can_be_read_in_one_way_only():
    person = saved_person(saved_network())
    apart = {"source": "liste, neu.xlsx: 2", "heading": "Fotos?", "answer": "ja, “gern”"}
    whole = (
        "liste.xlsx: 3, “Fotos, “Film””: “ja”",
        "liste.xlsx: 4, “Fotos”: “ja”: “nein”",
        "liste.xlsx: 5",
    )
    of_a_list = {"purpose": Purpose.NEWSLETTER, "channel": Channel.FILE}
    saved_decision(person, State.GRANTED, **of_a_list, **apart)
    for sentence in whole:
        saved_decision(person, State.GRANTED, **of_a_list, source=sentence)
    mail = "Mail, “Betreff”: “Fotos”"
    saved_decision(person, State.GRANTED, purpose=Purpose.NEWSLETTER, source=mail)
    db.session.remove()

    command.downgrade(_config(), "0044")
    with db.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT source FROM consent_decision ORDER BY id")
        sentences = [source for (source,) in before]
    command.upgrade(_config(), "head")

    rows = db.session.query(ConsentDecisionRow).order_by(ConsentDecisionRow.id)
    assert sentences == ["liste, neu.xlsx: 2, “Fotos?”: “ja, “gern””", *whole, mail]
    assert [(row.source, row.heading, row.answer) for row in rows] == [
        tuple(apart.values()),
        *((sentence, "", "") for sentence in (*whole, mail)),
    ]


def test_what_silence_means_is_written_down_for_everybody_and_effects_stay():
    network = saved_network()
    told = [MeetingBasisRow(purpose=one, basis=Basis.PUBLIC_TASK) for one in PHOTO]
    meeting = saved_meeting(network, bases=told)
    outside = saved_organisation(network, is_guest=True)
    child = saved_person(network, is_minor=True)
    rows = {
        "child": saved_attendance(meeting, child, organisation_id=outside.id),
        "guest": saved_attendance(meeting, saved_person(network), organisation_id=outside.id),
        "guest by role": saved_attendance(
            meeting, saved_person(network), role=AttendanceRole.GUEST
        ),
        "told": saved_attendance(meeting, saved_person(network)),
        "asked": saved_attendance(saved_meeting(network, slug="zwei"), saved_person(network)),
    }
    attended = {row.person_id: name for name, row in rows.items()}
    created = {row.person_id: row.created_at for row in rows.values()}
    effect = saved_effect(saved_decision(child, State.REFUSED))
    db.session.remove()

    command.downgrade(_config(), "0044")
    command.upgrade(_config(), "head")

    found = {attended[row.person_id]: row for row in db.session.query(ConsentLimitRow)}
    about_photos = {
        name: ({*PHOTO} & {Purpose(one) for one in row.purposes}, row.reason)
        for name, row in found.items()
    }
    everything = set(PHOTO)
    assert about_photos == {
        "child": (everything, Reason.CHILD),
        "guest": (everything, Reason.GUEST),
        "guest by role": (everything, Reason.GUEST),
        "told": (set(), Reason.ASKED),
        "asked": (everything, Reason.ASKED),
    }
    assert all(row.at == created[row.person_id] for row in found.values())
    kept = db.session.get_one(EffectRow, effect.id)
    assert (kept.decision_id, kept.limit_id) == (effect.decision_id, None)
    # Looking again after the upgrade finds nothing that is not known.
    with transaction():
        settle([*attended], now=NOW)
    assert db.session.query(ConsentLimitRow).count() == len(rows)
