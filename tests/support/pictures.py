"""The pictures of the documentation: tests that see a page anyway keep what they saw."""

import os
from pathlib import Path

from PIL import Image

from tests.support.guide import ROOT

IMG = ROOT / "docs" / "img"


def are_written() -> bool:
    """Tell whether EVENTSVC_WRITE_PICTURES=1 asks for pictures."""
    return os.environ.get("EVENTSVC_WRITE_PICTURES") == "1"


def kept(name: str, picture: Image.Image, folder: Path = IMG) -> None:
    """Write the picture when somebody asked for it."""
    if are_written():
        folder.mkdir(exist_ok=True)
        picture.convert("RGB").quantize(64).save(folder / f"{name}.png", optimize=True)
