"""Surveys of a network's members: what is asked, who is asked, what was answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.db.models.stewards import StewardRow
from eventsvc.domain.surveys import Promise, QuestionKind, SurveyState


class SurveyRow(Versioned, Base):
    """A survey, or the published results of one that was not made here."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what addresses call it."""
    title: Mapped[Texts]
    intro: Mapped[Texts] = mapped_column(default=dict)
    """What it is for; said to members before the first question."""
    note: Mapped[Texts] = mapped_column(default=dict)
    """What is said beside every result, such as that the sample is small."""
    source: Mapped[str] = mapped_column(String(255), default="")
    """Where published results stand."""
    promise: Mapped[Promise] = mapped_column(default=Promise.NAMED)
    state: Mapped[SurveyState] = mapped_column(default=SurveyState.DRAFT)
    held_on: Mapped[date]
    """Its place in time: when it was opened or, of published results, when they appeared."""
    closes_on: Mapped[date | None]
    """The last day on which members may answer."""
    remind_days: Mapped[int | None]
    """How many days before it a reminder goes by itself."""
    reminded_at: Mapped[datetime | None]
    """When that reminder went."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """The members that were asked may see the results."""
    closed_at: Mapped[datetime | None]


class SurveyQuestionRow(Versioned, Base):
    """One question, or one published result."""

    __tablename__ = "survey_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what forms and answers call it."""
    position: Mapped[int]
    kind: Mapped[QuestionKind]
    title: Mapped[Texts]
    hint: Mapped[Texts] = mapped_column(default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Number of an item or option, as text → label in each language."""
    order: Mapped[list[str]] = mapped_column(default=list)
    """The items or options in their order."""
    topics: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Number of an item → id of the topic it is about."""
    best: Mapped[Texts] = mapped_column(default=dict)
    """What 1 means; empty: very much experience."""
    worst: Mapped[Texts] = mapped_column(default=dict)
    """What 6 means; empty: no experience."""
    measure: Mapped[str] = mapped_column(String(32), index=True)
    """The same in surveys that are compared: the first question's key, or a file's name for it."""
    mean: Mapped[str] = mapped_column(String(8), default="")
    """As published, with a point; empty when it is computed from answers."""
    median: Mapped[str] = mapped_column(String(8), default="")
    """As published, like the mean; empty when that was not published."""
    answers: Mapped[int | None]
    """Of how many answers the published mean is; None when that was not published."""


class SurveyMemberRow(Base):
    """An organisation that is asked, and whether it answered; not what, nor when."""

    __tablename__ = "survey_member"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    asked_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    has_answered: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class SurveyDraftRow(Base):
    """An answer that is not sent yet, by the steward who writes it."""

    __tablename__ = "survey_draft"

    survey_id: Mapped[int] = mapped_column(
        ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True
    )
    steward_id: Mapped[int] = mapped_column(
        ForeignKey("steward.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said: Mapped[dict[str, Any]]
    may_be_named: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]


class SurveyAnswerRow(Base):
    """What was answered for one organisation by one steward.

    Of an anonymous answer nothing else is kept: no organisation, no steward, no moment, and a
    random key that tells nothing of the order.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        CheckConstraint(
            "organisation_id IS NOT NULL OR (steward_id IS NULL AND sent_at IS NULL)",
            name="nothing_beside_an_anonymous_answer",
        ),
        # SQLite would number the rows in the order they came.
        {"sqlite_with_rowid": False},
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    steward_id: Mapped[int | None] = mapped_column(
        ForeignKey("steward.id", ondelete="SET NULL"), index=True
    )
    said: Mapped[dict[str, Any]]
    may_be_named: Mapped[bool] = mapped_column(default=False)
    """The answerer agreed that members see the answer with the organisation's name."""
    sent_at: Mapped[datetime | None]

    organisation: Mapped[OrganisationRow | None] = relationship(lazy="raise")
    steward: Mapped[StewardRow | None] = relationship(lazy="raise")
