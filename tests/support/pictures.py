"""The pictures of the documentation: tests that see a page anyway keep what they saw."""

import os
from pathlib import Path

from PIL import Image

from tests.support.guide import ROOT

IMG = ROOT / "docs" / "img"


def kept(name: str, picture: Image.Image, folder: Path = IMG) -> None:
    """Write the picture when EVENTSVC_WRITE_PICTURES=1 asks for it."""
    if os.environ.get("EVENTSVC_WRITE_PICTURES") == "1":
        folder.mkdir(exist_ok=True)
        picture.convert("RGB").quantize(64).save(folder / f"{name}.png", optimize=True)
