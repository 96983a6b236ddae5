"""Badges stamped onto sheets: the quick way to the very page that WeasyPrint would lay out.

What all badges share is laid out once and replayed; each text is set by the same Pango into the
place and the style that the design's CSS gives it; each QR code is one form for all its badges.
Badges and boxes are in millimetres, what is drawn in CSS pixels.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from eventsvc.domain.badges import Badge
from eventsvc.domain.sheets import Box
from eventsvc.outputs import qr
from eventsvc.outputs.apart import Told, silent
from eventsvc.outputs.badge_layout import Layout, Text
from eventsvc.outputs.engine.pages import Document, Paper, Press
from eventsvc.outputs.engine.texts import Skeleton, skeleton
from eventsvc.outputs.fonts import RENDERING
from eventsvc.outputs.pdf import strictly
from eventsvc.outputs.pdf_tags import ARTIFACT, END, Tags

ARM = 2 * 96 / 25.4
"""Of a cut mark: half its length, pixels."""
PX_PER_MM, PX_PER_PT, PT_PER_MM = 96 / 25.4, 96 / 72, 72 / 25.4
Page = Sequence[tuple[Box, Badge]]
Html = Callable[[Layout], str]
"""The design without its texts, or the whole badge, as a page of its own."""


@dataclass(frozen=True, slots=True)
class Backs:
    """The backs of badges: the page of each, and where it lies behind the front."""

    html: Callable[[Badge], str]
    mirror: Callable[[Box], Box]


class Stamp:
    """Draws badges.

    Args:
        lay_out: Sets the texts of a badge, when it is drawn and not before: a print may be long.
        blank: Returns the page with all that the badge does not write itself; its slots bear the
            kinds of the texts. Equal pages are laid out once.
        whole: Returns the page with all its texts, for what only a full layout can draw.
        page: Width and height of the sheet.
        alternative: Returns the words for a QR code that somebody cannot see.
        backs: What stands on the next page, behind each badge; None: nothing.
        cut_marks: Print small crosses at the corners of the boxes.
    """

    def __init__(  # noqa: PLR0913 -- all named, and each of its own kind
        self,
        *,
        lay_out: Callable[[Badge], Layout],
        blank: Html,
        whole: Html,
        page: tuple[float, float],
        alternative: Callable[[qr.Symbol], str],
        backs: Backs | None = None,
        cut_marks: bool = False,
    ) -> None:
        self._backs, self._cut_marks = backs, cut_marks
        self._lay_out, self._blank, self._whole, self._page = lay_out, blank, whole, page
        self._alternative = lru_cache(maxsize=4096)(alternative)

    def pdf(
        self, pages: Sequence[Page], *, title: str, language: str, told: Told = silent
    ) -> bytes:
        """Return the document, tagged (PDF/UA-1); equal pages give equal bytes.

        ``told`` hears after each page how many badges are drawn.

        Raises:
            PdfError: The design is broken.
        """
        width, height = (length * PT_PER_MM for length in self._page)
        with RENDERING, strictly():
            document = Document(Paper(width=width, height=height, title=title, language=language))
            tags, press, done = Tags(document.file), document.press, 0
            for page in pages:
                number = document.reserve_page()
                parts = [self._badge(press, tags, box, self._lay_out(badge)) for box, badge in page]
                parts += self._crosses(box for box, _ in page)
                document.add_page(number, b"\n".join(parts), tags.end_page(number))
                if self._backs:
                    number = document.reserve_page()
                    behind = self._behind(press, tags, page, self._backs)
                    document.add_page(number, behind, tags.end_page(number))
                done += len(page)
                told(done)
            return document.finish(tags.finish())

    def _behind(self, press: Press, tags: Tags, page: Page, backs: Backs) -> bytes:
        """Return the page of backs that lies behind ``page``."""
        boxes = [backs.mirror(box) for box, _ in page]
        parts = []
        for box, (_, badge) in zip(boxes, page, strict=True):
            drawn = skeleton(backs.html(badge))
            tags.begin_group()
            parts += [_place(box), tags.paragraph(drawn.words), press.form(drawn), END, b"Q"]
        return b"\n".join((*parts, *self._crosses(boxes)))

    def _crosses(self, boxes: Iterable[Box]) -> list[bytes]:
        """Return the operators that draw the cut marks of a page."""
        if not self._cut_marks:
            return []
        corners = {
            (x * PX_PER_MM, y * PX_PER_MM)
            for box in boxes
            for x in (box.left, box.left + box.width)
            for y in (box.top, box.top + box.height)
        }
        cross = b"%.3f %.3f m %.3f %.3f l %.3f %.3f m %.3f %.3f l"
        lines = [
            cross % (x - ARM, y, x + ARM, y, x, y - ARM, x, y + ARM) for x, y in sorted(corners)
        ]
        return [ARTIFACT, b"q 0.5 G 0.3 w", *lines, b"S Q", END]

    def _badge(self, press: Press, tags: Tags, box: Box, layout: Layout) -> bytes:
        tags.begin_group()
        drawn = skeleton(self._blank(layout))
        texts = [_text(press, drawn, text) for text in layout.texts]
        if None in texts:
            drawn, texts = skeleton(self._whole(layout), is_whole=True), []
        begin = tags.paragraph(drawn.words) if drawn.words else ARTIFACT
        parts = [_place(box), begin, press.form(drawn), END]
        for text in texts:
            if text:
                parts += (tags.paragraph(), text, END)
        if layout.symbol:
            parts.append(self._code(press, tags, box, layout, layout.symbol))
        parts.append(b"Q")
        return b"\n".join(parts)

    def _code(self, press: Press, tags: Tags, box: Box, layout: Layout, symbol: qr.Symbol) -> bytes:
        left, top, side = layout.code
        modules = symbol.modules + 2 * qr.QUIET_ZONE
        begin = tags.figure(self._alternative(symbol), box=self._corners(box, layout.code))
        form = press.picture(symbol.address, symbol.drawn, side=modules)
        scale = side / modules * PX_PER_MM
        place = (scale, scale, left * PX_PER_MM, top * PX_PER_MM)
        return b"%b q %.5f 0 0 %.5f %.3f %.3f cm %b Q %b" % (begin, *place, form, END)

    def _corners(
        self, box: Box, code: tuple[float, float, float]
    ) -> tuple[float, float, float, float]:
        """Return the square of a code on its page, points from the lower left corner."""
        left, top, side = code
        if box.turn:
            left, top = box.width - left - side, box.height - top - side
        x, y = box.left + left, self._page[1] - box.top - top
        left, bottom, right, top = (at * PT_PER_MM for at in (x, y - side, x + side, y))
        return left, bottom, right, top


@lru_cache(maxsize=1024)
def _place(box: Box) -> bytes:
    """Return the operators that put the origin into the label's corner, and clip to the label."""
    width, height = box.width * PX_PER_MM, box.height * PX_PER_MM
    c, s = round(cos(radians(box.turn))), round(sin(radians(box.turn)))
    x = box.left * PX_PER_MM + (width - c * width + s * height) / 2
    y = box.top * PX_PER_MM + (height - s * width - c * height) / 2
    return b"q %d %d %d %d %.3f %.3f cm 0 0 %.3f %.3f re W n" % (c, s, -s, c, x, y, width, height)


def _text(press: Press, drawn: Skeleton, text: Text) -> bytes | None:
    """Return the operators that draw ``text``, or None when only a full layout can."""
    slot = drawn.slots[text.kind]
    parts = [b"BT", press.colour(slot)]
    top, size, leading = text.top * PX_PER_MM, text.size * PX_PER_PT, text.leading * PX_PER_MM
    for words in text.lines:
        line = press.line(slot, words, size=size, leading=leading)
        if line is None:
            return None
        x, y = slot.left + slot.indent(line.width), top + line.above
        parts.append(b"1 0 0 -1 %.3f %.3f Tm %b" % (x, y, line.operators))
        top = y + line.below
    return b" ".join((*parts, b"ET"))
