"""Prints of many badges: asked for by an organiser, drawn while nobody waits, fetched for an hour.

A run keeps what was asked for; whose badges that is, is looked up when it is drawn. The PDF lies
in the database until it expires. Badges count as printed once it is there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from time import monotonic

from eventsvc.db.models import MeetingRow, NetworkRow, PrintRunRow
from eventsvc.db.queries import print_runs as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.badges import Order, Which
from eventsvc.domain.errors import DomainError
from eventsvc.domain.sheets import Offset, Sheet
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.outputs.pdf import PdfError
from eventsvc.services.acts import Act
from eventsvc.services.badges import badges
from eventsvc.services.badges.badge_styles import print_options
from eventsvc.services.badges.sheets import sheet_called

AT_ONCE = 300
"""Badges that are drawn while the browser waits; more become a run."""
KEPT = timedelta(hours=1)
"""How long a finished print waits to be fetched."""
_FORGOTTEN = timedelta(days=1)
"""After which nothing is known of a run; until then its page says that it expired."""
_TELL_EVERY = 0.5
"""Seconds between two notes of how far it is."""


class PrintExpired(DomainError):
    """The print was not fetched in time, so its file is gone."""

    code = "print-expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to print, and on what; ``only``: public ids of those who were ticked, if any were."""

    which: Which
    order: Order
    sheet: Sheet
    start: int
    offset: Offset
    only: Sequence[str] = ()


def ask(meeting: MeetingRow, asked: Asked, *, total: int, nonce: str, act: Act) -> PrintRunRow:
    """Put a print in the queue.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        row = PrintRunRow(
            public_id=token_urlsafe(18),
            network_id=meeting.network_id,
            meeting_id=meeting.id,
            asked_at=act.at,
            asked_by=act.by,
            which=asked.which.value,
            order=asked.order.value,
            sheet=asked.sheet.name,
            start=asked.start,
            x=asked.offset.x,
            y=asked.offset.y,
            only=list(asked.only),
            total=total,
        )
        writing.add(row)
    return row


def work_off(*, public_url: str, clock: Callable[[], datetime]) -> int:
    """Draw what waits, the oldest first; return how many prints that were."""
    number = 0
    while row := queries.next_run():
        _draw(row, public_url=public_url, clock=clock)
        number += 1
    return number


def forget(*, now: datetime) -> None:
    """Delete the files of prints that waited long enough, and after a day that there were any."""
    with transaction():
        queries.empty_runs(finished_before=now - KEPT)
        queries.delete_runs(asked_before=now - _FORGOTTEN)


def fetched(row: PrintRunRow, *, now: datetime) -> bytes:
    """Return the PDF of a finished run.

    Raises:
        PrintExpired: It lay there for too long.
    """
    if row.pdf is None or row.finished_at is None or row.finished_at + KEPT <= now:
        raise PrintExpired
    return row.pdf


def _draw(row: PrintRunRow, *, public_url: str, clock: Callable[[], datetime]) -> None:
    """Draw a run and record its badges, in one transaction with the file."""
    network = session().get_one(NetworkRow, row.network_id)
    meeting = session().get_one(MeetingRow, row.meeting_id)
    try:
        sheet = sheet_called(network.id, row.sheet)
        found = badges.stale(network, meeting, public_url=public_url)
        wanted = found.chosen(Which(row.which))
        job = (wanted.called(row.only) if row.only else wanted).ordered(Order(row.order))
        options = print_options(
            network,
            meeting,
            public_url=public_url,
            start=row.start,
            offset=Offset(x=row.x, y=row.y),
        )
        pdf = badges.preview(job, sheet=sheet, options=options, told=_teller(row.id))
    except (DomainError, PdfError) as error:
        code = error.code if isinstance(error, DomainError) else PrintingEnded.code
        with transaction():
            queries.run_ended(row.id, finished_at=clock(), failed=code)
        return
    act = Act(network_id=network.id, by=row.asked_by, at=clock())
    with transaction():
        # Another machine may have been as quick: one of the two records.
        if queries.run_ended(row.id, finished_at=act.at, done=len(job.badges), pdf=pdf):
            badges.record(job, sheet=sheet, act=act)


def _teller(run_id: int) -> Callable[[int], None]:
    """Return what notes how far a run is, now and then."""
    last = monotonic()

    def tell(done: int) -> None:
        nonlocal last
        if monotonic() - last >= _TELL_EVERY:
            last = monotonic()
            with transaction():
                queries.run_came_to(run_id, done=done)

    return tell
