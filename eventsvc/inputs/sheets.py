"""A table as it was found in a file: sheets of rows of text, with the places people see.

Rows are numbered as a spreadsheet program shows them, from 1, blank lines included; in a CSV a
line break inside a cell starts no new row. Columns count from 0 and are shown as letters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 256
MAX_CELLS = 1_000_000
MEGABYTE = 1_000_000

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``cells`` end with the last one that has text.

    ``formulas`` are the cells whose result the file does not hold (column to formula);
    ``is_struck`` means that its text is crossed out.
    """

    number: int
    cells: tuple[str, ...]
    formulas: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    is_struck: bool = False

    def cell(self, column: int) -> str:
        """Return the text in ``column``, empty beyond the end of the row."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that hold text."""
        return tuple(at for at, text in enumerate(self.cells) if text.strip())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a CSV is one sheet without a name. Rows without any text are left out."""

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """All sheets of a file. ``kind`` is ``csv``, ``xlsx`` or ``recipients``."""

    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""


def column_letters(column: int) -> str:
    """Return the letters of ``column`` (counted from 0): A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_ref(*, column: int, row: int) -> str:
    """Return the place of a cell as spreadsheets write it: ``D12``."""
    return f"{column_letters(column)}{row}"
