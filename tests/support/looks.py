"""Two PDFs that should look the same, compared glyph by glyph and as pictures."""

from itertools import chain

import numpy as np

from tests.support.prints import glyphs, pictures

NEAR = 0.15
"""Points, a twentieth of a millimetre."""


def look(glyph):
    return glyph.character, glyph.font, glyph.colour


def differences(stamped: bytes, laid_out: bytes) -> list[object]:
    """Return the glyphs that differ in kind, font, colour, size or by more than NEAR in place."""
    one, other = ([*chain.from_iterable(glyphs(pdf))] for pdf in (stamped, laid_out))
    assert len(one) == len(other) > 0
    return [
        (ours, theirs)
        for ours, theirs in zip(one, other, strict=True)
        if look(ours) != look(theirs)
        or not near(ours.corners, theirs.corners, NEAR)
        or not near(ours.matrix, theirs.matrix, 0.01)
    ]


def near(ours, theirs, most: float) -> bool:
    return all(abs(a - b) <= most for a, b in zip(ours, theirs, strict=True))


def unlike(stamped: bytes, laid_out: bytes) -> float:
    """Return the share of the first page whose darkness differs visibly."""
    ours, theirs = (np.asarray(pictures(pdf, dpi=100)[0], dtype=int) for pdf in (stamped, laid_out))
    return float((abs(ours - theirs) > 100).mean())
