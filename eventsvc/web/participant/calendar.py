"""The person's own calendar, to subscribe to by an address of its own; what it holds is chosen."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries.personal_calendars import calendar_of
from eventsvc.domain.personal_calendar import Alarm, Scope
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.calendar import personal_calendar
from eventsvc.services.privacy.personal import token_of
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.participant.blueprint import (
    blueprint,
    current_network,
    current_person,
    secret,
)
from eventsvc.web.participant.view import local

SCOPES: Mapping[Scope, LazyString] = {
    Scope.MINE: lazy_gettext("Only the meetings that I am invited to"),
    Scope.NETWORK: lazy_gettext("All meetings of the network"),
}
ALARMS: Mapping[Alarm, LazyString] = {
    Alarm.NONE: lazy_gettext("No reminder"),
    Alarm.QUARTER: lazy_gettext("15 minutes before"),
    Alarm.HOUR: lazy_gettext("1 hour before"),
    Alarm.DAY: lazy_gettext("1 day before"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPart:
    """What the person's page says of the calendar. ``used_at`` is local; None: never yet."""

    address: str
    is_off: bool
    scope: Scope
    alarm: Alarm
    used_at: datetime | None


def calendar_part() -> CalendarPart:
    """Return what the page of the person shows of their calendar."""
    person = current_person()
    token = token_of(person, LinkPurpose.CALENDAR, secret=secret())
    chosen = calendar_of(person.id)
    used_at = chosen.used_at if chosen else None
    return CalendarPart(
        address=public_address() + url_for("participant.my_calendar", token=token),
        is_off=chosen is not None and chosen.is_off,
        scope=chosen.scope if chosen else Scope.MINE,
        alarm=chosen.alarm if chosen else Alarm.NONE,
        used_at=local(used_at, tzid=current_network().tzid) if used_at else None,
    )


@blueprint.get("/calendar.ics")
def my_calendar() -> Response:
    """The meetings of the person, with the way in; in the person's language."""
    network, person = current_network(), current_person()
    fetched = personal_calendar.fetch(
        network,
        person,
        language=person.language or network.languages[0],
        public_url=public_address(),
        now=clock.now(),
    )
    response = Response(fetched.body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{network.slug}.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.last_modified = fetched.last_modified
    response.set_etag(hashlib.sha256(fetched.body).hexdigest()[:32])
    response.make_conditional(request)
    return response


@blueprint.post("/calendar")
def choose_calendar() -> ResponseReturnValue:
    """Keep what the calendar holds and when it reminds."""
    scope, alarm = request.form.get("scope", ""), request.form.get("alarm", "")
    if scope not in set(Scope) or alarm not in set(Alarm):
        abort(HTTPStatus.BAD_REQUEST)
    personal_calendar.choose_for(
        current_person().id, scope=Scope(scope), alarm=Alarm(alarm), now=clock.now()
    )
    flash(gettext("Saved. Your calendar program shows it when it looks again."))
    return _back()


@blueprint.post("/calendar/renew")
def renew_calendar() -> ResponseReturnValue:
    """Make a new address; the one before answers nobody any more."""
    personal_calendar.renew(current_person().id, now=clock.now())
    flash(gettext("Your calendar has a new address. Subscribe to it anew; the old one is gone."))
    return _back()


@blueprint.post("/calendar/end")
def end_calendar() -> ResponseReturnValue:
    """End the calendar until the person asks for it again."""
    personal_calendar.end(current_person().id, now=clock.now())
    flash(gettext("Your calendar is switched off. Programs that read it are told that it is gone."))
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("participant.show", _anchor="calendar"), HTTPStatus.SEE_OTHER)
