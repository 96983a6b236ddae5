"""Bytes to text: the encodings in which offices save lists."""

import codecs

from eventsvc.inputs.errors import EncodingUnknown, FileIsNoTable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = "cp1252"
_SAMPLE = 2000
_MANY_ZEROS = 0.3
"""The share of zero bytes from which a file without a mark is taken for UTF-16."""


def decoded(data: bytes, *, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of ``data`` and the name of the encoding it is in.

    In this order: ``encoding`` when given, the byte order mark, UTF-16 without one, UTF-8,
    and Windows-1252, which older Excel and Outlook write.

    Raises:
        EncodingUnknown: The bytes are no text in that encoding.
        FileIsNoTable: The bytes are no text at all.
    """
    name = encoding or _guessed(data)
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError):
        raise EncodingUnknown(encoding=name) from None
    if "\x00" in text:
        raise FileIsNoTable(kind="binary")
    return text, name.removesuffix("-sig")


def _guessed(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if half and half.count(0) / len(half) > _MANY_ZEROS > sample[1 - start :: 2].count(0):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _LEGACY
    return "utf-8"
