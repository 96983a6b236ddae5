"""What is wrong with a row, and what was left out: codes, places and one sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from eventsvc.inputs.sentences import N_
from eventsvc.inputs.sheets import cell_ref

_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one row that a person should know.

    ``blocks`` means that the row was not taken and is in the file to correct; else the problem
    is a hint. ``column`` counts from 0 and is None when the whole row is meant.
    """

    code: str
    sheet: str
    row: int
    column: int | None = None
    heading: str = ""
    value: str = ""
    facts: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    blocks: bool = False

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it (``E12``), or the row's number."""
        return str(self.row) if self.column is None else cell_ref(column=self.column, row=self.row)

    @property
    def placeholders(self) -> Mapping[str, object]:
        """The values that the problem's sentence names."""
        return {
            "row": self.row,
            "place": self.place,
            "column": self.heading or self.place,
            "value": self.value,
            **self.facts,
        }


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no attendee to take. ``value`` is the text that says so."""

    reason: str
    sheet: str
    row: int
    value: str = ""
    cells: tuple[str, ...] = ()

    @property
    def placeholders(self) -> Mapping[str, object]:
        """The values that the reason's sentence names."""
        return {"row": self.row, "sheet": self.sheet, "value": self.value}


PROBLEMS: dict[str, str] = {
    "name-missing": N_(
        "Row %(row)s has no name. Write first and last name into the row, or remove the row."
    ),
    "row-unclear": N_(
        "Row %(row)s holds nothing but “%(value)s”: a person or a sub-heading? Complete the "
        "person, or write the organisation into a column of its own."
    ),
    "several-people": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” names several people. Give each person a "
        "row of their own."
    ),
    "email-unusable": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” is no e-mail address. Write one like "
        "name@example.org, or leave the cell empty."
    ),
    "several-emails": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” holds several addresses. Leave the one "
        "that is meant."
    ),
    "text-too-long": N_(
        "Row %(row)s, column “%(column)s” has more than %(limit)s characters. Shorten the text."
    ),
    "formula-without-result": N_(
        "Row %(row)s, column “%(column)s” holds the formula %(value)s without a result. Open the "
        "list in your spreadsheet program and save it again, or write the text itself."
    ),
    "cell-error": N_(
        "Row %(row)s, column “%(column)s” shows the error %(value)s. Write the text itself into "
        "the cell."
    ),
    "letters-damaged": N_(
        "Row %(row)s, column “%(column)s”: the letters of “%(value)s” are damaged. Write the text "
        "again and save the list as “CSV UTF-8” or XLSX."
    ),
    "too-many-cells": N_(
        "Row %(row)s has more cells than the list has headings; “%(value)s” stands under none. "
        "Remove the additional separator or put the text into quotation marks."
    ),
    "email-doubled": N_(
        "Row %(row)s: the address %(value)s also stands in row %(first)s. Nothing is to be done "
        "if it is a shared mailbox."
    ),
    "person-doubled": N_(
        "Row %(row)s: %(value)s is in row %(first)s already. Remove one of the two rows if it is "
        "the same person."
    ),
    "email-missing": N_(
        "Row %(row)s: %(value)s has no e-mail address and gets no mails. Add one if there is one."
    ),
    "status-unknown": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” is no known reply. Write accepted, "
        "tentative or declined; until then the reply counts as open."
    ),
    "attends-unknown": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” says neither on site nor online. Write one "
        "of the two."
    ),
    "consent-unclear": N_(
        "Row %(row)s, column “%(column)s”: “%(value)s” is no clear yes or no to what the heading "
        "asks, so no consent is recorded. Write yes or no, or ask the person."
    ),
    "organisation-unknown": N_(
        "Row %(row)s: nobody here is called “%(value)s”. Write the name of a member or guest as "
        "the network writes it, or import the list so that unknown organisations become guests. "
        "Similar names: %(suggestions)s."
    ),
    "note-mentions-cancellation": N_(
        "Row %(row)s, column “%(column)s” says “%(value)s”, and yet the person was taken. Remove "
        "the row if the person does not come."
    ),
}
"""Code to sentence, in English; the placeholders are those of ``Problem.placeholders``."""

SKIPPED: dict[str, str] = {
    "preamble": N_("Row %(row)s stands above the headings."),
    "heading": N_("Row %(row)s holds headings."),
    "sub-heading": N_("Row %(row)s is the sub-heading “%(value)s”."),
    "total": N_("Row %(row)s is a total."),
    "remark": N_("Row %(row)s is a remark: “%(value)s”."),
    "placeholder": N_(
        "Row %(row)s: “%(value)s” stands for a person not yet named. Add the person when the name "
        "is known."
    ),
    "nothing-read": N_("Row %(row)s has nothing in the columns that are read."),
    "cancelled": N_("Row %(row)s: “%(value)s”, so the person was left out."),
    "crossed-out": N_("Row %(row)s is crossed out, so the person was left out."),
    "cancelled-sheet": N_(
        "Row %(row)s of the sheet “%(sheet)s”: the sheet's name says that these people do not come."
    ),
    "hidden-sheet": N_("Row %(row)s of the sheet “%(sheet)s”: the sheet is hidden."),
    "sheet-without-headings": N_(
        "Row %(row)s of the sheet “%(sheet)s”: no row of the sheet names the columns."
    ),
}
"""Reason to sentence, in English; the placeholders are those of ``Skipped.placeholders``."""
