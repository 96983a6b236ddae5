"""The end of a date poll: the chosen date becomes the meeting, and who answered is told."""

from random import Random
from typing import Any

from eventsvc.db.models import DatePollDateRow, DatePollRow, MeetingRow, NetworkRow
from eventsvc.db.queries import changing
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.date_polls import DatePollDecided
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import MeetingStatus, may_change
from eventsvc.services.acts import Act
from eventsvc.services.dates.date_poll_asking import addresses_of, post
from eventsvc.services.dates.date_polls import wanted_poll, when_of
from eventsvc.services.meetings.meetings import NewMeeting, changed, made

DECIDED = "date-poll-decided"


def decide(
    public_id: str, date_id: int, *, version: int, act: Act, random: Random
) -> tuple[MeetingRow, int]:
    """Make the meeting of one date; return it, and how many mails tell of it.

    The provisional meeting whose date was sought gets the date; without one a new meeting is
    made. Later answers change nothing.

    Raises:
        NotFound: The network has no such poll, or the poll no such date.
        EditConflict: Somebody else changed the poll since ``version``.
        DatePollDecided: A date is chosen already.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        poll = expect(wanted_poll(network.id, public_id), version)
        if poll.decided_at is not None:
            raise DatePollDecided
        date = next((one for one in poll.dates if one.id == date_id), None)
        if date is None or poll.asked_at is None:
            raise NotFound
        meeting = _meeting(network, poll, date, act=act, random=random)
        date.is_chosen, poll.decided_at, poll.meeting_id = True, act.at, meeting.id
        answered = [row for row in poll.replies if row.answered_at is not None]
        mails = sum(
            post(row, addresses, kind=DECIDED, act=act)
            for row, addresses in addresses_of(network, answered)
        )
        act.note(
            "date-poll.decided", f"date-poll:{public_id}", {"meeting": meeting.key, "mails": mails}
        )
    return meeting, mails


def _meeting(
    network: NetworkRow, poll: DatePollRow, date: DatePollDateRow, *, act: Act, random: Random
) -> MeetingRow:
    values: dict[str, Any] = {"when": when_of(date), "status": MeetingStatus.CONFIRMED}
    if date.place:
        values["place"] = date.place
    sought = poll.meeting and changing.whole_meeting(network.id, poll.meeting.slug)
    if sought and may_change(sought.status):
        return changed(sought, values, act=act)
    values |= {
        "title": poll.title,
        "description": poll.text,
        "mode": poll.mode,
        "visibility": poll.visibility,
        "organiser_body": network.organiser,
    }
    return made(NewMeeting(values=values, nonce=""), act=act, random=random)
