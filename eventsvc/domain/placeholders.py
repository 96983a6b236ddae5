"""Placeholders in the texts of a mailing: ``{Name}`` and four others, and nothing else.

They are replaced by looking up a fixed list. Nothing is evaluated: no attribute, no index, no
format, no template (pretix CVE-2026-2415 did). What a placeholder stands for is not looked
through again.
"""

import re
from collections.abc import Collection, Mapping

from eventsvc.domain.errors import DomainError

NAMES: Mapping[str, Mapping[str, str]] = {
    "name": {"en": "{name}", "de": "{Name}", "cs": "{jméno}", "pl": "{imię}"},
    "meeting": {"en": "{meeting}", "de": "{Treffen}", "cs": "{setkání}", "pl": "{spotkanie}"},
    "date": {"en": "{date}", "de": "{Termin}", "cs": "{termín}", "pl": "{termin}"},
    "place": {"en": "{place}", "de": "{Ort}", "cs": "{místo}", "pl": "{miejsce}"},
    "network": {"en": "{network}", "de": "{Netzwerk}", "cs": "{síť}", "pl": "{sieć}"},
}
"""What can be filled in → language → how it is written. Any may stand in any text."""

_WRITTEN = {text.casefold(): key for key, texts in NAMES.items() for text in texts.values()}
_PLACEHOLDER = re.compile(r"\{[^{}\n]{1,40}\}")
_LINKING = re.compile(r"(?<=\w)[.:@](?=[\w/])")
_SPOKEN_CHARACTERS = 120


class UnknownPlaceholder(DomainError):
    """A text names a placeholder that there is not."""

    code = "unknown-placeholder"


def require_known(names: Collection[str] = tuple(NAMES), **fields: Mapping[str, str]) -> None:
    """Refuse a placeholder that would stand in the mail as it is written.

    Args:
        names: What the mail can fill in.
        fields: The texts of a form: field → language → text.

    Raises:
        UnknownPlaceholder: With the placeholder and the field it stands in.
    """
    for field, texts in fields.items():
        for language, text in texts.items():
            for found in _PLACEHOLDER.findall(text):
                if _WRITTEN.get(found.casefold()) not in names:
                    raise UnknownPlaceholder(placeholder=found, field=f"{field}.{language}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each placeholder replaced by its value; unknown ones stay."""

    def value(match: re.Match[str]) -> str:
        key = _WRITTEN.get(match[0].casefold())
        return values[key] if key else match[0]

    return _PLACEHOLDER.sub(value, text)


def spoken(name: str) -> str:
    """Return a name as our mails may say it: short, on one line, with nothing to click on.

    Mail programs make links of what looks like an address, and anybody can register with any
    name (pretalx CVE-2026-41426): a blank behind the dot keeps "www.example.org" from being one.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    return _LINKING.sub(lambda match: f"{match[0]} ", line)[:_SPOKEN_CHARACTERS].strip()
