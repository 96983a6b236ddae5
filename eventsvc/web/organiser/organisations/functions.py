"""What a person is in which organisations: one form for all of it."""

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import people as queries
from eventsvc.domain.errors import NotFound
from eventsvc.services.people import people
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Mistakes
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import person_name
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.meetings.forms import organisation_choice

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, PersonRow
    from eventsvc.web.forms.sent import Sent

TWICE = lazy_gettext("This organisation stands above already. Write both functions into one line.")


@blueprint.route("/<network>/persons/<person>/functions", methods=BOTH)
@requires("attendees.change")
def change_functions(network: str, person: str) -> ResponseReturnValue:
    """Show all functions of a person, and save them."""
    here, form = current_network(), _form(current_network())
    page = _page(network, person)

    def filled() -> "Sent":
        row = _wanted(person)
        return form.shown({"functions": people.read_functions(row)}, version=row.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: people.change_functions(
                here.id, person, sent.values["functions"], version=sent.version, act=act
            ),
            then=lambda _none: _back(network, person)[1],
            said=gettext("The functions are saved."),
            current=filled,
        ),
    )


def _page(network: str, person: str) -> Page:
    who = _wanted(person)
    return Page(
        title=gettext("Functions"),
        preline=person_name(who),
        lead=gettext(
            "What this person is, in which organisations. Removing a line ends the function there; "
            "lists and badges of meetings stay as they are."
        ),
        back=_back(network, person),
        template="organiser/functions.html",
        facts={"who": who},
    )


def _form(network: "NetworkRow") -> Form:
    rows = Rows(
        name="functions",
        label=lazy_gettext("Functions"),
        line=lazy_gettext("Function"),
        is_ordered=False,
        parts=(
            organisation_choice(
                network, name="organisation_id", label=lazy_gettext("Organisation"), required=True
            ),
            Texts(name="title", label=lazy_gettext("Function"), languages=tuple(network.languages)),
        ),
    )
    return Form((Section(None, (rows,)),), _check)


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    seen: set[int] = set()
    for at, line in enumerate(values["functions"]):
        if line["organisation_id"] in seen:
            mistakes[f"functions-{at}-organisation_id"] = str(TWICE)
        seen.add(line["organisation_id"])


def _wanted(public_id: str) -> "PersonRow":
    row = queries.person_with_functions(current_network().id, public_id)
    if row is None:
        raise NotFound
    return row


def _back(network: str, person: str) -> tuple[object, str]:
    """Return the organisation that the person works for; else the list of them."""
    functions = _wanted(person).functions
    if not functions:
        return gettext("Organisations"), url_for("organiser.list_organisations", network=network)
    known = directory.organisation_by_id(current_network().id, functions[0].organisation_id)
    key = known.key if known else ""
    address = url_for("organiser.show_organisation", network=network, organisation=key)
    return gettext("The organisation"), address
