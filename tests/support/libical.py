"""libical, the reader of Evolution, KOrganizer and many servers, by its C functions."""

from ctypes import CDLL, Structure, c_char_p, c_int, c_long, c_void_p
from ctypes.util import find_library
from datetime import UTC, date, datetime
from functools import cache


class _Time(Structure):
    """``struct icaltimetype`` of libical 3."""

    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, c_int) for name in ("is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


@cache
def _library() -> CDLL:
    library = CDLL(find_library("ical"))
    kinds = {
        "icalparser_parse_string": (c_void_p, [c_char_p]),
        "icalcomponent_string_to_kind": (c_int, [c_char_p]),
        "icalcomponent_count_errors": (c_int, [c_void_p]),
        "icalrestriction_check": (c_int, [c_void_p]),
        "icalcomponent_get_first_component": (c_void_p, [c_void_p, c_int]),
        "icalcomponent_get_next_component": (c_void_p, [c_void_p, c_int]),
        "icalcomponent_get_uid": (c_char_p, [c_void_p]),
        "icalcomponent_get_dtstart": (_Time, [c_void_p]),
        "icalcomponent_get_dtend": (_Time, [c_void_p]),
        "icaltimezone_get_utc_timezone": (c_void_p, []),
        "icaltime_as_timet_with_zone": (c_long, [_Time, c_void_p]),
        "icalcomponent_free": (None, [c_void_p]),
    }
    for name, (result, arguments) in kinds.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.icalerror_set_errors_are_fatal(0)
    return library


def by_libical(data: bytes) -> set[tuple]:
    """Return (UID, start, end) of each event; what libical finds wrong with the file, fails."""
    ical = _library()
    calendar = ical.icalparser_parse_string(data)
    try:
        assert calendar
        assert ical.icalcomponent_count_errors(calendar) == 0
        assert ical.icalrestriction_check(calendar) == 1
        kind = ical.icalcomponent_string_to_kind(b"VEVENT")
        found, event = set(), ical.icalcomponent_get_first_component(calendar, kind)
        while event:
            times = (ical.icalcomponent_get_dtstart(event), ical.icalcomponent_get_dtend(event))
            uid = ical.icalcomponent_get_uid(event).decode()
            found.add((uid, *(_shown(ical, time) for time in times)))
            event = ical.icalcomponent_get_next_component(calendar, kind)
        return found
    finally:
        ical.icalcomponent_free(calendar)


def _shown(ical: CDLL, time: _Time) -> str:
    if time.is_date:
        return date(time.year, time.month, time.day).isoformat()
    assert time.zone, "a time without a zone"
    seconds = ical.icaltime_as_timet_with_zone(time, time.zone)
    return datetime.fromtimestamp(seconds, UTC).isoformat()
