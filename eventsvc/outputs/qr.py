"""QR codes: the symbol of an address, as small and as robust as it can be (ISO/IEC 18004).

Phones read fewer and larger modules from further away, so the fewest modules at level M win
(15 % may be damaged); a higher level is taken only where it costs no module.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any, Self

QUIET_ZONE = 4
"""White modules on each side (ISO/IEC 18004, 5.3.8); without them most decoders find nothing."""
MIN_MODULE_MM = 0.5
MAX_VERSION = 3
"""Version 3, 29 modules: the most that reads well at badge size; hosts up to 35 characters."""


_BLACK = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """The modules of one code; ``rows[y][x]`` is 1 where it is black, else 0. No quiet zone."""

    address: str
    version: int
    level: str
    rows: tuple[bytes, ...]
    drawing: bytes = field(default=b"", compare=False)
    """``drawn``, where it is stored."""

    @property
    def modules(self) -> int:
        """Modules on one side."""
        return len(self.rows)

    @property
    def is_too_dense(self) -> bool:
        """Tell that the address is too long for a badge: a shorter public address helps."""
        return self.version > MAX_VERSION

    @property
    def drawn(self) -> bytes:
        """The operators that draw it black on white, one unit per module, compressed (PDF)."""
        return self.drawing or _drawn(self)

    def packed(self) -> bytes:
        """Return the symbol in about 80 bytes, to be stored beside its address."""
        bits = "".join("01"[dark] for row in self.rows for dark in row)
        size = (len(bits) + 7) // 8
        return bytes((self.version, ord(self.level))) + int(bits, 2).to_bytes(size, "big")

    @classmethod
    def unpacked(cls, address: str, packed: bytes, drawing: bytes = b"") -> Self:
        """Return the symbol of ``address`` that ``packed`` was made of."""
        version, level = packed[0], chr(packed[1])
        side = 17 + 4 * version
        bits = f"{int.from_bytes(packed[2:], 'big'):0{side * side}b}"
        rows = (bits[start : start + side] for start in range(0, side * side, side))
        return cls(address, version, level, tuple(bytes(map(int, row)) for row in rows), drawing)

    def module_mm(self, side: float) -> float:
        """Return the size of a module when the black part is ``side`` mm wide."""
        return side / self.modules

    def is_too_small(self, side: float) -> bool:
        """Tell that common phones will not read it when the black part is ``side`` mm wide."""
        return self.module_mm(side) < MIN_MODULE_MM


@lru_cache(maxsize=4096)
def symbol(address: str) -> Symbol:
    """Return the symbol of ``address``; computed once per address, 8 ms each."""
    return drawn(address)


def drawn(address: str) -> Symbol:
    """Return the symbol of an address that is secret: it is remembered nowhere."""
    from qrcode import constants  # noqa: PLC0415 -- slow import

    smallest = _code(address, constants.ERROR_CORRECT_M).best_fit()
    for level in "HQM":
        code = _code(address, getattr(constants, f"ERROR_CORRECT_{level}"))
        if code.best_fit() == smallest:
            break
    code.make(fit=False)
    return Symbol(address, code.version, level, tuple(map(bytes, code.get_matrix())))


def _code(address: str, level: int) -> Any:
    from qrcode import QRCode  # noqa: PLC0415 -- slow import

    code = QRCode(error_correction=level, border=0)
    # Segments of 20 capitals and digits or more go to the alphanumeric mode; shorter ones would
    # cost more bits for the switch than they save.
    code.add_data(address, optimize=20)
    return code


def svg_path(found: Symbol) -> str:
    """Return the black modules as an SVG path, one unit per module, without quiet zone."""
    return "".join(
        f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in rectangles(found)
    )


@lru_cache(maxsize=4096)
def _drawn(found: Symbol) -> bytes:
    side = found.modules + 2 * QUIET_ZONE
    squares = b" ".join(
        b"%d %d %d %d re" % (x + QUIET_ZONE, y + QUIET_ZONE, width, height)
        for x, y, width, height in rectangles(found)
    )
    return zlib.compress(b"1 g 0 0 %d %d re f 0 g %b f" % (side, side, squares))


def png(found: Symbol, *, pixels: int = 12) -> bytes:
    """Return the symbol as a picture with its quiet zone, ``pixels`` to each module."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    side = found.modules + 2 * QUIET_ZONE
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(found.rows, start=QUIET_ZONE):
        for x, is_black in enumerate(row, start=QUIET_ZONE):
            if is_black:
                picture.putpixel((x, y), 0)
    written = BytesIO()
    picture.resize((side * pixels, side * pixels)).save(written, format="PNG", optimize=True)
    return written.getvalue()


def rectangles(found: Symbol) -> Iterator[tuple[int, int, int, int]]:
    """Yield disjoint rectangles (x, y, width, height) that cover exactly the black modules.

    Neighbours are merged: fewer operations, and no hairlines between modules.
    """
    open_since: dict[tuple[int, int], int] = {}
    for y, row in enumerate((*found.rows, b"")):
        runs = set(_runs(row))
        for run in sorted(open_since.keys() - runs):
            top = open_since.pop(run)
            yield run[0], top, run[1], y - top
        for run in runs:
            open_since.setdefault(run, y)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield where black runs begin, and how long they are."""
    for run in _BLACK.finditer(row):
        yield run.start(), run.end() - run.start()
