"""The structure tree of a PDF, for screen readers and for reading order (ISO 32000-1, 14.7).

Written by hand and page by page: a badge needs eight elements, and a print has a thousand badges.
"""

from collections.abc import Sequence
from functools import lru_cache

from eventsvc.outputs.engine.file import PdfFile

ARTIFACT, END = b"/Artifact BMC", b"EMC"
_PAGE_SORT = b"/Tabs/S"


@lru_cache(maxsize=4096)
def pdf_string(text: str) -> bytes:
    """Return ``text`` as PDF writes it: ASCII as it is, all else in UTF-16 (7.9.2.2)."""
    if text.isascii() and text.isprintable() and not set(text) & set("()\\"):
        return b"(%b)" % text.encode("ascii")
    return b"<feff%b>" % text.encode("utf-16-be").hex().encode("ascii")


class Tags:
    """What is on each page, in reading order: groups of paragraphs and figures."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root, self._document = file.reserve(), file.reserve()
        self._groups: list[int] = []
        self._parents: list[int] = []
        self._page: list[list[bytes]] = []
        self._next = 0

    def begin_group(self) -> None:
        """Begin what belongs together, such as a badge."""
        self._page.append([])

    def paragraph(self, said: Sequence[str] = ()) -> bytes:
        """Return the operator before the text of a paragraph; ``END`` comes after it.

        Args:
            said: The texts, where what is drawn has no spaces between them.
        """
        self._page[-1].append(b"P/ActualText %b" % pdf_string(", ".join(said)) if said else b"P")
        self._next += 1
        return b"/P<</MCID %d>>BDC" % (self._next - 1)

    def figure(self, alternative: str, *, box: tuple[float, float, float, float]) -> bytes:
        """Return the operator before a figure; its ``box`` is in points from the lower left."""
        self._page[-1].append(
            b"Figure/Alt %b/A<</O/Layout/BBox[%.1f %.1f %.1f %.1f]>>"
            % (pdf_string(alternative), *box)
        )
        self._next += 1
        return b"/Figure<</MCID %d>>BDC" % (self._next - 1)

    def end_page(self, page: int) -> bytes:
        """Write the elements of the page with the number ``page``; return its entries."""
        file, mark = self._file, 0
        marks: list[bytes] = []
        for elements in self._page:
            group = file.reserve(1 + len(elements))
            kids = [b"%d 0 R" % number for number in range(group + 1, group + 1 + len(elements))]
            file.put(group, b"<</S/Div/P %d 0 R/K[%b]>>" % (self._document, b" ".join(kids)))
            for number, element in enumerate(elements, group + 1):
                entries = (element, group, page, mark)
                file.put(number, b"<</S/%b/P %d 0 R/Pg %d 0 R/K %d>>" % entries)
                mark += 1
            self._groups.append(group)
            marks += kids
        self._parents.append(file.add(b"[%b]" % b" ".join(marks)))
        self._page, self._next = [], 0
        return b"%b/StructParents %d" % (_PAGE_SORT, len(self._parents) - 1)

    def finish(self) -> bytes:
        """Write the tree; return its entries of the catalogue."""
        numbers = b" ".join(b"%d %d 0 R" % parent for parent in enumerate(self._parents))
        parents = self._file.add(b"<</Nums[%b]>>" % numbers)
        kids = b" ".join(b"%d 0 R" % group for group in self._groups)
        tree = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R>>" % (self._document, parents)
        self._file.put(self._root, tree)
        self._file.put(self._document, b"<</S/Document/P %d 0 R/K[%b]>>" % (self._root, kids))
        return (
            b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>"
            b"/ViewerPreferences<</DisplayDocTitle true>>" % self._root
        )
