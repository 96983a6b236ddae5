"""Mails to the distribution list: drafts, whom they reach, a look at the mail, sending."""

from collections.abc import Mapping
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import circulars as queries
from eventsvc.db.queries.groups import groups_going_on
from eventsvc.domain.circulars import PLACEHOLDERS, NobodyOnTheList
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.handouts import Reason
from eventsvc.domain.mailings import Omission, RecipientsChanged
from eventsvc.domain.placeholders import NAMES
from eventsvc.services.mails import circulars
from eventsvc.services.mails.delivery import office_of
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text as words_in
from eventsvc.web.languages import current_language
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.mails.mailing_progress import MAIL_STATES
from eventsvc.web.organiser.mails.mailings import OMISSIONS
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.words import REASONS

if TYPE_CHECKING:
    from eventsvc.db.models import CircularRow, NetworkRow
    from eventsvc.services.acts import Act
    from eventsvc.web.forms.sent import Sent

TEXT_ROWS = 10
FIELDS = ("group_id", "subject", "text")
LEFT: Mapping[str, object] = {
    **{reason.value: words for reason, words in REASONS.items() if reason in set(Reason)},
    Omission.NO_ADDRESS.value: OMISSIONS[Omission.NO_ADDRESS],
    Omission.DISOWNED.value: OMISSIONS[Omission.DISOWNED],
}
"""Why somebody gets no mail of the list."""


@blueprint.get("/<network>/distribution-list")
@requires("attendees.change")
def list_circulars(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show whom the list reaches and what was sent to it."""
    here = current_network()
    return render_template(
        "organiser/circulars.html",
        network=here,
        circulars=queries.circulars_of(here.id),
        reached=circulars.reached(here),
        left=LEFT,
    )


@blueprint.route("/<network>/distribution-list/new", methods=BOTH)
@requires("attendees.change")
def new_circular(network: str) -> ResponseReturnValue:
    """Ask what to write to the list; nothing is sent yet."""
    here, form, act = current_network(), _form(), acting()
    back = url_for("organiser.list_circulars", network=network)
    page = Page(
        title=gettext("Write to the distribution list"),
        back=(gettext("Distribution list"), back),
        lead=gettext("Nothing is sent yet: first you see whom it reaches and what they read."),
        submit=gettext("Go on"),
    )

    return answer(
        page,
        form,
        lambda: form.blank({"group_id": request.args.get("group", type=int)}),
        Saving(
            act=lambda sent: _drafted(here, sent, act=act),
            then=lambda key: url_for("organiser.show_circular", network=network, circular=key),
            said=gettext("The draft is kept. Nothing was sent."),
            again=back,
        ),
    )


@blueprint.get("/<network>/distribution-list/<circular>")
@requires("attendees.change")
def show_circular(network: str, circular: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show a mail as its first reader gets it, and the button that sends it or how far it got."""
    here, row = current_network(), _wanted(circular)
    reached = circulars.reached(here, row.group_id)
    return render_template(
        "organiser/circular.html",
        network=here,
        circular=row,
        reached=reached,
        left=LEFT,
        states=queries.states_of(circulars.begin_of(row)) if row.sent_at else {},
        mail_states=MAIL_STATES,
        **_seen(here, row, reached),
    )


@blueprint.route("/<network>/distribution-list/<circular>/text", methods=BOTH)
@requires("attendees.change")
def word_circular(network: str, circular: str) -> ResponseReturnValue:
    """Change what a draft says."""
    form, act = _form(_wanted(circular)), acting()
    back = url_for("organiser.show_circular", network=network, circular=circular)

    def filled() -> "Sent":
        row = _wanted(circular)
        return form.shown({name: getattr(row, name) for name in FIELDS}, version=row.version)

    return answer(
        Page(title=gettext("What the mail says"), back=(gettext("The mail"), back)),
        form,
        filled,
        Saving(
            act=lambda sent: circulars.word(circular, _wish(sent), version=sent.version, act=act),
            then=lambda _none: back,
            said=gettext("The draft is kept. Nothing was sent."),
            current=filled,
        ),
    )


@blueprint.post("/<network>/distribution-list/<circular>/send")
@requires("attendees.change")
def send_circular(network: str, circular: str) -> ResponseReturnValue:
    """Send it to everybody whom it reaches, each alone."""
    number = request.form.get("number", 0, type=int)
    version = request.form.get("version", 0, type=int)
    try:
        sent = circulars.send(
            current_network(), circular, number=number, version=version, act=acting()
        )
    except (EditConflict, RecipientsChanged, NobodyOnTheList) as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    else:
        words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", sent)
        flash(words, "success")
    return redirect(url_for("organiser.show_circular", network=network, circular=circular), 303)


@blueprint.post("/<network>/distribution-list/<circular>/discard")
@requires("attendees.change")
def discard_circular(network: str, circular: str) -> ResponseReturnValue:
    """Throw a draft away."""
    circulars.discard(circular, act=acting())
    flash(gettext("The draft is thrown away. Nothing was sent."), "success")
    return redirect(url_for("organiser.list_circulars", network=network), 303)


def _seen(here: "NetworkRow", row: "CircularRow", reached: circulars.Reached) -> dict[str, object]:
    """Return the mail to the first person; without one there is none to look at."""
    if not reached.people:
        return {"message": None, "plain": ""}
    office = office_of(current_app.extensions["eventsvc.settings"])
    message = circulars.preview(here, row, reached.people[0], office=office, now=clock.now())
    body = message.get_body(("plain",))
    return {"message": message, "plain": body.get_content() if body else ""}


def _drafted(here: "NetworkRow", sent: "Sent", *, act: "Act") -> str:
    row = circulars.draft(here, _wish(sent), nonce=sent.nonce, act=act, random=SystemRandom())
    return row.key


def _wish(sent: "Sent") -> circulars.Wish:
    return circulars.Wish(**{name: value for name in FIELDS if (value := sent.values.get(name))})


def _wanted(key: str) -> "CircularRow":
    row = queries.circular_with_key(current_network().id, key)
    if row is None:
        raise NotFound
    return row


def _form(row: "CircularRow | None" = None) -> Form:
    languages = tuple(current_network().languages)
    names = ", ".join(NAMES[name][current_language()] for name in PLACEHOLDERS)
    subject = Texts(
        name="subject", label=lazy_gettext("Subject"), languages=languages, required=True
    )
    text = Texts(
        name="text",
        label=lazy_gettext("Text"),
        languages=languages,
        rows=TEXT_ROWS,
        required=True,
        hint=lazy_gettext(
            "Plain text. Greeting, the office, why the mail came and how to leave the list stand "
            "around it by themselves."
        ),
    )
    note = gettext("These are filled in for each person: %(names)s", names=names)
    return Form((Section(None, (*_to(row), subject, text), note),))


def _to(row: "CircularRow | None") -> tuple[Choice, ...]:
    """Return the choice of a group; none where the network has no groups."""
    groups = list(groups_going_on(current_network().id))
    if row and row.group and row.group not in groups:
        groups.append(row.group)  # it has ended since: the draft goes to nobody else by that
    choice = Choice(
        name="group_id",
        label=lazy_gettext("To"),
        options=[
            ("", lazy_gettext("Everybody on the distribution list")),
            *((row.id, words_in(row.title)) for row in groups),
        ],
        kind=int,
        hint=lazy_gettext("Of a working group it reaches those who stand on the list."),
    )
    return (choice,) if groups else ()
