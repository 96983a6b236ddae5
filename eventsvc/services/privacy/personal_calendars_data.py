"""Of what is held of a person (GDPR Art. 15): calendar, answers by mail, groups, merged entries."""

from typing import Any

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries.doubles import merged_into
from eventsvc.db.queries.groups import groups_of_person
from eventsvc.db.queries.mail_replies import replies_of_person
from eventsvc.db.queries.personal_calendars import calendar_of
from eventsvc.domain.texts import choose


def calendars_and_groups(network: NetworkRow, person_id: int) -> dict[str, Any]:
    """Return what is held, as lists and maps of texts; times are in UTC with their offset."""
    return {
        "merged_entries": _entries(person_id),
        "calendar": _calendar(person_id),
        "replies_by_mail": _replies(network, person_id),
        "working_groups": [
            {"group": _text(network, group.title), "is": role.value}
            for group, role in groups_of_person(person_id)
        ],
    }


def _entries(person_id: int) -> list[dict[str, Any]]:
    """Return what is kept of the entries that were merged into the person's."""
    return [
        {
            "given": row.given,
            "family": row.family,
            "email": row.email,
            "came_in_by": row.origin,
            "merged_at": row.merged_at.isoformat(),
        }
        for row in merged_into([person_id]).get(person_id, ())
    ]


def _calendar(person_id: int) -> dict[str, Any]:
    row = calendar_of(person_id)
    if row is None:
        return {}
    return {
        "is_off": row.is_off,
        "scope": row.scope.value,
        "reminder": row.alarm.value,
        "last_fetched_at": row.used_at.isoformat() if row.used_at else None,
    }


def _replies(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    return [
        {
            "meeting": _text(network, row.meeting.title) if row.meeting else "",
            "received_at": row.received_at.isoformat(),
            "says": row.said,
            "comment": row.comment,
            "became": row.outcome.value,
        }
        for row in replies_of_person(person_id)
    ]


def _text(network: NetworkRow, texts: dict[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text
