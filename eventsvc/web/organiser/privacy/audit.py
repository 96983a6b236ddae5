"""The audit log: what was changed and exported, when, by whom, about whom."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import audit as queries
from eventsvc.db.queries.audit import Sought
from eventsvc.domain.names import display_name
from eventsvc.domain.people import folded_name
from eventsvc.domain.times import NonexistentTime, moment_of
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.blueprint import blueprint, current_network
from eventsvc.web.organiser.words import ACTIONS

PER_PAGE = 50
_FILTERS = ("action", "actor", "person", "since", "until")


@blueprint.get("/<network>/audit")
@requires("audit.see")
def show_audit(network: str) -> ResponseReturnValue:
    """Show the log, the latest first; narrowed by act, actor, person and days."""
    here = current_network()
    typed = {name: request.args.get(name, "").strip()[:200] for name in _FILTERS}
    sought = _sought(typed, here.id, here.tzid)
    total = queries.count_lines(here.id, sought)
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    lines = queries.audit_lines(here.id, sought, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    kept: dict[str, Any] = {name: value for name, value in typed.items() if value}

    return render_template(
        "organiser/audit.html",
        network=here,
        lines=lines,
        total=total,
        names=_names(queries.names_of(here.id, [line.subject for line in lines])),
        actors=queries.actors(here.id),
        found_actions=queries.actions(here.id),
        words=ACTIONS,
        **typed,
        page=page,
        pages=pages,
        address=lambda at: url_for("organiser.show_audit", network=network, **kept, page=at),
    )


def _sought(typed: Mapping[str, str], network_id: int, tzid: str) -> Sought:
    subjects = None
    if typed["person"]:
        folded = folded_name(given=typed["person"], family="")
        email = typed["person"].lower()
        subjects = queries.subjects_called(network_id, folded=folded, email=email)
    last = _day(typed["until"])
    return Sought(
        action=typed["action"],
        actor=typed["actor"],
        subjects=subjects,
        since=_begin(_day(typed["since"]), tzid),
        until=_begin(last + timedelta(days=1) if last else None, tzid),
    )


def _day(typed: str) -> date | None:
    """Return the day that was typed; what is none narrows nothing."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if date.min < day < date.max else None


def _begin(day: date | None, tzid: str) -> datetime | None:
    if day is None:
        return None
    try:
        return moment_of(datetime.combine(day, time()), tzid=tzid)
    except (NonexistentTime, OverflowError):
        return None


def _names(found: Mapping[str, tuple[Any, ...]]) -> dict[str, str]:
    """Return what people call the subjects of lines; the log itself names nobody."""
    said = {}
    for subject, parts in found.items():
        kind = subject.partition(":")[0]
        if kind in {"person", "attendance"}:
            title, given, family = parts
            said[subject] = display_name(
                title=title, given=given, family=family, language=current_language()
            )
        else:
            said[subject] = str(parts[0] if kind == "account" else text(parts[0]))
    return said
