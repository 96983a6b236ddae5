"""My account: passkeys, added, named and removed."""

from functools import partial

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_security import current_user

from eventsvc.db.queries import credentials as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.passkeys import NAME_CHARACTERS
from eventsvc.inputs.networks import values
from eventsvc.services.account import passkeys
from eventsvc.web import clock, security
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.account.keys import confirmed, shown_once
from eventsvc.web.organiser.account.pages import OWN, back, fresh
from eventsvc.web.organiser.blueprint import blueprint
from eventsvc.web.organiser.meetings.changes import BOTH


@blueprint.get("/account/passkeys/options")
@requires(OWN)
@fresh
def passkey_options() -> ResponseReturnValue:
    """Return what the browser needs to make a passkey; kept nowhere."""
    return jsonify(passkeys.options_to_add(current_user, site=security.site(), now=clock.now()))


@blueprint.route("/account/passkeys/new", methods=BOTH)
@requires(OWN)
@fresh
def add_passkey() -> ResponseReturnValue:
    """Ask what to call the device; take the passkey that it makes."""
    form = _form(with_answer=True)
    page = Page(
        title=gettext("Add a passkey"),
        back=back(),
        lead=gettext(
            "Your phone, your computer or a security key signs in for you, with your finger or "
            "its PIN."
        ),
        template="organiser/account_passkey.html",
        facts={"options": url_for("organiser.passkey_options")},
    )
    owner, site = security.owner(), security.site()
    return answer(
        page,
        form,
        lambda: form.shown({"name": security.device().system}),
        Saving(
            act=lambda sent: passkeys.add(
                sent.values["credential"], name=sent.values["name"], owner=owner, site=site
            ),
            then=lambda _codes: page.back[1],
            said=gettext("The passkey is added."),
            reveal=shown_once,
        ),
    )


@blueprint.route("/account/passkeys/<public_id>/name", methods=BOTH)
@requires(OWN)
def rename_passkey(public_id: str) -> ResponseReturnValue:
    """Call a passkey something else."""
    name, form, owner = _name_of(public_id), _form(), security.owner()
    page = Page(title=gettext("Name of the passkey"), back=back())
    return answer(
        page,
        form,
        lambda: form.shown({"name": name}),
        Saving(
            act=lambda sent: passkeys.rename(public_id, sent.values["name"], owner=owner),
            then=lambda _none: page.back[1],
            said=gettext("The name is changed."),
        ),
    )


@blueprint.route("/account/passkeys/<public_id>/remove", methods=BOTH)
@requires(OWN)
@fresh
def remove_passkey(public_id: str) -> ResponseReturnValue:
    """Take a passkey off the account."""
    losses = [
        gettext(
            "%(name)s signs in no more. The device may still offer it; remove it there too.",
            name=_name_of(public_id),
        )
    ]
    said = gettext("The passkey is removed.")
    act = partial(passkeys.remove, public_id)
    return confirmed(gettext("Remove the passkey"), losses, said, act=act)


def _name_of(public_id: str) -> str:
    rows = queries.passkeys_of(current_user.id)
    row = next((one for one in rows if one.public_id == public_id), None)
    if row is None:
        raise NotFound
    return row.name


def _form(*, with_answer: bool = False) -> Form:
    name = Line(
        name="name",
        label=lazy_gettext("What you call it"),
        hint=lazy_gettext("Such as: office computer."),
        reader=partial(values.line, most=NAME_CHARACTERS),
        required=True,
    )
    credential = Line(
        name="credential",
        label=lazy_gettext("Answer of the device"),
        reader=partial(values.line, most=security.CREDENTIAL_CHARACTERS),
        required=True,
    )
    return Form((Section(None, (name, credential) if with_answer else (name,)),))
