"""An attendee list as it was read: people, what they answered, and what was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from eventsvc.inputs.attendees.consents import Consent, Purpose, Question
from eventsvc.inputs.attendees.fields import Field
from eventsvc.inputs.attendees.problems import Problem, Skipped
from eventsvc.inputs.sheets import column_letters


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it is taken for.

    A column that is not sure is not read: ``field`` (for a consent with ``question``) is the
    guess to be confirmed by a mapping. ``field`` is None when there is not even a guess.
    """

    sheet: str
    index: int
    heading: str
    field: Field | None
    is_sure: bool
    question: Question | None = None
    examples: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The column as a spreadsheet names it."""
        return column_letters(self.index)

    @property
    def is_read(self) -> bool:
        """Whether the column's values are used."""
        return self.is_sure and self.field not in {None, Field.IGNORE}

    @property
    def guess(self) -> str:
        """The value that ``--map`` takes to confirm the guess; empty without one."""
        if self.question is not None:
            return self.question.purpose.value
        return self.field.value if self.field is not None else ""


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """One person to take. All texts are on one line and as written, the e-mail in lower case.

    ``partstat`` is ``ACCEPTED``, ``TENTATIVE``, ``NEEDS-ACTION`` (RFC 5545, 3.2.12) or empty
    when the list says nothing; ``is_waiting`` is a seat state beside it. ``attends`` is
    ``on_site``, ``online`` or empty. ``consents`` hold only what was clearly answered.
    """

    sheet: str
    row: int
    title: str = ""
    given: str = ""
    family: str = ""
    organisation: str = ""
    second_line: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    partstat: str = ""
    is_waiting: bool = False
    attends: str = ""
    consents: Mapping[Purpose, Consent] = field(default_factory=lambda: MappingProxyType({}))
    cells: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The row as it stood, to be given back when it cannot be taken after all."""
    table: str = ""
    """Where the person sits."""
    is_minor: bool = False


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that was not taken: its cells as they stood, and why.

    ``organisation`` is the sub-heading above it, which the row alone would lose.
    """

    sheet: str
    row: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class AttendeeList:
    """The outcome: each row of the file is in exactly one of ``rows``, ``held``, ``skipped``."""

    rows: tuple[AttendeeRow, ...]
    held: tuple[HeldRow, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]
    columns: tuple[Column, ...]

    @property
    def unsure(self) -> tuple[Column, ...]:
        """The columns to ask about: with a guess that was not used."""
        return tuple(column for column in self.columns if not column.is_sure)

    @property
    def left_out(self) -> tuple[Skipped, ...]:
        """The rows that are no people. Headings, and what stands above them, are no rows."""
        return tuple(row for row in self.skipped if row.reason not in {"heading", "preamble"})

    @property
    def hints(self) -> tuple[Problem, ...]:
        """What a person should know about rows that were taken all the same."""
        return tuple(problem for problem in self.problems if not problem.blocks)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Each organisation named, once, in the order of the list."""
        return tuple(dict.fromkeys(row.organisation for row in self.rows if row.organisation))
