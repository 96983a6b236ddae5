"""People and roles: who may work in a network, given and taken."""

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import accounts as queries
from eventsvc.db.queries import organiser as meeting_queries
from eventsvc.domain.access import Forbidden, Role
from eventsvc.domain.errors import NotFound
from eventsvc.services.account import accounts
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import current_actor, requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.words import STAFF

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow
    from eventsvc.services.acts import Act


@blueprint.get("/<network>/people")
@requires("accounts.change")
def list_staff(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show who has which role here."""
    here = current_network()
    return render_template(
        "organiser/staff.html",
        network=here,
        grants=queries.grants_in(here.id),
        roles=STAFF,
        me=current_actor().account,
    )


@blueprint.route("/<network>/people/new", methods=BOTH)
@requires("accounts.change")
def give_role(network: str) -> ResponseReturnValue:
    """Ask whom to give which role, and give it."""
    here = current_network()
    meetings = {row.slug: row for row in meeting_queries.meetings_of(here.id)}
    form = _form(meetings)
    page = Page(
        title=gettext("Give a role"),
        back=_back(network),
        lead=gettext("Whoever has the address signs in with a link by mail, without a password."),
        submit=gettext("Give the role"),
    )
    act = acting()
    return answer(
        page,
        form,
        lambda: form.shown({"role": Role.HELPER}),
        Saving(
            act=lambda sent: _give(sent.values, meetings, act),
            then=lambda _none: page.back[1],
            said=gettext("The role is given."),
        ),
    )


@blueprint.route("/<network>/people/<account>/take", methods=BOTH)
@requires("accounts.change")
def take_roles(network: str, account: str) -> ResponseReturnValue:
    """Ask whether somebody leaves the office of this network, and take the roles here."""
    if account == current_actor().account:
        raise Forbidden
    email, form = _address_of(account), Form(())
    page = Page(
        title=gettext("Take all roles"),
        lead=email,
        back=_back(network),
        submit=gettext("Take all roles"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext("The account has no right in this network any more, from now on."),
                gettext("What it did stays in the audit log."),
            ]
        },
    )
    act = acting()
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: accounts.take(email, network=network, by=act.by, now=act.at),
            then=lambda _none: page.back[1],
            said=gettext("The roles are taken."),
        ),
    )


def _address_of(public_id: str) -> str:
    grants = queries.grants_in(current_network().id)
    found = next((one.account for one in grants if one.account.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found.email


def _give(values: dict[str, Any], meetings: "dict[str, MeetingRow]", act: "Act") -> None:
    helps = values["role"] is Role.HELPER
    accounts.give(
        values["email"],
        values["role"],
        network=current_network().slug,
        meeting=meetings.get(values["meeting"] or "") if helps else None,
        by=act.by,
        now=act.at,
    )


def _form(meetings: "dict[str, MeetingRow]") -> Form:
    return Form(
        (
            Section(
                None,
                (
                    fields.email(name="email", label=lazy_gettext("Mail address"), required=True),
                    Radio(
                        name="role",
                        label=lazy_gettext("Role"),
                        options=list(STAFF.items()),
                        kind=Role,
                        required=True,
                    ),
                    Choice(
                        name="meeting",
                        label=lazy_gettext("A helper of"),
                        options=[
                            ("", gettext("Every meeting")),
                            *((slug, text(row.title)) for slug, row in meetings.items()),
                        ],
                    ),
                ),
            ),
        )
    )


def _back(network: str) -> tuple[object, str]:
    return gettext("People and roles"), url_for("organiser.list_staff", network=network)
