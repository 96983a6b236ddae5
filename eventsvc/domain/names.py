"""Names of people: as they are written in lists, and as they are shown.

Nothing of a name is ever dropped: what is not recognised stays where it stood. Order and
particles follow the common uses of German, English, Czech and Polish lists.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

_SALUTATIONS = frozenset("herr herrn frau mr mrs ms pan pani pane".split())
_TITLES = frozenset(
    "dr drin prof profin professor professorin doktor pd privdoz dozent apl univprof ing mgr mag "
    "bc mudr mddr mvdr judr phdr rndr paeddr thdr thmgr thlic pharmdr doc inz arch ingarch mgra "
    "bca dkfm ra rain ob bm bgm oberburgermeister oberburgermeisterin burgermeister "
    "burgermeisterin landrat landratin staatssekretar staatssekretarin minister ministerin".split()
)
_TITLES_GOING_ON = frozenset(
    "med dent vet jur iur rer nat pol oec phil theol agr hc h c habil hab mult ing arch techn e eh "
    "paed soc sc math univ apl fh tu ba dipl".split()
)
_SUFFIXES = frozenset(
    "jun jr jnr sen sr snr ii iii iv phd csc drsc dsc dis mba ma ba bsc msc mpa mph llm llb mpp "
    "msca bba beng meng bed med mib dba esq obe hons msceng mscing".split()
)
_GENERATIONS = frozenset("jun jr jnr sen sr snr ii iii iv".split())
_PARTICLES = frozenset(
    "von van vom zum zur de del della der den di da do dos das du des la le el al ten ter".split()
)
_PARTICLES_LOWER_CASE_ONLY = frozenset(("zu", "auf", "an", "am", "im", "und", "y", "e", "bin", "of"))
_PLACEHOLDERS = frozenset(
    "nn nomennominandum nomennescio tba tbd tbc offen nochoffen folgt namefolgt vertretungfolgt "
    "wirdnachgemeldet wirdnochbenannt wirdbenannt nochzubenennen unbekannt platzhalter gast "
    "placeholder unknown tobeannounced bededoplneno budeuprasneno doustalenia".split()
)
_FAMILY_FIRST = frozenset(("hu", "ja", "ko", "zh", "vi"))
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_UMLAUTS_SPELT_OUT = re.compile(r"a(?=e(?!l[ae]?(?:\W|$)))e|(?<![aeiouyq])([ou])e")
_DIPLOMA = re.compile(r"^dipl\b", re.IGNORECASE)
_TRAILING_NOTE = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<note>[^()\[\]]*)[)\]]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in its parts, each as written; ``organisation`` is a hint beside it."""

    salutation: str = ""
    title: str = ""
    given: str = ""
    family: str = ""
    suffix: str = ""
    organisation: str = ""

    @property
    def family_and_suffix(self) -> str:
        """The family name with what is written behind it: "Müßig jun.", "Novák, Ph.D."."""
        if not self.suffix:
            return self.family
        is_generation = fold(self.suffix.split(maxsplit=1)[0]) in _GENERATIONS
        return f"{self.family}{' ' if is_generation else ', '}{self.suffix}".strip(", ")


def clean(text: str) -> str:
    """Return ``text`` on one line: composed letters, single spaces, no control characters."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) != "Cc"
    )
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in the form in which two spellings are equal.

    Case, accents and punctuation do not count; "ä", "ae" and "a" are the same, because lists
    hold all three for one name ("Müller", "Mueller", "Muller"). Two exceptions keep names
    apart that differ: "ue" and "oe" after a vowel or q ("Bauer", "Quelle"), and "-ael"
    ("Michael" is not "Michal").
    """
    text = text.casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_LETTERS)
    text = re.sub(r"(?<=\w)['’`´](?=\w)", "", text)
    text = _UMLAUTS_SPELT_OUT.sub(lambda match: match[1] or "a", text)
    return tuple(re.findall(r"[^\W_]+", text))


def fold(text: str) -> str:
    """Return the key by which two spellings of a name are compared; empty for mere punctuation."""
    return "".join(words(text))


def is_placeholder(text: str) -> bool:
    """Tell whether ``text`` stands for a person not yet named ("N.N.", "tba")."""
    return fold(text) in _PLACEHOLDERS


def split_name(text: str) -> Name:
    """Return the parts of a whole name in one cell, in either order.

    "Probe, Dr. Paul", "Dr. Paul Probe" and "PROBE Paul" mean the same. A note in brackets at
    the end ("Muster, Anna (Stadt Gera)") is the hint at the organisation.
    """
    text = clean(text).strip("\"“”„'")
    note = ""
    if match := _TRAILING_NOTE.match(text):
        if not _is_part_of_title(match["note"]):
            text, note = match["name"], match["note"].strip()
    parts = [part.strip() for part in text.split(",")]
    parts = [part for part in parts if part]
    suffixes: list[str] = []
    while len(parts) > 1 and _is_suffix(parts[-1]):
        suffixes.insert(0, parts.pop())
    if len(parts) > 1:
        name = _family_first(parts)
    else:
        name = _given_first(parts[0] if parts else "")
    return replace(
        name,
        suffix=" ".join(filter(None, (name.suffix, ", ".join(suffixes)))),
        organisation=", ".join(filter(None, (name.organisation, note))),
    )


def split_titles(text: str) -> tuple[str, str]:
    """Return the titles at the front of ``text`` and the rest: "Dr. Anna" is "Dr." and "Anna"."""
    before, rest = _take_titles(text.split())
    if not rest:
        return "", text
    return _joined((*before.salutation, *before.title)), _joined(rest)


