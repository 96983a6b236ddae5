"""The structure tree of a PDF, for screen readers and for reading order (ISO 32000-1, 14.7).

Written by hand, because a badge needs eight elements and a print has a thousand badges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

ARTIFACT, END = b"/Artifact BMC", b"EMC"


@dataclass(frozen=True, slots=True)
class _Element:
    """A piece of a page; ``extra`` are further entries of its dictionary."""

    tag: bytes
    extra: bytes = b""


class _Object:
    """An indirect object, as ``pydyf`` writes it; a tenth of the work of its dictionaries."""

    __slots__ = ("data", "number")
    number: int
    compressible, free, generation, offset = True, "n", 0, 0

    def __init__(self, pdf: Any, data: bytes = b"") -> None:
        self.data = data
        pdf.add_object(self)

    @property
    def reference(self) -> bytes:
        return b"%d 0 R" % self.number


class Tags:
    """What is on each page, in reading order: groups of paragraphs and figures."""

    def __init__(self) -> None:
        self._pages: list[list[list[_Element]]] = []
        self._next = 0

    def begin_page(self) -> None:
        """Begin the next page."""
        self._pages.append([])
        self._next = 0

    def begin_group(self) -> None:
        """Begin what belongs together, such as a badge."""
        self._pages[-1].append([])

    def paragraph(self, said: Sequence[str] = ()) -> bytes:
        """Return the operator before the text of a paragraph; ``END`` comes after it.

        Args:
            said: The texts, where what is drawn has no spaces between them.
        """
        from pydyf import String  # noqa: PLC0415 -- slow import

        return self._begin(
            _Element(b"P", b"/ActualText " + String(", ".join(said)).data if said else b"")
        )

    def figure(self, alternative: str, *, box: tuple[float, float, float, float]) -> bytes:
        """Return the operator before a figure; its ``box`` is in points from the lower left."""
        from pydyf import String  # noqa: PLC0415 -- slow import

        corners = " ".join(f"{length:.1f}" for length in box).encode("ascii")
        extra = b"/Alt %b/A<</O/Layout/BBox[%b]>>" % (String(alternative).data, corners)
        return self._begin(_Element(b"Figure", extra))

    def _begin(self, element: _Element) -> bytes:
        self._pages[-1][-1].append(element)
        self._next += 1
        return b"/%b<</MCID %d>>BDC" % (element.tag, self._next - 1)

    def write(self, pdf: Any) -> None:
        """Add the tree to ``pdf``, a ``pydyf.PDF`` whose pages are those that were begun."""
        from pydyf import Dictionary  # noqa: PLC0415 -- slow import

        root, document, parents = (_Object(pdf) for _ in range(3))
        groups: list[bytes] = []
        marks: list[bytes] = []
        for index, (number, page) in enumerate(
            zip(pdf.pages["Kids"][::3], self._pages, strict=True)
        ):
            pdf.objects[number].update({"StructParents": index, "Tabs": "/S"})
            written = _write_page(pdf, page, number, document.reference)
            groups += [group for group, _ in written]
            marks.append(b"%d[%b]" % (index, b" ".join(b" ".join(kids) for _, kids in written)))
        tree = root.reference, document.reference, parents.reference
        root.data = b"<</Type/StructTreeRoot/K[%b]/ParentTree %b>>" % tree[1:]
        document.data = b"<</S/Document/P %b/K[%b]>>" % (tree[0], b" ".join(groups))
        parents.data = b"<</Nums[%b]>>" % b" ".join(marks)
        pdf.catalog["StructTreeRoot"] = root.reference
        pdf.catalog["MarkInfo"] = Dictionary({"Marked": "true"})
        pdf.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})


def _write_page(
    pdf: Any, page: list[list[_Element]], number: int, parent: bytes
) -> list[tuple[bytes, list[bytes]]]:
    """Add the groups of a page; return the reference of each and those of its elements."""
    written, mark = [], count()
    for group in page:
        division = _Object(pdf)
        kids = [
            _Object(
                pdf,
                b"<</S/%b/P %b/Pg %d 0 R/K %d%b>>"
                % (element.tag, division.reference, number, next(mark), element.extra),
            ).reference
            for element in group
        ]
        division.data = b"<</S/Div/P %b/K[%b]>>" % (parent, b" ".join(kids))
        written.append((division.reference, kids))
    return written
