"""Printing badges: who gets one, what stands on it, and what paper we know of.

A preview records nothing; a print records, per badge, hashes of what stood on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PrintRow
from eventsvc.db.queries import badges as queries
from eventsvc.db.queries import consents
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.badge_styles import shown
from eventsvc.domain.badges import (
    Badge,
    Change,
    GlyphsMissing,
    Order,
    Which,
    changes_since,
    content_hash,
    part_digests,
    table_key,
)
from eventsvc.domain.codes import code_address, short_address
from eventsvc.domain.sheets import Sheet
from eventsvc.domain.texts import choose
from eventsvc.outputs import badges as outputs
from eventsvc.outputs.apart import Told, silent
from eventsvc.outputs.badges import (
    CodeFacts,
    LegibilityWarning,
    PrintOptions,
    badges_pdf,
    legibility,
)
from eventsvc.services.acts import Act, DoneAlready
from eventsvc.services.badges.badge_styles import in_some_design, style_of
from eventsvc.services.badges.symbols import symbols_of
from eventsvc.services.privacy.consents import may_be_in_pictures
from eventsvc.services.privacy.effects import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """Badges ready to be drawn, in the order of the list of names."""

    network_id: int
    meeting_key: str
    attendances: tuple[AttendanceRow, ...]
    badges: tuple[Badge, ...]

    def only(self, attendances: Sequence[AttendanceRow]) -> "PrintJob":
        """Return the part of the job that is for ``attendances``."""
        wanted = {row.id for row in attendances}
        return self._of([pair for pair in self._pairs if pair[0].id in wanted])

    def called(self, public_ids: Iterable[str]) -> "PrintJob":
        """Return the part of the job that is for the attendances known by ``public_ids``."""
        wanted = set(public_ids)
        return self._of([pair for pair in self._pairs if pair[0].public_id in wanted])

    def ordered(self, order: Order) -> "PrintJob":
        """Return the job in the order given; people of one organisation or table by name."""
        if order is Order.NAME:
            return self
        if order is Order.TABLE:
            return self._of(sorted(self._pairs, key=lambda pair: table_key(pair[0].table_name)))
        return self._of(sorted(self._pairs, key=_organisation_key))

    @property
    def _pairs(self) -> list[tuple[AttendanceRow, Badge]]:
        return list(zip(self.attendances, self.badges, strict=True))

    def _of(self, pairs: Sequence[tuple[AttendanceRow, Badge]]) -> "PrintJob":
        rows, badges = tuple(row for row, _ in pairs), tuple(badge for _, badge in pairs)
        return replace(self, attendances=rows, badges=badges)


def _organisation_key(pair: tuple[AttendanceRow, Badge]) -> tuple[bool, str]:
    organisation = pair[0].organisation
    return organisation is None, organisation.sort_key if organisation else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """What separates the paper we know of from what is true now, each by family name.

    ``job`` is everybody's badge, ``changes`` tells by attendance why one is stale.
    """

    job: PrintJob
    changes: Mapping[int, tuple[Change, ...]]
    stale: tuple[AttendanceRow, ...]
    """Printed, and something on it changed since: a name, a decision about photos."""
    new: tuple[AttendanceRow, ...]
    """In need of a badge of which none was printed."""
    cancelled: tuple[AttendanceRow, ...]
    """Printed, and in need of none any more."""

    @property
    def current(self) -> int:
        """How many are printed and still true."""
        return len(self.job.attendances) - len(self.stale) - len(self.new)

    def chosen(self, which: Which) -> PrintJob:
        """Return the badges that ``which`` names."""
        rows = {Which.STALE: self.stale, Which.NEW: self.new, Which.DUE: (*self.stale, *self.new)}
        return self.job if which is Which.ALL else self.job.only(rows[which])


def print_job(
    network: NetworkRow, meeting: MeetingRow, *, public_url: str, person_id: int | None = None
) -> PrintJob:
    """Return the badges of everybody who comes on site and has a place (five questions).

    With ``person_id`` only that person's, if there is one.
    """
    rows = queries.attendances_with_badge(network.id, meeting.id, person_id=person_id)
    return job_for(rows, network=network, meeting=meeting, public_url=public_url)


def job_for(
    rows: Sequence[AttendanceRow], *, network: NetworkRow, meeting: MeetingRow, public_url: str
) -> PrintJob:
    """Return the badges of exactly these people, whatever they replied (four questions).

    The rows need their person and organisation.
    """
    person_id = rows[0].person_id if len(rows) == 1 else None
    decisions = consents.decisions_for_meeting(network.id, meeting.id, person_id=person_id)
    bases = consents.bases_of_meeting(meeting.id)
    codes = queries.codes_for_meetings([meeting.id])
    style = style_of(meeting)
    return PrintJob(
        network_id=network.id,
        meeting_key=meeting.key,
        attendances=tuple(rows),
        badges=tuple(
            shown(
                badge_of(
                    row,
                    network=network,
                    code=codes.of(row),
                    public_url=public_url,
                    no_photo=not may_be_in_pictures(
                        row, decisions.get(row.person_id, ()), bases=bases
                    ),
                ),
                style=style,
                decisions=decisions.get(row.person_id, ()),
            )
            for row in rows
        ),
    )


def stale(network: NetworkRow, meeting: MeetingRow, *, public_url: str) -> Staleness:
    """Return whose badge is to be printed anew, printed first, or thrown away (seven questions)."""
    job = print_job(network, meeting, public_url=public_url)
    printed = queries.last_prints([meeting.id])
    changes: dict[int, tuple[Change, ...]] = {}
    for row, badge in zip(job.attendances, job.badges, strict=True):
        last = printed.get(row.id)
        if last and (
            found := changes_since(
                badge, printed=last.content_hash, no_photo=last.no_photo, parts=last.parts
            )
        ):
            changes[row.id] = found
    gone = sorted(printed.keys() - {row.id for row in job.attendances})
    return Staleness(
        job=job,
        changes=changes,
        stale=tuple(row for row in job.attendances if row.id in changes),
        new=tuple(row for row in job.attendances if row.id not in printed),
        cancelled=tuple(queries.attendances_whole(network.id, gone)),
    )


def badge_of(
    row: AttendanceRow, *, network: NetworkRow, code: str, public_url: str, no_photo: bool
) -> Badge:
    """Return what stands on somebody's badge; the row needs its person and organisation."""
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
    with transaction():
        act.once(nonce)
        record(job, sheet=sheet, act=act)


