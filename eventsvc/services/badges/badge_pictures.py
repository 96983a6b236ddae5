"""Badges that are drawn and counted nowhere: to look at, or to be written by hand."""

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries.badges import code_for_walk_ins
from eventsvc.domain.badges import SAMPLES, Badge
from eventsvc.domain.codes import code_address, short_address
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.badge_picture import badge_png, sheet_png
from eventsvc.outputs.badges import PrintOptions, badges_pdf
from eventsvc.services.badges.badge_styles import in_some_design, print_options
from eventsvc.services.badges.badges import PrintJob, print_job
from eventsvc.services.badges.symbols import symbols_of


def blanks(
    network: NetworkRow,
    meeting: MeetingRow,
    *,
    public_url: str,
    sheet: Sheet,
    options: PrintOptions,
) -> bytes:
    """Return a full sheet of badges for people who come unannounced, to be written by hand.

    They bear the first host's code, so that a scan opens something; nothing is recorded.
    """
    code = code_for_walk_ins(meeting.id)
    empty = Badge(
        given="",
        family="",
        address=code_address(public_url, code) if code else "",
        short_address=short_address(public_url, code) if code else "",
    )
    count = sheet.per_page - options.start + 1
    symbols = symbols_of(network.id)
    return in_some_design(
        options,
        lambda chosen: badges_pdf([empty] * count, sheet=sheet, options=chosen, symbols=symbols),
    )


def first_sheet(job: PrintJob, *, sheet: Sheet, options: PrintOptions) -> bytes:
    """Return the first sheet of ``job`` as a picture (PNG); sample people while nobody comes."""
    symbols = symbols_of(job.network_id)
    first = (job.badges or SAMPLES)[: sheet.per_page - options.start + 1]
    return in_some_design(
        options, lambda chosen: sheet_png(first, sheet=sheet, options=chosen, symbols=symbols)
    )


def picture(
    network: NetworkRow, meeting: MeetingRow, *, person_id: int, public_url: str
) -> bytes | None:
    """Return the person's badge as it would print now, as PNG; None for who gets none."""
    job = print_job(network, meeting, public_url=public_url, person_id=person_id)
    if not job.badges:
        return None
    options = print_options(network, meeting, public_url=public_url)
    sheet = sheet_named(DEFAULT_SHEET)
    return in_some_design(
        options, lambda chosen: badge_png(job.badges[0], sheet=sheet, options=chosen)
    )
