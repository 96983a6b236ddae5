"""Each decision is followed out of the program: every effect once, until it is done or needless."""

import pytest
from sqlalchemy import select

from eventsvc.db.extension import db
from eventsvc.db.models import AttendanceRow, AuditRow, HandoutPersonRow, OutboxRow
from eventsvc.db.queries import effects as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import AttendanceRole, PartStat
from eventsvc.domain.consents import PHOTO, AnswerDoesNotFit, Basis, Channel, Purpose, State
from eventsvc.domain.effects import EffectKind, Ending
from eventsvc.services.attendees import attendances
from eventsvc.services.attendees.standings import standings
from eventsvc.services.badges.badges import print_job
from eventsvc.services.desk import lists
from eventsvc.services.privacy import effects, pictures, recalls
from eventsvc.services.privacy.consents import Answer, decide
from eventsvc.web.organiser.attendees import forms
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_handout,
    saved_organisation,
    saved_person,
    saved_picture,
)
from tests.support.followed import HOUR, Office, on_record
from tests.support.mailbox import delivered, plain

pytestmark = pytest.mark.usefixtures("app")


def test_a_badge_that_says_the_wrong_thing_is_on_the_list_until_it_is_printed_anew():
    office = Office()
    office.says(State.GRANTED, *PHOTO)
    office.prints()
    assert on_record() == []

    office.says(State.REFUSED, *PHOTO)
    office.says(State.REFUSED, Purpose.PHOTO_WEB)
    assert on_record() == [(EffectKind.BADGE, None)]

    office.prints()
    assert on_record() == [(EffectKind.BADGE, Ending.DONE)]

    office.says(State.GRANTED, *PHOTO)
    assert on_record()[1:] == [(EffectKind.BADGE, None)]
    office.says(State.REFUSED, Purpose.PHOTO_SOCIAL)
    assert on_record()[1:] == [(EffectKind.BADGE, Ending.OBSOLETE)]


def test_a_sticker_ends_it_by_hand_and_it_does_not_come_back():
    office = Office()
    office.says(State.GRANTED, *PHOTO)
    office.prints()
    office.says(State.REFUSED, Purpose.PHOTO_WEB)
    [row] = queries.open_effects(office.network.id, meeting_id=office.meeting.id)

    assert effects.done(row.public_id, act=office.act())
    assert not effects.done(row.public_id, act=office.act())
    effects.settle_all(now=office.now)
    office.says(State.GRANTED, Purpose.CONTACT_NETWORK)

    assert on_record() == [(EffectKind.BADGE, Ending.DONE)]
    actions = [one.action for one in db.session.query(AuditRow)]
    assert actions.count("effect.done") == 1


def test_nothing_is_left_to_do_about_badges_once_the_meeting_is_over():
    office = Office()
    office.says(State.GRANTED, *PHOTO)
    office.prints()
    office.says(State.REFUSED, *PHOTO)

    effects.settle_all(now=office.meeting.dtend)

    assert on_record() == [(EffectKind.BADGE, Ending.OBSOLETE)]


def test_a_photographers_sheet_that_lacks_somebody_is_followed_until_the_next_one():
    office = Office()
    office.says(State.GRANTED, *PHOTO)
    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    office.says(State.REFUSED, Purpose.PHOTO_PRINT)
    assert on_record() == [(EffectKind.SHEET, None)]

    lists.photographer_sheet(office.network, office.meeting, act=office.act())

    assert on_record() == [(EffectKind.SHEET, Ending.DONE)]


def test_who_stands_on_the_photographers_sheet_is_recorded_and_not_missed_on_it():
    office = Office()
    office.says(State.REFUSED, *PHOTO)
    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    [named] = db.session.scalars(select(AttendanceRow.on_sheet_at))
    [made] = db.session.scalars(select(AuditRow.at).where(AuditRow.action == "export.photographer"))
    office.says(State.GRANTED, *PHOTO)
    office.says(State.REFUSED, *PHOTO)

    assert named == made
    assert on_record() == []


def test_who_said_no_earlier_and_comes_after_all_is_missed_on_the_sheet():
    office = Office()
    office.says(State.REFUSED, *PHOTO)
    with transaction() as writing:
        writing.query(AttendanceRow).one().partstat = PartStat.DECLINED
    lists.photographer_sheet(office.network, office.meeting, act=office.act())
    with transaction() as writing:
        writing.query(AttendanceRow).one().partstat = PartStat.ACCEPTED
        effects.settle([office.erika.id], now=office.act().at)

    assert on_record() == [(EffectKind.SHEET, None)]


def test_a_picture_is_taken_down_for_the_channel_that_is_refused_and_no_other():
    office = Office()
    office.says(State.GRANTED, *PHOTO)
    web = saved_picture(office.meeting, office.erika)
    saved_picture(office.meeting, office.erika, channel=Purpose.PHOTO_PRINT)
    saved_picture(office.meeting)
    office.says(State.REFUSED, Purpose.PHOTO_WEB)
    [row] = queries.open_effects(office.network.id)
    assert (row.kind, row.subject) == (EffectKind.PICTURE, web.public_id)

    pictures.take_down(office.meeting, web.public_id, act=office.act())

    assert on_record() == [(EffectKind.PICTURE, Ending.DONE)]


