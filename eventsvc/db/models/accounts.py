"""Accounts of those who work with eventsvc: what they may do, how they sign in.

Attendees and members have no account; they come by personal links.
"""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.meetings import MeetingRow
from eventsvc.db.models.networks import NetworkRow
from eventsvc.domain.access import Role


class AccountRow(UserMixin, Base):
    """Somebody who signs in, known by a mail address in lower case."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; what logs and records call the account."""
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    """A hash; None while the account signs in by links alone."""
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """Flask-Security's name for the account in a session; a new one ends every session."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    grants: Mapped[list["GrantRow"]] = relationship(
        back_populates="account", cascade="all, delete", passive_deletes=True, lazy="raise"
    )


class GrantRow(Base):
    """One right given to one account: a role, and where it holds."""

    __tablename__ = "account_grant"
    __table_args__ = (
        CheckConstraint(
            "(role = 'administrator') = (network_id IS NULL)", name="administrators_everywhere"
        ),
        CheckConstraint(
            "meeting_id IS NULL OR role = 'helper'", name="helpers_alone_for_one_meeting"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role]
    network_id: Mapped[int | None] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    given_at: Mapped[datetime]

    account: Mapped[AccountRow] = relationship(back_populates="grants", lazy="raise")
    network: Mapped[NetworkRow | None] = relationship(lazy="raise")
    meeting: Mapped[MeetingRow | None] = relationship(lazy="raise")


class SignInTokenRow(Base):
    """A link that signs in once. Only its hash is kept: whoever reads the table gets nothing."""

    __tablename__ = "sign_in_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccountSessionRow(Base):
    """A browser that is signed in. Its cookie is worthless once the row is gone."""

    __tablename__ = "account_session"
    __table_args__ = (Index("ix_account_session_account_started", "account_id", "started_at"),)

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
