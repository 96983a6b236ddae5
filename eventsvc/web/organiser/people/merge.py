"""Two entries side by side: what stays, what goes, what holds afterwards; and the question."""

import secrets
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import doubles as queries
from eventsvc.db.queries.groups import groups_of_person
from eventsvc.db.queries.stewards import stewardships
from eventsvc.domain.errors import NotFound
from eventsvc.services.people import merging
from eventsvc.services.people.doubles import were_told_apart
from eventsvc.services.people.merging_preview import foretell
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import person_name
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.words import REPLIES, STATES
from eventsvc.web.questions import titles_of

if TYPE_CHECKING:
    from eventsvc.db.models import PersonRow
    from eventsvc.web.forms.sent import Sent

KEPT, GONE = "kept", "gone"
"""Which of the two entries is right. The one that stays, unless something else is chosen."""


@blueprint.route("/<network>/persons/<kept>/merge/<gone>", methods=BOTH)
@requires("attendees.change")
def merge_people(network: str, kept: str, gone: str) -> ResponseReturnValue:
    """Show two entries side by side and ask whether they become one; merge them."""
    back = url_for("organiser.list_doubles", network=network)
    stays, goes = (queries.person_by_public_id(current_network().id, one) for one in (kept, gone))
    if stays is None or goes is None:
        return _one_already(kept, gone, back)
    act, form = acting(), _form(stays, goes)
    version = merging.version_of(stays, goes)
    page = Page(
        title=gettext("Merge two entries"),
        lead=gettext("Are these two entries of one person? Merging cannot be undone."),
        back=(gettext("Possible doubles"), back),
        submit=gettext("Merge the two entries"),
        template="organiser/merge_people.html",
        facts=_facts(stays, goes),
    )
    return answer(
        page,
        form,
        lambda: replace(
            form.shown({"name": KEPT, "phone": KEPT}, version=version), nonce=secrets.token_hex(16)
        ),
        Saving(
            act=lambda sent: merging.merge(
                _wanted(kept, gone, sent), version=sent.version, act=act
            ),
            then=lambda _none: back,
            said=gettext("The two entries are one now. Everything stands with the one that stays."),
            again=back,
        ),
    )


def _one_already(kept: str, gone: str, back: str) -> ResponseReturnValue:
    """Lead back from an entry that was merged, as by a second click; other names are nobody's.

    Raises:
        NotFound: Nobody is or was called so.
    """
    if not any(queries.was_merged(one) for one in (kept, gone)):
        raise NotFound
    flash(gettext("One of these entries was merged already. Nothing was changed."), "info")
    return redirect(back, HTTPStatus.SEE_OTHER)


def _wanted(kept: str, gone: str, sent: "Sent") -> merging.Wanted:
    return merging.Wanted(
        kept=kept,
        gone=gone,
        name_of_gone=sent.values.get("name") == GONE,
        phone_of_gone=sent.values.get("phone") == GONE,
        nonce=sent.nonce,
    )


def _form(stays: "PersonRow", goes: "PersonRow") -> Form:
    """Return what must be chosen: only what differs."""
    choices = (
        ("name", lazy_gettext("Which name is right?"), person_name(stays), person_name(goes)),
        ("phone", lazy_gettext("Which phone number is right?"), stays.phone, goes.phone),
    )
    fields = [
        Radio(name=name, label=label, options=[(KEPT, mine), (GONE, theirs)])
        for name, label, mine, theirs in choices
        if mine and theirs and mine != theirs
    ]
    return Form((Section(None, fields),) if fields else ())


def _facts(stays: "PersonRow", goes: "PersonRow") -> dict[str, Any]:
    """Return what the page shows beside the form; the number of questions is the same for all."""
    network, foretold = current_network(), foretell(stays, goes)
    return {
        "network": network,
        "stays": stays,
        "goes": goes,
        "groups": [[group for group, _ in groups_of_person(one.id)] for one in (stays, goes)],
        "profiles": [
            [row.organisation for row in stewardships(network.id, one.id) if row.ended_at is None]
            for one in (stays, goes)
        ],
        "foretold": foretold,
        "purposes": titles_of(network),
        "states": STATES,
        "replies": REPLIES,
        "told_apart": were_told_apart(stays, goes),
    }
