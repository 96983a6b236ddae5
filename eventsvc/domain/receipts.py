"""Receipts: what somebody decided, confirmed by one mail for each ten minutes.

Whoever answers seven questions in a row gets one mail, not seven.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

WINDOW = timedelta(minutes=10)
LOOKED_BACK = timedelta(hours=72)
"""How long the service may have stood still without a receipt being lost."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def window_of(moment: datetime) -> datetime:
    """Return when the ten minutes began that ``moment`` lies in."""
    return moment - (moment - _EPOCH) % WINDOW


def due(
    decided: Iterable[tuple[str, datetime]], *, now: datetime
) -> tuple[tuple[str, datetime], ...]:
    """Return whose decisions of which ten minutes are to be confirmed, each once, in order.

    ``decided``: who, and when. Ten minutes that are not over wait.
    """
    found = {(who, window_of(at)) for who, at in decided}
    return tuple(sorted(one for one in found if one[1] + WINDOW <= now))
