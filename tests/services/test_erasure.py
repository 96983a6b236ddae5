"""After an erasure nothing names the person; the copy for the person holds everything before it."""

import io
import json
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AgendaItemRow,
    AuditRow,
    ConsentDecisionRow,
    FunctionRow,
    HandoutPersonRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
    SpeakerRow,
)
from eventsvc.db.queries.effects import open_effects
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.domain.consents import PHOTO, Purpose, State
from eventsvc.domain.rights import Right
from eventsvc.jobs.tasks import tasks
from eventsvc.outputs.words_of_data import FIELDS, SECTIONS
from eventsvc.services.privacy import erasure, rights
from eventsvc.services.privacy.copies import copy_of
from eventsvc.services.privacy.personal_data import held
from eventsvc.services.upkeep import back_up, restore
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_right,
    saved_upload,
)
from tests.support.mailbox import delivered, plain

pytestmark = pytest.mark.usefixtures("app")

LONG_AGO = NOW.replace(tzinfo=None) - timedelta(days=40)
CANARIES = (
    "Kanaria",
    "Zeisigmann",
    "zeisig@canary.example",
    "+49 365 4711",
    "Vogelwartin",
    "Volierenamt",
    "Zettel 17",
    "Tisch Kanarienvogel",
    "Liste Zeile 4",
    "Bogen Zeisigmann.pdf",
    "zugvoegel.xlsx: 9",
    "Singt in Spalte 7",
    "gern, Gezwitscher",
)
"""Words that stand nowhere but in what is held of one person."""


def dump() -> str:
    db.session.rollback()
    with db.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def found(text: str) -> list[str]:
    return [word for word in CANARIES if word.casefold() in text.casefold()]


@pytest.fixture
def world():
    network = saved_network()
    organisation = saved_organisation(network)
    person = saved_person(
        network,
        given="Kanaria",
        family="Zeisigmann",
        folded_name="kanaria zeisigmann",
        email="zeisig@canary.example",
        phone="+49 365 4711",
        origin="zugvoegel.xlsx: 9",
    )
    saved(
        FunctionRow(
            network_id=network.id,
            person_id=person.id,
            organisation_id=organisation.id,
            title={"de": "Vogelwartin"},
        )
    )
    past = saved_meeting(network, start=LONG_AGO)
    coming = saved_meeting(
        network,
        agenda=[
            AgendaItemRow(
                position=1,
                title={"de": "Vortrag"},
                speakers=[SpeakerRow(position=1, person_id=person.id, name="Kanaria Zeisigmann")],
            )
        ],
    )
    for meeting in (past, coming):
        saved_attendance(
            meeting,
            person,
            organisation_id=organisation.id,
            function="Vogelwartin",
            second_line="Volierenamt",
            table_name="Tisch Kanarienvogel",
            source="Liste Zeile 4",
            checked_in_at=NOW if meeting is past else None,
        )
        for purpose in PHOTO:
            saved_decision(person, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    scan = saved_upload(past, network_id=network.id, filename="Bogen Zeisigmann.pdf")
    saved_decision(
        person,
        State.GRANTED,
        purpose=Purpose.CONTACT_NETWORK,
        source="Zettel 17",
        heading="Singt in Spalte 7",
        answer="gern, Gezwitscher",
        scan_id=scan.id,
    )
    saved_picture(past, person)
    handout = saved_handout(network)
    saved(HandoutPersonRow(handout_id=handout.id, person_id=person.id, fetched_at=NOW))
    saved(
        RegistrationRow(
            network_id=network.id,
            meeting_id=coming.id,
            person_id=person.id,
            nonce_hash="0" * 64,
            sent_at=NOW,
            language="de",
            changes={"given": "Kanaria", "family": "Zeisigmann"},
        )
    )
    erasure.ask(person.id, language="en", public_url=PUBLIC_URL, now=NOW)
    return network, person


def erased(network, person, settings, now=NOW + timedelta(hours=1)) -> bool:
    return erasure.erase(
        network_by_slug(network.slug),
        person.public_id,
        by=f"person:{person.public_id}",
        record=settings.data_dir / NAME,
        public_url=PUBLIC_URL,
        now=now,
    )


def test_the_copy_for_the_person_holds_what_the_whole_database_holds_of_them(world):
    network, person = world
    copy = copy_of(network, person.id, language="en", now=NOW)
    files = copy.as_zip(public_url=PUBLIC_URL)
    archive = zipfile.ZipFile(io.BytesIO(files))
    data = archive.read("data.json").decode()

    assert found(dump()) == list(CANARIES)
    assert found(data) == list(CANARIES)
    # What people read says all of it too, each list under its name.
    tables = "\n".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")
    )
    read = "\n".join(cell for part in copy.parts for row in part.rows for cell in row)
    assert found(tables) == found(read) == list(CANARIES)
    assert json.loads(data)["lists_handed_out"][0]["recipients"] == ["partner@example.org"]
    assert {"data.json", "person.csv", "meetings.csv", "decisions.csv", "purposes.csv"} <= set(
        archive.namelist()
    )
    assert copy.as_zip(public_url=PUBLIC_URL) == files


