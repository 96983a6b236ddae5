"""What a person decided and asked for, of what is held of them: a part of ``personal_data``."""

from typing import Any

from eventsvc.db.models import ConsentLimitRow, MeetingRow, NetworkRow, RightsRequestRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.doubles import meetings_by_ids
from eventsvc.db.queries.limits import limits_of_person
from eventsvc.db.queries.participants import Decided
from eventsvc.db.queries.rights import requests_of_person
from eventsvc.domain.consents import asked_at_meeting, bases_for
from eventsvc.domain.texts import choose
from eventsvc.services.privacy.asking import asked_in


def decided(network: NetworkRow, person_id: int) -> dict[str, Any]:
    """Return what data is used for, each decision about that, and rights used by letter."""
    found = queries.decisions_of_person(person_id)
    meetings = meetings_by_ids({one.row.meeting_id for one in found if one.row.meeting_id})
    return {
        "purposes": _purposes(network, person_id),
        "decisions": [
            {"meeting": _title(network, meetings.get(one.row.meeting_id or 0))} | _decision(one)
            for one in found
        ],
        "limits": [_limit(network, *found) for found in limits_of_person(person_id)],
        "rights_by_letter": [_asked(row) for row in requests_of_person(person_id)],
    }


def _purposes(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    """Return what the data is used for, and on which legal basis: in the network, at meetings."""
    everywhere = [("", purpose, basis) for purpose, basis in asked_in(network, None).items()]
    there = [
        (_title(network, row.meeting), purpose, basis)
        for row in queries.attendances_of_person(person_id)
        for purpose, basis in bases_for(
            asked_at_meeting({one.purpose: one.basis for one in row.meeting.bases}),
            must_agree=row.must_agree,
        ).items()
    ]
    return [
        {"purpose": purpose.value, "meeting": meeting, "basis": basis.value}
        for meeting, purpose, basis in (*everywhere, *there)
    ]


def _title(network: NetworkRow, meeting: MeetingRow | None) -> str:
    if meeting is None:
        return ""
    return choose(meeting.title, language=network.languages[0], fallbacks=network.languages).text


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


def _limit(network: NetworkRow, row: ConsentLimitRow, meeting: MeetingRow | None) -> dict[str, Any]:
    """Return what may not be done without a yes since a moment, and why."""
    return {
        "meeting": _title(network, meeting),
        "since": row.at.isoformat(),
        "purposes": list(row.purposes),
        "reason": row.reason.value,
    }
