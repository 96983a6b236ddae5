"""Organisations as lists name them: which known one is meant, and which could be.

Only an exact name, alias or unambiguous municipality is *sure*; everything else is a
suggestion that a person confirms ("TU Ilmenau" is not "Stadt Ilmenau").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from rapidfuzz import fuzz, process

from eventsvc.domain.spelling import clean, fold, word_set, words

MUNICIPALITY = "municipality"

_LEAST_SCORE = 70
"""Suggestions below this score (0..100) help nobody."""

_CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        MUNICIPALITY: word_set(
            "stadt stadtverwaltung gemeinde gemeindeverwaltung landeshauptstadt hansestadt "
            "kreisstadt universitatsstadt stadtrat rathaus magistrat burgermeisteramt markt "
            "marktgemeinde verbandsgemeinde ortsgemeinde mesto mestsky magistratmesta obec urzad "
            "miasto miasta gmina city town municipality"
        ),
        "district": word_set(
            "landkreis landratsamt kreis kreisverwaltung kraj okres powiat starostwo"
        ),
        "university": word_set(
            "tu fh hs uni th univ technische universitat fachhochschule hochschule universita "
            "univerzita uniwersytet politechnika university bauhausuniversitat dhge"
        ),
        "company": word_set("gmbh mbh ag kg ug se gbr eg stadtwerke sparkasse ihk hwk kammer sro"),
        "association": word_set(
            "zweckverband region allianz verband verein ev arge "
            "verwaltungsgemeinschaft planungsgemeinschaft"
        ),
    }
)
_PLACE_PREFIXES = word_set(
    "stadt stadtverwaltung gemeinde gemeindeverwaltung landeshauptstadt hansestadt kreisstadt "
    "universitatsstadt stadtrat rathaus magistrat burgermeisteramt markt marktgemeinde mesto "
    "mestsky magistrat mesta obec urzad miasto miasta gmina city town municipality grosse "
    "kreisfreie der des of ob oberburgermeister oberburgermeisterin "
    "burgermeister burgermeisterin die urad statutarni obecni gminy miejski"
)
_GENERIC = _PLACE_PREFIXES.union(*_CLASSES.values())
"""Words that say what an organisation is: many share them, so they make no two names alike."""

_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "gemeinde": "gemeinde",
        "gemeindeverwaltung": "gemeinde",
        "obec": "gemeinde",
        "gmina": "gemeinde",
        "markt": "markt",
        "marktgemeinde": "markt",
        "stadt": "stadt",
        "stadtverwaltung": "stadt",
        "landeshauptstadt": "stadt",
        "hansestadt": "stadt",
        "universitatsstadt": "stadt",
        "kreisstadt": "stadt",
        "mesto": "stadt",
        "mesta": "stadt",
        "miasto": "stadt",
        "miasta": "stadt",
        "city": "stadt",
    }
)
"""Legal forms by which two municipalities of one place name differ."""

_QUALIFIERS = word_set(
    "thur thuringen th sachsen sn bayern by brandenburg bb hessen he sachsenanhalt st "
    "niedersachsen ni nordrheinwestfalen nrw nw rheinlandpfalz rlp rp saarland sl "
    "schleswigholstein sh mecklenburgvorpommern mv badenwurttemberg bw baden deutschland germany "
    "d de cz cr ceskarepublika pl polska i in"
)


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation that the network or meeting has.

    ``aliases`` hold its short name too; ``kind`` is the organisation's kind where it is known.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One that could be meant. ``score`` is 0 to 100; 100 is the same name."""

    key: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one name: a sure ``key``, or else the nearest ``suggestions``."""

    key: str | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether no person needs to confirm."""
        return self.key is not None


