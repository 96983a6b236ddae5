"""Organisations, the codes printed for them, and their profiles."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.profiles import Licence, Strategy


class OrganisationRow(Versioned, Base):
    """A member or guest of one network. Keys of registers are text: they have leading zeros."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("network_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    """Name of the organisation in import files and in addresses; fixed once given."""
    kind: Mapped[OrganisationKind]
    name: Mapped[Texts]
    short: Mapped[Texts] = mapped_column(default=dict)
    sort_key: Mapped[str] = mapped_column(String(1024), default="", index=True)
    aliases: Mapped[list[str]] = mapped_column(default=list)
    ags: Mapped[str | None] = mapped_column(String(8))
    ars: Mapped[str | None] = mapped_column(String(12))
    lau: Mapped[str | None] = mapped_column(String(16))
    nuts: Mapped[str | None] = mapped_column(String(8))
    wikidata: Mapped[str | None] = mapped_column(String(16))
    is_guest: Mapped[bool] = mapped_column(default=False)
    """From outside the network: has a badge and a page, is on no list of members."""
    member_since: Mapped[date | None]
    member_until: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    retired_at: Mapped[datetime | None]

    profile: Mapped["ProfileRow | None"] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )


class ProfileRow(Versioned, Base):
    """The Steckbrief: what stands behind the QR code. All of it is optional."""

    __tablename__ = "profile"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    sentence: Mapped[Texts] = mapped_column(default=dict)
    text: Mapped[Texts] = mapped_column(default=dict)
    population: Mapped[int | None]
    population_as_of: Mapped[date | None]
    area_km2: Mapped[str] = mapped_column(String(16), default="")
    state: Mapped[str] = mapped_column(String(64), default="")
    district: Mapped[str] = mapped_column(String(128), default="")
    facts_source: Mapped[str] = mapped_column(String(255), default="")
    website: Mapped[str] = mapped_column(String(2048), default="")
    contact_title: Mapped[Texts] = mapped_column(default=dict)
    """What the role contact is called ("Smart-City-Koordination"); never a person's name."""
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(64), default="")
    news: Mapped[list[dict[str, Any]]] = mapped_column(default=list, server_default=sql("'[]'"))
    """Up to three dated lines (``domain.profiles.kept_news``)."""
    strategy: Mapped[Strategy | None]
    strategy_year: Mapped[int | None]
    strategy_url: Mapped[str] = mapped_column(String(2048), default="", server_default="")
    programme: Mapped[Texts] = mapped_column(default=dict, server_default=sql("'{}'"))
    """In which programme the organisation takes part ("Modellprojekte Smart Cities")."""
    funding: Mapped[Texts] = mapped_column(default=dict, server_default=sql("'{}'"))
    licence: Mapped[Licence | None]
    """Under which conditions the text may be used."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """Degrees (WGS 84); both or none."""
    document_url: Mapped[str] = mapped_column(String(2048), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    checked_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    """When its stewards were asked last whether all of it is still true."""

    organisation: Mapped[OrganisationRow] = relationship(back_populates="profile")

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @position.setter
    def position(self, place: tuple[float, float] | None) -> None:
        self.latitude, self.longitude = place or (None, None)


class PublicCodeRow(Base):
    """A code ever given out. Rows stay for ever, so that no code gets a second meaning."""

    __tablename__ = "public_code"
    __table_args__ = (
        CheckConstraint("organisation_id IS NULL OR meeting_id IS NULL", name="one_target"),
        Index("ix_public_code_organisation_current", "organisation_id", "is_current"),
    )

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    """Capitals and digits without look-alikes."""
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id", ondelete="SET NULL"))
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="SET NULL"), index=True
    )
    is_current: Mapped[bool] = mapped_column(default=True)
    given_at: Mapped[datetime]


class CodeSymbolRow(Base):
    """The QR symbol of a public code, computed once: printing only reads it."""

    __tablename__ = "code_symbol"

    code: Mapped[str] = mapped_column(
        ForeignKey("public_code.code", ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(String(255))
    """What it says; another public address of the service needs another symbol."""
    modules: Mapped[bytes]
    """``outputs.qr.Symbol.packed``."""
    drawing: Mapped[bytes]
    """``outputs.qr.Symbol.drawn``, as it goes into a PDF."""
