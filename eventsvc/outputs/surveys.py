"""Results of surveys as they are shown: the same on a page, on a screen and in a PDF.

Low is good: a grade is drawn at its place from 1 to 6, never as a bar that is longer the worse it
is. What the ends mean is said above each table, and how many answered stands beside each mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

from eventsvc.domain.survey_results import Figures, Result
from eventsvc.domain.surveys import BEST, GRADES, QuestionKind
from eventsvc.outputs.formats import decimal_text, number_text
from eventsvc.outputs.inquiries import N_
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render, translations

FIGURES = (N_("Mean"), N_("Median"), N_("Spread"), N_("Answers"))
FIGURES_IN_A_TABLE = (FIGURES[3], *FIGURES[:3])
LEFT, STEP = 20, 40
"""Where grade 1 is drawn, and how far the next one is; the drawing is 240 wide."""
SMALLEST, LARGEST = 8.0, 16.0
"""Radius of the dot of one answer, and of all answers: its area grows with their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question with its result, in words of one language."""

    title: str
    result: Result
    labels: Mapping[str, str] = field(default_factory=dict)
    """Number of an item or option, or topic → what it is called."""
    best: str = ""
    worst: str = ""
    digits: int = 2
    """Decimals of a mean; as many as were published."""


@dataclass(frozen=True, slots=True)
class Dot:
    """How often a grade was given: where, how large."""

    x: float
    radius: float
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Grades on their scale: a dot for each that was given, a mark at the mean."""

    told: str
    """The same in words, for those who do not see it."""
    dots: tuple[Dot, ...] = ()
    mean: float | None = None
    """Where the mark stands."""
    bar: float | None = None
    """Width of a bar, of 200; for options, of which more is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table. ``cells`` follow the headings after the drawing."""

    label: str
    drawing: Drawing | None
    cells: tuple[str, ...]
    is_overall: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question as it is shown."""

    title: str
    count: str
    """How many answered, in words."""
    direction: str = ""
    ends: tuple[str, str] | None = None
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All results of a survey. ``facts``: sentences about when, of whom and how it was asked."""

    title: str
    network: str
    facts: tuple[str, ...]
    parts: tuple[Part, ...]
    language: str