@dataclass(frozen=True)
class Directory:
    """The known organisations, prepared for many look-ups; each distinct name is sought once."""

    known: Sequence[KnownOrganisation]
    limit: int = 3
    _found: dict[str, Match] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> Match:
        """Return who is meant by ``name``; an empty name is nobody."""
        text = clean(name)
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def _search(self, text: str) -> Match:
        folded = fold(text)
        if not folded:
            return Match()
        same = self._by_name.get(folded, ())
        if len(same) > 1:
            same = [org for org in same if text in _written(org)] or same
        if not same:
            same = self._by_place.get(_place(text), ()) if _is_place(text) else ()
        if len(same) == 1 and _forms_agree(text, same[0]):
            return Match(key=same[0].key)
        if same:
            return Match(suggestions=tuple(Suggestion(org.key, org.name, 100) for org in same))
        return Match(suggestions=self._nearest(text))

    def _nearest(self, text: str) -> tuple[Suggestion, ...]:
        best: dict[str, Suggestion] = {}
        kind = kind_said_by(text)
        for _, score, at in process.extract(
            " ".join(words(text)),
            self._spellings,
            scorer=fuzz.WRatio,
            processor=None,
            score_cutoff=_LEAST_SCORE,
            limit=None,
        ):
            organisation, its_kind = self._owners[at]
            if kind and its_kind and kind != its_kind:
                continue
            if not _alike_in_name(text, self._spellings[at]):
                continue
            found = Suggestion(organisation.key, organisation.name, min(int(score), 99))
            best.setdefault(organisation.key, found)
        ranked = sorted(best.values(), key=lambda found: (-found.score, found.name, found.key))
        return tuple(ranked[: self.limit])

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[KnownOrganisation]]:
        return _grouped((fold(text), org) for org in self.known for text in _written(org))

    @cached_property
    def _by_place(self) -> Mapping[str, Sequence[KnownOrganisation]]:
        return _grouped(
            (_place(text), org)
            for org in self.known
            if (org.kind or kind_said_by(org.name)) == MUNICIPALITY
            for text in _written(org)
        )

    @cached_property
    def _rows(self) -> Sequence[tuple[str, KnownOrganisation, str]]:
        return [
            (" ".join(words(text)), org, kind_said_by(text) or org.kind)
            for org in self.known
            for text in dict.fromkeys(_written(org))
        ]

    @cached_property
    def _spellings(self) -> Sequence[str]:
        return [spelling for spelling, _, _ in self._rows]

    @cached_property
    def _owners(self) -> Sequence[tuple[KnownOrganisation, str]]:
        return [(org, kind) for _, org, kind in self._rows]


def _alike_in_name(text: str, other: str) -> bool:
    """Tell whether the names proper are alike; "Stadt" in both says nothing about who is meant."""
    own, its = (
        " ".join(word for word in words(one) if word not in _GENERIC) for one in (text, other)
    )
    return not own or not its or fuzz.token_set_ratio(own, its) >= _LEAST_SCORE


def suggest(name: str, known: Sequence[KnownOrganisation], *, limit: int = 3) -> Match:
    """Return who is meant by ``name``. For many names, keep one :class:`Directory`."""
    return Directory(known, limit).find(name)


def _written(organisation: KnownOrganisation) -> tuple[str, ...]:
    return tuple(clean(text) for text in (organisation.name, *organisation.aliases) if clean(text))


def _grouped(
    pairs: Iterable[tuple[str, KnownOrganisation]],
) -> Mapping[str, Sequence[KnownOrganisation]]:
    groups: dict[str, list[KnownOrganisation]] = {}
    for folded, organisation in pairs:
        if folded and organisation not in groups.setdefault(folded, []):
            groups[folded].append(organisation)
    return groups


def kind_said_by(text: str) -> str:
    """Return the kind that a name itself says ("TU …", "Landkreis …"), else an empty text."""
    found = {kind for kind, markers in _CLASSES.items() if not markers.isdisjoint(words(text))}
    return found.pop() if len(found) == 1 else ""


def _is_place(text: str) -> bool:
    """Tell whether ``text`` is a bare place name or a municipality by its first word."""
    found = {kind for kind, markers in _CLASSES.items() if not markers.isdisjoint(words(text))}
    return found <= {MUNICIPALITY}


def _forms_agree(text: str, organisation: KnownOrganisation) -> bool:
    """Tell whether the legal forms named do not contradict: "Gemeinde X" may not be "Stadt X"."""
    said = {_FORMS[word] for word in words(text) if word in _FORMS}
    known = {
        _FORMS[word] for own in _written(organisation) for word in words(own) if word in _FORMS
    }
    return not said or not known or not said.isdisjoint(known)


def _place(text: str) -> str:
    """Return the key of the place alone: without "Stadtverwaltung", without its state.

    A qualifier that is no state stays ("Frankfurt (Oder)" is not "Frankfurt (Main)").
    """
    tokens = list(words(text))
    while len(tokens) > 1 and tokens[0] in _PLACE_PREFIXES:
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1] in _QUALIFIERS:
        tokens.pop()
    return "".join(tokens)