def record(job: PrintJob, *, sheet: Sheet, act: Act) -> None:
    """Record it in the running transaction."""
    hashes = [content_hash(badge) for badge in job.badges]
    session().add_all(
        PrintRow(
            network_id=job.network_id,
            attendance_id=row.id,
            printed_at=act.at,
            printed_by=act.by,
            sheet=sheet.name,
            content_hash=printed,
            no_photo=badge.no_photo,
            parts=part_digests(badge, printed=printed),
        )
        for row, badge, printed in zip(job.attendances, job.badges, hashes, strict=True)
    )
    settle([row.person_id for row in job.attendances], now=act.at, done_by=act.by)
    facts = {"badges": len(job.badges), "sheet": sheet.name}
    act.note("badges.print", f"meeting:{job.meeting_key}", facts)


def preview(job: PrintJob, *, sheet: Sheet, options: PrintOptions, told: Told = silent) -> bytes:
    """Return the same PDF without recording anything; ``told`` hears how far it is."""
    symbols = symbols_of(job.network_id)
    return in_some_design(
        options,
        lambda chosen: badges_pdf(
            job.badges, sheet=sheet, options=chosen, symbols=symbols, told=told
        ),
    )


def code_facts(job: PrintJob, *, sheet: Sheet) -> CodeFacts | None:
    """Return how the QR codes turn out on ``sheet``; None when there is none (one question)."""
    return outputs.code_facts(job.badges, sheet=sheet, symbols=symbols_of(job.network_id))


def refuse_missing_glyphs(job: PrintJob, *, sheet: Sheet, options: PrintOptions) -> None:
    """Refuse what would print another character than somebody's name has.

    Raises:
        GlyphsMissing: Its facts name the people and the characters.
    """
    found = [
        f"{one.name}: {one.detail}"
        for one in warnings(job, sheet=sheet, options=options)
        if one.concern is outputs.Concern.GLYPH_MISSING
    ]
    if found:
        raise GlyphsMissing(people="; ".join(found), field="replace")


def warnings(job: PrintJob, *, sheet: Sheet, options: PrintOptions) -> Sequence[LegibilityWarning]:
    """Return whose badge is hard to read on ``sheet``, by name; told anew when a badge changed."""
    return _warnings(job.badges, sheet, options)


@lru_cache(maxsize=16)
def cut_heading(sheet: Sheet, options: PrintOptions) -> str:
    """Return the title that all badges bear as it is cut on ``sheet``; empty: it has room."""
    return in_some_design(options, lambda chosen: outputs.cut_heading(sheet=sheet, options=chosen))


@lru_cache(maxsize=16)
def _warnings(
    badges: tuple[Badge, ...], sheet: Sheet, options: PrintOptions
) -> Sequence[LegibilityWarning]:
    return in_some_design(options, lambda chosen: legibility(badges, sheet=sheet, options=chosen))
