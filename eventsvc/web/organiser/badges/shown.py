"""What the page of badges shows: what is due, on which paper, and what will not read well."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from flask_babel import gettext as _

from eventsvc.domain.badges import Which
from eventsvc.domain.names import index_name
from eventsvc.domain.sheet_presets import STICKER_SHEET, sheet_named
from eventsvc.domain.sheets import Box, Sheet
from eventsvc.outputs.badges import Concern
from eventsvc.outputs.formats import number_text
from eventsvc.services.badges import badge_styles, badges
from eventsvc.services.badges.own_designs import faults_on
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.badges.design_words import fault_text
from eventsvc.web.organiser.badges.paper import Stock, Wish
from eventsvc.web.organiser.badges.runs import waiting
from eventsvc.web.organiser.badges.styles import style_part
from eventsvc.web.organiser.badges.words import CHANGES, TEXTS, sheet_label
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.organiser.words import CONCERNS

if TYPE_CHECKING:
    from eventsvc.db.models import AttendanceRow, MeetingRow
    from eventsvc.outputs.badges import LegibilityWarning, PrintOptions
    from eventsvc.services.badges.badges import PrintJob, Staleness

OF_ALL_BADGES = (Concern.CODE_TOO_DENSE, Concern.CODE_TOO_SMALL, Concern.GLYPH_MISSING)
"""What the page says once, or elsewhere, and not for each person."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Badges that one click prints."""

    which: Which
    count: int
    sheets: int


def page_facts(row: "MeetingRow", wish: Wish, there: Stock) -> dict[str, Any]:
    """Return what the template needs beside the form of the paper."""
    options, found = options_of(row, wish), found_at(row)
    return {
        "network": current_network(),
        "meeting": row,
        "wish": wish,
        "sheets": [(sheet.name, sheet_label(sheet)) for sheet in there.sheets.values()],
        "printers": [one.name for one in there.printers],
        "labels": _labels(wish.sheet),
        **style_part(row),
        "nonce": secrets.token_hex(16),
        "count": len(found.job.badges),
        "current": found.current,
        "runs": waiting(row),
        "bundles": {bundle.which.value: bundle for bundle in _bundles(found, wish)},
        "stale": [
            (_name(one), [CHANGES[why] for why in found.changes[one.id]]) for one in found.stale
        ],
        "cancelled": [_name(one) for one in found.cancelled],
        "sticker_sheet": STICKER_SHEET,
        "stickers": sheet_named(STICKER_SHEET).pages_for(len(found.stale)),
        **_legibility_part(found.job, wish, options),
        "opened": request.args.get("open", ""),
        "is_trial": options.proof,
        "public_url": public_url(),
    }


def found_at(meeting: "MeetingRow") -> "Staleness":
    """Return whose badge is due, and whose is not true any more."""
    return badges.stale(current_network(), meeting, public_url=public_url())


def job_of(meeting: "MeetingRow", wish: Wish) -> "PrintJob":
    """Return the badges that the form asks for, in its order."""
    return found_at(meeting).chosen(wish.which).ordered(wish.order)


def options_of(meeting: "MeetingRow", wish: Wish) -> "PrintOptions":
    """Return how they are printed."""
    return badge_styles.print_options(
        current_network(),
        meeting,
        public_url=public_url(),
        start=wish.start,
        offset=wish.offset,
    )


def public_url() -> str:
    """Return the address that stands in the codes."""
    address: str = current_app.extensions["eventsvc.public_url"]
    return address


def _legibility_part(job: "PrintJob", wish: Wish, options: "PrintOptions") -> dict[str, object]:
    """Return what will not read well, or cannot be printed, on the chosen paper."""
    concerns = badges.warnings(job, sheet=wish.sheet, options=options)
    return {
        "faults": [fault_text(one) for one in faults_on(wish.sheet, options=options)],
        "code": badges.code_facts(job, sheet=wish.sheet),
        "cut_title": badges.cut_heading(wish.sheet, options) if job.badges else "",
        "missing": [
            (one.name, one.detail) for one in concerns if one.concern is Concern.GLYPH_MISSING
        ],
        "concerns": [
            (one.name, CONCERNS[one.concern], _detail(one))
            for one in concerns
            if one.concern not in OF_ALL_BADGES
        ],
    }


def _detail(warning: "LegibilityWarning") -> str:
    """Return what is known besides, in the words of the reader."""
    if warning.concern is Concern.TEXT_CUT:
        return ", ".join(str(TEXTS[kind]) for kind in warning.detail.split(", "))
    if warning.concern is not Concern.FIRST_NAME_SMALL:
        return warning.detail
    size = number_text(float(warning.detail), language=current_language(), digits=1)
    words: str = _("size %(size)s", size=size)
    return words


def _bundles(found: "Staleness", wish: Wish) -> list[Bundle]:
    """Return what one click may print, without what would print nothing."""
    counts = ((which, len(found.chosen(which).badges)) for which in Which)
    return [
        Bundle(which, count, wish.sheet.pages_for(count, start=wish.start))
        for which, count in counts
        if count
    ]


def _name(attendance: "AttendanceRow") -> str:
    person = attendance.person
    return index_name(title=person.title, given=person.given, family=person.family)


def _labels(sheet: Sheet) -> list[tuple[int, Box]]:
    """Return each label of the drawn sheet, with the number of the badge that begins there."""
    faces = len(sheet.faces)
    return [(at // faces + 1, box) for at, box in enumerate(sheet.boxes())]
