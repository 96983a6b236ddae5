"""What single values may be: dates, times, keys of registers, addresses, choices.

Every validator gets text as it was written and returns the value or refuses it with a code of
``problems.MESSAGES``. An empty text in quotation marks empties the field.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from unicodedata import category

from pydantic_core import PydanticCustomError
from rapidfuzz import process

from eventsvc.domain.codes import normalise
from eventsvc.domain.errors import DomainError
from eventsvc.domain.spelling import fold
from eventsvc.domain.surveys import BEST, WORST
from eventsvc.domain.texts import LANGUAGES
from eventsvc.domain.times import zone_of
from eventsvc.domain.wellformed import require_mail_address, require_web_addresses

_NEAR = 70
"""Likeness from which on a key is suggested; 100 is equal."""
_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})"),
)
_CLOCK = re.compile(r"(?P<h>\d{1,2})[:.](?P<m>\d{2})(?: ?(?:Uhr|hod\.?))?")
_MEAN = re.compile(r"[1-6](?:\.\d{1,4})?")
MINUTES_OF_A_DAY = 1440
END_OF_DAY = time(23, 59)
"""Until when a day lasts on which something ends that may still be done on it."""
_YES = frozenset(("yes", "true", "ja", "ano", "tak", "on", "1"))
_NO = frozenset(("no", "false", "nein", "ne", "nie", "off", "0"))


def refuse(code: str, **facts: object) -> PydanticCustomError:
    """Return the error that ``file`` turns into a ``Problem`` with this code."""
    return PydanticCustomError(code, code, facts)


def nearest(value: str, known: list[str]) -> str:
    """Return the known word most like ``value``; empty when none is like it."""
    match = process.extractOne(value, known, processor=fold, score_cutoff=_NEAR)
    return match[0] if match else ""


def as_text(value: object) -> str:
    """Return ``value`` if it is a text that can be stored and shown.

    NUL cannot be stored by PostgreSQL, half a surrogate pair cannot be encoded.
    """
    if not isinstance(value, str):
        raise refuse("not-a-text")
    for sign in value:
        if sign not in "\t\n\r" and category(sign) in {"Cc", "Cs"}:
            raise refuse("control-character", character=f"U+{ord(sign):04X}")
    return value


def as_map(value: object) -> dict[str, Any]:
    """Return ``value`` if it is a map with something in it."""
    if not isinstance(value, dict):
        raise refuse("empty" if value == "" else "not-a-map")
    if not value:
        raise refuse("empty")
    return value


def line(value: object, *, most: int) -> str:
    """Return a text on one line with single spaces."""
    return _no_longer(" ".join(as_text(value).split()), most=most)


def long_text(value: object, *, most: int = 20_000) -> str:
    """Return a text of several lines."""
    text = as_text(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _no_longer(text, most=most)


def _no_longer(text: str, *, most: int) -> str:
    if len(text) > most:
        raise refuse("too-long", length=len(text), most=most)
    return text


def filled_line(value: object, *, most: int) -> str:
    """Return a text on one line that is not empty."""
    text = line(value, most=most)
    if not text:
        raise refuse("empty")
    return text


def key_of(value: object) -> str:
    """Return a key: what names a thing in files and addresses."""
    text = filled_line(value, most=64)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        words = re.findall(r"[a-z0-9]+", text.lower().translate(_ASCII))
        raise refuse("key-form", value=text, example="-".join(words) or "stadt-gera")
    return text


_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def matching(value: object, *, pattern: str, code: str) -> str | None:
    """Return a text that fits ``pattern`` as a whole; None for an empty one."""
    text = as_text(value).strip()
    if text and not re.fullmatch(pattern, text):
        raise refuse(code, value=text)
    return text or None


def register_key(value: object, *, digits: int, code: str) -> str | None:
    """Return a key of digits; AGS and ARS begin with the number of a Land, 01 to 16."""
    text = as_text(value).replace(" ", "")
    if text.isdecimal() and text.isascii() and len(text) == digits - 1 and text[0] != "0":
        raise refuse(f"{code}-zero", value=text, digits=len(text), near=f"0{text}")
    return matching(text, pattern=rf"(?:0[1-9]|1[0-6])\d{{{digits - 2}}}", code=code)


def day_of(value: object) -> date:
    """Return a day written as 2022-08-30 or 30.08.2022."""
    text = as_text(value).strip()
    for form in _DAY_FORMS:
        if match := form.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                raise refuse("date-nonexistent", value=text) from None
    raise refuse("date", value=text)


def local_time(value: object) -> datetime:
    """Return a moment on the wall, written as 2022-08-28 12:00; a day alone means its end."""
    day, _, clock = as_text(value).strip().replace("T", " ").partition(" ")
    if _DAY_FORMS[1].fullmatch(as_text(value).strip()):
        day, clock = as_text(value), ""
    return datetime.combine(day_of(day), clock_of(clock) if clock else END_OF_DAY)


def optional(value: object, *, read: Callable[[object], Any]) -> Any:
    """Return None for an empty text, else what ``read`` makes of it."""
    return None if value == "" or value is None else read(value)


def clock_of(value: object) -> time:
    """Return a time of day written as 09:30."""
    text = as_text(value).strip()
    match = _CLOCK.fullmatch(text)
    if match and int(match["h"]) < 24 and int(match["m"]) < 60:  # noqa: PLR2004 -- a clock
        return time(int(match["h"]), int(match["m"]))
    if text.isascii() and text.isdecimal() and 24 < int(text) < MINUTES_OF_A_DAY:  # noqa: PLR2004
        near = f"{int(text) // 60:02}:{int(text) % 60:02}"
        raise refuse("time-as-number", value=text, near=near)
    raise refuse("time", value=text)


def whole_number(value: object, *, least: int, most: int, code: str) -> int:
    """Return a number of digits; a dot or a space may stand between thousands."""
    text = as_text(value).strip()
    digits = re.sub(r"(?<=\d)[ .\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    if not re.fullmatch(r"[0-9]{1,12}", digits) or not least <= int(digits) <= most:
        raise refuse(code, value=text, least=least, most=most)
    return int(digits)


def yes_no(value: object) -> bool:
    """Return what a yes or no means, in any of our languages."""
    text = as_text(value).strip()
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES
    raise refuse("yes-no", value=text)


def area(value: object) -> str:
    """Return square kilometres as written, with a decimal point."""
    text = as_text(value).strip().replace(",", ".")
    if text and not re.fullmatch(r"\d{1,7}(\.\d{1,4})?", text):
        raise refuse("area", value=text)
    return text


def mean_of(value: object) -> str:
    """Return a mean of grades as it was published, with a decimal point."""
    return _on_the_scale(value, code="mean")


def median_of(value: object) -> str:
    """Return a median of grades as ``mean_of`` does; empty for an empty text."""
    return _on_the_scale(value, code="median") if as_text(value).strip() else ""


def _on_the_scale(value: object, *, code: str) -> str:
    written = as_text(value).strip()
    text = written.replace(",", ".")
    if not _MEAN.fullmatch(text) or not BEST <= float(text) <= WORST:
        raise refuse(code, value=written)
    return text


def position(value: object) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees (WGS 84)."""
    text = as_text(value).strip()
    match = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)", text)
    if not text:
        return None
    if not match or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:  # noqa: PLR2004 -- degrees
        raise refuse("geo", value=text)
    return float(match[1]), float(match[2])


