"""What taking a list does, in numbers and words; what does not happen is not said."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext

if TYPE_CHECKING:
    from eventsvc.services.attendees.attendee_drafts import Looked


def sums(looked: "Looked") -> list[str]:
    """Return a line for each number that is not 0, the people first."""
    return [*_people(looked), *_rows(looked)] or [gettext("nobody")]


def _people(looked: "Looked") -> Iterator[str]:
    report = looked.report
    if report.new:
        yield ngettext("%(num)s new person", "%(num)s new people", report.new)
    if report.changed:
        yield gettext("%(num)s changed", num=report.changed)
    if report.unchanged:
        yield gettext("%(num)s there already, unchanged", num=report.unchanged)
    if report.decisions:
        yield ngettext(
            "%(num)s consent or refusal", "%(num)s consents and refusals", report.decisions
        )


def _rows(looked: "Looked") -> Iterator[str]:
    if held := len(looked.read.held):
        yield ngettext(
            "%(num)s row not taken, because something in it is not clear",
            "%(num)s rows not taken, because something in them is not clear",
            held,
        )
    if left_out := len(looked.read.left_out):
        yield ngettext(
            "%(num)s row that is no person, such as a sub-heading or a sum",
            "%(num)s rows that are no people, such as sub-headings or sums",
            left_out,
        )
