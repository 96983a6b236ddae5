"""Printing badges: who gets one, what stands on it, and what paper we know of.

A preview records nothing; a print records, per badge, the hash of what stood on it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PrintRow
from eventsvc.db.queries import badges as queries
from eventsvc.db.queries import consents
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import is_reachable
from eventsvc.domain.badges import Badge, content_hash
from eventsvc.domain.codes import code_address, short_address
from eventsvc.domain.consents import may_photograph
from eventsvc.domain.sheets import NO_OFFSET, Offset, Sheet
from eventsvc.domain.texts import choose
from eventsvc.outputs.badges import LegibilityWarning, PrintOptions, badges_pdf, legibility
from eventsvc.services.acts import Act, DoneAlready


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """Badges ready to be drawn, in the order of the list of names."""

    network_id: int
    meeting_key: str
    attendance_ids: tuple[int, ...]
    badges: tuple[Badge, ...]


def print_options(
    network: NetworkRow,
    meeting: MeetingRow,
    *,
    public_url: str,
    start: int = 1,
    offset: Offset = NO_OFFSET,
) -> PrintOptions:
    """Return how the badges of ``meeting`` are drawn; a trial while no phone can open them."""
    language = network.languages[0]
    title = choose(meeting.title, language=language, fallbacks=network.languages).text
    return PrintOptions(
        start=start,
        offset=offset,
        languages=tuple(network.languages),
        title=title,
        heading=title,
        proof=not is_reachable(public_url),
    )


def print_job(network: NetworkRow, meeting: MeetingRow, *, public_url: str) -> PrintJob:
    """Return the badges of everybody who comes on site and has a place (four questions)."""
    rows = queries.attendances_with_badge(network.id, meeting.id)
    decisions = consents.decisions_for_meeting(network.id, meeting.id)
    bases = consents.bases_of_meeting(meeting.id)
    codes = queries.codes_for_badges(network.id, meeting.id)
    return PrintJob(
        network_id=network.id,
        meeting_key=meeting.key,
        attendance_ids=tuple(row.id for row in rows),
        badges=tuple(
            _badge(
                row,
                network=network,
                code=codes.get(row.organisation_id, codes.get(None, "")),
                public_url=public_url,
                no_photo=not may_photograph(decisions.get(row.person_id, ()), bases=bases),
            )
            for row in rows
        ),
    )


def _badge(
    row: AttendanceRow, *, network: NetworkRow, code: str, public_url: str, no_photo: bool
) -> Badge:
    organisation = row.organisation.name if row.organisation else {}
    language = network.languages[0]
    return Badge(
        title=row.person.title,
        given=row.person.given,
        family=row.person.family,
        organisation=choose(organisation, language=language, fallbacks=network.languages).text,
        second_line=row.second_line,
        function=row.function,
        address=code_address(public_url, code) if code else "",
        short_address=short_address(public_url, code) if code else "",
        no_photo=no_photo,
    )


def print_badges(
    job: PrintJob, *, sheet: Sheet, options: PrintOptions, act: Act, nonce: str = ""
) -> bytes:
    """Return the PDF of ``job`` and record each badge as printed.

    Drawn first, recorded after: what could not be drawn was never printed. The second of two
    clicks, known by the ``nonce`` of its page, gets the same PDF and records nothing.
    """
    pdf = preview(job, sheet=sheet, options=options)
    with suppress(DoneAlready):
        record_print(job, sheet=sheet, act=act, nonce=nonce)
    return pdf


def record_print(job: PrintJob, *, sheet: Sheet, act: Act, nonce: str = "") -> None:
    """Record that each badge of ``job`` is on paper now.

    Raises:
        DoneAlready: The print of this ``nonce`` is recorded.
    """
    with transaction() as session:
        act.once(nonce)
        session.add_all(
            PrintRow(
                network_id=job.network_id,
                attendance_id=attendance_id,
                printed_at=act.at,
                printed_by=act.by,
                sheet=sheet.name,
                content_hash=content_hash(badge),
                no_photo=badge.no_photo,
            )
            for attendance_id, badge in zip(job.attendance_ids, job.badges, strict=True)
        )
        facts = {"badges": len(job.badges), "sheet": sheet.name}
        act.note("badges.print", f"meeting:{job.meeting_key}", facts)


def preview(job: PrintJob, *, sheet: Sheet, options: PrintOptions) -> bytes:
    """Return the same PDF without recording anything."""
    return badges_pdf(job.badges, sheet=sheet, options=options)


def warnings(job: PrintJob, *, sheet: Sheet, options: PrintOptions) -> Sequence[LegibilityWarning]:
    """Return whose badge is hard to read on ``sheet``, by name."""
    return legibility(job.badges, sheet=sheet, options=options)
