"""Answers to invitations that come by mail: believed, judged, taken or listed.

Every mail leaves a line that the office sees, whatever became of it; only a proven reply that is
the newest changes something, and that is the reply alone.
"""

from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import AttendanceRow, MailReplyRow, MeetingRow
from eventsvc.db.queries import mail_replies as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.errors import AlreadyExists
from eventsvc.domain.imip import (
    KEPT,
    Outcome,
    Standing,
    is_signed_for,
    judge_reply,
    reply_token,
    tokens_in,
)
from eventsvc.domain.registrations import takes_replies
from eventsvc.inputs.mail_replies import ReadMail, ReadReply, read_mail
from eventsvc.services.attendees.seating import give_seats, locked, stand
from eventsvc.services.privacy.personal import holder_of
from eventsvc.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What mails are believed by; ``authority`` as ``Settings.reply_signed_by``."""

    secret: str
    mailbox: str
    authority: str
    public_url: str


def desk_of(settings: Settings) -> Desk:
    """Return the desk that ``settings`` describe."""
    return Desk(
        secret=settings.secret_key.get_secret_value(),
        mailbox=settings.reply_address,
        authority=settings.reply_signed_by,
        public_url=settings.public_url,
    )


def take_mail(data: bytes, *, desk: Desk, now: datetime) -> Outcome:
    """Take a mail as it came in; return what became of it."""
    mail = read_mail(data, authority=desk.authority, now=now)
    try:
        with transaction():
            return _take(mail, desk, now=now)
    except AlreadyExists:
        return Outcome.DOUBLED  # another machine takes the same mail right now, and lists it


def forget_old(*, now: datetime) -> None:
    """Forget mails that named no meeting; those of a network go by its times of erasure."""
    with transaction():
        queries.forget_nameless(before=now - KEPT)


def _take(mail: ReadMail, desk: Desk, *, now: datetime) -> Outcome:
    is_copy = queries.is_known(mail.key)
    row = MailReplyRow(received_at=now, key=None if is_copy else mail.key)
    said = mail.said
    if isinstance(said, Outcome):
        row.outcome = said
    elif (meeting := queries.meeting_with_uid(said.uid)) is None:
        row.outcome = Outcome.UNKNOWN_MEETING
    else:
        _describe(row, meeting, said)
        if not is_copy:
            row.outcome = _answer(row, locked(meeting.id), mail, said, desk, now=now)
    if is_copy:
        row.outcome = Outcome.DOUBLED
    session().add(row)
    return row.outcome


def _describe(row: MailReplyRow, meeting: MeetingRow, said: ReadReply) -> None:
    row.network_id, row.meeting_id = meeting.network_id, meeting.id
    row.sender, row.said = said.attendee, said.partstat
    row.comment, row.proposes = said.comment, said.proposes
    row.sequence, row.stamped_at = said.stamp.sequence, said.stamp.stamped_at
    row.mailed_at = said.stamp.mailed_at


def _answer(
    row: MailReplyRow,
    meeting: MeetingRow,
    mail: ReadMail,
    said: ReadReply,
    desk: Desk,
    *,
    now: datetime,
) -> Outcome:
    """Return what becomes of a reply to this (locked) meeting, and do it."""
    invited = queries.invited_at(meeting.id, email=said.attendee)
    if not invited:
        return Outcome.NOT_INVITED
    attendance = next((one for one in invited if _has_token(one, meeting, mail, desk)), None)
    if attendance is None and len(invited) == 1 and _is_signed(mail, said):
        attendance = invited[0]
    if attendance is None:
        return Outcome.NO_PROOF
    row.attendance_id = attendance.id
    outcome = judge_reply(said.partstat, said.stamp, _standing(attendance, meeting, now=now))
    if said.is_counter and outcome in {Outcome.TAKEN, Outcome.UNKNOWN_ANSWER}:
        return Outcome.COUNTER
    if outcome is Outcome.TAKEN:
        partstat = PartStat(said.partstat)
        stand(attendance, partstat=partstat, attends=attendance.attends, now=now)
        attendance.replied_at = said.stamp.stamped_at
        give_seats(meeting, asking=[attendance.id], public_url=desk.public_url, now=now)
    return outcome


def _has_token(one: AttendanceRow, meeting: MeetingRow, mail: ReadMail, desk: Desk) -> bool:
    if not desk.mailbox:
        return False
    true = reply_token(holder_of(one.person), meeting.uid, secret=desk.secret)
    return true in tokens_in(mail.written_to, mailbox=desk.mailbox)


def _is_signed(mail: ReadMail, said: ReadReply) -> bool:
    return mail.sender == said.attendee and is_signed_for(said.attendee, mail.signed_by)


def _standing(one: AttendanceRow, meeting: MeetingRow, *, now: datetime) -> Standing:
    return Standing(
        sequence=meeting.sequence,
        told=queries.told_edition(meeting.id, one.person_id),
        last=queries.last_taken(one.id),
        replied_at=one.replied_at,
        takes_replies=takes_replies(meeting.status, dtend=meeting.dtend, now=now),
    )
