"""Reminders that go by themselves: planned by a person, seen beforehand, sent on their day."""

from datetime import datetime
from random import Random

from eventsvc.db.models import MailingRow, MeetingRow, NetworkRow
from eventsvc.db.queries import mailings as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import AlreadyExists
from eventsvc.domain.mailings import MailingKind, ReminderTooLate, reminder_due
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import locked
from eventsvc.services.mails.mailing_people import getting, recipients
from eventsvc.services.mails.mailing_sending import Sender, queue_all
from eventsvc.services.mails.mailings import Drafter, draft

BY_ITSELF = "job:reminders"
"""Who acts, in the audit log."""


def due_of(meeting: MeetingRow, *, days_before: int) -> datetime:
    """Return when a reminder so many days before ``meeting`` goes."""
    return reminder_due(meeting.local_start, tzid=meeting.tzid, days_before=days_before)


def plan(network: NetworkRow, meeting: MeetingRow, *, days_before: int, by: Drafter) -> MailingRow:
    """Make a reminder that goes by itself.

    Raises:
        DoneAlready: The same form was sent before.
        MeetingIsOver: The meeting is over or cancelled.
        ReminderTooLate: Its day is over already.
        AlreadyExists: One is planned.
    """
    with transaction():
        by.act.once(by.nonce)
        locked(meeting.id)
        if queries.planned_reminder(meeting.id) is not None:
            raise AlreadyExists
        if due_of(meeting, days_before=days_before) <= by.act.at:
            raise ReminderTooLate
        row = draft(network, meeting, MailingKind.REMINDER, by=by)
        row.days_before = days_before
        by.act.note("mailing.scheduled", f"meeting:{meeting.key}", {"days": days_before})
    return row


def remind_due(*, public_url: str, now: datetime, random: Random) -> int:
    """Send the reminders whose moment has come; return how many mails that made."""
    return sum(
        _remind(row, public_url=public_url, now=now, random=random)
        for row in queries.reminders_by_rule()
    )


def _remind(planned: MailingRow, *, public_url: str, now: datetime, random: Random) -> int:
    with transaction() as writing:
        meeting = locked(planned.meeting_id)
        row = queries.mailing_by_key(meeting.id, planned.key)
        if row is None or row.days_before is None or row.sent_at is not None:
            return 0  # another process did it, or somebody switched it off
        if due_of(meeting, days_before=row.days_before) > now:
            return 0
        network = session().get_one(NetworkRow, meeting.network_id)
        found = getting(recipients(network, meeting, row))
        is_over = meeting.status is MeetingStatus.CANCELLED or now >= meeting.dtend
        if is_over or not found:
            writing.delete(row)
            return 0
        act = Act(network_id=network.id, by=BY_ITSELF, at=now)
        by = Sender(act=act, public_url=public_url, random=random)
        return queue_all(network, meeting, row, found, by=by)
