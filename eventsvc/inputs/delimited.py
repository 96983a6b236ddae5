"""CSV as spreadsheets and shops write it: any delimiter, quoted or not, even both in one file."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from eventsvc.inputs.errors import QuoteNeverClosed, TooManyCells
from eventsvc.inputs.sheets import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MEGABYTE, Row, Sheet

_DELIMITERS = (";", "\t", ",", "|")
csv.field_size_limit(MEGABYTE)


def read_delimited(text: str) -> Sheet:
    """Return the one sheet in ``text``.

    The delimiter is the one that gives the most rows of one width. A row that does not fit
    and has that width with another delimiter (a heading line written by hand above exported
    rows) is read with that one.

    Raises:
        TooManyCells: There are more rows or columns than a list has.
        QuoteNeverClosed: A quotation mark swallows the rest of the file.
    """
    try:
        return Sheet("", _rows(text))
    except csv.Error:
        # The one error a lenient reader has: a cell beyond the size limit set above.
        raise TooManyCells(rows=MAX_ROWS, columns=MAX_COLUMNS) from None


def _rows(text: str) -> tuple[Row, ...]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        # Excel's own first line naming the delimiter; an empty line keeps the row numbers.
        best, text = first.strip()[-1], "\n" + rest
        records = list(_records(text, best))
    else:
        best, records = max(
            ((delimiter, list(_records(text, delimiter))) for delimiter in _DELIMITERS),
            key=lambda pair: _rows_of_one_width(pair[1]),
        )
    width = _usual_width(records)[0]
    rows = []
    for number, (cells, raw) in enumerate(records, start=1):
        if len(cells) == 1 < width:
            cells = _with_another_delimiter(raw, width=width, not_this=best) or cells  # noqa: PLW2901
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, tuple(cells)))
    _check_size(rows)
    if records and records[-1][1].count('"') % 2:
        raise QuoteNeverClosed(row=len(records))
    return tuple(rows)


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield each record's cells and its raw lines."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in _lines(text):
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), delimiter=delimiter, skipinitialspace=delimiter != "\t"):
        raw = "".join(taken)
        taken.clear()
        yield cells, raw


def _lines(text: str) -> Iterator[str]:
    """Yield lines ending at LF only: other separators of Unicode may stand inside a cell."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _with_another_delimiter(raw: str, *, width: int, not_this: str) -> list[str]:
    for delimiter in _DELIMITERS:
        if delimiter != not_this:
            cells = [cells for cells, _ in _records(raw, delimiter)]
            if len(cells) == 1 and len(cells[0]) == width:
                return cells[0]
    return []


def _usual_width(records: Sequence[tuple[list[str], str]]) -> tuple[int, int]:
    """Return the most frequent width above one, and how many rows have it."""
    widths = Counter(len(cells) for cells, _ in records if len(cells) > 1 and any(cells))
    if not widths:
        return 1, 0
    return max(widths.items(), key=lambda item: (item[1], item[0]))


def _rows_of_one_width(records: Sequence[tuple[list[str], str]]) -> tuple[int, int]:
    width, count = _usual_width(records)
    alone = sum(len(cells) == 1 and bool(cells[0].strip()) for cells, _ in records)
    # A list of "Probe, Paul" has one column, although some of its cells hold a comma.
    return (count, width) if count >= alone else (0, 1)


def _check_size(rows: Sequence[Row]) -> None:
    cells = sum(len(row.cells) for row in rows)
    widest = max((len(row.cells) for row in rows), default=0)
    if len(rows) > MAX_ROWS or widest > MAX_COLUMNS or cells > MAX_CELLS:
        raise TooManyCells(rows=MAX_ROWS, columns=MAX_COLUMNS)