def test_the_copy_explains_itself_in_the_readers_language(world):
    network, person = world
    saved_right(person, right=Right.ACCESS, source="Brief")
    copy = copy_of(network, person.id, language="de", now=NOW)
    archive = zipfile.ZipFile(io.BytesIO(copy.as_zip(public_url=PUBLIC_URL)))
    readme = archive.read("README.txt").decode("utf-8-sig")
    notice = archive.read("notice.html").decode()
    decisions = archive.read("decisions.csv").decode("utf-8-sig").splitlines()

    for name in archive.namelist():
        assert name == "README.txt" or name in readme
    assert "Stand 09.08.2022" in readme
    assert "decisions: Entscheidungen zu den Daten" in readme
    assert "recipients: Empfänger" in readme
    assert "Ihre Rechte" in notice
    assert decisions[0].startswith("Treffen;Zweck;Entscheidung;Wann;Wer entschieden hat")
    assert "Fotos im Druck" in "".join(decisions)
    assert "Hat eingewilligt" in "".join(decisions)


def test_every_field_of_the_copy_has_a_name(world):
    network, person = world
    saved_right(person)

    def names(value):
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    facts = held(network, person.id, now=NOW)
    lists = {key for key, value in facts.items() if isinstance(value, list | dict)}
    said = {key: value for key, value in facts.items() if key != "kept_for_days"}

    assert lists == set(SECTIONS)
    assert set().union(*map(names, said.values())) - set(FIELDS) == set()


def test_after_an_erasure_no_row_names_the_person_and_the_decisions_stay(world, settings):
    network, person = world
    before = db.session.query(ConsentDecisionRow).count()

    assert erased(network, person, settings)
    assert not erased(network, person, settings)
    mails = delivered(settings, now=NOW + timedelta(hours=2))

    assert found(dump()) == []
    after = db.session.query(ConsentDecisionRow).order_by(ConsentDecisionRow.id).all()
    assert len(after) > before
    assert {row.state for row in after[before:]} == {State.REFUSED}
    told = {mail["To"]: plain(mail) for mail in mails}
    assert "Kanaria Zeisigmann no longer agrees" in told["partner@example.org"] or (
        "Kanaria Zeisigmann ist nicht mehr" in told["partner@example.org"]
    )
    assert set(told) == {"partner@example.org", "zeisig@canary.example"}
    text = (settings.data_dir / NAME).read_text()
    assert (found(text), person.public_id in text) == ([], True)
    # What hangs out there is still to be done, without a name.
    assert [row.kind for row in open_effects(network.id)] == ["picture"]


def test_after_an_erasure_the_proof_bears_a_number_that_no_link_ever_held(world, settings):
    network, person = world
    old = person.public_id
    rights.note_access(person.id, now=NOW)
    assert dump().count(old) > 3

    erased(network, person, settings)
    delivered(settings, now=NOW + timedelta(hours=2))

    assert old not in dump()
    db.session.expire_all()
    new = db.session.get_one(PersonRow, person.id).public_id
    log = db.session.query(AuditRow).order_by(AuditRow.id)
    assert [row.action for row in log if row.subject == f"person:{new}"] == [
        "rights.erasure-asked",
        "rights.access",
        "rights.erased",
    ]
    # The list beside the database needs the old one: it finds the person in an older copy.
    assert old in (settings.data_dir / NAME).read_text()


def test_after_an_erasure_no_print_tells_what_stood_where_on_the_badge(world, settings):
    network, person = world
    other = saved_person(network)
    for one in (person, other):
        row = saved_attendance(saved_meeting(network, start=LONG_AGO), one)
        facts = {"printed_by": "test", "sheet": "avery-l4785", "content_hash": "0" * 64}
        saved(
            PrintRow(
                network_id=network.id,
                attendance_id=row.id,
                printed_at=NOW,
                no_photo=False,
                parts={"name": "7f"},
                **facts,
            )
        )

    erased(network, person, settings)

    kept = db.session.query(PrintRow).order_by(PrintRow.id)
    assert [row.parts for row in kept] == [{}, {"name": "7f"}]


def test_a_restored_copy_is_erased_again_and_writes_to_nobody(world, settings, tmp_path):
    network, person = world
    back_up(tmp_path / "copy")
    erased(network, person, settings)
    restore(tmp_path / "copy", replace=True, copies=tmp_path / "backups", now=NOW)
    assert found(dump()) == list(CANARIES)

    again = [erasure.replay(settings.data_dir / NAME, now=NOW) for _ in range(2)]

    assert again == [1, 0]
    assert found(dump()) == []


def test_mails_to_others_who_share_the_mailbox_stay(world, settings):
    network, person = world
    other = saved_person(network, email=person.email)
    erasure.ask(other.id, language="en", public_url=PUBLIC_URL, now=NOW)

    erased(network, person, settings)
    mails = delivered(settings, now=NOW + timedelta(hours=2))

    asked = [mail for mail in mails if "confirm" in mail["Subject"]]
    assert len(asked) == 1
    assert other.public_id in plain(asked[0])


def test_never_share_and_restriction_take_every_yes_back(world):
    network, person = world
    rights.restrict(person.id, language="en", now=NOW + timedelta(hours=1))
    facts = held(network, person.id, now=NOW)

    assert facts["person"]["never_share"] is True
    assert facts["person"]["restricted_since"]
    said = Counter((one["purpose"], one["decision"]) for one in facts["decisions"])
    granted = {purpose: n for (purpose, decision), n in said.items() if decision == "granted"}
    assert granted.keys() == {*PHOTO, Purpose.CONTACT_NETWORK}
    assert granted == {p: n for (p, decision), n in said.items() if decision == "refused"}
    rights.share_again(person.id, now=NOW + timedelta(hours=2))
    facts = held(network, person.id, now=NOW)
    assert (facts["person"]["never_share"], facts["person"]["restricted_since"]) == (False, None)
    assert {row.kind for row in open_effects(network.id)} == {"handout", "picture"}


def test_the_schedule_has_the_task(settings):
    assert {"retention", "effects"} <= {task.name for task in tasks(settings)}
