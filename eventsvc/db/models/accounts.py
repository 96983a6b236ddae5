"""Accounts of those who work with eventsvc: what they may do, how they sign in.

Attendees and members have no account; they come by personal links.
"""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
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
    language: Mapped[str] = mapped_column(String(8), default="")
    """Of pages and mails; empty: the one the browser asks for."""
    code_key: Mapped[str] = mapped_column(String(255), default="")
    """The key of the app that shows codes, encrypted; empty: there is none."""
    code_counter: Mapped[int] = mapped_column(default=0)
    """The half minute of the last code that was used; earlier ones count no more."""

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
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; by it the owner ends the session from another browser."""
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Within an hour."""
    awaits_code: Mapped[bool] = mapped_column(default=False)
    """The second factor is missing: it signs nobody in yet."""
    tries: Mapped[int] = mapped_column(default=0)
    """Wrong codes so far."""
    browser: Mapped[str] = mapped_column(String(32), default="")
    system: Mapped[str] = mapped_column(String(32), default="")


class PasskeyRow(Base):
    """A key that a device keeps for the account; we have its public half (WebAuthn)."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    """What the device calls it, in base64url; at most 1023 bytes."""
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(64))
    """What its owner calls it."""
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCodeRow(Base):
    """A code from the paper; its row goes when it is used."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
