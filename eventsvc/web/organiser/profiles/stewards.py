"""The stewards of an organisation: named, ended, their links revoked."""

from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import stewards as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import index_name
from eventsvc.services.profiles import stewards
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Line, Mistakes
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.organisations.pages import wanted_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import PersonRow

ONE_STEWARD = lazy_gettext("Choose a person, or write the mailbox of a role; not both.")


@blueprint.get("/<network>/organisations/<organisation>/stewards")
@requires("organisations.change")
def list_stewards(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show who keeps the profile, and how to reach them."""
    here, row = current_network(), wanted_organisation(organisation)
    return render_template(
        "organiser/stewards.html",
        network=here,
        row=row,
        stewards=queries.stewards_of(here.id, row.id),
        called=stewards.called,
        address_of=stewards.address_of,
    )


@blueprint.route("/<network>/organisations/<organisation>/stewards/new", methods=BOTH)
@requires("organisations.change")
def name_steward(network: str, organisation: str) -> ResponseReturnValue:
    """Ask who keeps the profile, and note it. No mail goes by that."""
    here, row = current_network(), wanted_organisation(organisation)
    form = _form(queries.people_of(here.id, row.id))
    address = url_for("organiser.list_stewards", network=network, organisation=organisation)
    page = Page(
        title=gettext("Name a steward"),
        preline=row.name,
        back=(gettext("Stewards"), address),
        lead=gettext(
            "A steward keeps the profile true by a link of their own. Nothing is sent yet."
        ),
    )
    act = acting()
    return answer(
        page,
        form,
        form.blank,
        Saving(
            act=lambda sent: stewards.name_steward(
                organisation,
                stewards.Named(**sent.values),
                nonce=sent.nonce,
                act=act,
                random=SystemRandom(),
            ),
            then=lambda _row: address,
            said=gettext("Named. Send the link when you are ready."),
            again=address,
        ),
    )


@blueprint.post("/<network>/organisations/<organisation>/stewards/<steward>/end")
@requires("organisations.change")
def end_steward(network: str, organisation: str, steward: str) -> ResponseReturnValue:
    """Let the steward be none any more."""
    stewards.end(_steward(organisation, steward), act=acting())
    flash(gettext("The steward is none any more, and the link is dead."))
    return _back(network, organisation)


@blueprint.post("/<network>/organisations/<organisation>/stewards/<steward>/revoke")
@requires("organisations.change")
def revoke_steward(network: str, organisation: str, steward: str) -> ResponseReturnValue:
    """Make the steward's link worthless."""
    stewards.revoke(_steward(organisation, steward), act=acting())
    flash(gettext("The link is dead. The next mail to the steward brings a new one."))
    return _back(network, organisation)


def _steward(organisation: str, public_id: str) -> str:
    """Return the public id, which is that of a steward of the organisation in the address."""
    row = wanted_organisation(organisation)
    if public_id not in {one.public_id for one in queries.stewards_of(row.network_id, row.id)}:
        raise NotFound
    return public_id


def _form(people: "Sequence[PersonRow]") -> Form:
    options = [
        (one.public_id, index_name(title=one.title, given=one.given, family=one.family))
        for one in people
    ]
    return Form(
        (
            Section(
                None,
                (
                    Choice(
                        name="person",
                        label=lazy_gettext("Somebody who came for the organisation"),
                        options=[("", "–"), *options],
                        none="",
                    ),
                    fields.email(
                        name="email",
                        label=lazy_gettext("Or the mailbox of a role"),
                        hint=lazy_gettext("Such as digital@town.de: it outlives who reads it."),
                    ),
                    Line(name="role", label=lazy_gettext("What the role is called")),
                ),
            ),
        ),
        _check,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if bool(values["person"]) == bool(values["email"]):
        mistakes["email"] = str(ONE_STEWARD)


def _back(network: str, organisation: str) -> ResponseReturnValue:
    target = url_for("organiser.list_stewards", network=network, organisation=organisation)
    return redirect(target, HTTPStatus.SEE_OTHER)
