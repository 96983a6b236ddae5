"""Write the served copies of KERN UX: a stylesheet and fonts without what no page uses.

Run by hand (``make assets``) after a template took a new KERN class; a test compares
``static/css/kern.css`` with what this would write. Nothing runs at start or on a request.

    python .ci/make_assets.py            both
    python .ci/make_assets.py css        the stylesheet alone
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
KERN = ROOT / "static" / "vendor" / "kern"
SERVED_CSS = ROOT / "static" / "css" / "kern.css"
OWN_CSS = ROOT / "static" / "css" / "app.css"
SERVED_FONTS = ROOT / "static" / "fonts"

HEADER = (
    "/*! KERN UX 2.7.2, EUPL-1.2, https://www.kern-ux.de; shortened by .ci/make_assets.py, "
    "whole in static/vendor/kern */\n"
)
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0104-0107,U+010C-010F,U+0118-011B,U+0131,U+0141-0144,U+0147-0148,"
    "U+0152-0153,U+0158-015B,U+0160-0161,U+0164-0165,U+016E-016F,U+0179-017E,U+1E9E,"
    "U+2010-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2030,U+2039-203A,U+20AC,"
    "U+2190-2193,U+2212,U+2248,U+2264-2265"
)
"""German, English, Czech, Polish, the rest of Latin-1, and the signs these languages print."""
FONT_FEATURES = "kern,tnum,case"

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NEGATED = re.compile(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)")
_ALTERNATIVES = re.compile(r":(?:is|where)\(((?:[^()]|\([^()]*\))*)\)")
_COMMA = re.compile(r",(?![^()]*\))")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_UNUSED_THEME = "[data-kern-theme"


def used_classes(root: Path = ROOT) -> set[str]:
    """Return the KERN class names written in templates and in the web package.

    Names must be written whole: a name put together at run time is not seen here.
    """
    files = [*root.glob("templates/**/*.html"), *root.glob("eventsvc/web/**/*.py")]
    words: set[str] = set()
    for file in files:
        words.update(re.findall(r"(?<!-)\bkern-[\w-]*\w", file.read_text(encoding="utf-8")))
    return words


def purge(css: str, *, classes: set[str], own_css: str = "") -> str:
    """Return ``css`` without rules for other classes and without variables nobody reads.

    ``own_css`` may read variables too. Selectors by element alone stay.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    text = "".join(_kept(rules, classes))
    while True:
        read = set(_VARIABLE.findall(text)) | set(_VARIABLE.findall(own_css))
        shorter = "".join(_without_unread(_parse(text), read))
        if shorter == text:
            return text
        text = shorter


def _parse(css: str) -> list:
    return tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)


def _kept(rules: Iterable, classes: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _COMMA.split(tinycss2.serialize(rule.prelude))
            left = [text.strip() for text in selectors if _is_used(text, classes)]
            if left:
                yield f"{','.join(left)}{{{tinycss2.serialize(rule.content).strip()}}}\n"
        elif rule.type == "at-rule" and rule.content is not None:
            inner = "".join(_kept(_parse(tinycss2.serialize(rule.content)), classes))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n"


def _is_used(selector: str, classes: set[str]) -> bool:
    """Tell whether the selector can match: ``:not()`` excludes, ``:is()`` needs one alternative."""
    plain = _NEGATED.sub("", selector)
    for alternatives in _ALTERNATIVES.findall(plain):
        if not any(_is_used(one, classes) for one in _COMMA.split(alternatives)):
            return False
    plain = _ALTERNATIVES.sub("", plain)
    return _UNUSED_THEME not in plain and all(name in classes for name in _CLASS.findall(plain))


def _without_unread(rules: Iterable, read: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule":
            inner = "".join(_without_unread(_parse(tinycss2.serialize(rule.content)), read))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{\n{inner}}}\n"
            continue
        left = [
            f"{one.name}:{tinycss2.serialize(one.value).strip()}"
            + ("!important" if one.important else "")
            for one in tinycss2.parse_blocks_contents(rule.content)
            if one.type == "declaration" and (not one.name.startswith("--") or one.name in read)
        ]
        if left:
            yield f"{tinycss2.serialize(rule.prelude).strip()}{{{';'.join(left)}}}\n"


def served_css() -> str:
    """Return the text that ``static/css/kern.css`` must have now."""
    return HEADER + purge(
        (KERN / "kern.min.css").read_text(encoding="utf-8"),
        classes=used_classes(),
        own_css=OWN_CSS.read_text(encoding="utf-8"),
    )


def write_fonts() -> None:
    """Cut both weights of Fira Sans to LETTERS, without hinting (screens and PDF need none)."""
    from fontTools import subset  # noqa: PLC0415 -- only this step needs it

    SERVED_FONTS.mkdir(exist_ok=True)
    for weight in ("Regular", "SemiBold"):
        target = SERVED_FONTS / f"fira-sans-{weight.lower()}.woff2"
        subset.main(
            [
                str(KERN / "fonts" / f"FiraSans-{weight}.woff2"),
                f"--unicodes={LETTERS}",
                f"--layout-features={FONT_FEATURES}",
                "--flavor=woff2",
                "--no-hinting",
                "--desubroutinize",
                "--name-IDs=0,1,2,3,4,5,6,7,13,14",
                f"--output-file={target}",
            ]
        )
    (SERVED_FONTS / "OFL.txt").write_text(
        (KERN / "fonts" / "OFL.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )


def main(parts: list[str]) -> None:
    """Write what ``parts`` name, or everything."""
    if "css" in parts or not parts:
        SERVED_CSS.write_text(served_css(), encoding="utf-8")
    if "fonts" in parts or not parts:
        write_fonts()
    for file in (SERVED_CSS, *sorted(SERVED_FONTS.glob("*.woff2"))):
        sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
