"""Settings of a network: names, mailbox, languages, and the pages in the footer."""

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.networks import network_page
from eventsvc.domain.errors import NotFound
from eventsvc.domain.kinds import PageKind
from eventsvc.domain.texts import LANGUAGES
from eventsvc.inputs.networks import values as readers
from eventsvc.services.networks import network_settings
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Tick, Ticks, short_line
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.frame import LEGAL_PAGES
from eventsvc.web.guards import actor_may, requires
from eventsvc.web.languages import NAMES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.meetings.forms import BODY

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent

_PLAIN = (
    "name",
    "about",
    "organiser",
    "organiser_short",
    "email",
    "tzid",
    "mailing_list_name",
    "sender_name",
    "reply_to",
    "requires_second_factor",
)


@blueprint.get("/<network>/settings")
@requires("network.change")
def show_settings(network: str) -> ResponseReturnValue:
    """Show what can be set, with what is written already."""
    here = current_network()
    pages = [(kind, LEGAL_PAGES[kind.value], network_page(here.id, kind)) for kind in PageKind]
    return render_template(
        "organiser/settings.html",
        network=here,
        pages=pages,
        mails=MAILS,
        writes_designs=actor_may("designs.change", network),
    )


@blueprint.route("/<network>/settings/network", methods=BOTH)
@requires("network.change")
def change_network(network: str) -> ResponseReturnValue:
    """Show the network's own form, and save it."""
    form = _form()
    page = Page(title=gettext("The network"), back=back(network))

    def filled() -> "Sent":
        here = current_network()
        values: dict[str, Any] = {name: getattr(here, name) for name in _PLAIN}
        values |= {"own": here.languages[0], "others": here.languages[1:]}
        return form.shown(values, version=here.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: network_settings.change(
                {name: sent.values[name] for name in (*_PLAIN, "languages")},
                version=sent.version,
                act=act,
                body=sent.values.get("body"),
            ),
            then=lambda _none: page.back[1],
            said=gettext("The network is changed."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/settings/pages/<kind>", methods=BOTH)
@requires("network.change")
def change_page(network: str, kind: str) -> ResponseReturnValue:
    """Show one page of the footer with a preview, and save it."""
    if kind not in {one.value for one in PageKind}:
        raise NotFound
    wanted, here = PageKind(kind), current_network()
    form = _page_form(tuple(here.languages))
    page = Page(title=LEGAL_PAGES[kind], back=back(network), template="organiser/network_page.html")

    def filled() -> "Sent":
        row = network_page(here.id, wanted)
        return form.shown({"text": row.text if row else {}}, version=row.version if row else 0)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: network_settings.write_page(
                wanted, sent.values["text"], version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The page is saved."),
            current=filled,
        ),
    )


MAILS = {
    "registration": lazy_gettext("Answer to a registration"),
    "seat-offered": lazy_gettext("A seat has become free"),
    "invitation": lazy_gettext("Invitation"),
    "reminder": lazy_gettext("Reminder"),
    "meeting-changed": lazy_gettext("Something has changed"),
}
"""The kinds of mails that take texts of the office (``services.network_mails.KINDS``)."""

_LANGUAGES = [(one, NAMES[one]) for one in LANGUAGES]
_PLACE = (
    Choice(
        name="own",
        label=lazy_gettext("Own language"),
        options=_LANGUAGES,
        required=True,
        hint=lazy_gettext("Texts that lack a translation are shown in it."),
    ),
    Ticks(name="others", label=lazy_gettext("Further languages"), options=_LANGUAGES),
    Line(name="tzid", label=lazy_gettext("Time zone"), reader=readers.zone, required=True),
)


_MAILS = (
    Line(
        name="sender_name",
        label=lazy_gettext("Name of the sender"),
        hint=lazy_gettext("Stands before the address in mailboxes; empty: the network's name."),
        reader=short_line,
    ),
    fields.email(
        name="reply_to",
        label=lazy_gettext("Address for answers"),
        hint=lazy_gettext("Empty: the mailbox of the office."),
    ),
)
_SAFETY = (
    Tick(
        name="requires_second_factor",
        label=lazy_gettext(
            "Whoever works here needs a second factor to sign in: an app that shows codes, or a "
            "passkey. Who has none is led to set one up."
        ),
    ),
)


def _page_form(own: tuple[str, ...]) -> Form:
    words = Texts(
        name="text",
        label=lazy_gettext("Text"),
        languages=own,
        rows=16,
        hint=lazy_gettext("Markdown: # for a heading, an empty line between paragraphs."),
    )
    return Form((Section(None, (words,)),))


def _form() -> Form:
    own = tuple(current_network().languages)
    names = (
        Texts(name="name", label=lazy_gettext("Name"), languages=own, required=True),
        Texts(name="about", label=lazy_gettext("What it is"), languages=own, rows=4),
        Line(name="organiser", label=lazy_gettext("Organiser"), required=True),
        BODY,
        Line(name="organiser_short", label=lazy_gettext("Organiser, short"), reader=short_line),
        fields.email(
            name="email",
            label=lazy_gettext("Mailbox of the office"),
            hint=lazy_gettext("It stands in calendars and is the sender of mails."),
        ),
        Texts(
            name="mailing_list_name",
            label=lazy_gettext("Name of the mailing list"),
            languages=own,
        ),
    )
    return Form(
        (
            Section(lazy_gettext("Names"), names),
            Section(lazy_gettext("Languages and time"), _PLACE),
            Section(lazy_gettext("Mails"), _MAILS),
            Section(lazy_gettext("Signing in"), _SAFETY),
        ),
        _check,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:  # noqa: ARG001 -- cannot be wrong
    values["languages"] = list(dict.fromkeys((values["own"], *values["others"])))


def back(network: str) -> tuple[object, str]:
    """Return words and address of the page above every setting."""
    return gettext("Settings"), url_for("organiser.show_settings", network=network)