def mail_address(value: object) -> str:
    """Return a mail address in small letters."""
    text = line(value, most=254)
    if text:
        try:
            require_mail_address("email", text)
        except DomainError:
            raise refuse("email", value=text) from None
    return text.lower()


def url_of(value: object) -> str:
    """Return an address that begins with http:// or https://: no other scheme is safe to link."""
    text = _no_longer(as_text(value).strip(), most=2048)
    if text:
        try:
            require_web_addresses("url", [text])
        except DomainError:
            raise refuse("url", value=text) from None
    return text


def language(value: object) -> str:
    """Return a language that content may have."""
    text = as_text(value).strip()
    if text not in LANGUAGES:
        raise refuse("language", value=text, choices=", ".join(LANGUAGES))
    return text


def zone(value: object) -> str:
    """Return the IANA name of a time zone."""
    text = as_text(value).strip()
    try:
        zone_of(text)
    except DomainError:
        raise refuse("zone", value=text) from None
    return text


def printed_code(value: object) -> str:
    """Return a code as the database stores it."""
    code = normalise(as_text(value))
    if not re.fullmatch(r"[A-Z0-9]{4,12}", code):
        raise refuse("code", value=as_text(value).strip())
    return code


def choice_of(value: object, *, kind: type[StrEnum]) -> Any:
    """Return a member of ``kind``; letter case and ``-`` or ``_`` do not count."""
    text = as_text(value).strip()
    members = {choice_key(member.value): member for member in kind}
    if member := members.get(choice_key(text)):
        return member
    choices = ", ".join(members)
    if near := nearest(text, list(members)):
        raise refuse("choice-near", value=text, near=near, choices=choices)
    raise refuse("choice", value=text, choices=choices)


def choice_key(text: str) -> str:
    """Return the form in which two spellings of a choice are equal."""
    return text.casefold().replace("-", "_").replace(" ", "_")
