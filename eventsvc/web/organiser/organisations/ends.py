"""Merging and closing organisations, and undoing both."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import organisations as queries
from eventsvc.domain.organisations import Directory
from eventsvc.services.attendees.represented import known_as
from eventsvc.services.organisations import organisations
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import list_text, text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.organisations.pages import wanted_organisation

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow
    from eventsvc.web.forms.sent import Sent


@blueprint.route("/<network>/organisations/<organisation>/merge", methods=BOTH)
@requires("organisations.change")
def merge_organisation(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask into which other organisation this one goes, and merge."""
    row, act = wanted_organisation(organisation), acting()
    others = [one for one in queries.choices(current_network().id) if one.id != row.id]
    target = Choice(
        name="into",
        label=lazy_gettext("Becomes part of"),
        options=[("", "–"), *((one.key, text(one.name)) for one in others)],
        hint=_similar(row, others),
        required=True,
    )
    return _asked(
        row,
        Form((Section(None, (target,)),)),
        title=gettext("Merge the organisation"),
        losses=[
            gettext("All its printed codes lead to the other one from now on."),
            gettext(
                "Its attendances, statements and profile stay with it, unseen, so that you "
                "can undo this."
            ),
        ],
        act=lambda sent: organisations.merge(
            organisation, into=sent.values["into"], version=sent.version, act=act
        ),
    )


@blueprint.route("/<network>/organisations/<organisation>/separate", methods=BOTH)
@requires("organisations.change")
def separate_organisation(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask whether a merge is undone, and undo it."""
    act = acting()
    return _asked(
        wanted_organisation(organisation),
        Form(()),
        title=gettext("Undo the merge"),
        losses=[gettext("It is an organisation of its own again, and its codes lead to it.")],
        act=lambda sent: organisations.separate(organisation, version=sent.version, act=act),
    )


@blueprint.route("/<network>/organisations/<organisation>/retire", methods=BOTH)
@requires("organisations.change")
def retire_organisation(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask whether the organisation is closed, and close it."""
    act = acting()
    return _asked(
        wanted_organisation(organisation),
        Form(()),
        title=gettext("Close the organisation"),
        losses=[
            gettext("It leaves the list of members, and its profile is not shown any more."),
            gettext("Its printed codes stay valid and say that it is no longer here."),
            gettext("You can open it again."),
        ],
        act=lambda sent: organisations.retire(organisation, version=sent.version, act=act),
    )


@blueprint.route("/<network>/organisations/<organisation>/reopen", methods=BOTH)
@requires("organisations.change")
def reopen_organisation(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Ask whether the organisation is opened again, and open it."""
    act = acting()
    return _asked(
        wanted_organisation(organisation),
        Form(()),
        title=gettext("Open the organisation again"),
        losses=[gettext("Its profile is shown again, and its codes lead to it.")],
        act=lambda sent: organisations.reopen(organisation, version=sent.version, act=act),
    )


def _asked(
    row: "OrganisationRow",
    form: Form,
    *,
    title: str,
    losses: Sequence[str],
    act: "Callable[[Sent], None]",
) -> ResponseReturnValue:
    """Show the question, or do what it asks."""
    here = url_for(
        "organiser.show_organisation", network=current_network().slug, organisation=row.key
    )
    page = Page(
        title=title,
        lead=row.name,
        back=(gettext("The organisation"), here),
        submit=title,
        template="organiser/confirm.html",
        facts={"losses": losses},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(act=act, then=lambda _none: here, said=gettext("Done.")),
    )


def _similar(row: "OrganisationRow", others: "Sequence[OrganisationRow]") -> str:
    """Return the names that are like this one: suggestions, never more."""
    found = Directory([known_as(one) for one in others]).find(str(text(row.name)))
    names = {one.key: str(text(one.name)) for one in others}
    near = [names[found.key]] if found.key else [names[one.key] for one in found.suggestions]
    return gettext("Similar names: %(names)s", names=list_text(near)) if near else ""