def test_recipients_of_a_list_are_told_once_by_mail(settings):
    office = Office()
    office.says(State.GRANTED, Purpose.CONTACT_NETWORK)
    handout = saved_handout(office.network, recipients=["bus@example.org", "bahn@example.org"])
    saved(HandoutPersonRow(handout_id=handout.id, person_id=office.erika.id, fetched_at=office.now))
    office.says(State.REFUSED, Purpose.CONTACT_NETWORK)
    [row] = queries.open_effects(office.network.id, meeting_id=office.meeting.id)
    # The program's own distribution list has followed by itself.
    assert sorted(on_record()) == [(EffectKind.DATA, Ending.DONE), (EffectKind.HANDOUT, None)]

    told = [
        recalls.tell(row.public_id, act=office.act(), language="en", public_url=PUBLIC_URL)
        for _ in range(2)
    ]
    mails = delivered(settings, now=office.now + HOUR)

    assert told == [2, 0]
    assert [mail["To"] for mail in mails] == ["bus@example.org", "bahn@example.org"]
    assert "Erika Muster no longer agrees to stand on it." in plain(mails[0])
    assert (EffectKind.HANDOUT, Ending.DONE) in on_record()
    # A mail that names somebody who left is forgotten once it went.
    assert db.session.query(OutboxRow).count() == 0
    office.says(State.GRANTED, Purpose.CONTACT_NETWORK)
    office.says(State.REFUSED, Purpose.CONTACT_NETWORK)
    assert (EffectKind.HANDOUT, None) in on_record()


def test_silence_asks_for_nothing_and_an_objection_does():
    office = Office({Purpose.PHOTO_WEB: Basis.PUBLIC_TASK})
    saved_picture(office.meeting, office.erika)
    office.says(State.REFUSED, Purpose.PHOTO_PRINT)
    assert on_record() == []

    office.says(State.OBJECTED, Purpose.PHOTO_WEB)
    assert on_record() == [(EffectKind.PICTURE, None)]

    office.says(State.UNKNOWN, Purpose.PHOTO_WEB)
    assert on_record() == [(EffectKind.PICTURE, Ending.OBSOLETE)]


@pytest.mark.parametrize(
    ("is_minor", "role", "from_outside"),
    [
        (True, AttendanceRole.ATTENDEE, False),
        (False, AttendanceRole.GUEST, False),
        (False, AttendanceRole.SPEAKER, True),
    ],
    ids=["child", "guest", "from an organisation outside"],
)
def test_the_silence_of_children_and_guests_is_a_no_where_others_are_merely_told(
    is_minor, role, from_outside
):
    office = Office(dict.fromkeys(PHOTO, Basis.PUBLIC_TASK))
    mia = saved_person(office.network, given="Mia", family="Klein", is_minor=is_minor)
    comes_for = saved_organisation(office.network, is_guest=from_outside)
    saved_attendance(office.meeting, mia, role=role, organisation_id=comes_for.id)
    office.prints()

    def marked():
        job = print_job(office.network, office.meeting, public_url=PUBLIC_URL)
        return {badge.given: badge.no_photo for badge in job.badges}

    assert marked() == {"Erika": False, "Mia": True}
    sheet = lists.without_photos(office.network, office.meeting)
    assert [one.name for one in sheet] == ["Mia"]
    people = standings({office.network.id: office.network}, [office.meeting], public_url=PUBLIC_URL)
    counted = {one.row.person.given: one.counted for one in people[office.meeting.id]}
    assert not counted["Mia"].may_be_photographed
    assert counted["Erika"].may_be_photographed

    said = {"language": "de", "channel": Channel.LINK}
    for channel in PHOTO:  # whom others are told of, these are asked about, and may agree
        yes = Answer(purpose=channel, state=State.GRANTED, **said)
        decide(office.network, office.meeting, mia.id, yes, now=office.act().at)
        with pytest.raises(AnswerDoesNotFit):
            decide(office.network, office.meeting, office.erika.id, yes, now=office.now)
    assert marked() == {"Erika": False, "Mia": False}
    assert on_record() == [(EffectKind.BADGE, None)]

    saved_picture(office.meeting, mia, channel=Purpose.PHOTO_WEB)
    no = Answer(purpose=Purpose.PHOTO_WEB, state=State.REFUSED, **said)
    decide(office.network, office.meeting, mia.id, no, now=office.act().at)
    assert (EffectKind.PICTURE, None) in on_record()


def test_who_is_found_to_be_a_child_is_followed_at_once():
    office = Office(dict.fromkeys(PHOTO, Basis.PUBLIC_TASK))
    office.says(State.OBJECTED, Purpose.PHOTO_WEB)
    office.says(State.UNKNOWN, Purpose.PHOTO_WEB)
    office.prints()
    assert on_record() == []
    [stands] = queries.standing([office.erika.id], now=NOW)
    values = forms.shown(stands.row) | {"is_minor": True}

    attendances.change(
        office.meeting,
        stands.row.public_id,
        values,
        version=attendances.version_of(stands.row),
        act=office.act(),
    )

    assert on_record()[-1] == (EffectKind.BADGE, None)
