"""Calendar programs that others wrote: what each finds in a file of ours."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ics
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.support.libical import by_libical

SPAN = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC))
"""Every occurrence in it is looked for."""


def moment(value: date | datetime) -> str:
    """Return a start as a UTC moment, or as a date when it has no time."""
    if not isinstance(value, datetime):
        return value.isoformat()
    assert value.tzinfo is not None
    return value.astimezone(UTC).isoformat()


def by_icalendar(data: bytes) -> set[tuple]:
    calendar = Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk()] == [[]] * len(calendar.walk())
    return {
        (str(event["UID"]), moment(event["DTSTART"].dt), moment(event["DTEND"].dt))
        for event in recurring_ical_events.of(calendar).between(*SPAN)
    }


def by_ical(data: bytes) -> set[tuple]:
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    return {
        (event.uid, moment(event.dtstart), moment(event.dtend))
        for event in calendar.timeline_tz(ZoneInfo("UTC")).overlapping(*SPAN)
    }


def by_ics(data: bytes) -> set[tuple]:
    return {
        (event.uid, *(_arrow(at, all_day=event.all_day) for at in (event.begin, event.end)))
        for event in ics.Calendar(data.decode()).events
    }


def _arrow(at, *, all_day: bool) -> str:
    return at.date().isoformat() if all_day else moment(at.datetime)


def by_vobject(data: bytes) -> set[tuple]:
    calendar = vobject.readOne(data.decode())
    return {
        (event.uid.value, moment(event.dtstart.value), moment(event.dtend.value))
        for event in getattr(calendar, "vevent_list", [])
    }


READERS = [by_icalendar, by_ical, by_ics, by_vobject]
"""Each takes the bytes of a file and returns (UID, start, end) of every occurrence."""

KHAL = """
[calendars]
[[ours]]
path = {folder}/calendar
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = UTC
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def run(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, re.findall("(?i)critical|error|warning", done.stderr)) == (0, [])
    return done.stdout


def khal_config(folder: Path) -> Path:
    """Write a configuration of khal for the calendar in ``folder``/calendar."""
    (folder / "calendar").mkdir(exist_ok=True)
    config = folder / "khal.conf"
    config.write_text(KHAL.format(folder=folder), encoding="utf-8")
    return config


def listed_by_khal(config: Path, *, first: date, last: date) -> list[str]:
    """Return "UID start" of each event from ``first`` to ``last``, sorted; moments in UTC."""
    listed = run(
        "khal", "-c", config, "list", "--notstarted", "--once", "--day-format", "",
        "--format", "{uid} {start}", first, last,
    )  # fmt: skip
    return sorted(listed.split("\n")[:-1])


SUPPORT = Path(__file__).parent
NODE = Path(sys.prefix) / "node"
"""Where ``.ci/setup proof`` puts the readers written for node."""


def by_ical_js(data: bytes) -> set[tuple]:
    return _by_node("ical.js", data)


def by_node_ical(data: bytes) -> set[tuple]:
    return _by_node("node-ical", data)


def _by_node(reader: str, data: bytes) -> set[tuple]:
    script = SUPPORT / "node" / "calendar.mjs"
    return {tuple(event) for event in _told("node", script, reader, data=data, folder=NODE)}


def by_mime_tools(data: bytes) -> dict:
    """Return the parts of a mail as Perl's MIME-tools finds them."""
    return _told("perl", SUPPORT / "mail_parts.pl", data=data)


def _told(*command: object, data: bytes, folder: Path = SUPPORT) -> Any:
    done = subprocess.run(
        [str(part) for part in command],
        input=data,
        capture_output=True,
        cwd=folder,
        env=os.environ | {"TZ": "UTC"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return json.loads(done.stdout)


FURTHER_READERS = [by_ical_js, by_node_ical, by_libical]
"""As READERS; only ``.ci/setup proof`` installs them, so that only long runs ask them."""
