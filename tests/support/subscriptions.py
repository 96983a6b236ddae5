"""A subscription by vdirsyncer, a program that others wrote: what lies in its folder."""

import subprocess
from pathlib import Path

from icalendar import Calendar

from tests.support.readers import run

_CONFIGURATION = """
[general]
status_path = "{folder}/status/"
[pair meetings]
a = "service"
b = "folder"
collections = null
conflict_resolution = "a wins"
[storage service]
type = "http"
url = "{url}"
[storage folder]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
"""


class Subscription:
    """A folder that follows the calendar at ``url``."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder / "calendar"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._config = folder / "vdirsyncer"
        self._config.write_text(_CONFIGURATION.format(folder=folder, url=url), encoding="utf-8")
        run("vdirsyncer", "-c", self._config, "discover")

    def sync(self) -> None:
        """Follow the calendar; any complaint of the program is a failure."""
        run("vdirsyncer", "-c", self._config, "sync")

    def refused(self) -> str:
        """Follow the calendar in vain; return what the program says."""
        command = ("vdirsyncer", "-c", str(self._config), "sync")
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode != 0
        return done.stdout + done.stderr

    def files(self) -> dict[str, int]:
        """Return name → when it was written, of all files."""
        return {path.name: path.stat().st_mtime_ns for path in self.folder.iterdir()}

    def events(self) -> dict[str, tuple[str, str, int]]:
        """Return title → start, status and sequence of each event in the folder."""
        found = {}
        for path in self.folder.iterdir():
            for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
                start = event["DTSTART"].dt.isoformat()
                found[str(event["SUMMARY"])] = (start, str(event["STATUS"]), int(event["SEQUENCE"]))
        return found
