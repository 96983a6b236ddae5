"""Who fits the person's own organisation: the network's statements count, not only public ones."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsvc.db.queries.directory import topics_of
from eventsvc.db.queries.matching import (
    Named,
    matching_of,
    organisation_names,
    organisations_of_person,
)
from eventsvc.domain.matches import Basis
from eventsvc.domain.statements import Audience
from eventsvc.web import clock, matches
from eventsvc.web.jinja import text
from eventsvc.web.matches import Reason
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventsvc.db.models import OrganisationRow
    from eventsvc.domain.matches import Edge
    from eventsvc.domain.matching import Matching

BEST = 3
"""Helpers that are shown for each seek."""
MOST = 30
"""Organisations that one could help, at most."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """An organisation that fits, and why. ``code``: of its page."""

    named: Named
    reason: Reason


@dataclass(frozen=True, slots=True)
class Fits:
    """What fits one organisation of the person."""

    own: "OrganisationRow"
    could_help_us: list[Fitting]
    we_could_help: list[Fitting]


@blueprint.get("/partners")
def partners() -> ResponseReturnValue:
    """Show for each of the person's organisations who could help it, and whom it could help."""
    network = current_network()
    day = clock.today(network.tzid)
    matching = matching_of(network.id, to=Audience.NETWORK, today=day)
    edges = {
        row.id: (_for(matching, row.id), _by(matching, row.id), row)
        for row in organisations_of_person(network.id, current_person().id)
    }
    others = {
        number
        for helped, helping, _ in edges.values()
        for edge in (*helped, *helping)
        for number in (edge.asker, edge.helper)
    }
    names = organisation_names(network.id, others)
    labels: matches.Labels = {row.id: row.label for row in topics_of(network.id)}
    return render_template(
        "participant/partners.html",
        fits=[
            Fits(
                row,
                [_helper(edge, labels, names) for edge in helped],
                [_asker(edge, labels, names) for edge in helping],
            )
            for helped, helping, row in edges.values()
        ],
    )


def _for(matching: "Matching", own: int) -> "list[Edge]":
    return [
        edge
        for asker, topic in matching.seeks()
        if asker == own
        for edge in matching.helpers(own, topic, limit=BEST)
    ]


def _by(matching: "Matching", own: int) -> "list[Edge]":
    """Return whom ``own`` could help on basis 4 or better, the best first."""
    found = [
        edge
        for asker, topic in matching.seeks(on=matching.reach(own))
        for edge in matching.helpers(asker, topic)
        if edge.helper == own and edge.basis >= Basis.RELATED
    ]
    return sorted(found, key=lambda edge: (-edge.basis, -edge.points))[:MOST]


def _helper(edge: "Edge", labels: matches.Labels, names: "Mapping[int, Named]") -> Fitting:
    named = names[edge.helper]
    sentence = matches.they_help(edge, labels, helper=text(named.name))
    return Fitting(named, Reason(sentence, matches.quotes(edge)))


def _asker(edge: "Edge", labels: matches.Labels, names: "Mapping[int, Named]") -> Fitting:
    named = names[edge.asker]
    sentence = matches.you_help(edge, labels, asker=text(named.name))
    return Fitting(named, Reason(sentence, matches.quotes(edge)))
