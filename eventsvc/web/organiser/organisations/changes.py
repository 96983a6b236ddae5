"""Making and changing organisations: names, profile, what they say, with whom they work."""

from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic_core import PydanticCustomError

from eventsvc.db.queries import directory as queries
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.networks.documents import Document, uploaded
from eventsvc.services.organisations import organisations
from eventsvc.services.profiles import experience
from eventsvc.web import clock
from eventsvc.web.experience_fields import experience_form
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.fields import sentence
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.organisations import forms
from eventsvc.web.organiser.organisations import statement_forms as said_forms
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.profile_fields import stored
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventsvc.db.models import OrganisationRow
    from eventsvc.services.acts import Act
    from eventsvc.web.forms.sent import Form, Sent

MOST_SENT = 21_000_000
"""Bytes of a form with a document."""
_READERS = [(one, VISIBILITIES[one]) for one in (Visibility.PUBLIC, Visibility.NETWORK)]
_ITSELF = (
    "name",
    "short",
    "kind",
    "aliases",
    "is_guest",
    "member_since",
    "member_until",
    "ags",
    "ars",
    "lau",
    "nuts",
    "wikidata",
)


@blueprint.route("/<network>/organisations/new", methods=BOTH)
@requires("organisations.change")
def new_organisation(network: str) -> ResponseReturnValue:
    """Ask for a new organisation, and make it."""
    form = forms.organisation_form(current_network())
    page = Page(
        title=gettext("New organisation"),
        back=(
            gettext("Organisations"),
            url_for("organiser.list_organisations", network=network),
        ),
        submit=gettext("Create the organisation"),
    )
    act = acting()
    return answer(
        page,
        form,
        lambda: form.blank({"kind": "municipality", "member_since": _today()}),
        Saving(
            act=lambda sent: organisations.create(
                sent.values, nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda row: _address(network, row.key),
            said=gettext("The organisation is there. Now fill its profile."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/organisations/<organisation>/edit", methods=BOTH)
@requires("organisations.change")
def change_organisation(network: str, organisation: str) -> ResponseReturnValue:
    """Show the organisation's own form, and save it."""
    form = forms.organisation_form(current_network())
    act = acting()

    def filled(row: "OrganisationRow") -> "Sent":
        return form.shown({name: getattr(row, name) for name in _ITSELF}, version=row.version)

    return _edit(
        Page(title=gettext("Change the organisation"), back=_back(network, organisation)),
        form,
        filled,
        lambda sent: organisations.change(organisation, sent.values, version=sent.version, act=act),
    )


@blueprint.route("/<network>/organisations/<organisation>/profile", methods=BOTH)
@requires("organisations.change")
def change_profile(network: str, organisation: str) -> ResponseReturnValue:
    """Show the profile's form, and save it with the file that came along."""
    request.max_content_length = MOST_SENT
    row = wanted_organisation(organisation)
    form = _profile_form(row)

    def filled() -> "Sent":
        return _profile(form, wanted_organisation(organisation))

    page = Page(
        title=gettext("Profile"),
        preline=row.name,
        back=_back(network, organisation),
        takes_files=True,
    )
    if request.method != "POST":
        return show(page, filled())
    sent, document = _with_document(form.read(request.form))
    act = acting()
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: _save_profile(organisation, sent, document, act),
            then=lambda _none: _address(network, organisation),
            said=gettext("The profile is saved; whoever scans the badge sees it at once."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/organisations/<organisation>/statements", methods=BOTH)
@requires("organisations.change")
def change_statements(network: str, organisation: str) -> ResponseReturnValue:
    """Show what the organisation seeks, offers and works on, and save it."""
    form, here, act = said_forms.statements_form(current_network()), current_network(), acting()

    def filled(row: "OrganisationRow") -> "Sent":
        said = queries.statements_of(here.id, row.id)
        return form.shown(said_forms.shown_statements(said), version=row.version)

    return _edit(
        Page(title=gettext("Seeks, offers, focus"), back=_back(network, organisation)),
        form,
        filled,
        lambda sent: organisations.say(
            organisation, statements=said_forms.said(sent.values), version=sent.version, act=act
        ),
    )


@blueprint.route("/<network>/organisations/<organisation>/cooperations", methods=BOTH)
@requires("organisations.change")
def change_cooperations(network: str, organisation: str) -> ResponseReturnValue:
    """Show with whom the organisation works, and save it."""
    form, here, act = said_forms.cooperations_form(current_network()), current_network(), acting()

    def filled(row: "OrganisationRow") -> "Sent":
        named = queries.cooperations_of(here.id, row.id)
        return form.shown(said_forms.shown_cooperations(named), version=row.version)

    return _edit(
        Page(title=gettext("Co-operations"), back=_back(network, organisation)),
        form,
        filled,
        lambda sent: organisations.co_operate(
            organisation, cooperations=sent.values["cooperations"], version=sent.version, act=act
        ),
    )


@blueprint.route("/<network>/organisations/<organisation>/experience", methods=BOTH)
@requires("organisations.change")
def change_experience(network: str, organisation: str) -> ResponseReturnValue:
    """Show the grades that the organisation gave itself, and save them for it."""
    act, today, row = acting(), _today(), wanted_organisation(organisation)
    shown = partial(experience_form, audiences=_READERS)
    return _edit(
        Page(
            title=gettext("Experience"),
            lead=gettext("Enter what the member says of itself; nobody else grades it."),
            back=_back(network, organisation),
        ),
        shown(row).form,
        shown,
        lambda sent: experience.assess(row.id, sent.values, today=today, act=act),
    )


def _edit(
    page: Page,
    form: "Form",
    filled: "Callable[[OrganisationRow], Sent]",
    act: "Callable[[Sent], None]",
) -> ResponseReturnValue:
    names = request.view_args or {}
    row = wanted_organisation(names["organisation"])
    return answer(
        page,
        form,
        lambda: filled(row),
        Saving(
            act=act,
            then=lambda _none: _address(names["network"], names["organisation"]),
            said=gettext("Saved."),
            current=lambda: filled(wanted_organisation(names["organisation"])),
        ),
    )


def _profile_form(row: "OrganisationRow") -> "Form":
    here = current_network()
    document_id = row.profile.document_id if row.profile else None
    return forms.profile_form(here, document=queries.document_name(here.id, document_id))


def _profile(form: "Form", row: "OrganisationRow") -> "Sent":
    profile = row.profile
    names = [one.name for one in form.fields if one.name not in {"document", "drop_document"}]
    values = {name: getattr(profile, name) for name in names} if profile else {}
    return form.shown(values, version=profile.version if profile else 1)


def _save_profile(key: str, sent: "Sent", document: Document | None, act: "Act") -> None:
    organisations.change_profile(
        key,
        stored(
            {name: value for name, value in sent.values.items() if name != "document"},
            today=_today(),
        ),
        document=document,
        version=sent.version,
        act=act,
        random=SystemRandom(),
    )


def _with_document(sent: "Sent") -> "tuple[Sent, Document | None]":
    """Return the form and the file that came with it; what cannot be kept is a mistake."""
    file = request.files.get("document")
    if file is None or not file.filename:
        return sent, None
    try:
        return sent, uploaded(file.filename, file.read())
    except PydanticCustomError as error:
        return sent.refused("document", sentence(error)), None


def _today() -> Any:
    return clock.today(current_network().tzid)


def _back(network: str, organisation: str) -> tuple[object, str]:
    return gettext("The organisation"), _address(network, organisation)


def _address(network: str, organisation: str) -> str:
    return url_for("organiser.show_organisation", network=network, organisation=organisation)
