"""Files of a meeting: what they are is told by what is in them, never by their names.

Taken are PDF, the office formats (ODF, OOXML) without programs in them, and pictures, which are
drawn anew: nothing that a camera or a person hid beside the picture stays. SVG is a program and
is refused. Archives are looked into but never unpacked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

from eventsvc.inputs.networks.documents import MOST, Document, is_only_pdf
from eventsvc.inputs.networks.values import refuse

MOST_UNPACKED = 300_000_000
"""Bytes that the parts of an office file may have together once a program opens it."""
_MOST_PARTS = 10_000
_MOST_PIXELS = 40_000_000
_MOST_MARK = 100
"""Bytes of the part that says what an ODF file is."""
_ENCRYPTED = 1
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_OOXML = {
    "word/document.xml": (".docx", _OFFICE + "wordprocessingml.document"),
    "ppt/presentation.xml": (".pptx", _OFFICE + "presentationml.presentation"),
    "xl/workbook.xml": (".xlsx", _OFFICE + "spreadsheetml.sheet"),
}
_ODF = {
    _OPEN + "text": ".odt",
    _OPEN + "presentation": ".odp",
    _OPEN + "spreadsheet": ".ods",
    _OPEN + "graphics": ".odg",
}
_PICTURES = {
    "PNG": (".png", "image/png"),
    "JPEG": (".jpg", "image/jpeg"),
    "WEBP": (".webp", "image/webp"),
}
_SAME = {".jpeg": ".jpg"}


@dataclass(frozen=True, slots=True)
class _Kind:
    suffix: str
    media_type: str
    data: bytes


def meeting_file(filename: str, data: bytes) -> Document:
    """Return the file that somebody sent, its name with the ending that its content has.

    Raises:
        PydanticCustomError: It is too large, of no kind that is kept, called otherwise than it
            is, or carries what it should not.
    """
    path = PurePath(filename.replace("\\", "/"))
    if len(data) > MOST * 1_000_000:
        size = round(len(data) / 1e6)
        raise refuse("document-too-large", value=path.name, size=size, most=MOST)
    kind = next((found for read in _READERS if (found := read(path.name, data))), None)
    if kind is None:
        raise refuse("upload-kind", value=path.name)
    suffix = path.suffix.lower()
    if suffix and _SAME.get(suffix, suffix) != kind.suffix:
        raise refuse("upload-misnamed", value=path.name, suffix=kind.suffix)
    return Document(f"{path.stem}{kind.suffix}", kind.media_type, kind.data)


def _pdf(_name: str, data: bytes) -> _Kind | None:
    return _Kind(".pdf", "application/pdf", data) if is_only_pdf(data) else None


def _office(name: str, data: bytes) -> _Kind | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            found = _of_archive(archive)
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return None
    if found is None:
        return None
    names = {part.filename for part in parts}
    if any("vbaProject" in part or part.startswith(("Basic/", "Scripts/")) for part in names):
        raise refuse("upload-macros", value=name)
    too_many = len(parts) > _MOST_PARTS or len(names) < len(parts)
    if too_many or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refuse("upload-bomb", value=name)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refuse("upload-kind", value=name)
    return _Kind(*found, data)


def _of_archive(archive: ZipFile) -> tuple[str, str] | None:
    parts: Mapping[str, int] = {part.filename: part.file_size for part in archive.infolist()}
    if parts.get("mimetype", _MOST_MARK + 1) <= _MOST_MARK:
        media_type = archive.read("mimetype").decode("ascii", "replace").strip()
        return (_ODF[media_type], media_type) if media_type in _ODF else None
    if "[Content_Types].xml" not in parts:
        return None
    return next((kind for part, kind in _OOXML.items() if part in parts), None)


def _picture(name: str, data: bytes) -> _Kind | None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- slow import

    try:
        with Image.open(BytesIO(data), formats=tuple(_PICTURES)) as image:
            format_, is_small = str(image.format), image.width * image.height <= _MOST_PIXELS
            drawn = _drawn_anew(image) if is_small else b""
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refuse("picture-damaged", value=name) from error
    if not is_small:
        raise refuse("picture-too-large", value=name)
    return _Kind(*_PICTURES[format_], drawn)


def _drawn_anew(image: Any) -> bytes:
    """Return the picture upright, as its dots alone: without what was written beside them."""
    from PIL import Image, ImageOps  # noqa: PLC0415 -- slow import

    upright = ImageOps.exif_transpose(image)
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        bare.putpalette(palette)
    bare.paste(upright)
    drawn = BytesIO()
    bare.save(drawn, image.format, quality=90)
    return drawn.getvalue()


_READERS: tuple[Callable[[str, bytes], _Kind | None], ...] = (_pdf, _office, _picture)
