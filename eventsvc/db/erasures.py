"""The list of erasures beside the database: what a restored copy brings back is erased again.

It holds the random ids of networks' people and when they were erased, no name and no address.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = "erasures.jsonl"
"""The file in the data folder; goes into no copy of the database."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody who was erased: the network by its name in addresses, the person by a random id."""

    network: str
    person: str
    at: datetime


def note(file: Path, erased: Erased) -> None:
    """Append a line, and have it on the disk when this returns."""
    words = {"network": erased.network, "person": erased.person, "at": erased.at.isoformat()}
    with os.fdopen(_private(file), "a", encoding="utf-8") as opened:
        opened.write(json.dumps(words) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def noted(file: Path) -> Iterator[Erased]:
    """Yield every erasure on record; a last line that was cut off by a power loss is left out."""
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            words = json.loads(line)
        except ValueError:
            continue
        yield Erased(words["network"], words["person"], datetime.fromisoformat(words["at"]))


def _private(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
