"""What operators wait for."""

import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.support.running import serving

EVENTSVC = [sys.executable, "-m", "eventsvc"]
HERE = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
REQUESTS = 200


def bench_help() -> int:
    """The overview of all commands."""
    subprocess.run([*EVENTSVC, "--help"], check=True, stdout=subprocess.DEVNULL)
    return 1


def bench_first_start() -> int:
    """From an empty folder to the first answer."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving([*EVENTSVC, "serve", "--demo"], folder=Path(folder), environment=HERE),
    ):
        return 1


def bench_backup() -> int:
    """A checked copy of a new database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = HERE | {"EVENTSVC_DATA_DIR": folder}
        for arguments in (["init"], ["backup", f"{folder}/copy"]):
            subprocess.run(
                [*EVENTSVC, *arguments], check=True, env=environment, capture_output=True
            )
    return 1


def bench_ready() -> int:
    """One /readyz after the other, start included."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving([*EVENTSVC, "serve", "--demo"], folder=Path(folder), environment=HERE) as service,
    ):
        for _ in range(REQUESTS):
            urllib.request.urlopen(f"{service.url}/readyz", timeout=10).close()
    return REQUESTS
