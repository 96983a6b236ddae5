"""Networks and the pages their offices write themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
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
    feed_changed_at: Mapped[datetime]
    """When something that the public calendar shows changed last."""


class NetworkPageRow(Versioned, Base):
    """One page of a network in Markdown, one text per language."""

    __tablename__ = "network_page"
    __table_args__ = (UniqueConstraint("network_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    kind: Mapped[PageKind]
    text: Mapped[Texts]
