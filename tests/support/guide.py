"""docs/first-meeting.md as a program: its files, its commands, and what they answer."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "first-meeting.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = "----- next block -----"


@dataclass(frozen=True)
class Step:
    """Commands of one block, and the words that stand below them."""

    commands: str
    answer: str


def files() -> dict[str, str]:
    """Return the files that a reader saves: name to text."""
    blocks = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    return {name: text for _, name, text in blocks if name}


def steps() -> list[Step]:
    """Return the blocks of commands, each with the text block that follows it."""
    blocks = [
        (kind, text)
        for kind, name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
        if not name
    ]
    following = [*blocks[1:], ("", "")]
    return [
        Step(text, next_text if next_kind == "text" else "")
        for (kind, text), (next_kind, next_text) in zip(blocks, following, strict=True)
        if kind == "sh"
    ]


def followed(folder: Path) -> list[str]:
    """Do in ``folder`` what the page says, in one shell; return what each step wrote on stderr.

    Standard error carries the words for people; ``echo`` counts as such.
    """
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    programs = folder / "programs"
    programs.mkdir()
    eventsvc = programs / "eventsvc"
    eventsvc.write_text(
        f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m eventsvc "$@" >/dev/null\n'
    )
    eventsvc.chmod(0o755)
    script = f"echo '{_MARK}'\n".join(step.commands for step in steps())
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=folder,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("EVENTSVC_")},
            "PATH": f"{programs}:{os.environ['PATH']}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout.split(f"{_MARK}\n")
