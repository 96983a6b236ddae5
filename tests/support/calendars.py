"""Calendar values, complete and sensible; a test says only what matters to it."""

from datetime import UTC, datetime

from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.domain.meetings import MeetingStatus, Published
from eventsvc.domain.times import When

BERLIN = "Europe/Berlin"
CREATED = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)
CHANGED = datetime(2026, 2, 3, 14, 15, 16, tzinfo=UTC)
MAIL = "netz@dat.example.de"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


def a_when(start="2026-08-30T10:00", end="2026-08-30T15:00", *, tzid=BERLIN, all_day=False):
    return When(start=local(start), end=local(end), tzid=tzid, all_day=all_day)


def a_publication(**changes) -> Published:
    fields = {
        "summary": "4. Netzwerktreffen",
        "when": a_when(),
        "status": MeetingStatus.CONFIRMED,
        "organizer_name": "Digitalagentur",
        "organizer_mail": MAIL,
    }
    return Published(**(fields | changes))


def an_event(uid="gera", *, sequence=0, **published) -> CalendarEvent:
    return CalendarEvent(
        uid=uid,
        sequence=sequence,
        created=CREATED,
        last_modified=CHANGED,
        published=a_publication(**published),
        cancelled_prefix="Entfällt: ",
    )


def a_feed(*events: CalendarEvent, **changes) -> CalendarFeed:
    fields = {
        "name": "Smart Cities in Thüringen",
        "url": "https://netz.example.de/n/thueringen/",
        "tzid": BERLIN,
        "language": "de",
        "last_modified": CHANGED,
        "colour": "#1b6e53",
    }
    return CalendarFeed(**(fields | changes), events=events)
