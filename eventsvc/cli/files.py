"""Files that commands write: whole or not at all."""

import os
import sys
from pathlib import Path

import click


def write_out(path: str, data: bytes) -> None:
    """Write ``data`` to ``path``, ``-`` being stdout.

    A file appears complete under its name or not at all: a printer or a second command never
    sees half of it.
    """
    if path == "-":
        sys.stdout.buffer.write(data)
        return
    target = Path(path)
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.write_bytes(data)
        half.replace(target)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise click.FileError(path, str(error.strerror)) from None