def _family_first(parts: Sequence[str]) -> Name:
    """Read "Probe, Paul": what follows a second comma is a title or the organisation."""
    family = _given_first(parts[0])
    before, rest = _take_titles(parts[1].split())
    rest, suffix = _take_suffixes(rest)
    rest, particles = _take_last_particles(rest)
    title, organisation = [family.title, *before.title], []
    for part in parts[2:]:
        taken, left = _take_titles(part.split())
        (organisation if left else title).append(part if left else " ".join(taken.title))
    return Name(
        salutation=" ".join(filter(None, (family.salutation, *before.salutation))),
        title=" ".join(filter(None, title)),
        given=" ".join(rest),
        family=" ".join(filter(None, (*particles, family.given, family.family))),
        suffix=" ".join(filter(None, (family.suffix, *suffix))),
        organisation=", ".join(organisation),
    )


def _given_first(text: str) -> Name:
    """Read "Dr. Hans Peter von der Probe jun."."""
    before, rest = _take_titles(text.split())
    rest, suffix = _take_suffixes(rest)
    at = _start_of_family(rest)
    given, family = rest[:at], rest[at:]
    if _is_shouted_first(rest):
        count = next(i for i, word in enumerate(rest) if not _is_shouted(word))
        given, family = rest[count:], rest[:count]
    return Name(
        salutation=" ".join(before.salutation),
        title=" ".join(before.title),
        given=" ".join(given),
        family=" ".join(family),
        suffix=" ".join(suffix),
    )


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before the name proper."""

    salutation: tuple[str, ...]
    title: tuple[str, ...]


def _take_titles(tokens: Sequence[str]) -> tuple[_Before, list[str]]:
    """Split salutation and titles off the front."""
    at = 0
    while at < len(tokens) and fold(tokens[at]) in _SALUTATIONS:
        at += 1
    start = at
    while at < len(tokens) and _is_title(tokens[at], goes_on=at > start):
        at += 1
    return _Before(tuple(tokens[:start]), tuple(tokens[start:at])), list(tokens[at:])


def _is_title(token: str, *, goes_on: bool) -> bool:
    if _DIPLOMA.match(token) or all(_is_title_word(part) for part in re.split(r"[-/]", token)):
        return True
    marked = token.endswith(".") or token.startswith("(")
    return goes_on and marked and all(word in _TITLES_GOING_ON for word in words(token))


def _is_title_word(part: str) -> bool:
    """Tell whether ``part`` is a title or several run together ("Prof.Dr.")."""
    folded = words(part)
    if not folded:
        return False
    head, *tail = folded
    return (fold(part) in _TITLES or head in _TITLES) and all(
        word in _TITLES | _TITLES_GOING_ON for word in tail
    )


def _is_part_of_title(note: str) -> bool:
    return fold(note) in {"fh", "tu", "ba", "univ"}


def _is_suffix(text: str) -> bool:
    pieces = text.split()
    return bool(pieces) and all(_is_suffix_word(piece) for piece in pieces)


def _is_suffix_word(word: str) -> bool:
    """Tell whether ``word`` is written behind names; short ones count with a dot or capitals."""
    if word.startswith("(") and _is_part_of_title(word):
        return True
    if fold(word) not in _SUFFIXES:
        return False
    return "." in word or word.isupper() or word.lower() in {"jun", "sen", "jr", "sr", "phd"}


def _take_suffixes(tokens: list[str]) -> tuple[list[str], list[str]]:
    at = len(tokens)
    while at > 1 and _is_suffix_word(tokens[at - 1]):
        at -= 1
    return tokens[:at], tokens[at:]


def _take_last_particles(tokens: list[str]) -> tuple[list[str], list[str]]:
    at = len(tokens)
    while at > 1 and _is_particle(tokens[at - 1]):
        at -= 1
    return tokens[:at], tokens[at:]


def _is_particle(token: str) -> bool:
    if token.lower() in _PARTICLES_LOWER_CASE_ONLY:
        return token.islower()
    return token.lower() in _PARTICLES


def _start_of_family(tokens: Sequence[str]) -> int:
    """Return where the family name begins: its first particle, its capitals, or the last word."""
    last = len(tokens) - 1
    for at in range(last):
        if _is_particle(tokens[at]) and tokens[at].lower() not in {"und", "an", "am"}:
            return at
    if last > 0 and _is_shouted(tokens[last]) and not _is_shouted(tokens[0]):
        return next(i for i in range(last + 1) if all(map(_is_shouted, tokens[i:])))
    if last > 1 and tokens[last - 1] in {"-", "–"}:
        return last - 2
    return max(last, 0)


def _is_shouted(word: str) -> bool:
    return len(words(word)) > 0 and len(fold(word)) > 1 and word.isupper()


def _is_shouted_first(tokens: Sequence[str]) -> bool:
    """Tell whether the family name comes first, in capitals: "MUSTER Anna"."""
    return len(tokens) > 1 and _is_shouted(tokens[0]) and not any(map(_is_shouted, tokens[-1:]))


def display_name(*, title: str, given: str, family: str, language: str = "de") -> str:
    """Return the name as it is spoken and printed: title, then the order of ``language``."""
    order = (family, given) if language in _FAMILY_FIRST else (given, family)
    return _joined((title, *order))


def index_name(*, title: str, given: str, family: str) -> str:
    """Return the name for alphabetical lists: "Probe, Dr. Petra"."""
    return ", ".join(filter(None, (family, _joined((title, given)))))


def sort_name(*, given: str, family: str) -> str:
    """Return the text by which lists are sorted: particles written small do not count (DIN 5007)."""
    tokens = family.split()
    while len(tokens) > 1 and tokens[0].islower() and _is_particle(tokens[0]):
        tokens = tokens[1:]
    return _joined((*tokens, given))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)
