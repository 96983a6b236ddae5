"""Networks and the pages their offices write themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.domain.kinds import PageKind


class NetworkRow(Versioned, Base):
    """One network. Nothing of one network is visible in another."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Texts]
    about: Mapped[Texts] = mapped_column(default=dict)
    organiser: Mapped[str] = mapped_column(String(255))
    organiser_short: Mapped[str] = mapped_column(String(64), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    """Mailbox of the office: ORGANIZER of every calendar entry, sender of every mail."""
    tzid: Mapped[str] = mapped_column(String(64), default="Europe/Berlin")
    languages: Mapped[list[str]]
    """The languages of the network's content, its own first; the order of fallbacks."""
    mailing_list_name: Mapped[Texts] = mapped_column(default=dict)
    requires_second_factor: Mapped[bool] = mapped_column(default=False)
    """Whoever works here needs more than a mailbox to sign in."""
    colour: Mapped[str] = mapped_column(String(7), default="")
    """``#rrggbb``, readable on white (``domain.colours``); empty: the program's own."""
    logo_digest: Mapped[str] = mapped_column(String(64), default="")
    """SHA-256 of the logo, in ``network_logo``; empty: there is none."""
    logo_width: Mapped[int] = mapped_column(default=0)
    logo_height: Mapped[int] = mapped_column(default=0)
    logo_alt: Mapped[Texts] = mapped_column(default=dict)
    sender_name: Mapped[str] = mapped_column(String(64), default="")
    """Who mails come from, in words; empty: the network's name."""
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    """Where answers to mails go; empty: the mailbox of the office."""
    retention: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """Kind of data to days (``domain.retention``); what is not named is kept as usual."""
    asks_for_news: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Stewards get a mail two weeks before each meeting, which asks for news."""
    asks_yearly: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Stewards get a mail a year after the profile was checked last: is it still true?"""
    purposes: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """Purpose to what the network settles about it (``domain.purposes``)."""
    papers: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """What the office says for its papers of data protection (``domain.papers``)."""
    reviews_profiles: Mapped[bool] = mapped_column(default=False, server_default=false())
    """What stewards write is seen by readers only after the office published it."""
    feed_changed_at: Mapped[datetime]
    """When something that the public calendar shows changed last."""
    feed_edition: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Rises whenever something that its feeds tell of is written (``db.editions``)."""


class NetworkLogoRow(Base):
    """The logo of a network: a PNG that we made."""

    __tablename__ = "network_logo"

    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), primary_key=True
    )
    data: Mapped[bytes]


class NetworkMailRow(Versioned, Base):
    """What the office adds to one kind of mail: a text before ours, and one at the end."""

    __tablename__ = "network_mail"
    __table_args__ = (UniqueConstraint("network_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    introduction: Mapped[Texts] = mapped_column(default=dict)
    signature: Mapped[Texts] = mapped_column(default=dict)


class NetworkPageRow(Versioned, Base):
    """One page of a network in Markdown, one text per language."""

    __tablename__ = "network_page"
    __table_args__ = (UniqueConstraint("network_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    kind: Mapped[PageKind]
    text: Mapped[Texts]