def parts_of(asked: Sequence[Asked], *, language: str) -> tuple[Part, ...]:
    """Return the questions as they are shown."""
    return tuple(_part(one, language) for one in asked)


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the results as a tagged PDF, A4."""
    return html_to_pdf(render("survey.html", language=sheet.language, sheet=sheet))


def table_of(asked: Sequence[Asked], *, language: str) -> list[list[str]]:
    """Return the results as the lines of a table: figures first, comments apart below them."""
    say = translations(language).gettext
    head = [*map(say, (N_("Question"), N_("Item"), *FIGURES_IN_A_TABLE)), *map(str, GRADES)]
    lines = [line for one in asked for line in _lines(one, language)]
    comments = [[one.title, text] for one in asked for text in one.result.texts]
    return [head, *lines, *([[], [say("Comments")], *comments] if comments else [])]


def place(grade: float) -> float:
    """Return where a grade stands in the drawing."""
    return round(LEFT + (grade - BEST) * STEP, 1)


def mean_text(figures: Figures, *, language: str, digits: int = 2) -> str:
    """Return the mean, such as "3,23"."""
    return decimal_text(figures.mean, language=language, digits=digits)


def answers_text(n: int | None, *, language: str) -> str:
    """Return "12 answers", or that their number was not published."""
    say = translations(language)
    if n is None:
        return say.gettext("number of answers not published")
    return say.ngettext("%(num)s answer", "%(num)s answers", n) % {"num": n}


def _part(one: Asked, language: str) -> Part:
    say, result = translations(language), one.result
    is_published = result.overall is not None and result.overall.n is None
    count = answers_text(None if is_published else result.n, language=language)
    if result.is_hidden:
        return Part(title=one.title, count=count, is_hidden=True)
    if result.question.kind is QuestionKind.GRADES:
        facts = {"best": one.best, "worst": one.worst}
        return Part(
            title=one.title,
            count=count,
            direction=say.gettext("1 = %(best)s … 6 = %(worst)s. Low is good.") % facts,
            ends=(one.best, one.worst),
            headings=tuple(map(say.gettext, FIGURES)),
            rows=tuple(_graded(one, language)),
        )
    return Part(
        title=one.title,
        count=count,
        headings=(say.gettext("Answers"), say.gettext("Share")) if result.counts else (),
        rows=tuple(_counted(one, language)),
        texts=result.texts,
    )


def _graded(one: Asked, language: str) -> list[Row]:
    say, result = translations(language), one.result
    rows = []
    if result.overall is not None:
        label = say.gettext("Overall")
        rows.append(_row(label, result.overall, one, language, is_overall=True))
    for number in result.question.numbers:
        label, found = one.labels.get(number, "–"), result.items.get(number)
        if found is None:
            few = say.gettext("too few answers")
            rows.append(Row(label=label, drawing=None, cells=(few, "–", "–", "–")))
        else:
            rows.append(_row(label, found, one, language))
    return rows


def _row(label: str, found: Figures, one: Asked, language: str, *, is_overall: bool = False) -> Row:
    unknown = translations(language).gettext("unknown")
    cells = (
        mean_text(found, language=language, digits=one.digits),
        "–" if found.median is None else number_text(found.median, language=language, digits=1),
        "–" if found.spread is None else decimal_text(found.spread, language=language),
        unknown if found.n is None else str(found.n),
    )
    return Row(
        label=label, drawing=_drawing(found, cells[0], language), cells=cells, is_overall=is_overall
    )


def _drawing(found: Figures, mean: str, language: str) -> Drawing:
    say = translations(language)
    given = [(grade, found.counts[grade]) for grade in GRADES if found.counts.get(grade)]
    most = max((count for _, count in given), default=1)
    told = [say.gettext("Mean %(mean)s on the scale from 1 (best) to 6") % {"mean": mean}]
    told += [
        say.ngettext("grade %(grade)s: %(num)s answer", "grade %(grade)s: %(num)s answers", count)
        % {"grade": grade, "num": count}
        for grade, count in given
    ]
    dots = (Dot(place(grade), _radius(count, most), count) for grade, count in given)
    return Drawing("; ".join(told), tuple(dots), place(found.mean))


def _radius(count: int, most: int) -> float:
    return round(max(SMALLEST, LARGEST * sqrt(count / most)), 1)


def _counted(one: Asked, language: str) -> list[Row]:
    result = one.result
    known = [*result.question.numbers] or sorted(
        result.counts, key=lambda topic: (-result.counts[topic], one.labels.get(topic, ""))
    )
    rows = []
    for number in known if result.counts else ():
        count = result.counts.get(number, 0)
        share = count / result.n if result.n else 0.0
        percent = f"{number_text(share * 100, language=language, digits=0)} %"
        told = answers_text(count, language=language)
        label = one.labels.get(number) or translations(language).gettext("Without a topic")
        drawing = Drawing(told, bar=round(200 * share, 1))
        rows.append(Row(label=label, drawing=drawing, cells=(str(count), percent)))
    return rows


def _lines(one: Asked, language: str) -> list[list[str]]:
    result = one.result
    if result.question.kind is not QuestionKind.GRADES:
        return [[one.title, row.label, row.cells[0]] for row in _counted(one, language)]
    found = {"": result.overall} | {key: result.items.get(key) for key in result.question.numbers}
    return [
        _figures_line(one, one.labels.get(key, ""), figures, language)
        for key, figures in found.items()
        if figures is not None
    ]


def _figures_line(one: Asked, label: str, found: Figures, language: str) -> list[str]:
    row = _row(label, found, one, language)
    mean, median, spread, n = row.cells
    counts = [str(found.counts.get(grade, 0)) if found.counts else "" for grade in GRADES]
    return [one.title, label, n, mean, median, spread, *counts]
