"""Persons and their functions. A person belongs to one network."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsvc.db.extension import Base, Texts, Versioned
from eventsvc.db.models.organisations import OrganisationRow


class PersonRow(Versioned, Base):
    """Somebody who comes to meetings. The address may be missing or shared (info@…)."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("network_id", "public_id"),
        Index("ix_person_network_email", "network_id", "email"),
        Index("ix_person_network_name", "network_id", "folded_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"))
    public_id: Mapped[str] = mapped_column(String(32))
    """Random; what addresses and logs call the person."""
    title: Mapped[str] = mapped_column(String(64), default="")
    given: Mapped[str] = mapped_column(String(255), default="")
    family: Mapped[str] = mapped_column(String(255), default="")
    folded_name: Mapped[str] = mapped_column(String(512), default="")
    """Given and family name without case and accents, to find the person again."""
    sort_key: Mapped[str] = mapped_column(String(2048), default="")
    """Family name, then given name, by the Unicode collation (``domain.collation``)."""
    email: Mapped[str] = mapped_column(String(254), default="")
    """Lower case; empty when unknown. Not unique."""
    phone: Mapped[str] = mapped_column(String(64), default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    never_share: Mapped[bool] = mapped_column(default=False)
    """Beats every list, export and mail merge."""
    is_minor: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Under 18: only a yes counts, on every basis (``domain.consents.must_agree``)."""
    link_generation: Mapped[int] = mapped_column(default=0)
    """Raised to revoke every personal link given out so far (``domain.personal_links``)."""
    link_disowned_at: Mapped[datetime | None]
    """When a reader said that the mailed link is not theirs; no mail goes there until the office
    has corrected the address and emptied this."""

    entered_at: Mapped[datetime]
    """Since when we know of the person; nothing heard of since, the data goes some day."""
    origin: Mapped[str] = mapped_column(String(255), default="", server_default="")
    """The list that the person came in by, file and row; empty: no list, so nothing is owed by
    GDPR Art. 14."""
    came_uninvited: Mapped[bool] = mapped_column(default=False, server_default=false())
    """By the open form, or named by somebody who takes part; False again once the office names the
    person itself."""
    informed_at: Mapped[datetime | None]
    """When the person was told what is held and what for (GDPR Art. 13, 14); None: not yet."""
    restricted_at: Mapped[datetime | None]
    """Since when data is kept but not used (GDPR Art. 18); goes with ``never_share``."""
    erased_at: Mapped[datetime | None]
    """When everything that names the person went; the row stays for the decisions (Art. 17)."""

    address_key: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    """Of somebody erased who said no: what finds it when the same address comes again. Made with
    the service's key, which no copy of the database holds; empty: nothing to find."""

    functions: Mapped[list["FunctionRow"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="raise"
    )


class FunctionRow(Base):
    """What a person is in an organisation. One person may have several."""

    __tablename__ = "function"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(
        ForeignKey("network.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[Texts] = mapped_column(default=dict)

    person: Mapped[PersonRow] = relationship(back_populates="functions", lazy="raise")
    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")
