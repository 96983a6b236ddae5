"""Pictures that people upload: opened with care, and made anew.

What leaves here is a file of ours: no camera's notes (EXIF), no place, no second file behind the
picture, no SVG with scripts in it.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from eventsvc.inputs.errors import FileRefused

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 4_000_000
MOST_PIXELS = 25_000_000
"""A phone's photo; a small file can unpack to gigabytes."""
_SIZE = (600, 160)
"""Pixels of a logo at most: sharp on screens that double each of them, and in print."""
_CREST = (240, 240)
_PHOTO = (1200, 900)
MOST_OF_A_PHOTO = 300_000
"""Bytes: a phone with a weak connection shows it too."""


class PictureRefused(FileRefused):
    """The file is no picture of a kind that is taken, or a damaged one."""

    code = "picture-refused"


class PictureTooLarge(FileRefused):
    """The picture has more than the limit. Facts: ``megabytes``, ``megapixels``."""

    code = "picture-too-large"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG or JPEG, and its size in pixels."""

    data: bytes
    width: int
    height: int


def logo(data: bytes) -> Picture:
    """Return the picture in ``data``, small enough for the top of a page.

    Raises:
        PictureTooLarge, PictureRefused: It is not taken.
    """
    return _as_png(data, _SIZE)


def crest(data: bytes) -> Picture:
    """Return the picture in ``data``, small enough for the place beside a name.

    Raises:
        PictureTooLarge, PictureRefused: It is not taken.
    """
    return _as_png(data, _CREST)


def photo(data: bytes) -> Picture:
    """Return the picture in ``data`` as JPEG, as good as ``MOST_OF_A_PHOTO`` allows.

    Raises:
        PictureTooLarge, PictureRefused: It is not taken.
    """
    from PIL import Image  # noqa: PLC0415 -- slow

    upright = _opened(data)
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    for share, quality in ((1, 85), (1, 70), (1, 50), (2, 60), (4, 60)):
        clean.thumbnail((_PHOTO[0] // share, _PHOTO[1] // share), Image.Resampling.LANCZOS)
        written = BytesIO()
        clean.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
        if written.tell() <= MOST_OF_A_PHOTO:
            break
    return Picture(written.getvalue(), *clean.size)


def _as_png(data: bytes, size: tuple[int, int]) -> Picture:
    from PIL import Image  # noqa: PLC0415 -- slow

    upright = _opened(data)
    upright.thumbnail(size, Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    written = BytesIO()
    clean.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), *clean.size)


def _opened(data: bytes) -> "Image":
    """Return the picture, upright, with transparency."""
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError  # noqa: PLC0415 -- slow

    # WeasyPrint, once imported, lets Pillow make up the rest of half a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    if len(data) > MOST_BYTES:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=KINDS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _too_large()
                return ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        raise PictureRefused from error


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(megabytes=MOST_BYTES // 1_000_000, megapixels=MOST_PIXELS // 1_000_000)
