"""The words around names: salutations, titles, particles, what stands behind, and stand-ins."""

import re

from eventsvc.domain.spelling import fold, word_set, words

_SALUTATIONS = word_set("herr herrn frau mr mrs ms pan pani pane")
_TITLES = word_set(
    "dr drin prof profin professor professorin doktor pd privdoz dozent apl univprof ing mgr mag "
    "bc mudr mddr mvdr judr phdr rndr paeddr thdr thmgr thlic pharmdr doc inz arch ingarch mgra "
    "bca dkfm ra rain ob bm bgm oberburgermeister oberburgermeisterin burgermeister "
    "burgermeisterin landrat landratin staatssekretar staatssekretarin minister ministerin"
)
_TITLES_GOING_ON = word_set(
    "med dent vet jur iur rer nat pol oec phil theol agr hc h c habil hab mult ing arch techn e eh "
    "paed soc sc math univ apl fh tu ba dipl"
)
_SUFFIXES = word_set(
    "jun jr jnr sen sr snr ii iii iv phd csc drsc dsc dis mba ma ba bsc msc mpa mph llm llb mpp "
    "msca bba beng meng bed med mib dba esq obe hons msceng mscing"
)
_GENERATIONS = word_set("jun jr jnr sen sr snr ii iii iv")
_PARTICLES = word_set(
    "von van vom zum zur de del della der den di da do dos das du des la le el al ten ter"
)
_PARTICLES_LOWER_CASE_ONLY = frozenset(
    ("zu", "auf", "an", "am", "im", "und", "y", "e", "bin", "of")
)
_PLACEHOLDERS = word_set(
    "nn nomennominandum nomennescio tba tbd tbc offen nochoffen folgt namefolgt vertretungfolgt "
    "wirdnachgemeldet wirdnochbenannt wirdbenannt nochzubenennen unbekannt platzhalter gast "
    "placeholder unknown tobeannounced bededoplneno budeuprasneno doustalenia"
)
_DIPLOMA = re.compile(r"^dipl\b", re.IGNORECASE)


def is_placeholder(text: str) -> bool:
    """Tell whether ``text`` stands for a person not yet named ("N.N.", "tba")."""
    return fold(text) in _PLACEHOLDERS


def is_title(token: str, *, goes_on: bool) -> bool:
    """Tell whether ``token`` is a title; ``goes_on`` behind another one ("Dr. med.")."""
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


def is_part_of_title(note: str) -> bool:
    """Tell whether a note in brackets belongs to a title: "Dipl.-Verw. (FH)"."""
    return fold(note) in {"fh", "tu", "ba", "univ"}


def is_suffix_word(word: str) -> bool:
    """Tell whether ``word`` is written behind names; short ones count with a dot or capitals."""
    if word.startswith("(") and is_part_of_title(word):
        return True
    if fold(word) not in _SUFFIXES:
        return False
    return "." in word or word.isupper() or word.lower() in {"jun", "sen", "jr", "sr", "phd"}


def is_particle(token: str) -> bool:
    """Tell whether ``token`` opens a family name: "von", "De", and "zu" only in small letters."""
    if token.lower() in _PARTICLES_LOWER_CASE_ONLY:
        return token.islower()
    return token.lower() in _PARTICLES


def is_salutation(token: str) -> bool:
    """Tell whether ``token`` addresses somebody: "Frau", "Mr", "pan"."""
    return fold(token) in _SALUTATIONS


def is_generation(token: str) -> bool:
    """Tell whether ``token`` tells generations apart ("jun."), and so takes no comma."""
    return fold(token) in _GENERATIONS
