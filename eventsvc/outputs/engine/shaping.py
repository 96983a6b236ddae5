"""Plain words, shaped by HarfBuzz at once: what Pango would do, without asking it for each line.

Plain are letters of one of three alphabets with spaces and common signs, all in the first font of
the style. Everything else is None here and goes through Pango, which finds fonts and directions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import iter_unpack
from typing import Any

_COMMON = r" \-.,'\u2019/&()0-9"
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_GREEK = r"\u0386\u0388-\u03ce"
_CYRILLIC = r"\u0400-\u0481\u048a-\u052f"
_PLAIN = {
    script: re.compile(rf"[{_COMMON}]*[{letters}][{letters}{_COMMON}]*")
    for script, letters in ((b"Latn", _LATIN), (b"Grek", _GREEK), (b"Cyrl", _CYRILLIC))
}
"""Script (ISO 15924) to the texts that are all of it."""
_LOCALISED = frozenset(
    [
        "az",
        "ba",
        "bg",
        "ca",
        "crh",
        "cy",
        "kk",
        "mk",
        "mo",
        "nl",
        "pl",
        "ro",
        "sr",
        "tr",
        "tt",
        "uk",
    ]
)
"""Languages whose letters differ in some fonts (OpenType, "locl")."""
_MOST_TEXTS = 8192
PANGO_UNITS = 1024
"""In a pixel."""
MEASURED_AT = 100.0
"""Pixels."""
_LEFT_TO_RIGHT, _BEGIN_AND_END = 4, 3
_GLYPH, _PLACE = "I4xI8x", "iiii4x"

_FUNCTIONS = """
    typedef struct hb_buffer_t hb_buffer_t;
    hb_buffer_t *hb_buffer_create(void);
    void hb_buffer_destroy(hb_buffer_t *);
    void hb_buffer_clear_contents(hb_buffer_t *);
    void hb_buffer_add_utf32(hb_buffer_t *, const char *, int, unsigned int, int);
    void hb_buffer_set_direction(hb_buffer_t *, int);
    void hb_buffer_set_flags(hb_buffer_t *, int);
    void hb_buffer_set_script(hb_buffer_t *, uint32_t);
    void *hb_language_from_string(const char *, int);
    void hb_buffer_set_language(hb_buffer_t *, void *);
    void *hb_buffer_get_glyph_infos(hb_buffer_t *, unsigned int *);
    void *hb_buffer_get_glyph_positions(hb_buffer_t *, unsigned int *);
    void *hb_font_get_face(void *);
    unsigned int hb_face_get_upem(void *);
    void hb_shape(void *, hb_buffer_t *, void *, unsigned int);
"""


class _HarfBuzz:
    """The library that Pango itself uses, with one buffer for all texts."""

    def __init__(self) -> None:
        from weasyprint.text.ffi import ffi  # noqa: PLC0415 -- slow import

        self.own = type(ffi)()
        self.own.cdef(_FUNCTIONS)
        self.library = self.own.dlopen("libharfbuzz.so.0")
        self.buffer = self.own.gc(self.library.hb_buffer_create(), self.library.hb_buffer_destroy)
        self.length = self.own.new("unsigned int *")

    def shape(self, text: str, *, font: Any, script: bytes, language: Any) -> None:
        """Fill the buffer with the glyphs of ``text``, from left to right."""
        library, buffer = self.library, self.buffer
        library.hb_buffer_clear_contents(buffer)
        library.hb_buffer_set_direction(buffer, _LEFT_TO_RIGHT)
        library.hb_buffer_set_flags(buffer, _BEGIN_AND_END)
        library.hb_buffer_set_script(buffer, int.from_bytes(script, "big"))
        library.hb_buffer_set_language(buffer, language)
        library.hb_buffer_add_utf32(buffer, text.encode("utf-32-le"), len(text), 0, -1)
        library.hb_shape(font, buffer, self.own.NULL, 0)

    def units(self, font: Any) -> int:
        """Return the units of an em."""
        return int(self.library.hb_face_get_upem(self.library.hb_font_get_face(font)))

    def glyphs(self) -> Iterator[tuple[tuple[int, int], tuple[int, int, int, int]]]:
        """Yield what lies in the buffer: (glyph, first character), (width, _, right, up)."""
        infos = self.library.hb_buffer_get_glyph_infos(self.buffer, self.length)
        places = self.library.hb_buffer_get_glyph_positions(self.buffer, self.length)
        size = self.length[0] * 20
        return zip(
            iter_unpack(_GLYPH, self.own.buffer(infos, size)),
            iter_unpack(_PLACE, self.own.buffer(places, size)),
            strict=True,
        )


@lru_cache(maxsize=1)
def _harfbuzz() -> _HarfBuzz:
    return _HarfBuzz()


def script_of(text: str) -> bytes | None:
    """Return the alphabet of a plain text, None for every other."""
    return next((script for script, plain in _PLAIN.items() if plain.fullmatch(text)), None)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A plain text in a font, at any size: its glyphs with what kerning adds to each.

    ``width`` is in em, kerning in units of the font.
    """

    glyphs: tuple[tuple[int, int], ...]
    width: float


