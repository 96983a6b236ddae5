"""What the slides of the meeting in Gera say (30 August 2022), as statements for the rules."""

from functools import cache
from itertools import count

from eventsvc.demo import NETWORK
from eventsvc.domain.collation import sort_key
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around
from eventsvc.domain.matching import Matching
from eventsvc.domain.statements import Statement
from eventsvc.inputs.networks.file import read_network_file
from eventsvc.inputs.networks.topics import ALL

FILE = cache(lambda: read_network_file(NETWORK))


def keys() -> tuple[list[str], list[str]]:
    """Return the keys of organisations and topics; their places are their numbers."""
    return [one.key for one in FILE().organisations], [one.key for one in FILE().topics]


def statements(*, with_focus: bool) -> list[Statement]:
    """Return the members' answers, and with them what one slide alone says on mobility."""
    numbers = count(1)
    organisations, topics = keys()
    said = [(one.kind, one) for one in FILE().statements]
    if with_focus:
        said += [(StatementKind.FOCUS, one) for one in FILE().focus]
    return [
        Statement(
            number=next(numbers),
            organisation=organisations.index(one.org),
            kind=kind,
            topic=None if topic == ALL else topics.index(topic),
            text=one.text,
            source=one.source or FILE().statement_defaults.source,
        )
        for kind, one in said
        for topic in one.topics
    ]


def matching(*, with_focus: bool) -> Matching:
    names = {number: sort_key(one.name["de"]) for number, one in enumerate(FILE().organisations)}
    return Matching(statements(with_focus=with_focus), around=Around(names=names))
