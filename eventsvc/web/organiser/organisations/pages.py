"""The organisations of a network: the list, and one of them as its office sees it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory as queries
from eventsvc.db.queries.experience import experience_of
from eventsvc.db.queries.organiser import meeting_by_slug
from eventsvc.db.queries.people import functions_in
from eventsvc.domain.errors import NotFound
from eventsvc.domain.spelling import words as words_of
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.words import STATEMENTS
from eventsvc.web.words import ORGANISATION_KINDS, VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, OrganisationRow


def is_gone(row: "OrganisationRow") -> bool:
    """Tell whether the organisation is closed or a part of another."""
    return row.retired_at is not None or row.merged_into_id is not None


def lacks_profile(row: "OrganisationRow") -> bool:
    """Tell whether a scan would show a name and nothing else."""
    profile = row.profile
    return profile is None or not (
        any(profile.sentence.values()) or any(profile.text.values()) or profile.document_id
    )


FILTERS: Mapping[str, Callable[["OrganisationRow"], bool]] = {
    "members": lambda row: not row.is_guest and not is_gone(row),
    "guests": lambda row: row.is_guest and not is_gone(row),
    "empty": lambda row: not row.is_guest and not is_gone(row) and lacks_profile(row),
    "gone": is_gone,
}
"""What ``?show=`` may ask for."""


def empty_profiles_at(meeting: "MeetingRow") -> frozenset[int]:
    """Return the members that somebody comes for and whose scan shows only a name."""
    rows = queries.represented_at(meeting.id)
    return frozenset(row.id for row in rows if FILTERS["empty"](row))


@blueprint.get("/<network>/organisations")
@requires("organisations.change")
def list_organisations(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show everybody, searched by ``?q=``, narrowed by ``?show=``.

    With ``?meeting=`` those whose empty profile somebody scans there.
    """
    here = current_network()
    show_, words = request.args.get("show", "members"), request.args.get("q", "").strip()
    fits = FILTERS.get(show_)
    meeting = meeting_by_slug(here.id, request.args.get("meeting", ""))
    coming = empty_profiles_at(meeting) if meeting else None
    everybody = queries.everybody(here.id)
    found = [
        one
        for one in everybody
        if (fits is None or fits(one.row))
        and (coming is None or one.row.id in coming)
        and _has(one.row, words_of(words))
    ]
    return render_template(
        "organiser/organisations.html",
        network=here,
        found=found,
        total=len(everybody),
        show=show_ if show_ in FILTERS else "",
        q=words,
        meeting=meeting,
        kinds=ORGANISATION_KINDS,
        empty={one.row.id for one in found if lacks_profile(one.row)},
        state_of=_state,
    )


@blueprint.get("/<network>/organisations/<organisation>")
@requires("organisations.change")
def show_organisation(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show one organisation with its codes, its profile and what it says."""
    here, row = current_network(), wanted_organisation(organisation)
    return render_template(
        "organiser/organisation.html",
        network=here,
        row=row,
        profile=row.profile,
        into=queries.organisation_by_id(here.id, row.merged_into_id or 0),
        parts=queries.parts_of(here.id, row.id),
        codes=queries.codes_of(here.id, row.id),
        document=queries.document_name(here.id, row.profile.document_id if row.profile else None),
        people=functions_in(here.id, row.id),
        said=queries.statements_of(here.id, row.id),
        cooperations=queries.cooperations_of(here.id, row.id),
        experience=experience_of(here.id, row.id),
        kinds=ORGANISATION_KINDS,
        statements=STATEMENTS,
        visibilities=VISIBILITIES,
        state=_state(row),
    )


def wanted_organisation(key: str) -> "OrganisationRow":
    """Return the organisation of this network.

    Raises:
        NotFound: There is none.
    """
    row = queries.organisation_by_key(current_network().id, key)
    if row is None:
        raise NotFound
    return row


def _has(row: "OrganisationRow", sought: tuple[str, ...]) -> bool:
    names = " ".join((*row.name.values(), *row.short.values(), *row.aliases))
    folded = " ".join(words_of(names))
    return all(word in folded for word in sought)


def _state(row: "OrganisationRow") -> object:
    if row.merged_into_id is not None:
        return gettext("Part of another")
    if row.retired_at is not None:
        return gettext("Closed")
    return gettext("Guest") if row.is_guest else gettext("Member")
