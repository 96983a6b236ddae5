"""Lists that leave the house, as the office makes, sends and ends them."""

from random import SystemRandom
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import handouts as queries
from eventsvc.db.queries import organiser as meeting_queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import LIVES, Field
from eventsvc.inputs.networks.values import mail_address
from eventsvc.services.privacy import handouts
from eventsvc.services.privacy.handout_lines import draw
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Choice, Line, Lines, Tick, Ticks
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.words import FIELDS, REASONS

if TYPE_CHECKING:
    from eventsvc.db.models import HandoutRow
    from eventsvc.web.forms.sent import Sent

NETWORK = "-network"
"""Names the distribution list among the meetings: no meeting is called so."""


@blueprint.get("/<network>/handouts")
@requires("attendees.change")
def list_handouts(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show every list that left the house, and whether its link still works."""
    here = current_network()
    return render_template(
        "organiser/handouts.html",
        network=here,
        handouts=queries.handouts_of(here.id),
        now=clock.now(),
    )


@blueprint.route("/<network>/handouts/new", methods=BOTH)
@requires("attendees.change")
def new_handout(network: str) -> ResponseReturnValue:
    """Ask which list, for whom and why, and make it."""
    form = _form()
    page = Page(
        title=gettext("Hand out a list"),
        back=_back(network),
        lead=gettext(
            "Recipients get a link that ends, not a file. Only people who agreed stand on the list."
        ),
        submit=gettext("Make the list"),
    )
    if request.method != "POST":
        usual = {"list": request.args.get("meeting", ""), "fields": list(Field), "days": LIVES[2]}
        return show(page, form.blank(usual))
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: handouts.make(_wanted(sent), act=act, random=SystemRandom()),
            then=lambda public_id: _address(network, public_id),
            said=gettext("The list is made. Nobody has it yet."),
            again=page.back[1],
        ),
    )


@blueprint.get("/<network>/handouts/<handout>")
@requires("attendees.change")
def show_handout(network: str, handout: str) -> ResponseReturnValue:
    """Show one list: its link, how many stand on it, how many do not and why; no names."""
    here, row = current_network(), _row(handout)
    secret: str = current_app.config["SECRET_KEY"]
    token = handouts.token_of(row, secret=secret)
    return render_template(
        "organiser/handout.html",
        network=here,
        handout=row,
        drawn=draw(here, row.meeting),
        fetched=queries.persons_on(row.id),
        link=public_address() + url_for("public.handout", network=network, token=token),
        ended=row.withdrawn_at is not None or row.expires_at <= clock.now(),
        reasons=REASONS,
        words=FIELDS,
    )


@blueprint.post("/<network>/handouts/<handout>/send")
@requires("attendees.change")
def send_handout(network: str, handout: str) -> ResponseReturnValue:
    """Mail the link to the recipients."""
    number = handouts.send(
        handout,
        act=acting(),
        language=current_network().languages[0],
        public_url=public_address(),
    )
    words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number)
    flash(words, "success")
    return redirect(_address(network, handout), 303)


@blueprint.post("/<network>/handouts/<handout>/withdraw")
@requires("attendees.change")
def withdraw_handout(network: str, handout: str) -> ResponseReturnValue:
    """End the link."""
    handouts.withdraw(handout, act=acting())
    flash(gettext("The link works no more."), "success")
    return redirect(_address(network, handout), 303)


_WHOM = (
    Lines(
        name="recipients",
        label=lazy_gettext("Mail addresses of the recipients, one on each line"),
        reader=mail_address,
        required=True,
        hint=lazy_gettext(
            "People agreed that the attendees of a meeting, or the members of the network, get "
            "their contact. For anybody else you need another reason: write it below."
        ),
    ),
    Tick(
        name="is_sure",
        label=lazy_gettext(
            "Also recipients may have the list who are not among those for whom people agreed to it"
        ),
    ),
    Line(
        name="why",
        label=lazy_gettext("What they need it for"),
        required=True,
        hint=lazy_gettext("It stands on the list and in the record of handed-out lists."),
    ),
    Choice(
        name="days",
        label=lazy_gettext("How many days the link works"),
        options=[(days, days) for days in LIVES],
        kind=int,
        required=True,
    ),
)


def _form() -> Form:
    here = current_network()
    meetings = [(row.slug, text(row.title)) for row in meeting_queries.meetings_of(here.id)]
    what = (
        Choice(
            name="list",
            label=lazy_gettext("List"),
            options=[(NETWORK, gettext("Distribution list of the network")), *meetings],
            required=True,
            hint=lazy_gettext("Of a meeting: the contacts of those who come."),
        ),
        Ticks(
            name="fields",
            label=lazy_gettext("What stands on it"),
            options=list(FIELDS.items()),
            required=True,
            hint=lazy_gettext("The distribution list has no functions: nobody was asked for them."),
        ),
    )
    return Form(
        (
            Section(lazy_gettext("The list"), what),
            Section(lazy_gettext("Recipients and purpose"), _WHOM),
        )
    )


def _wanted(sent: "Sent") -> handouts.NewHandout:
    values = sent.values
    slug = values["list"]
    return handouts.NewHandout(
        meeting=None if slug == NETWORK else wanted_meeting(slug),
        fields=tuple(Field(one) for one in values["fields"]),
        why=values["why"],
        recipients=tuple(values["recipients"]),
        days=values["days"],
        nonce=sent.nonce,
        is_sure=values["is_sure"],
    )


def _row(public_id: str) -> "HandoutRow":
    row = queries.handout(current_network().id, public_id)
    if row is None:
        raise NotFound
    return row


def _address(network: str, public_id: str) -> str:
    return url_for("organiser.show_handout", network=network, handout=public_id)


def _back(network: str) -> tuple[object, str]:
    return gettext("Lists handed out"), url_for("organiser.list_handouts", network=network)
