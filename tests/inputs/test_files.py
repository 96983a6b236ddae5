"""Files of a meeting: told by what is in them; what hides in them is refused or drawn away."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from pydantic_core import PydanticCustomError

from eventsvc.inputs.files import meeting_file

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"


def archive(parts: dict[str, bytes], *, behind: bytes = b"") -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue() + behind


def docx(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", **more})


def picture(format_: str = "JPEG", *, mode: str = "RGB", behind: bytes = b"") -> bytes:
    image = Image.new(mode, (40, 20))
    exif = Image.Exif()
    exif[0x010F] = "Camera of Erika Muster"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (IFDRational(50), IFDRational(52), IFDRational(1))
    data = BytesIO()
    image.save(data, format_, exif=exif)
    return data.getvalue() + behind


def refused(name: str, data: bytes) -> str:
    with pytest.raises(PydanticCustomError) as error:
        meeting_file(name, data)
    return error.value.type


def test_the_kinds_that_are_kept_are_known_by_what_is_in_them():
    found = {
        name: meeting_file(name, data)
        for name, data in {
            "a.pdf": PDF,
            "Bericht.DOCX": docx(),
            "b.odt": archive({"mimetype": ODT.encode(), "content.xml": b"<x/>"}),
            "ohne Endung": PDF,
            "c:\\temp\\..\\d.pdf": PDF,
            "foto.jpeg": picture(),
            "bild.png": picture("PNG"),
            "bild.webp": picture("WEBP"),
            "palette.png": picture("PNG", mode="P"),
        }.items()
    }

    assert {name: (one.filename, one.media_type) for name, one in found.items()} == {
        "a.pdf": ("a.pdf", "application/pdf"),
        "Bericht.DOCX": (
            "Bericht.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        "b.odt": ("b.odt", ODT),
        "ohne Endung": ("ohne Endung.pdf", "application/pdf"),
        "c:\\temp\\..\\d.pdf": ("d.pdf", "application/pdf"),
        "foto.jpeg": ("foto.jpg", "image/jpeg"),
        "bild.png": ("bild.png", "image/png"),
        "bild.webp": ("bild.webp", "image/webp"),
        "palette.png": ("palette.png", "image/png"),
    }


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_upright_without_what_the_camera_wrote(format_):
    hidden = b"<script>alert(1)</script>"
    kept = meeting_file(f"a.{format_.lower()}", picture(format_, behind=hidden)).data

    assert b"Erika" in picture(format_)
    assert b"Erika" not in kept
    assert hidden not in kept
    with Image.open(BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (20, 40)


def test_what_is_something_else_or_carries_something_is_refused():
    bomb = archive({"mimetype": ODT.encode(), "content.xml": b"0" * 301_000_000})
    cases = {
        ("a.svg", b"<svg onload=alert(1)>"): "upload-kind",
        ("a.html", b"<html>"): "upload-kind",
        ("a.exe", b"MZ\x90"): "upload-kind",
        ("a.zip", archive({"a": b"b"})): "upload-kind",
        ("a.gif", b"GIF89a" + b"\0" * 40): "upload-kind",
        ("a.pdf", b"%PDF-1.7 no end"): "upload-kind",
        ("a.pdf", PDF + archive({"a": b"b"})): "upload-kind",
        ("a.pdf", b"PK\x03\x04 broken"): "upload-kind",
        ("a.docx", PDF): "upload-misnamed",
        ("a.pdf", docx()): "upload-misnamed",
        ("a.pdf", picture()): "upload-misnamed",
        ("a.docm", docx()): "upload-misnamed",
        ("a.docx", docx(**{"word/vbaProject.bin": b"x"})): "upload-macros",
        ("a.odt", archive({"mimetype": ODT.encode(), "Basic/x.xml": b"x"})): "upload-macros",
        ("a.odt", bomb): "upload-bomb",
        ("a.jpg", picture()[:200]): "picture-damaged",
    }

    assert {case: refused(*case) for case in cases} == cases
    assert len(bomb) < 1_000_000


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn():
    data = BytesIO()
    Image.new("1", (9000, 9000)).save(data, "PNG")

    assert refused("a.png", data.getvalue()) == "picture-too-large"
