"""Possible doubles: two entries that may be one person, and why it looks so.

A suggestion, never more: only a person decides. So the rules find rather too much, tell in words
what they saw, and forget nothing that was decided. Each needs two signs: a name alone is shared
by many, and so is a mailbox.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from eventsvc.domain.errors import DomainError
from eventsvc.domain.name_words import is_generation
from eventsvc.domain.spelling import fold, words

_SAME_PROVIDER = {"googlemail.com": "gmail.com"}
"""Two names of one provider, whose mailboxes are the same."""
_SHORT = 4
"""Words up to this length differ by more than a slip when one letter does ("Jan", "Jana")."""


class MergedWithItself(DomainError):
    """An entry cannot be merged with itself."""

    code = "merged-with-itself"


class Reason(StrEnum):
    """Why two entries look like one person, the surest first."""

    SAME_NAME_SAME_MAILBOX = "same-name-same-mailbox"
    SAME_NAME_SAME_ORGANISATION = "same-name-same-organisation"
    NEAR_NAME_SAME_MAILBOX = "near-name-same-mailbox"
    NEAR_NAME_SAME_ORGANISATION = "near-name-same-organisation"
    SAME_NAME_NO_ORGANISATION = "same-name-no-organisation"
    """One of the two has no organisation: lists often leave it out."""


_ORDER = {reason: place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of one entry. ``mailboxes``: addresses that it has or had."""

    key: int
    given: str
    family: str
    mailboxes: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Double:
    """Two entries, the older first, and why they look like one person."""

    one: int
    other: int
    reason: Reason


def mailbox(address: str) -> str:
    """Return the key by which two spellings of an address are equal; empty for none.

    Capitals, dots, hyphens, umlauts spelt out and what stands behind a "+" (RFC 5233) do not
    count before the "@"; behind it, two names of one provider are the same.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    if not local:
        return ""
    name = fold(local.partition("+")[0]) or local
    return f"{name}@{_SAME_PROVIDER.get(domain, domain)}"


def possible_doubles(
    entries: Iterable[Entry], *, different: Collection[frozenset[int]] = ()
) -> list[Double]:
    """Return what looks like one person, the surest first; always in the same order.

    ``different``: pairs of keys of which somebody decided that they are two people.
    """
    known = {entry.key: entry for entry in entries}
    found = []
    for one, other in sorted(_pairs(known.values())):
        if frozenset((one, other)) in different:
            continue
        reason = _reason(known[one], known[other])
        if reason is not None:
            found.append(Double(one, other, reason))
    return sorted(found, key=lambda double: (_ORDER[double.reason], double.one, double.other))


def is_near(one: Entry, other: Entry) -> bool:
    """Tell whether two names may be two spellings of one.

    Given and family name in the other order; a second name left out; a first name as its initial;
    one letter too many, too few, another one, or two changed places. "jun." and "sen." keep two
    people apart.
    """
    mine, theirs = _tokens(one), _tokens(other)
    if not mine or not theirs or _generations(one) != _generations(other):
        return False
    rest = sorted(set(mine) - set(theirs)), sorted(set(theirs) - set(mine))
    has_common = bool(set(mine) & set(theirs))
    if not has_common:
        return False
    if not rest[0] or not rest[1]:
        return min(len(set(mine)), len(set(theirs))) > 1
    return len(rest[0]) == len(rest[1]) == 1 and _is_slip(rest[0][0], rest[1][0])


def _pairs(entries: Iterable[Entry]) -> set[tuple[int, int]]:
    """Return the pairs worth a look: those that share two signs, so that few are compared."""
    blocks: dict[object, set[int]] = defaultdict(set)
    for entry in entries:
        for sign in _signs(entry):
            blocks[sign].add(entry.key)
    return {pair for keys in blocks.values() for pair in combinations(sorted(keys), 2)}


def _signs(entry: Entry) -> Iterator[object]:
    tokens = set(_tokens(entry))
    for token in tokens:
        yield from (("mailbox", box, token) for box in entry.mailboxes if box)
        yield from (("organisation", place, token) for place in entry.organisations)
    yield ("name", *sorted(tokens))


def _reason(one: Entry, other: Entry) -> Reason | None:
    shares_mailbox = bool((one.mailboxes & other.mailboxes) - {""})
    shares_organisation = bool(one.organisations & other.organisations)
    if _name(one) == _name(other) != "":
        if shares_mailbox:
            return Reason.SAME_NAME_SAME_MAILBOX
        if shares_organisation:
            return Reason.SAME_NAME_SAME_ORGANISATION
        is_loose = not one.organisations or not other.organisations
        return Reason.SAME_NAME_NO_ORGANISATION if is_loose else None
    if shares_mailbox and _tokens_shared(one, other):
        return Reason.NEAR_NAME_SAME_MAILBOX
    if shares_organisation and is_near(one, other):
        return Reason.NEAR_NAME_SAME_ORGANISATION
    return None


def _tokens_shared(one: Entry, other: Entry) -> bool:
    """Tell whether one word of the names is the same: who marries keeps the first name."""
    return bool(set(_tokens(one)) & set(_tokens(other))) and _generations(one) == _generations(
        other
    )


def _name(entry: Entry) -> str:
    return fold(f"{entry.given} {entry.family}")


def _tokens(entry: Entry) -> tuple[str, ...]:
    return words(f"{entry.given} {entry.family}")


def _generations(entry: Entry) -> frozenset[str]:
    return frozenset(word for word in _tokens(entry) if is_generation(word))


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by a slip of the pen, or one is the initial of the other."""
    if one == other[:1] or other == one[:1]:
        return True
    if min(len(one), len(other)) <= _SHORT:
        return False
    if len(one) == len(other):
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        if len(wrong) == 1:
            return True
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1  # noqa: PLR2004 -- two letters
        return swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
