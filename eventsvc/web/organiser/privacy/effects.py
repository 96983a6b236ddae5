"""What is to be done outside of the program: the list, a button for each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventsvc.db.queries import effects as queries
from eventsvc.db.queries.limits import limits_by_ids
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.errors import NotFound
from eventsvc.domain.limits import Reason
from eventsvc.domain.times import wall_time
from eventsvc.services.privacy import effects, recalls
from eventsvc.web.guards import requires
from eventsvc.web.jinja import person_name, short_date
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.questions import PURPOSES, titles_of

if TYPE_CHECKING:
    from eventsvc.db.models import ConsentLimitRow, EffectRow, HandoutRow, PictureRow

DONE: Mapping[EffectKind, LazyString] = {
    EffectKind.BADGE: lazy_gettext("Badge exchanged"),
    EffectKind.SHEET: lazy_gettext("Photographer told"),
    EffectKind.PICTURE: lazy_gettext("Picture taken down"),
    EffectKind.USE: lazy_gettext("Use ended"),
    EffectKind.HANDOUT: lazy_gettext("Recipients told"),
}
"""What the button of a line says that is done."""

WHY: Mapping[Reason, LazyString] = {
    Reason.CHILD: lazy_gettext("Is under 18 (on record since %(day)s) and has not said yes."),
    Reason.GUEST: lazy_gettext("Is a guest (on record since %(day)s) and has not said yes."),
    Reason.ASKED: lazy_gettext("Is asked for consent (since %(day)s) and has not said yes."),
    Reason.BASIS: lazy_gettext(
        "The legal basis was changed on %(day)s: only a yes counts since, and there is none."
    ),
    Reason.NEVER_SHARE: lazy_gettext("Is not to be passed on (since %(day)s)."),
}
"""Why something is to be done though the person did not decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """One line of the list: whose, what is to be done and why, what the button says.

    ``why`` is empty where the person decided it.
    """

    row: "EffectRow"
    name: str
    what: str
    why: str
    done: object


def effect_lines(rows: "Sequence[EffectRow]") -> list[EffectLine]:
    """Return the lines for ``rows``, which have their people (four questions, or none)."""
    if not rows:
        return []
    subjects = {row.subject for row in rows}
    handouts, pictures = queries.handouts_by_ids(subjects), queries.pictures_by_ids(subjects)
    sheets = {row.meeting_id for row in rows if row.kind is EffectKind.SHEET and row.meeting_id}
    photographers = queries.photographers_by_meeting(sheets)
    limits = limits_by_ids({row.limit_id for row in rows if row.limit_id})
    return [
        EffectLine(
            row=row,
            name=person_name(row.person),
            what=_what(
                row,
                handouts.get(row.subject),
                pictures.get(row.subject),
                photographers.get(row.meeting_id or 0, ()),
            ),
            why=_why(limits.get(row.limit_id or 0)),
            done=DONE.get(row.kind, ""),
        )
        for row in rows
    ]


@blueprint.get("/<network>/effects")
@requires("attendees.change")
def list_effects(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what is to be done outside of the program, and what was done."""
    here = current_network()
    return render_template(
        "organiser/effects.html",
        network=here,
        lines=effect_lines(queries.open_effects(here.id)),
        ended=effect_lines(queries.ended_effects(here.id)),
    )


@blueprint.post("/<network>/effects/<effect>/done")
@requires("attendees.change")
def end_effect(network: str, effect: str) -> ResponseReturnValue:
    """Note that it is done."""
    effects.done(effect, act=acting())
    flash(gettext("Done, and noted."), "success")
    meeting = request.form.get("meeting", "")
    if meeting:
        return redirect(url_for("organiser.show_meeting", network=network, meeting=meeting), 303)
    return redirect(url_for("organiser.list_effects", network=network), 303)


@blueprint.get("/<network>/effects/<effect>/tell")
@requires("attendees.change")
def preview_recall(network: str, effect: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the mail to whoever fetched the list, before it goes."""
    here, row = current_network(), _wanted(effect)
    handout = recalls.handout_of(row)
    return render_template(
        "organiser/recall.html",
        network=here,
        effect=row,
        handout=handout,
        words=recalls.words_of(here, handout, person_name(row.person)),
    )


@blueprint.post("/<network>/effects/<effect>/tell")
@requires("attendees.change")
def send_recall(network: str, effect: str) -> ResponseReturnValue:
    """Send it to each recipient."""
    number = recalls.tell(
        effect,
        act=acting(),
        language=current_network().languages[0],
        public_url=public_address(),
    )
    words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number)
    flash(words, "success")
    return redirect(url_for("organiser.list_effects", network=network), 303)


def _wanted(public_id: str) -> "EffectRow":
    row = queries.effect(current_network().id, public_id)
    if row is None:
        raise NotFound
    return row


def _lacking(photographers: "Sequence[str]") -> str:
    if not photographers:
        return str(gettext("The photographer's sheet lacks this person."))
    names = ", ".join(photographers)
    return str(
        gettext("The photographer's sheet lacks this person. To be told: %(names)s.", names=names)
    )


def _what(
    row: "EffectRow",
    handout: "HandoutRow | None",
    picture: "PictureRow | None",
    photographers: "Sequence[str]",
) -> str:
    if row.kind is EffectKind.BADGE:
        return str(gettext("The printed badge says the wrong thing about photos."))
    if row.kind is EffectKind.SHEET:
        return _lacking(photographers)
    if handout:
        return str(
            gettext(
                "Stands on a list that others fetched: %(why)s (%(recipients)s).",
                why=handout.why,
                recipients=", ".join(handout.recipients),
            )
        )
    if picture:
        return str(
            gettext(
                "Is on a published picture: %(place)s (%(channel)s).",
                place=picture.place,
                channel=PURPOSES[picture.channel],
            )
        )
    if row.kind is EffectKind.USE:
        return str(gettext("May not be used any more for: %(purpose)s.", purpose=_purpose(row)))
    return str(gettext("Left the program's own lists: %(purpose)s.", purpose=_purpose(row)))


def _why(limit: "ConsentLimitRow | None") -> str:
    if limit is None:
        return ""
    day = short_date(wall_time(limit.at, tzid=current_network().tzid))
    return str(WHY[limit.reason]) % {"day": day}


def _purpose(row: "EffectRow") -> object:
    name = row.subject.partition("@")[0]
    titles = titles_of(current_network())
    return next((words for purpose, words in titles.items() if purpose.value == name), "–")
