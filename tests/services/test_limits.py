"""Silence that becomes a no is followed like a no that somebody says, and once for each time."""

import time
from threading import Event, Thread

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    ConsentLimitRow,
    EffectRow,
    HandoutPersonRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.queries import effects as queries
from eventsvc.db.queries.organiser import meeting_by_slug
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.consents import PHOTO, Basis, Purpose, State
from eventsvc.domain.effects import EffectKind, Ending
from eventsvc.domain.limits import Reason
from eventsvc.services.attendees import attendances
from eventsvc.services.desk import lists
from eventsvc.services.meetings import meetings
from eventsvc.services.organisations import organisations
from eventsvc.services.privacy import effects, purposes, rights
from eventsvc.web.organiser.attendees import forms
from tests.factories import (
    saved,
    saved_attendance,
    saved_handout,
    saved_organisation,
    saved_person,
    saved_picture,
)
from tests.support.followed import Office, on_record
from tests.support.queries import counted_queries

pytestmark = pytest.mark.usefixtures("app")

TOLD = dict.fromkeys(PHOTO, Basis.PUBLIC_TASK)
OUT = {EffectKind.BADGE, EffectKind.SHEET, EffectKind.PICTURE}
"""What is out there of somebody who never said a word."""


def out_there(office: Office) -> None:
    """Print badge and photographer's sheet, and publish a picture on the web."""
    office.prints()
    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    saved_picture(office.meeting, office.erika)
    effects.settle_all(now=office.act().at)
    assert on_record() == []


def attendance(office: Office):
    found = queries.standing([office.erika.id], now=office.now)
    return next(one.row for one in found)


def mark(office: Office, **values) -> None:
    db.session.expire_all()
    row = attendance(office)
    version = attendances.version_of(row)
    shown = forms.shown(row) | values
    attendances.change(office.meeting, row.public_id, shown, version=version, act=office.act())


def open_lines() -> set[EffectKind]:
    db.session.expire_all()
    rows = db.session.query(EffectRow).filter(EffectRow.ended_at.is_(None))
    return {row.kind for row in rows}


def reasons() -> set[Reason]:
    db.session.expire_all()
    named = db.session.query(EffectRow.limit_id)
    rows = db.session.query(ConsentLimitRow).filter(ConsentLimitRow.id.in_(named))
    return {row.reason for row in rows}


def change_bases(office: Office, bases: dict[Purpose, Basis]) -> None:
    row = meeting_by_slug(office.network.id, office.meeting.slug)
    values = [(one, {"basis": basis, "balance": ""}) for one, basis in bases.items()]
    meetings.change(row.slug, {"bases": values}, version=row.version, act=office.act())


def test_who_never_decided_and_is_marked_as_a_child_is_followed_each_time_once():
    office = Office(TOLD)
    out_there(office)

    mark(office, is_minor=True)
    assert sorted(on_record()) == [(kind, None) for kind in sorted(OUT)]
    assert reasons() == {Reason.CHILD}
    [row] = [one for one in queries.open_effects(office.network.id) if one.kind is EffectKind.BADGE]
    assert effects.done(row.public_id, act=office.act())
    mark(office, function="Schülerin")
    assert len(on_record()) == len(OUT)
    assert open_lines() == OUT - {EffectKind.BADGE}

    mark(office, is_minor=False)
    assert open_lines() == set()
    assert [ending for _, ending in on_record()].count(Ending.OBSOLETE) == len(OUT) - 1

    mark(office, is_minor=True)
    assert open_lines() == OUT
    assert len(on_record()) == 2 * len(OUT)


