"""What connects a reader with the organisation behind the code.

The reader says where they come from, in a field of the page; it stays in the address and is
kept nowhere. Only what is public counts: anybody may name any organisation.
"""

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, request, url_for

from eventsvc.db.queries.matching import as_statement
from eventsvc.db.queries.organisations import called
from eventsvc.domain.connections import connections
from eventsvc.domain.organisations import Directory, KnownOrganisation
from eventsvc.domain.search import LONGEST, find
from eventsvc.web import matches
from eventsvc.web.clock import today
from eventsvc.web.jinja import text
from eventsvc.web.matches import Connecting, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventsvc.db.models import NetworkRow, OrganisationRow, StatementRow
    from eventsvc.db.queries.statements import Own

MOST = 8
"""Organisations that are offered when it is not clear which is meant."""


def asked_for() -> str:
    """Return where the reader says they come from: a key of an organisation, or any words."""
    return request.args.get("from", "").strip()[:LONGEST]


def connecting(
    network: "NetworkRow",
    organisation: "OrganisationRow",
    statements: "Sequence[StatementRow]",
    *,
    own: "Own | None",
    code: str,
) -> Connecting:
    """Return what connects the reader's organisation, if named, with ``organisation``.

    Args:
        network: Of both.
        organisation: Whose page it is.
        statements: What it says in public.
        own: The reader's, when ``asked_for`` is its key.
        code: Of the page.
    """
    asked = asked_for()
    if not asked:
        return Connecting()
    if own is None:
        return _meant(network, asked, code=code)
    if own.row.id == organisation.id:
        return Connecting(asked, own.row)
    return Connecting(asked, own.row, _reasons(own, organisation, statements))


def _meant(network: "NetworkRow", asked: str, *, code: str) -> Connecting:
    """Lead on to the one organisation that is meant, else offer those that could be."""
    there = {one.key: one for one in called(network.id, today=today(network.tzid))}
    known = [
        KnownOrganisation(one.key, str(text(one.name)), tuple(one.spellings), one.kind)
        for one in there.values()
    ]
    sure = Directory(known).find(asked).key
    found = [there[sure]] if sure else find(asked, ((o, o.spellings) for o in there.values()))
    if len(found) == 1:
        values: Any = {"from": found[0].key, "lang": request.args.get("lang")}
        abort(redirect(url_for("public.profile", code=code, _anchor="connects", **values)))
    return Connecting(asked, candidates=found[:MOST])


def _reasons(
    own: "Own", other: "OrganisationRow", statements: "Sequence[StatementRow]"
) -> list[Reason]:
    theirs = [row for row in statements if not row.unsorted]
    rows = [row.topic for row in (*own.statements, *theirs) if row.topic is not None]
    labels: dict[int, Mapping[str, str]] = {row.id: row.label for row in rows}
    found = connections(
        [as_statement(row) for row in own.statements],
        [as_statement(row) for row in theirs],
        parents={row.id: row.parent_id for row in rows},
    )
    name = text(other.short if any(other.short.values()) else other.name)
    return [
        *(
            Reason(matches.they_help(edge, labels, helper=name), matches.quotes(edge))
            for edge in found.they_could_help
        ),
        *(
            Reason(matches.you_help(edge, labels, asker=name), matches.quotes(edge))
            for edge in found.we_could_help
        ),
        *matches.shared(found.both_seek, labels, seeking=True),
        *matches.shared(found.both_know, labels, seeking=False),
    ]