class Face:
    """A font for plain texts in one language, found by Pango; shaped once for all sizes.

    Args:
        layout: A Pango layout of ``MEASURED_AT`` pixels; it is kept, because it owns the font.
        language: BCP 47, where it has letters of its own (``language_of``).

    ``said`` is what each glyph stands for.
    """

    def __init__(self, layout: Any, language: str) -> None:
        from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 -- slow import
        from weasyprint.text.line_break import line_size  # noqa: PLC0415 -- slow import

        self._layout, self.language = layout, language
        layout.set_text("x")
        line, _ = layout.get_first_line()
        self.pango_font = line.runs.data.item.analysis.font
        hb_font = pango.pango_font_get_hb_font(self.pango_font)
        self._font = _harfbuzz().own.cast("void *", int(ffi.cast("uintptr_t", hb_font)))
        said = language.encode("ascii")
        self._language = _harfbuzz().library.hb_language_from_string(said, -1)
        self.units = _harfbuzz().units(self._font)
        self.height = line_size(line, layout.style)[1] / MEASURED_AT
        self.above = pango.pango_layout_get_baseline(layout.layout) / PANGO_UNITS / MEASURED_AT
        self.said: dict[int, str] = {}
        self._pairs: dict[tuple[int, int], tuple[int, int]] = {}
        self._advances: dict[int, int] = {}
        self._shaped: dict[str, Shaped | None] = {}
        self._parts: dict[float, _Parts] = {}

    def shape(self, text: str) -> Shaped | None:
        """Return ``text`` shaped, or None when Pango must do it."""
        if text not in self._shaped:
            if len(self._shaped) >= _MOST_TEXTS:
                self._shaped.clear()
            self._shaped[text] = self._shape(text)
        return self._shaped[text]

    def _shape(self, text: str) -> Shaped | None:
        script = script_of(text)
        if script is None:
            return None
        harfbuzz, per_unit = _harfbuzz(), PANGO_UNITS * MEASURED_AT / self.units
        harfbuzz.shape(text, font=self._font, script=script, language=self._language)
        glyphs, total, last, begin = [], 0, -1, 0
        for (glyph, first), (width, _, right, up) in harfbuzz.glyphs():
            if not glyph or right or up:
                return None
            if last >= 0:
                self.said.setdefault(last, text[begin:first])
            last, begin, total = glyph, first, total + width
            pair = glyph, round(width / per_unit) - self.advance(glyph)
            glyphs.append(self._pairs.setdefault(pair, pair))
        self.said.setdefault(last, text[begin:])
        return Shaped(tuple(glyphs), total / (PANGO_UNITS * MEASURED_AT))

    def advance(self, glyph: int) -> int:
        """Return how wide ``glyph`` is by itself, in units of the font."""
        if glyph not in self._advances:
            from weasyprint.text.ffi import ffi, pango  # noqa: PLC0415 -- slow import

            ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.pango_font, glyph, ink, logical)
            self._advances[glyph] = round(logical.width / PANGO_UNITS / MEASURED_AT * self.units)
        return self._advances[glyph]

    def shown(self, shaped: Shaped, size: float) -> str:
        """Return the glyphs at ``size`` pixels as the TJ operator takes them."""
        if size not in self._parts:
            self._parts[size] = _Parts(self, size)
        return "".join(map(self._parts[size].__getitem__, shaped.glyphs))

    def thousandths(self, glyph: int) -> int:
        """Return how wide ``glyph`` is by itself, in thousandths of an em."""
        return round(self.advance(glyph) * 1000 / self.units)


class _Parts(dict[tuple[int, int], str]):
    """What is written for a glyph and its kerning at one size, rounded as WeasyPrint rounds."""

    def __init__(self, face: Face, size: float) -> None:
        super().__init__()
        self._face, self._scale = face, size * PANGO_UNITS

    def __missing__(self, key: tuple[int, int]) -> str:
        glyph, kerning = key
        face, scale = self._face, self._scale
        width = round(face.advance(glyph) * scale / face.units)
        width += round(kerning * scale / face.units)
        gap = int(face.thousandths(glyph) - width * 1000 / scale)
        self[key] = found = f"{glyph:04x}>{gap}<" if gap else f"{glyph:04x}"
        return found


def language_of(language: str | None) -> str:
    """Return ``language`` if fonts have letters of their own for it, else nothing."""
    primary = (language or "").partition("-")[0].lower()
    return primary if primary in _LOCALISED else ""


def is_plain(style: Any) -> bool:
    """Tell whether texts in ``style`` may be shaped here at all."""
    from weasyprint.text.fonts import font_features  # noqa: PLC0415 -- slow import

    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    spaced = style["letter_spacing"] != "normal" or style["word_spacing"]
    as_written = style["text_transform"] == "none" and style["direction"] == "ltr"
    return as_written and not features and not spaced
