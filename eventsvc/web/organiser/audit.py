"""The audit log: what was changed and exported, when, by whom."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import audit as queries
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.words import ACTIONS

PER_PAGE = 50


@blueprint.get("/<network>/audit")
@requires("audit.see")
def show_audit(network: str) -> ResponseReturnValue:
    """Show the log, the latest first, narrowed by ``?action=`` and ``?actor=``."""
    here = current_network()
    sought = {name: request.args.get(name, "") for name in ("action", "actor")}
    total = queries.count_lines(here.id, **sought)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    lines = queries.audit_lines(here.id, **sought, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    kept: dict[str, Any] = {name: value for name, value in sought.items() if value}

    return render_template(
        "organiser/audit.html",
        network=here,
        lines=lines,
        total=total,
        actors=queries.actors(here.id),
        found_actions=queries.actions(here.id),
        words=ACTIONS,
        **sought,
        page=page,
        pages=pages,
        address=lambda at: url_for("organiser.show_audit", network=network, **kept, page=at),
    )
