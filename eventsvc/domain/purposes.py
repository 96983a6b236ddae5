"""What a network settles about purposes: own ones, bases for the whole network, own wordings.

A network has a few purposes of its own, some decided at each meeting and some for the whole
network. One that has no name is not in use. Which place a purpose takes never changes: decisions
name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eventsvc.domain.consents import NETWORK_WIDE, OWN, Basis, Purpose
from eventsvc.domain.texts import LANGUAGES

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One purpose in one network. ``basis``: it is asked or told in the whole network."""

    title: Texts = field(default_factory=dict)
    basis: Basis | None = None
    balance: str = ""
    question: Texts = field(default_factory=dict)
    """The office's own words where consent is asked; empty: ours."""
    notice: Texts = field(default_factory=dict)
    """And where people are told."""

    def words(self, basis: Basis) -> Texts:
        """Return the office's words for a basis; empty: it has none."""
        return self.question if basis is Basis.CONSENT else self.notice


def settled(stored: Mapping[str, Any], purpose: Purpose) -> Settled:
    """Return what is stored about ``purpose``."""
    found = stored.get(purpose.value, {})
    basis = found.get("basis")
    return Settled(
        title=found.get("title", {}),
        basis=Basis(basis) if basis else None,
        balance=found.get("balance", ""),
        question=found.get("question", {}),
        notice=found.get("notice", {}),
    )


def in_use(stored: Mapping[str, Any]) -> tuple[Purpose, ...]:
    """Return the purposes that a network uses: ours, and its own ones that have a name."""
    return tuple(
        purpose for purpose in Purpose if purpose not in OWN or settled(stored, purpose).title
    )


def free(stored: Mapping[str, Any], *, network_wide: bool) -> Purpose | None:
    """Return the next place for an own purpose; None: all are taken."""
    used = in_use(stored)
    return next(
        (one for one in OWN if one not in used and (one in NETWORK_WIDE) is network_wide), None
    )


def network_bases(stored: Mapping[str, Any]) -> dict[Purpose, Basis]:
    """Return the purposes that the network itself asks or tells, each with its basis."""
    return {
        purpose: basis
        for purpose in in_use(stored)
        if purpose in NETWORK_WIDE and (basis := settled(stored, purpose).basis)
    }


def missing_languages(words: Texts, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages of the network in which words are not written, once any are."""
    if not any(words.values()):
        return ()
    return tuple(one for one in LANGUAGES if one in languages and not words.get(one))
