"""Naming somebody: a substitute, or one more person of the same organisation."""

import secrets
from collections.abc import Callable
from http import HTTPStatus

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.spelling import clean
from eventsvc.services import substitutes
from eventsvc.services.acts import DoneAlready
from eventsvc.services.substitutes import Named, Where
from eventsvc.web import clock
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.messages import MESSAGES
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.security import limiter

CHARACTERS = 120


def _whose_link() -> str:
    return str(current_person().public_id)


@blueprint.post("/meetings/<slug>/substitute")
@limiter.limit("10 per hour", key_func=_whose_link)
def send_instead(slug: str) -> ResponseReturnValue:
    """Let somebody else come instead."""
    return _named(
        slug,
        substitutes.send_instead,
        said=lazy_gettext("Saved. Your substitute gets a mail; your place is theirs now."),
    )


@blueprint.post("/meetings/<slug>/colleague")
@limiter.limit("10 per hour", key_func=_whose_link)
def bring(slug: str) -> ResponseReturnValue:
    """Register one more person of the same organisation."""
    return _named(
        slug,
        substitutes.bring,
        said=lazy_gettext("Saved. The person gets a mail with a link of their own."),
    )


def _named(slug: str, act: Callable[..., None], *, said: LazyString) -> ResponseReturnValue:
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    named, where = _typed(), _where(attendance.meeting_id)
    if not (named.given and named.family):
        flash(gettext("Write the first name and the surname. Nothing was changed."), "danger")
        return _back(slug)
    try:
        act(named, at=where)
    except DoneAlready:
        return _back(slug)
    except NotFound:
        raise
    except DomainError as error:
        words = str(MESSAGES[error.code][1])
        flash(words % error.facts if error.facts else words, "danger")
        return _back(slug)
    flash(str(said))
    return _back(slug)


def _typed() -> Named:
    return Named(
        given=clean(request.form.get("given", ""))[:CHARACTERS],
        family=clean(request.form.get("family", ""))[:CHARACTERS],
        email=request.form.get("email", ""),
        language=current_language(),
        nonce=request.form.get("nonce", "")[:32] or abort(HTTPStatus.BAD_REQUEST),
    )


def _where(meeting_id: int) -> Where:
    return Where(
        network=current_network(),
        meeting_id=meeting_id,
        person=current_person(),
        public_url=public_address(),
        now=clock.now(),
        random=secrets.SystemRandom(),
    )


def _back(slug: str) -> ResponseReturnValue:
    target = url_for("participant.show", _anchor=f"meeting-{slug}")
    return redirect(target, HTTPStatus.SEE_OTHER)
