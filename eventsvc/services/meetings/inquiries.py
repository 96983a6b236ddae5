"""Inquiries of a meeting: asked, answered, erased when their days are over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from eventsvc.db.models import InquiryAnswerRow, InquiryRow, MeetingRow
from eventsvc.db.queries import inquiries as queries
from eventsvc.db.queries import participants
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import NotFound
from eventsvc.domain.inquiries import InquiryKind, kept_until, taken, totals
from eventsvc.domain.texts import choose
from eventsvc.outputs.inquiries import totals_csv, yes_or_no
from eventsvc.services.acts import Act
from eventsvc.services.attendees.replies import require_replies
from eventsvc.services.options import renumbered

Said = Mapping[str, Sequence[str]]
"""Key of an inquiry → what was answered, as sent."""

CHANGED = ("title", "hint", "seen_by", "is_exported", "days_kept")
BY_ITSELF = "job:inquiries"
"""Who erases, in the audit log."""


def add(
    meeting: MeetingRow, values: Mapping[str, Any], *, nonce: str, act: Act, random: Random
) -> InquiryRow:
    """Ask one more thing.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        row = InquiryRow(
            network_id=meeting.network_id,
            meeting_id=meeting.id,
            key=f"{random.getrandbits(64):016x}",
            kind=values["kind"],
            options={},
            order=[],
        )
        _write(row, values)
        writing.add(row)
        act.note("inquiry.added", f"meeting:{meeting.key}", {"kind": row.kind.value})
    return row


def change(
    meeting: MeetingRow, key: str, values: Mapping[str, Any], *, version: int, act: Act
) -> InquiryRow:
    """Change what is asked; how one answers stays. An option that goes takes its answers along.

    Raises:
        NotFound: The meeting asks no such thing.
        EditConflict: Somebody changed it since ``version``.
    """
    with transaction():
        row = expect(_inquiry(meeting, key), version)
        _write(row, values)
        act.note("inquiry.changed", f"meeting:{meeting.key}")
    return row


def remove(meeting: MeetingRow, key: str, *, act: Act) -> None:
    """Ask something no more, and erase what was answered.

    Raises:
        NotFound: The meeting asks no such thing.
    """
    with transaction() as writing:
        row = _inquiry(meeting, key)
        answers = queries.erase_answers(row.id)
        writing.delete(row)
        act.note("inquiry.removed", f"meeting:{meeting.key}", {"answers": answers})


def answer(person_id: int, *, meeting_id: int, said: Said, now: datetime) -> None:
    """Keep what a person answers to a meeting's inquiries; an empty answer takes one back.

    Raises:
        NotFound: The person is not on the meeting's list.
        RepliesClosed: The meeting is over or cancelled.
    """
    with transaction():
        attendance = participants.attendance_of(person_id, meeting_id=meeting_id)
        if attendance is None:
            raise NotFound
        require_replies(attendance.meeting, now=now)
        keep_answers(attendance.id, meeting_id=meeting_id, said=said, now=now)


def keep_answers(attendance_id: int, *, meeting_id: int, said: Said, now: datetime) -> None:
    """Write answers in the running transaction. What was not asked on the page stays as it is."""
    there = queries.answers_of([attendance_id]).get(attendance_id, {})
    for inquiry in queries.inquiries_of([meeting_id])[meeting_id]:
        if inquiry.key not in said:
            continue
        given = taken(inquiry.kind, said[inquiry.key], options=inquiry.order)
        known = there.get(inquiry.id)
        if known is not None and not given:
            session().delete(known)
        elif known is not None and known.said != given:
            known.said, known.answered_at = given, now
        elif known is None and given:
            session().add(
                InquiryAnswerRow(
                    inquiry_id=inquiry.id,
                    attendance_id=attendance_id,
                    said=given,
                    answered_at=now,
                )
            )


def erase_due(*, now: datetime) -> int:
    """Erase the answers whose days are over; return how many. Their number is put on record."""
    erased = 0
    for inquiry, meeting in queries.answered_inquiries():
        if kept_until(meeting.dtend, days=inquiry.days_kept) > now:
            continue
        with transaction():
            answers = queries.erase_answers(inquiry.id)
            act = Act(network_id=inquiry.network_id, by=BY_ITSELF, at=now)
            act.note("inquiries.erased", f"meeting:{meeting.key}", {"answers": answers})
        erased += answers
    return erased + _empty_forms(now=now)


def _empty_forms(*, now: datetime) -> int:
    """Take the answers out of forms that nobody confirmed before the meeting was over."""
    with transaction():
        forms = [row for row in queries.forms_too_late(now=now) if row.changes.get("said")]
        for row in forms:
            row.changes = {name: said for name, said in row.changes.items() if name != "said"}
    return len(forms)


def table_of(meeting: MeetingRow, *, language: str, act: Act) -> bytes:
    """Return the numbers that may leave the house as CSV, without names.

    Only questions whose purpose allows it are in it. The export is put on record.
    """
    asked = [one for one in queries.inquiries_of([meeting.id])[meeting.id] if one.is_exported]
    given = queries.answers_at(meeting.id)
    rows: list[tuple[str, str, int]] = []
    for inquiry in asked:
        counted = totals(row.said for row, _ in given if row.inquiry_id == inquiry.id)
        title = choose(inquiry.title, language=language, fallbacks=()).text
        rows += [(title, _label(inquiry, key, language), counted[key]) for key in sorted(counted)]
    with transaction():
        act.note("inquiries.exported", f"meeting:{meeting.key}", {"questions": len(asked)})
    return totals_csv(rows, language=language)


def _label(inquiry: InquiryRow, key: str, language: str) -> str:
    if inquiry.kind is InquiryKind.YES_NO:
        return yes_or_no(key, language=language)
    return choose(inquiry.options.get(key, {"": key}), language=language, fallbacks=()).text


def _inquiry(meeting: MeetingRow, key: str) -> InquiryRow:
    row = queries.inquiry_by_key(meeting.id, key)
    if row is None:
        raise NotFound
    return row


def _write(row: InquiryRow, values: Mapping[str, Any]) -> None:
    for name in CHANGED:
        setattr(row, name, values[name])
    row.options = renumbered(row.options, values["options"])
    row.order = list(row.options)
