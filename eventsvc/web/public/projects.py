"""Projects worth copying: searched and filtered over the network, and the page of each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, render_template, request

from eventsvc.db.queries import projects as queries
from eventsvc.domain.search import LONGEST, find
from eventsvc.web.jinja import text
from eventsvc.web.public.network import blueprint
from eventsvc.web.words import COST_BANDS, PROJECT_STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import NetworkRow, ProjectRow
    from eventsvc.db.queries.projects import Told


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; an empty field asks for everything."""

    q: str
    topic: str
    status: str

    def __bool__(self) -> bool:
        return bool(self.q or self.topic or self.status)

    def fits(self, row: "ProjectRow") -> bool:
        """Tell whether a project is of the kind asked for."""
        is_on_it = not self.topic or (row.topic is not None and row.topic.key == self.topic)
        return is_on_it and (not self.status or row.status == self.status)


@blueprint.get("/n/<network>/projects")
def projects(network: "NetworkRow") -> str:
    """List the projects that fit the filters, and say how many there are."""
    told = queries.projects(network.id)
    asked = {
        name: request.args.get(name, "").strip()[:LONGEST] for name in ("q", "topic", "status")
    }
    filters = Filters(**asked)
    fitting = [one for one in told if filters.fits(one.row)]
    return render_template(
        "public/projects.html",
        filters=filters,
        found=find(filters.q, ((one, _words(one.row)) for one in fitting)),
        total=len(told),
        topics=_topics(told),
        status_words=PROJECT_STATUS,
    )


@blueprint.get("/n/<network>/projects/<project>")
def project(network: "NetworkRow", project: str) -> str:
    """Show one project: what it is, what worked, what did not, what it takes."""
    told = queries.project(network.id, project) or abort(404)
    return render_template(
        "public/project.html",
        told=told,
        wishes=queries.wishes([told.row.id]).get(told.row.id, []),
        status_words=PROJECT_STATUS,
        cost_words=COST_BANDS,
    )


def _words(row: "ProjectRow") -> list[str]:
    """Return all by which a project may be found: title, text, topic, organisation."""
    owner = row.organisation
    topic = [*row.topic.label.values(), *row.topic.synonyms] if row.topic else []
    return [
        *row.title.values(),
        *row.summary.values(),
        *topic,
        *owner.name.values(),
        *owner.short.values(),
        *owner.aliases,
    ]


def _topics(told: "Sequence[Told]") -> list[tuple[str, str]]:
    """Return key and name of the topics on which there are projects, by name."""
    there = {one.row.topic.key: str(text(one.row.topic.label)) for one in told if one.row.topic}
    return sorted(there.items(), key=lambda entry: entry[1].casefold())
