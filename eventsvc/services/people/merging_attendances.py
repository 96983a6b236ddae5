"""Of merging people: where both stand on the list of a meeting, one line stays."""

from eventsvc.db.models import AttendanceRow, OrganisationRow, PersonRow
from eventsvc.db.queries import doubles, merging, merging_parts
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.merging import Standing, seat_of, stronger

_REPLY = ("partstat", "attends", "seat", "reply_channel", "reply_source", "replied_at")
_WORDS = ("organisation_id", "function", "second_line", "table_name", "source", "reply_comment")


def bring_together(kept: PersonRow, gone: PersonRow) -> None:
    """Make one line of two at each meeting; all others of ``gone`` are moved with the rest."""
    for both in doubles.attendances_of_both([kept.id, gone.id]).values():
        if len(both) > 1:
            (mine, _, from_mine), (theirs, _, from_theirs) = both[kept.id], both[gone.id]
            _mark_guest(mine, from_mine, theirs, from_theirs)
            _combine(mine, theirs)
            _hang_on(mine, theirs)


def _mark_guest(
    mine: AttendanceRow,
    from_mine: OrganisationRow | None,
    theirs: AttendanceRow,
    from_theirs: OrganisationRow | None,
) -> None:
    """Let whoever one entry calls a guest be one: only their yes counts (``must_agree``)."""
    comes_from_outside = any(one and one.is_guest for one in (from_mine, from_theirs))
    if comes_from_outside or AttendanceRole.GUEST in {mine.role, theirs.role}:
        mine.role = AttendanceRole.GUEST
    elif mine.role is AttendanceRole.ATTENDEE:
        mine.role = theirs.role


def _combine(mine: AttendanceRow, theirs: AttendanceRow) -> None:
    standing, other = standing_of(mine), standing_of(theirs)
    found = seat_of(standing, other)
    if stronger(standing, other):
        for name in _REPLY:
            setattr(mine, name, getattr(theirs, name))
    mine.waiting_since, mine.offered_until = found.waiting_since, found.offered_until
    for name in _WORDS:
        setattr(mine, name, getattr(mine, name) or getattr(theirs, name))
    here = [moment for one in (mine, theirs) if (moment := one.checked_in_at)]
    mine.checked_in_at = min(here, default=None)
    named = [moment for one in (mine, theirs) if (moment := one.on_sheet_at)]
    mine.on_sheet_at = max(named, default=None)
    mine.created_at = min(mine.created_at, theirs.created_at)
    # Nobody is their own substitute.
    names = {mine.id, theirs.id}
    delegated = (mine.delegated_from_id, theirs.delegated_from_id)
    mine.delegated_from_id = next((one for one in delegated if one and one not in names), None)


def _hang_on(mine: AttendanceRow, theirs: AttendanceRow) -> None:
    """Move what hangs on the line that goes: prints, passages, answers, mails, substitutes."""
    session().flush()
    # Which of two badges is worn, nobody knows.
    merging_parts.two_papers([mine.id, theirs.id])
    merging_parts.badges_are_now(mine.meeting_id, gone=theirs.public_id, kept=mine.public_id)
    merging.move(AttendanceRow, gone=theirs.id, kept=mine.id)
    merging.forget(AttendanceRow, theirs.id)
    session().expunge(theirs)


def standing_of(row: AttendanceRow) -> Standing:
    """Return how the line of a meeting's list stands, as far as two can differ."""
    return Standing(
        partstat=row.partstat,
        seat=row.seat,
        waiting_since=row.waiting_since,
        offered_until=row.offered_until,
    )
