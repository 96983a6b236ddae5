"""What the plan of a series says, as values and as the JSON it is stored in."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from eventsvc.db.models import SeriesPlanRow
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.kinds import NoticeKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.recurrence import Hours, OnHoliday, Rhythm, Rule

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """By what rule dates come, from when to when each lasts, and what each begins with."""

    rule: Rule
    hours: Hours
    template: Values
    """Names of a meeting's values (``services.meetings``), without ``when``."""


def packed(plan: Plan) -> dict[str, Any]:
    """Return the columns of ``plan``."""
    return {
        "rule": _packed(asdict(plan.rule)),
        "hours": _packed(asdict(plan.hours)),
        "template": _packed(plan.template),
    }


def plan_of(row: SeriesPlanRow) -> Plan:
    """Return the plan that ``row`` stores."""
    return Plan(
        rule=Rule(**_unpacked(row.rule, _RULE)),
        hours=Hours(**_unpacked(row.hours, _HOURS)),
        template=_unpacked(row.template, _TEMPLATE),
    )


def _packed(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _packed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_packed(one) for one in value]
    return value


def _unpacked(stored: Values, kinds: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    return {
        name: kinds[name](value) if name in kinds and value is not None else value
        for name, value in stored.items()
    }


def _items(stored: list[Values]) -> list[dict[str, Any]]:
    kinds: Mapping[str, Callable[[Any], Any]] = {
        "pinned_at": time.fromisoformat,
        "visibility": Visibility,
    }
    return [_unpacked(item, kinds) for item in stored]


def _notices(stored: list[Values]) -> list[dict[str, Any]]:
    return [_unpacked(notice, {"kind": NoticeKind}) for notice in stored]


def _bases(stored: list[tuple[str, Values]]) -> list[tuple[Purpose, dict[str, Any]]]:
    return [(Purpose(purpose), _unpacked(values, {"basis": Basis})) for purpose, values in stored]


_RULE: Mapping[str, Callable[[Any], Any]] = {
    "rhythm": Rhythm,
    "first": date.fromisoformat,
    "until": date.fromisoformat,
    "without_months": tuple,
    "on_holiday": OnHoliday,
}
_HOURS: Mapping[str, Callable[[Any], Any]] = {
    "start": time.fromisoformat,
    "end": time.fromisoformat,
}
_TEMPLATE: Mapping[str, Callable[[Any], Any]] = {
    "status": MeetingStatus,
    "visibility": Visibility,
    "mode": Mode,
    "geo": tuple,
    "agenda": _items,
    "notices": _notices,
    "bases": _bases,
}
