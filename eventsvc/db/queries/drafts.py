"""Attendee lists that wait for somebody to look at them."""

from datetime import datetime

from sqlalchemy import delete, select

from eventsvc.db.models import DraftRow
from eventsvc.db.transaction import session


def draft_by_key(meeting_id: int, key: str) -> DraftRow | None:
    """Return the list that was uploaded for the meeting under this key."""
    return session().scalar(
        select(DraftRow).where(DraftRow.meeting_id == meeting_id).where(DraftRow.key == key)
    )


def forget_older(moment: datetime) -> None:
    """Delete every list that was uploaded before ``moment``."""
    session().execute(delete(DraftRow).where(DraftRow.uploaded_at < moment))
