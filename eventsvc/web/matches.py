"""Matches in words: who could help whom, why, and where that is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import gettext, lazy_gettext

from eventsvc.domain.matches import Basis
from eventsvc.web.jinja import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask_babel import LazyString

    from eventsvc.db.models import OrganisationRow
    from eventsvc.db.queries.organisations import Called
    from eventsvc.domain.matches import Edge
    from eventsvc.domain.statements import Statement

_HELPS = {
    Basis.SAME: lazy_gettext("%(asker)s seeks support with %(topic)s. %(helper)s offers it."),
    Basis.RELATED: lazy_gettext(
        "%(asker)s seeks support with %(topic)s. %(helper)s offers it on %(other)s."
    ),
    Basis.ALL_TOPICS: lazy_gettext(
        "%(asker)s seeks support with %(topic)s. %(helper)s offers it on all topics."
    ),
}
_THEY_HELP = {
    Basis.SAME: lazy_gettext("You seek support with %(topic)s. %(helper)s offers it."),
    Basis.RELATED: lazy_gettext(
        "You seek support with %(topic)s. %(helper)s offers it on %(other)s."
    ),
    Basis.ALL_TOPICS: lazy_gettext(
        "You seek support with %(topic)s. %(helper)s offers it on all topics."
    ),
}
_YOU_HELP = {
    Basis.SAME: lazy_gettext("%(asker)s seeks support with %(topic)s. You offer it."),
    Basis.RELATED: lazy_gettext(
        "%(asker)s seeks support with %(topic)s. You offer it on %(other)s."
    ),
    Basis.ALL_TOPICS: lazy_gettext(
        "%(asker)s seeks support with %(topic)s. You offer it on all topics."
    ),
}

Labels = Mapping[int, Mapping[str, str]]
"""Topic → its names by language."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What was said, as it was said, and where it is written."""

    text: Mapping[str, str]
    source: str
    said_on: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence on what connects two, and what it rests on."""

    sentence: str
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Connecting:
    """What the reader asked for, and what is answered."""

    asked: str = ""
    own: "OrganisationRow | None" = None
    reasons: list[Reason] = field(default_factory=list)
    candidates: "Sequence[Called]" = ()
    """Organisations that could be meant by what was typed."""


def quotes(edge: "Edge") -> list[Quote]:
    """Return what both sides of ``edge`` said."""
    return [_quote(one) for one in (*edge.seeks, *edge.offers)]


def _quote(statement: "Statement") -> Quote:
    return Quote(statement.text, statement.source, statement.stated_on)


def helps(edge: "Edge", labels: Labels, *, asker: object, helper: object) -> str:
    """Return why ``helper`` could help ``asker``, told to a third one."""
    return _said(_HELPS, edge, labels, asker=asker, helper=helper)


def they_help(edge: "Edge", labels: Labels, *, helper: object) -> str:
    """Return why ``helper`` could help the reader's organisation."""
    return _said(_THEY_HELP, edge, labels, helper=helper)


def you_help(edge: "Edge", labels: Labels, *, asker: object) -> str:
    """Return why the reader's organisation could help ``asker``."""
    return _said(_YOU_HELP, edge, labels, asker=asker)


def _said(
    sentences: "Mapping[Basis, LazyString]", edge: "Edge", labels: Labels, **names: object
) -> str:
    other = edge.offers[0].topic
    return str(sentences[edge.basis]) % {
        "topic": text(labels.get(edge.topic)),
        "other": text(labels.get(other)) if other is not None else "",
        **names,
    }


def shared(topics: Iterable[int], labels: Labels, *, seeking: bool) -> list[Reason]:
    """Return that both the reader's organisation and the other one speak on ``topics``."""
    names = [text(labels.get(topic)) for topic in topics]
    if seeking:
        return [
            Reason(gettext("You both seek support with %(topic)s. Look together.", topic=name))
            for name in names
        ]
    return [Reason(gettext("You both know about %(topic)s.", topic=name)) for name in names]
