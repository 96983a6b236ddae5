"""The pictures of the documentation: tests that see a page anyway keep what they saw."""

import os

from PIL import Image

from tests.support.guide import ROOT

IMG = ROOT / "docs" / "img"


def kept(name: str, picture: Image.Image) -> None:
    """Write the picture when EVENTSVC_WRITE_PICTURES=1 asks for it."""
    if os.environ.get("EVENTSVC_WRITE_PICTURES") == "1":
        IMG.mkdir(exist_ok=True)
        picture.convert("RGB").quantize(64).save(IMG / f"{name}.png", optimize=True)
