"""Who could help whom, as the office sees it: open needs first, then each seek with its helpers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.matching import Named, organisation_names
from eventsvc.domain.matches import Basis
from eventsvc.web import matches
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.downloads import table_file
from eventsvc.web.organiser.matching.lists import Listed, filters, listed

if TYPE_CHECKING:
    from eventsvc.domain.matches import Cluster, Edge
    from eventsvc.web.organiser.matching.lists import Seek

PER_PAGE = 20
"""Seeks on a page."""
MOST_OPEN = 200
"""Open needs that are listed."""
LONGEST_TABLE = 20_000
"""Seeks of an export."""
BASES = {
    Basis.SAME: lazy_gettext("the same topic"),
    Basis.RELATED: lazy_gettext("a related topic"),
    Basis.ALL_TOPICS: lazy_gettext("all topics"),
}
AT_LEAST = (
    (int(Basis.ALL_TOPICS), lazy_gettext("Any")),
    (int(Basis.RELATED), lazy_gettext("On the same or a related topic")),
    (int(Basis.SAME), lazy_gettext("On the same topic")),
)
HEADINGS = (
    lazy_gettext("Seeks support"),
    lazy_gettext("Topic"),
    lazy_gettext("In their words"),
    lazy_gettext("Could help"),
    lazy_gettext("What it offers"),
    lazy_gettext("Points"),
    lazy_gettext("In return"),
    lazy_gettext("Work together already"),
    lazy_gettext("Source"),
)


@blueprint.get("/<network>/matches")
@requires("organisations.change")
def list_matches(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what nobody offers yet, each seek with its best helpers, and the topics in common."""
    here, asked = current_network(), filters()
    found = listed(asked)
    page = _page()
    seeks = found.seeks(found.pairs[(page - 1) * PER_PAGE : page * PER_PAGE])
    open_needs = found.open_needs()
    clusters = [] if asked.given else found.matching.clusters()
    with_all = () if asked.given else found.matching.helps_with_all()
    return render_template(
        "organiser/matches.html",
        network=here,
        filters=asked,
        topics=found.topics,
        at_least=AT_LEAST,
        bases=BASES,
        seeks=seeks,
        total=len(found.pairs),
        page=page,
        pages=-(-len(found.pairs) // PER_PAGE),
        open_needs=open_needs[:MOST_OPEN],
        open_total=len(open_needs),
        clusters=clusters,
        with_all=with_all,
        names=_names(seeks, open_needs[:MOST_OPEN], clusters, with_all),
        labels=found.labels,
        keys=found.keys,
        sentence=_sentence(found.labels),
        quotes=matches.quotes,
    )


@blueprint.get("/<network>/matches.csv", defaults={"form": "csv"})
@blueprint.get("/<network>/matches.xlsx", defaults={"form": "xlsx"})
@requires("organisations.change")
def export_matches(network: str, form: str) -> Response:
    """Send the matches that fit the filters as a table; a seek without helpers is a line too."""
    found = listed(filters())
    seeks = found.seeks(found.pairs[:LONGEST_TABLE])
    names = _names(seeks, [], [], ())
    rows = [[str(heading) for heading in HEADINGS]]
    rows += [line for seek in seeks for line in _lines(seek, found, names)]
    return table_file(rows, form=form, title=gettext("Matches"), filename=f"{network}-matches")


def _page() -> int:
    page = request.args.get("page", 1, int)
    return page if page > 0 else abort(404)


def _sentence(labels: matches.Labels) -> "Callable[[Edge, Mapping[int, Named]], str]":
    def told(edge: "Edge", names: Mapping[int, Named]) -> str:
        asker, helper = (text(names[one].name) for one in (edge.asker, edge.helper))
        return matches.helps(edge, labels, asker=asker, helper=helper)

    return told


def _names(
    seeks: "Iterable[Seek]",
    open_needs: Iterable[tuple[int, int]],
    clusters: "Iterable[Cluster]",
    with_all: Iterable[int],
) -> dict[int, Named]:
    wanted = {asker for asker, _ in open_needs} | set(with_all)
    for cluster in clusters:
        wanted |= cluster.members
    for seek in seeks:
        wanted |= {seek.asker, *(edge.helper for edge in (*seek.helpers, *seek.partners))}
    return organisation_names(current_network().id, wanted)


def _lines(seek: "Seek", found: Listed, names: Mapping[int, Named]) -> Iterator[list[str]]:
    first = [str(text(names[seek.asker].name)), str(text(found.labels[seek.topic]))]
    for edge in (*seek.helpers, *seek.partners):
        sources = (one.source for one in (*edge.seeks, *edge.offers) if one.source)
        yield [
            *first,
            " / ".join(str(text(one.text)) for one in edge.seeks),
            str(text(names[edge.helper].name)),
            " / ".join(str(text(one.text)) for one in edge.offers),
            str(edge.points),
            ", ".join(str(text(found.labels[topic])) for topic in edge.in_return),
            gettext("yes") if edge in seek.partners else "",
            " / ".join(dict.fromkeys(sources)),
        ]
    if not (seek.helpers or seek.partners):
        yield [*first, *[""] * (len(HEADINGS) - 2)]
