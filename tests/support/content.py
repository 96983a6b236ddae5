"""Read content lines by hand, apart from any library: bytes to lines to values."""

import re

HOSTILE = [
    "<script>alert(1)</script>",
    "Treffen\r\nATTENDEE:mailto:opfer@example.de\r\nX:",
    "Treffen\nEND:VEVENT\nBEGIN:VALARM",
    "Ä" * 300,
    "x" * 300,
    "مرحبا بكم في غيرا \u202e fdp.exe",
    "שלום, גרה; \u200f",
    "👩🏽‍💻🏳️‍🌈" * 30,
    "Příliš žluťoučký kůň úpěl ďábelské ódy; Łódź, zażółć gęślą jaźń",
    "a,b;c:d\"e'f^g\\h",
    r"C:\Netz\nord\;\,\\",
    "\\" * 80,
    "=cmd|'/C calc'!A0",
    " vorn und hinten ",
    "Folie\vZeile\u2028Absatz\u2029Seite\fEnde\x85",
    "Tab\there",
]
"""Texts that break careless writers."""


def unfolded(data: bytes) -> list[str]:
    """Return the content lines of ``data`` with their folds taken out."""
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    return lines


def values(data: bytes, name: str) -> list[str]:
    """Return the values of the properties called ``name``, as they are written."""
    pattern = re.compile(name + r'(?:;[^=]+=(?:"[^"]*"|[^";:,]*))*:(.*)')
    return [match[1] for line in unfolded(data) if (match := pattern.fullmatch(line))]


def unescaped(value: str) -> str:
    """Return the words of a TEXT value, character by character (RFC 5545 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def broken_by_newlines(words: str) -> str:
    """Return ``words`` with each kind of line break as a newline."""
    return re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", words)
