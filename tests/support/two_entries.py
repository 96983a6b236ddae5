"""Two entries of one person, each with a row in every table that refers to people."""

from dataclasses import dataclass
from datetime import timedelta

from eventsvc.db.models import (
    AgendaItemRow,
    CheckinRow,
    ConsentLimitRow,
    DifferentPeopleRow,
    FunctionRow,
    GroupPersonRow,
    HandoutPersonRow,
    ImportMemoryRow,
    InquiryAnswerRow,
    InquiryRow,
    IntroductionRow,
    MailingRecipientRow,
    MailingRow,
    MailReplyRow,
    MeetingRow,
    MergedPersonRow,
    NetworkRow,
    OrganisationRow,
    PersonalCalendarRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
    SpeakerRow,
)
from eventsvc.domain.consents import PHOTO, Purpose, State
from eventsvc.domain.imip import Outcome
from eventsvc.domain.inquiries import InquiryKind
from eventsvc.domain.limits import Reason
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.people import folded_name
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_answer,
    saved_attendance,
    saved_date_poll,
    saved_decision,
    saved_effect,
    saved_group,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_right,
    saved_steward,
)

EARLIER = NOW - timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Two:
    """The world: a meeting and other things that both entries have to do with."""

    network: NetworkRow
    organisation: OrganisationRow
    meeting: MeetingRow
    kept: PersonRow
    gone: PersonRow


def entry(network: NetworkRow, name: str, **changes) -> PersonRow:
    given, _, family = name.rpartition(" ")
    folded = folded_name(given=given, family=family)
    return saved_person(network, given=given, family=family, folded_name=folded, **changes)


def two_entries(network: NetworkRow | None = None) -> Two:
    """Save the two, who share every thing: what can be once must be decided."""
    network = network or saved_network()
    organisation = saved_organisation(network)
    meeting = saved_meeting(network)
    kept = entry(network, "Anna Kanaria", public_id="kept", email="anna@gera.example")
    gone = entry(network, "Anna Kanarai", public_id="gone", email="a.kanarai@gera.example")
    things = _things(network, meeting, saved_person(network))
    for person in (kept, gone):
        _hang_all_on(person, organisation, things)
    saved_date_poll(network, kept, gone)
    saved_picture(meeting, kept, gone)
    return Two(network=network, organisation=organisation, meeting=meeting, kept=kept, gone=gone)


@dataclass(frozen=True, kw_only=True)
class _Things:
    network: NetworkRow
    meeting: MeetingRow
    other: PersonRow
    group_id: int
    handout_id: int
    mailing_id: int
    inquiry_id: int
    item_id: int


def _things(network, meeting, other) -> _Things:
    mailing = saved(
        MailingRow(
            network_id=network.id,
            meeting_id=meeting.id,
            key=f"mailing-{meeting.id}",
            kind=MailingKind.INVITATION,
            subject={},
            text={},
            created_at=EARLIER,
        )
    )
    inquiry = saved(
        InquiryRow(
            network_id=network.id,
            meeting_id=meeting.id,
            key=f"inquiry-{meeting.id}",
            kind=InquiryKind.TEXT,
            title={"de": "Essen"},
        )
    )
    item = saved(
        AgendaItemRow(meeting_id=meeting.id, position=1, title={"de": "Vortrag"}, speakers=[])
    )
    return _Things(
        network=network,
        meeting=meeting,
        other=other,
        group_id=saved_group(network).id,
        handout_id=saved_handout(network).id,
        mailing_id=mailing.id,
        inquiry_id=inquiry.id,
        item_id=item.id,
    )


def _hang_all_on(person: PersonRow, organisation: OrganisationRow, things: _Things) -> None:
    network_id, meeting = things.network.id, things.meeting
    at = saved_attendance(meeting, person, organisation_id=organisation.id)
    _hang_on_attendance(at, person, things)
    for purpose in (*PHOTO, Purpose.CONTACT_ATTENDEES):
        saved_decision(person, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
    saved_effect(saved_decision(person, State.REFUSED, decided_at=EARLIER))
    saved_steward(organisation, person_id=person.id)
    saved_answer(meeting, person_id=person.id)
    saved_right(person)
    other = {"network_id": network_id, "said_at": EARLIER, "said_by": "account:office"}
    first, second = saved_person(things.network), saved_person(things.network)
    asked = {
        "network_id": network_id,
        "asker_id": organisation.id,
        "helper_id": organisation.id,
        "asked_at": EARLIER,
        "asked_by": "account:office",
    }
    for row in (
        ConsentLimitRow(
            network_id=network_id,
            person_id=person.id,
            meeting_id=meeting.id,
            at=EARLIER,
            purposes=[],
            reason=Reason.ASKED,
        ),
        DifferentPeopleRow(one_id=person.id, other_id=first.id, **other),
        DifferentPeopleRow(one_id=second.id, other_id=person.id, **other),
        FunctionRow(
            network_id=network_id,
            person_id=person.id,
            organisation_id=organisation.id,
            title={"de": f"Amt {person.public_id}", person.public_id[:2]: "x"},
        ),
        GroupPersonRow(group_id=things.group_id, person_id=person.id, position=person.id),
        HandoutPersonRow(handout_id=things.handout_id, person_id=person.id, fetched_at=EARLIER),
        ImportMemoryRow(
            network_id=network_id, subject="person", key=person.public_id, row_id=person.id
        ),
        IntroductionRow(
            public_id=f"asks-{person.public_id}",
            asker_person_id=person.id,
            helper_person_id=things.other.id,
            **asked,
        ),
        IntroductionRow(
            public_id=f"helps-{person.public_id}",
            asker_person_id=things.other.id,
            helper_person_id=person.id,
            **asked,
        ),
        MailingRecipientRow(mailing_id=things.mailing_id, person_id=person.id),
        MergedPersonRow(
            network_id=network_id,
            public_id=f"former-{person.public_id}",
            person_id=person.id,
            merged_at=EARLIER,
            merged_by="account:office",
        ),
        PersonalCalendarRow(person_id=person.id),
        RegistrationRow(
            network_id=network_id,
            meeting_id=meeting.id,
            person_id=person.id,
            nonce_hash=person.public_id,
            sent_at=EARLIER,
            confirmed_at=EARLIER,
            language="de",
        ),
        SpeakerRow(agenda_item_id=things.item_id, position=person.id, person_id=person.id),
    ):
        saved(row)


def _hang_on_attendance(at, person: PersonRow, things: _Things) -> None:
    substitute = entry(things.network, f"Vera {person.public_id}")
    saved_attendance(things.meeting, substitute, delegated_from_id=at.id)
    for row in (
        CheckinRow(
            network_id=things.network.id,
            attendance_id=at.id,
            kind="in",
            at=EARLIER,
            by="account:office",
        ),
        InquiryAnswerRow(
            inquiry_id=things.inquiry_id,
            attendance_id=at.id,
            said=[person.public_id],
            answered_at=EARLIER,
        ),
        MailReplyRow(
            network_id=things.network.id,
            meeting_id=things.meeting.id,
            attendance_id=at.id,
            received_at=EARLIER,
            outcome=next(iter(Outcome)),
        ),
        PrintRow(
            network_id=things.network.id,
            attendance_id=at.id,
            printed_at=EARLIER,
            printed_by="account:office",
            sheet="a4",
            content_hash="0" * 64,
            no_photo=False,
        ),
    ):
        saved(row)
