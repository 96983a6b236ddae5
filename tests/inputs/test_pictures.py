"""Pictures that people upload."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from eventsvc.inputs import pictures


def picture(kind="PNG", size=(1200, 400), **options) -> bytes:
    written = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, size, "green").save(written, kind, **options)
    return written.getvalue()


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that says it has so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_becomes_a_small_png(kind):
    found = pictures.logo(picture(kind))
    opened = Image.open(BytesIO(found.data))

    assert opened.format == "PNG"
    assert opened.size == (found.width, found.height) == (480, 160)
    assert found == pictures.logo(picture(kind))


def test_what_a_camera_noted_is_gone_and_the_picture_stands_upright():
    notes = Image.Exif()
    notes[0x0112] = 6  # lies on its side
    notes[0x010E] = "Rathaus, KANARIE"
    notes.get_ifd(0x8825)[1] = "N"
    found = pictures.logo(picture("JPEG", (300, 100), exif=notes, comment=b"KANARIE"))

    assert b"KANARIE" not in found.data
    assert b"eXIf" not in found.data
    assert not Image.open(BytesIO(found.data)).getexif()
    assert found.width < found.height


@pytest.mark.parametrize("size", [(60_000, 60_000), (5001, 5000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(pictures.PictureTooLarge):
        pictures.logo(png_bomb(*size))


def test_a_file_of_too_many_bytes_is_refused_unseen():
    with pytest.raises(pictures.PictureTooLarge):
        pictures.logo(bytes(pictures.MOST_BYTES + 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture()[:200],
        picture("JPEG")[:300],
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        png_bomb(100, 100),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "gif",
        "bmp",
        "tiff",
        "half a png",
        "half a jpeg",
        "eps",
        "hollow",
    ],
)
def test_what_is_no_picture_of_ours_is_refused(data):
    with pytest.raises(pictures.PictureRefused):
        pictures.logo(data)


def test_a_second_file_behind_the_picture_does_not_come_along():
    found = pictures.logo(picture() + b"PK\x03\x04 KANARIE <script>")

    assert b"KANARIE" not in found.data
