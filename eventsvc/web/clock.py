"""What time it is, for views. Tests put a clock of their own into ``eventsvc.clock``."""

from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, current_app

from eventsvc.domain.times import wall_time

if TYPE_CHECKING:
    from collections.abc import Callable


def register(app: Flask) -> None:
    """Give ``app`` the machine's clock."""
    app.extensions["eventsvc.clock"] = partial(datetime.now, UTC)


def now() -> datetime:
    """Return this moment, in UTC."""
    clock: Callable[[], datetime] = current_app.extensions["eventsvc.clock"]
    return clock()


def today(tzid: str) -> date:
    """Return the date that calendars on the wall show in ``tzid``."""
    return wall_time(now(), tzid=tzid).date()
