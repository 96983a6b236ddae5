"""What lies in the tree: nothing that only one machine knows, nothing left over."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written apart, so that this file passes its own test.
FORBIDDEN = {
    "a folder of one machine": re.compile(
        r"(?<![\w.])/(?:work|root|home/\w+)/" + "|shared/" + "examples"
    ),
    "a package index": re.compile(
        "|".join(
            ("pypi" + r"\.org", "pythonhosted" + r"\.", "registry" + r"\.npmjs", "index" + "-url =")
        ),
    ),
    "a content network": re.compile("|".join(("cdn" + r"\.", "unpkg" + r"\.com", "jsdel" + "ivr"))),
    "unfinished work": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
    "talk of how it was made": re.compile(
        r"\b(?:sub" + r"agent|cla" + r"ude|anth" + r"ropic|chat" + r"gpt|language mod" + r"el)\b",
        re.IGNORECASE,
    ),
}
FOREIGN = ("static/vendor/", "requirements", "tests/data/", "LICENSE")
"""Unmodified work of others, and generated lists."""


def tracked() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\0") if name and not name.startswith(FOREIGN)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode()
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(texts, what):
    hits = {
        f"{name}:{number}": line.strip()
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    }

    assert hits == {}
