"""Surveys, as the file writes them: asked here, answered elsewhere, or only published."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, ValidationError, WithJsonSchema, model_validator

from eventsvc.domain.surveys import LISTED, Promise, QuestionKind
from eventsvc.inputs.networks.fields import (
    AnswerNumber,
    DayOrNone,
    Key,
    KeyOrEmpty,
    Line,
    Mean,
    Median,
    RemindDays,
    YesNo,
    choice,
)
from eventsvc.inputs.networks.parts import FilledTexts, LongTexts, OrText, Part, Texts
from eventsvc.inputs.networks.survey_answers import Asked, Reading, read_said
from eventsvc.inputs.networks.values import as_map, refuse

_kind, _promise = choice(QuestionKind), choice(Promise)

QuestionChoice: TypeAlias = Annotated[QuestionKind, _kind[0], _kind[1]]
PromiseChoice: TypeAlias = Annotated[Promise, _promise[0], _promise[1]]
Said: TypeAlias = Annotated[
    dict[str, Any],
    BeforeValidator(as_map),
    WithJsonSchema(
        {
            "description": "Key of a question: what was answered, as its kind is written",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": ["string", "number", "boolean", "object", "array"]},
        }
    ),
]
_ONLY_ASKED = ("intro", "promise", "until", "remind_days", "asked", "answered", "answers")
_ONLY_NAMED = ("org", "named", "date")
_ONLY_GRADES = ("best", "worst", "measure")


class OptionPart(Part):
    """Something to grade or to choose. Answers name it by its key, or by its label."""

    key: KeyOrEmpty = ""
    label: FilledTexts
    topic: KeyOrEmpty = Field(default="", description="Key of the topic that is graded")

    @property
    def names(self) -> frozenset[str]:
        """What answers may call it."""
        return frozenset((self.key, *self.label.values())) - {""}


class QuestionPart(Part):
    """One question."""

    key: Key = Field(description="How answers of this file name it")
    kind: QuestionChoice
    title: FilledTexts
    hint: Texts = Field(default_factory=dict)
    options: list[Annotated[OptionPart, OrText("label")]] = Field(
        default_factory=list, description="What is graded, or the answers to choose from"
    )
    best: Texts = Field(default_factory=dict, description="What 1 means; none: much experience")
    worst: Texts = Field(default_factory=dict, description="What 6 means; none: no experience")
    measure: KeyOrEmpty = Field(
        default="", description="Grades with the same measure are compared over the years"
    )

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "QuestionPart":
        if self.kind in LISTED and not self.options:
            raise refuse("question-options")
        is_graded = self.kind is QuestionKind.GRADES
        wrong = () if is_graded else _ONLY_GRADES
        for name in (*wrong, *(() if self.kind in LISTED else ("options",))):
            if getattr(self, name):
                raise refuse("question-field", at=name, key=name)
        if not is_graded and any(one.topic for one in self.options):
            raise refuse("question-field", at="options", key="topic")
        seen: set[str] = set()
        for one in self.options:
            if twice := seen & one.names:
                raise refuse("option-twice", at="options", value=min(twice))
            seen |= one.names
        return self


class ResultPart(Part):
    """One mean, as it was published; nothing is computed."""

    title: FilledTexts
    mean: Mean
    median: Median = ""
    answers: AnswerNumber = Field(default=None, description="Of how many answers it is the mean")
    measure: KeyOrEmpty = Field(
        default="", description="Grades with the same measure are compared over the years"
    )


class AnswerPart(Part):
    """What one organisation answered; without a name where the survey promised none."""

    key: KeyOrEmpty = Field(default="", description="Names an answer that has no organisation")
    org: KeyOrEmpty = Field(default="", description="Key of the organisation that answered")
    date: DayOrNone = None
    named: YesNo = Field(default=False, description="Members may see it with the name")
    said: Said


class SurveyPart(Part):
    """A survey of the network's members, or what was published of one."""

    key: Key
    title: FilledTexts
    intro: LongTexts = Field(default_factory=dict, description="What it is for")
    note: LongTexts = Field(default_factory=dict, description="Said beside every result")
    source: Line = Field(default="", description="Where published results stand")
    promise: PromiseChoice = Promise.NAMED
    date: DayOrNone = Field(default=None, description="When it was made, or its results appeared")
    until: DayOrNone = Field(default=None, description="Last day to answer")
    remind_days: RemindDays = None
    questions: list[QuestionPart] = Field(default_factory=list)
    results: list[ResultPart] = Field(default_factory=list)
    asked: list[Key] = Field(
        default_factory=list, description="Keys of the organisations that were asked"
    )
    answered: list[Key] = Field(
        default_factory=list, description="Keys of those that answered, where no answer tells it"
    )
    answers: list[AnswerPart] = Field(default_factory=list)

    def said_by(self, answer: AnswerPart) -> Reading:
        """Return what ``answer`` says to the questions, and what is wrong with it."""
        asked = [
            Asked(one.key, one.kind, [option.names for option in one.options])
            for one in self.questions
        ]
        return read_said(asked, answer.said)

    @model_validator(mode="after")
    def _fits_together(self) -> "SurveyPart":
        if bool(self.questions) == bool(self.results):
            raise refuse("survey-asks")
        if self.source and not self.results:
            raise refuse("survey-source", at="source")
        for name in _ONLY_ASKED if self.results else ():
            if getattr(self, name) and name in self.model_fields_set:
                raise refuse("survey-field", at=name, key=name)
        if (self.results or self.answers) and self.date is None:
            raise refuse("survey-date")
        for name in ("asked", "answered"):
            if getattr(self, name) and not self.answers:
                raise refuse("survey-asked", at=name, key=name)
        if self.answered and self.promise is Promise.NAMED:
            raise refuse("survey-answered", at="answered")
        if self.remind_days and self.until is None:
            raise refuse("survey-reminder", at="remind_days")
        return self

    @model_validator(mode="after")
    def _answers_fit_the_questions(self) -> "SurveyPart":
        mistakes = [one for answer in enumerate(self.answers) for one in self._mistakes(*answer)]
        if mistakes:
            raise ValidationError.from_exception_data("answers", mistakes)
        return self

    def _mistakes(self, number: int, answer: AnswerPart) -> Iterator[Any]:
        """Yield what is wrong with an answer, in the form that pydantic takes."""
        at: Sequence[str | int] = ("answers", number)
        if self.promise is Promise.NAMED and not answer.org:
            yield {"type": refuse("answer-without-name"), "loc": at, "input": ""}
        if self.promise is not Promise.NAMED:
            if not answer.key:
                yield {"type": refuse("answer-without-key"), "loc": at, "input": ""}
            for name in _ONLY_NAMED:
                if getattr(answer, name):
                    wrong = refuse("answer-with-name", key=name)
                    yield {"type": wrong, "loc": (*at, name), "input": ""}
        for path, error in self.said_by(answer).mistakes:
            yield {"type": error, "loc": (*at, "said", *path), "input": ""}
