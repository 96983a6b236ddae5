"""What a person decided and asked for, of what is held of them: a part of ``personal_data``."""

from typing import Any

from eventsvc.db.models import ConsentLimitRow, MeetingRow, RightsRequestRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.limits import limits_of_person
from eventsvc.db.queries.participants import Decided
from eventsvc.db.queries.rights import requests_of_person
from eventsvc.domain.consents import asked_at_meeting, bases_for


def decided(person_id: int) -> dict[str, Any]:
    """Return what data is used for, each decision about that, and rights used by letter."""
    return {
        "purposes": _purposes(person_id),
        "decisions": [_decision(one) for one in queries.decisions_of_person(person_id)],
        "limits": [_limit(*found) for found in limits_of_person(person_id)],
        "rights_by_letter": [_asked(row) for row in requests_of_person(person_id)],
    }


def _purposes(person_id: int) -> list[dict[str, Any]]:
    """Return what the data is used for at each meeting, and on which legal basis."""
    return [
        {"meeting": row.meeting.slug, "purpose": purpose.value, "basis": basis.value}
        for row in queries.attendances_of_person(person_id)
        for purpose, basis in bases_for(
            asked_at_meeting({one.purpose: one.basis for one in row.meeting.bases}),
            must_agree=row.must_agree,
        ).items()
    ]


def _decision(one: Decided) -> dict[str, Any]:
    row = one.row
    return {
        "purpose": row.purpose.value,
        "decision": row.state.value,
        "at": row.decided_at.isoformat(),
        "by": row.decided_by.value,
        "channel": row.channel.value,
        "source": row.source,
        "heading": row.heading,
        "answer": row.answer,
        "under_merged_entry": row.entry != "",
        "scan": row.scan.filename if row.scan else None,
        "language": row.language,
        "words": one.wording.text.get(row.language, "") if one.wording else "",
    }


def _asked(row: RightsRequestRow) -> dict[str, Any]:
    """Return a right that the person used by letter or by phone."""
    return {
        "right": row.right.value,
        "came_on": row.came_on.isoformat(),
        "channel": row.channel.value,
        "source": row.source,
        "identity": row.identity,
        "scan": row.scan.filename if row.scan else None,
        "noted_at": row.noted_at.isoformat(),
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "answer": row.answer,
    }


def _limit(row: ConsentLimitRow, meeting: MeetingRow | None) -> dict[str, Any]:
    """Return what may not be done without a yes since a moment, and why."""
    return {
        "meeting": meeting.slug if meeting else "",
        "since": row.at.isoformat(),
        "purposes": list(row.purposes),
        "reason": row.reason.value,
    }
