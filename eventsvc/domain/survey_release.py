"""What of an answer to a survey a member may take over into the own profile, piece by piece.

Nothing is taken over by itself: seeks, offers, co-operations, and grades of experience on items
that have a topic are offered, and the member chooses.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eventsvc.domain.surveys import Question, QuestionKind, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that one may take over. ``key`` names it in forms."""

    key: str
    kind: QuestionKind
    topic: int | str | None = None
    """A number, "all", or None: only own words."""
    text: str = ""
    """The own words; of a co-operation the partner."""
    subjects: str = ""
    grade: int | None = None


def pieces(questions: Iterable[Question], said: Said) -> list[Piece]:
    """Return what may be taken over, in the order of the questions."""
    found: list[Piece] = []
    for question in questions:
        one = said.get(question.key)
        if not one:
            continue
        if question.is_experience:
            found += _grades(question, one)
        elif question.kind in {QuestionKind.SEEKS, QuestionKind.OFFERS}:
            found += _lines(question, one, text="text")
        elif question.kind is QuestionKind.COOPERATIONS:
            found += _lines(question, one, text="partner")
    return found


def _grades(question: Question, said: Mapping[str, int]) -> Iterator[Piece]:
    for number in question.numbers:
        if number in said and number in question.topics:
            yield Piece(
                key=f"{question.key}.{number}",
                kind=question.kind,
                topic=question.topics[number],
                grade=said[number],
            )


def _lines(question: Question, said: Iterable[Mapping[str, Any]], *, text: str) -> Iterator[Piece]:
    for at, line in enumerate(said):
        yield Piece(
            key=f"{question.key}.{at}",
            kind=question.kind,
            topic=line.get("topic"),
            text=line[text],
            subjects=line.get("subjects", ""),
        )