def test_two_who_settle_the_same_people_at_once_note_everything_once(app):
    office = Office(TOLD)
    out_there(office)
    with transaction() as writing:
        writing.get_one(PersonRow, office.erika.id).is_minor = True
    noted = Event()

    def settle(*, first: bool) -> None:
        with app.app_context():
            if not first:
                noted.wait()
            with transaction():
                effects.settle([office.erika.id], now=office.now)
                noted.set()
                time.sleep(0.3 if first else 0)  # the other one looks before this is written

    both = [Thread(target=settle, kwargs={"first": first}) for first in (True, False)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(on_record()) == [(kind, None) for kind in sorted(OUT)]


def test_a_word_of_the_person_ends_it_and_a_yes_said_before_lets_nothing_begin():
    office = Office(TOLD)
    out_there(office)
    mark(office, is_minor=True)
    office.says(State.GRANTED, *PHOTO)
    assert open_lines() == set()

    mark(office, is_minor=False)
    mark(office, is_minor=True)

    assert open_lines() == set()


@pytest.mark.parametrize("way", ["role", "roles of several", "organisation", "it is outside now"])
def test_who_becomes_a_guest_is_followed(way):
    office = Office(TOLD)
    comes_for = saved_organisation(office.network, key="firma", is_guest=way == "organisation")
    if way == "it is outside now":
        mark(office, organisation_id=comes_for.id)
    out_there(office)

    if way == "role":
        mark(office, role=AttendanceRole.GUEST)
    elif way == "roles of several":
        named = [attendance(office).public_id]
        values = {"role": AttendanceRole.GUEST}
        attendances.describe(office.meeting, named, values, act=office.act())
    elif way == "organisation":
        mark(office, organisation_id=comes_for.id)
    else:
        db.session.expire_all()
        version = db.session.get_one(OrganisationRow, comes_for.id).version
        organisations.change("firma", {"is_guest": True}, version=version, act=office.act())

    assert open_lines() == OUT
    assert reasons() == {Reason.GUEST}


def test_who_was_a_guest_stays_one_on_the_pictures_when_taken_off_the_list():
    office = Office(TOLD)
    mark(office, role=AttendanceRole.GUEST)
    saved_picture(office.meeting, office.erika)

    attendances.remove(office.meeting, [attendance(office).public_id], act=office.act())
    with transaction():
        effects.settle([office.erika.id], now=office.act().at)

    assert on_record() == [(EffectKind.PICTURE, None)]


def test_a_basis_that_is_changed_to_consent_makes_a_no_of_silence():
    office = Office(TOLD)
    out_there(office)

    change_bases(office, TOLD | {Purpose.PHOTO_SOCIAL: Basis.CONSENT})
    assert open_lines() == {EffectKind.BADGE, EffectKind.SHEET}
    change_bases(office, {})
    assert open_lines() == OUT
    assert reasons() == {Reason.BASIS}

    change_bases(office, TOLD)
    assert open_lines() == set()


def test_a_picture_of_somebody_who_was_asked_and_said_nothing_is_on_the_list_at_once():
    office = Office()
    saved_picture(office.meeting, office.erika)

    office.prints()

    assert on_record() == [(EffectKind.PICTURE, None)]
    assert reasons() == {Reason.ASKED}


def test_the_photographers_sheet_lacks_whoever_joins_after_it_and_says_nothing():
    office = Office()
    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    assert on_record() == []
    late = saved_person(office.network, given="Mia")
    saved_attendance(office.meeting, late)
    with transaction():
        effects.settle([office.erika.id, late.id], now=office.act().at)

    [row] = queries.open_effects(office.network.id)
    assert (row.kind, row.person_id) == (EffectKind.SHEET, late.id)

    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    assert on_record() == [(EffectKind.SHEET, Ending.DONE)]


def fetched(office: Office) -> None:
    office.says(State.GRANTED, Purpose.CONTACT_NETWORK)
    handout = saved_handout(office.network)
    saved(HandoutPersonRow(handout_id=handout.id, person_id=office.erika.id, fetched_at=office.now))


def lists_on_record() -> list[Ending | None]:
    return [ending for kind, ending in on_record() if kind is EffectKind.HANDOUT]


def test_never_share_is_followed_to_the_lists_whatever_is_said_after_it():
    office = Office()
    fetched(office)
    rights.never_share(office.erika.id, language="de", now=office.act().at)
    assert lists_on_record() == [None]
    assert reasons() == {Reason.NEVER_SHARE}

    office.says(State.GRANTED, Purpose.CONTACT_NETWORK)
    assert lists_on_record() == [None]
    rows = queries.open_effects(office.network.id)
    assert [effects.done(row.public_id, act=office.act()) for row in rows] == [True]

    rights.share_again(office.erika.id, now=office.act().at)
    effects.settle_all(now=office.act().at)
    assert lists_on_record() == [Ending.DONE]


def test_taking_never_share_back_does_not_ask_a_second_time_for_what_was_done():
    office = Office()
    fetched(office)
    rights.restrict(office.erika.id, language="de", now=office.act().at)
    [row] = queries.open_effects(office.network.id)
    effects.done(row.public_id, act=office.act())

    rights.share_again(office.erika.id, now=office.act().at)

    assert lists_on_record() == [Ending.DONE]


def test_a_person_whom_a_file_says_is_never_to_be_shared_is_followed_without_any_decision():
    office = Office()
    fetched(office)
    with transaction() as writing:
        writing.get_one(PersonRow, office.erika.id).never_share = True
        effects.settle([office.erika.id], now=office.act().at)

    assert lists_on_record() == [None]
    assert reasons() == {Reason.NEVER_SHARE}


def test_a_use_of_the_networks_own_ends_for_the_silent_when_its_basis_becomes_consent():
    office = Office()
    own = Purpose.OWN_NETWORK_1

    def settle_on(basis: Basis) -> None:
        network = db.session.get_one(NetworkRow, office.network.id, populate_existing=True)
        values = {"title": {"de": "Gremien"}, "basis": basis.value, "balance": "", "question": {}}
        purposes.change(
            own,
            values | {"notice": {}},
            is_material=False,
            version=network.version,
            act=office.act(),
        )

    settle_on(Basis.CONSENT)
    settle_on(Basis.PUBLIC_TASK)
    assert on_record() == []

    settle_on(Basis.CONSENT)
    assert on_record() == [(EffectKind.USE, None)]
    settle_on(Basis.PUBLIC_TASK)
    assert on_record() == [(EffectKind.USE, Ending.OBSOLETE)]


def test_what_was_seen_is_written_once_and_costs_the_same_for_everybody():
    office = Office(TOLD)
    counts = []
    for _ in range(2):
        people = [saved_person(office.network, is_minor=True) for _ in range(3)]
        for person in people:
            saved_attendance(office.meeting, person)
            saved_picture(office.meeting, person)
        everybody = [one.id for one in db.session.query(PersonRow)]
        with counted_queries() as asked, transaction():
            effects.settle(everybody, now=office.act().at)
        counts.append(len(asked))
    number = db.session.query(ConsentLimitRow).count()
    with transaction():
        effects.settle(everybody, now=office.act().at)

    assert counts[0] == counts[1]
    assert db.session.query(ConsentLimitRow).count() == number
