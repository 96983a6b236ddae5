"""Who could help whom in a network as large as all municipalities of Germany."""

from random import Random

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.matches import Around
from eventsvc.domain.matching import Matching
from eventsvc.domain.statements import Statement

ORGANISATIONS, TOPICS, STATEMENTS = 11_000, 500, 50_000
BEST = 10


def large() -> tuple[list[Statement], Around]:
    """Return statements as they may be: two in five seek, as many offer, one in fifty on all."""
    random = Random(30082022)
    kinds = random.choices(list(StatementKind), weights=(2, 2, 1), k=STATEMENTS)
    statements = [
        Statement(
            number=number,
            organisation=random.randrange(ORGANISATIONS),
            kind=kind,
            topic=None
            if kind is StatementKind.OFFER and random.random() < 0.02
            else random.randrange(TOPICS),
        )
        for number, kind in enumerate(kinds)
    ]
    pairs = [(random.randrange(ORGANISATIONS), random.randrange(TOPICS)) for _ in range(30_000)]
    around = Around(
        parents={topic: topic // 10 if topic >= 50 else None for topic in range(TOPICS)},
        names={one: f"{random.getrandbits(64):x}" for one in range(ORGANISATIONS)},
        grades={pair: random.randint(1, 6) for pair in pairs},
    )
    return statements, around


LARGE = large()
MATCHING = Matching(LARGE[0], around=LARGE[1])


def bench_best_helpers() -> int:
    """Ten best helpers of every seek: 11,000 organisations, 500 topics, 50,000 statements"""
    statements, around = LARGE
    matching = Matching(statements, around=around)
    for asker, topic in matching.seeks():
        matching.helpers(asker, topic, limit=BEST)
    return 1


def bench_changed_statement() -> int:
    """One changed offer there, and the ten best helpers of each seek on its topic"""
    changed = next(one for one in LARGE[0] if one.kind is StatementKind.OFFER and one.topic)
    MATCHING.remove(changed)
    MATCHING.add(changed)
    for asker, topic in MATCHING.seeks(on=[changed.topic]):
        MATCHING.helpers(asker, topic, limit=BEST)
    return 1
