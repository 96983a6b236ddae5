"""Documents beside the network file: kept as they are, never opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import is_zipfile

from eventsvc.inputs.networks.tree import Tree, find
from eventsvc.inputs.networks.values import refuse

MOST = 20
"""Megabytes of one document."""
_AFTER_THE_END = 1024
"""Bytes that programs leave behind the last mark of a PDF."""
_ZIP = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_KINDS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".docx": (_OFFICE + "wordprocessingml.document", _ZIP),
    ".pptx": (_OFFICE + "presentationml.presentation", _ZIP),
    ".xlsx": (_OFFICE + "spreadsheetml.sheet", _ZIP),
    ".odt": (_OPEN + "text", _ZIP),
    ".odp": (_OPEN + "presentation", _ZIP),
    ".ods": (_OPEN + "spreadsheet", _ZIP),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep: its bare name, its type by name and first bytes, its bytes."""

    filename: str
    media_type: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as hexadecimal digits."""
        return sha256(self.data).hexdigest()


def uploaded(filename: str, data: bytes) -> Document:
    """Return a file that somebody sent, its name without folders.

    Raises:
        PydanticCustomError: It is too large, or of no kind that is kept.
    """
    name = filename.replace("\\", "/").rpartition("/")[2]
    if len(data) > MOST * 1_000_000:
        raise refuse("document-too-large", value=name, size=round(len(data) / 1e6), most=MOST)
    kind = _KINDS.get(Path(name).suffix.lower())
    if kind is None or not data.startswith(kind[1]):
        raise refuse("document-kind", value=name)
    return Document(name, kind[0], data)


def pdf_uploaded(filename: str, data: bytes) -> Document:
    """Return a PDF that somebody sent and nothing else is: no archive behind, no page before.

    Raises:
        PydanticCustomError: It is too large, or no such PDF.
    """
    document = uploaded(filename, data)
    if document.media_type != "application/pdf" or not is_only_pdf(data):
        raise refuse("not-pdf", value=document.filename)
    return document


def is_only_pdf(data: bytes) -> bool:
    """Tell whether ``data`` begins and ends as a PDF and cannot be read as an archive as well."""
    ends = data.rfind(b"%%EOF")
    return (
        data.startswith(b"%PDF-")
        and ends >= 0
        and len(data) - ends <= _AFTER_THE_END
        and not is_zipfile(BytesIO(data))
    )


def is_address(document: str) -> bool:
    """Tell a web address from the name of a file."""
    return "://" in document or document.lower().startswith(("javascript:", "data:", "mailto:"))


def read_documents(tree: Tree, folder: Path | None) -> dict[str, Document]:
    """Return the files that profiles name, from ``folder`` and below; note what cannot be kept."""
    found: dict[str, Document] = {}
    for path, name in find(tree.root, "organisations.*.profile.document"):
        if not isinstance(name, str) or not name or is_address(name):
            continue
        for code, facts in _refusals(name, folder):
            tree.refuse(code, path, value=name, **facts)
            break
        else:
            found[name] = _read(Path(folder or ".") / name)
    return found


def _refusals(name: str, folder: Path | None) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what speaks against the file ``name``; each check relies on those before."""
    if folder is None or "\0" in name:
        yield "document-missing", {}
        return
    place, inside = (folder / name).resolve(), folder.resolve()
    if inside not in place.parents:
        yield "document-outside", {}
        return
    if not place.is_file():
        yield "document-missing", {}
        return
    size = place.stat().st_size / 1e6
    if size > MOST:
        yield "document-too-large", {"size": round(size), "most": MOST}
    kind = _KINDS.get(place.suffix.lower())
    with place.open("rb") as file:
        if kind is None or not file.read(8).startswith(kind[1]):
            yield "document-kind", {}


def _read(path: Path) -> Document:
    return Document(path.name, _KINDS[path.suffix.lower()][0], path.read_bytes())
