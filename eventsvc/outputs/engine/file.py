"""A PDF file while it is written: what is done leaves the memory at once (ISO 32000-1, 7.5).

Small objects are packed into compressed object streams, so a tag costs some ten bytes.
"""

import zlib
from array import array
from io import BytesIO

LEVEL = 6
"""Of compression: 9 takes twice the time for 1 %."""
_PACK = 60_000
"""Bytes of small objects that are compressed together."""
_FREE, _PLAIN, _PACKED = 0, 1, 2


class PdfFile:
    """Objects are numbered when they are reserved, and written in any order."""

    def __init__(self) -> None:
        self._output = BytesIO()
        self._kinds = bytearray([_FREE])
        self._places, self._indices = array("Q", [0]), array("H", [65_535])
        self._pack: list[bytes] = []
        self._packed: list[int] = []
        self._size = 0
        self._output.write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def reserve(self, count: int = 1) -> int:
        """Return the first of ``count`` numbers for objects to come."""
        first = len(self._kinds)
        self._kinds.extend(bytes(count))
        self._places.extend([0] * count)
        self._indices.extend([0] * count)
        return first

    def put(self, number: int, data: bytes) -> None:
        """Write a small object, packed together with its neighbours."""
        self._packed.append(number)
        self._pack.append(data)
        self._size += len(data)
        if self._size > _PACK:
            self._flush()

    def add(self, data: bytes) -> int:
        """Write a small object and return its number."""
        number = self.reserve()
        self.put(number, data)
        return number

    def put_plain(self, number: int, data: bytes) -> None:
        """Write an object by itself, such as a stream."""
        self._kinds[number], self._places[number] = _PLAIN, self._output.tell()
        self._output.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    def put_stream(self, number: int, data: bytes, entries: bytes = b"") -> None:
        """Write a stream, compressed here."""
        self.put_deflated(number, zlib.compress(data, LEVEL), entries)

    def put_deflated(self, number: int, data: bytes, entries: bytes = b"") -> None:
        """Write a stream that is compressed already."""
        head = b"<<%b/Filter/FlateDecode/Length %d>>" % (entries, len(data))
        self.put_plain(number, b"%b\nstream\n%b\nendstream" % (head, data))

    def _flush(self) -> None:
        """Write the objects that wait to be packed."""
        pack, packed = self._pack, self._packed
        self._pack, self._packed, self._size = [], [], 0
        if not pack:
            return
        stream, place, heads = self.reserve(), 0, []
        for index, (number, data) in enumerate(zip(packed, pack, strict=True)):
            self._kinds[number], self._places[number] = _PACKED, stream
            self._indices[number] = index
            heads.append(b"%d %d" % (number, place))
            place += len(data) + 1
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(pack), len(head))
        self.put_stream(stream, head + b"\n".join(pack), entries)

    def finish(self, *, root: int, info: int) -> bytes:
        """Write the table of objects and return the file."""
        self._flush()
        table, start = self.reserve(), self._output.tell()
        self._kinds[table], self._places[table] = _PLAIN, start
        rows = bytearray()  # joined at once, a large table would be here twice
        for kind, place, index in zip(self._kinds, self._places, self._indices, strict=True):
            rows += b"%c%b%b" % (kind, place.to_bytes(4, "big"), index.to_bytes(2, "big"))
        entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R" % (
            len(self._kinds),
            root,
            info,
        )
        self.put_stream(table, bytes(rows), entries)
        self._output.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._output.getvalue()
