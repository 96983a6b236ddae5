"""Host rotas: which members of a series take turns, and whose turn a date is."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base
from eventsvc.db.models.organisations import OrganisationRow
from eventsvc.domain.rota import Order


class RotaRow(Base):
    """That hosts of a series take turns, and how."""

    __tablename__ = "rota"

    series_id: Mapped[int] = mapped_column(
        ForeignKey("series.id", ondelete="CASCADE"), primary_key=True
    )
    order: Mapped[Order] = mapped_column("turns", default=Order.HAND)
    days_before: Mapped[int] = mapped_column(default=28)
    """How long before a date its host is told."""

    members: Mapped[list["RotaMemberRow"]] = relationship(
        order_by="RotaMemberRow.position", cascade="all, delete-orphan", lazy="raise"
    )


class RotaMemberRow(Base):
    """An organisation that takes turns, and what its dates begin with."""

    __tablename__ = "rota_member"

    series_id: Mapped[int] = mapped_column(
        ForeignKey("rota.series_id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    since: Mapped[date | None]
    until: Mapped[date | None]
    email: Mapped[str] = mapped_column(String(254), default="")
    """Who is told; empty: the contact of the profile."""
    place: Mapped[str] = mapped_column(String(255), default="")
    venue: Mapped[str] = mapped_column(String(255), default="")
    address: Mapped[str] = mapped_column(String(255), default="")
    join_url: Mapped[str] = mapped_column(String(2048), default="")
    agenda_like_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="SET NULL")
    )
    """The meeting whose agenda its dates begin with; None: with that of the series."""

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class RotaTurnRow(Base):
    """What is settled about the host of one date."""

    __tablename__ = "rota_turn"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    host_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True
    )
    """Whose turn it is as things stand."""
    fixed_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))
    """The host that the office chose, or that was told: the queue leaves it alone."""
    instead_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    """With whom the fixed host swapped."""
    passed: Mapped[list[str]] = mapped_column(default=list)
    """Ids of organisations that let this turn go by."""
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; named in the host's link, and another one for another host."""
    told_at: Mapped[datetime | None]
    filled_at: Mapped[datetime | None]
    """When the host saved place and agenda last."""
    agenda_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Of the agenda that the date was given: as long as it is that one, it follows the host."""
