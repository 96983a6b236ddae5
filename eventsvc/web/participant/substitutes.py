"""Naming somebody: a substitute, or one more person of the same organisation."""

import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.domain.spelling import clean
from eventsvc.inputs.networks import values
from eventsvc.services.attendees import substitutes
from eventsvc.services.attendees.substitutes import Named, Where
from eventsvc.web import clock
from eventsvc.web.forms.answers import Saving, save
from eventsvc.web.forms.fields import Line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.my import page_given_back
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
    where = _where(attendance.meeting_id)
    nonce = request.form.get("nonce", "")[:32] or abort(HTTPStatus.BAD_REQUEST)
    after = url_for("participant.show", _anchor=f"meeting-{slug}")
    saving = Saving(
        act=lambda sent: act(_person(sent.values, nonce), at=where),
        then=lambda _none: after,
        said=said,
        again=after,
    )
    return save(page_given_back(), _form().read(request.form), saving)


def _form() -> Form:
    name = partial(values.line, most=CHARACTERS)
    return Form(
        (
            Section(
                None,
                (
                    Line(name="given", label=gettext("First name"), reader=name, required=True),
                    Line(name="family", label=gettext("Surname"), reader=name, required=True),
                    Line(name="email", label=gettext("E-mail address"), required=True),
                ),
            ),
        )
    )


def _person(said: dict[str, str], nonce: str) -> Named:
    return Named(
        given=clean(said["given"]),
        family=clean(said["family"]),
        email=said["email"],
        language=current_language(),
        nonce=nonce,
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
