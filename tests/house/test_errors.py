"""Refusals: one code each, one sentence each."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import eventsvc
from eventsvc.domain.errors import DomainError
from eventsvc.web.messages import MESSAGES


def refusals() -> list[type[DomainError]]:
    for module in pkgutil.walk_packages(eventsvc.__path__, "eventsvc."):
        if not module.name.startswith(("eventsvc.migrations", "eventsvc.__main__")):
            importlib.import_module(module.name)
    return sorted(set(subclasses(DomainError)), key=lambda kind: kind.code)


def subclasses(cls: type[DomainError]) -> Iterator[type[DomainError]]:
    for child in cls.__subclasses__():
        yield child
        yield from subclasses(child)


def test_every_refusal_has_a_code_of_its_own():
    assert {code: n for code, n in Counter(kind.code for kind in refusals()).items() if n > 1} == {}


def test_every_refusal_has_exactly_one_sentence():
    assert {kind.code for kind in refusals()} == MESSAGES.keys()
