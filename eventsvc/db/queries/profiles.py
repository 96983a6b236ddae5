"""What stands behind a printed code, asked in as few questions as the scan page can do with.

The questions are built once and asked with other values each time: SQLAlchemy takes longer to
build them than the database to answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, defer

from eventsvc.db.models import (
    ConsentDecisionRow,
    ExperienceRow,
    FunctionRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    ProfilePictureRow,
    ProfileRow,
    PublicCodeRow,
    TopicRow,
    UploadRow,
)
from eventsvc.db.queries.codes import current_code
from eventsvc.db.transaction import session
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.domain.profiles import PictureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """All that one question tells about a code. What the code does not lead to is None."""

    code: str
    network: NetworkRow | None
    organisation: OrganisationRow | None
    current: str | None
    """The code of the organisation, or of the one it was merged into, today."""
    document: UploadRow | None
    pictures: dict[PictureKind, ProfilePictureRow]
    """Crest and photo."""
    meeting: MeetingRow | None
    """The meeting the code itself stands for, when it is public."""
    is_meeting: bool
    next_meeting: MeetingRow | None
    """The network's public meeting that runs now, else the next one."""
    experience: Sequence[tuple[TopicRow, ExperienceRow]]
    """Topics with the grades that the organisation shows to everybody, the best first."""


def behind_code(code: str, *, now: datetime) -> Behind | None:
    """Return what ``code`` (as stored: ``domain.codes.normalise``) leads to, None if never given.

    A code whose organisation was deleted leads to nothing, but is known.
    """
    # One line for each topic that is graded; all else is the same in each of them.
    lines = session().execute(_behind(), {"code": code, "now": now}).all()
    if not lines:
        return None
    row, network, organisation, current, document, meeting, next_meeting, *rest = lines[0]
    crest, photo, *_ = rest
    return Behind(
        code=row.code,
        network=network,
        organisation=organisation,
        current=current,
        document=document,
        pictures={one.kind: one for one in (crest, photo) if one is not None},
        meeting=meeting,
        is_meeting=row.meeting_id is not None,
        next_meeting=next_meeting,
        experience=[(topic, graded) for *_, topic, graded in lines if topic and graded],
    )


@cache
def _behind() -> Select[*tuple[Any, ...]]:
    own, coming = aliased(MeetingRow), aliased(MeetingRow)
    crest, photo = aliased(ProfilePictureRow), aliased(ProfilePictureRow)
    code = current_code(func.coalesce(OrganisationRow.merged_into_id, OrganisationRow.id))
    columns = (PublicCodeRow, NetworkRow, OrganisationRow, code, UploadRow)
    heavy = (own.join_url, coming.join_url)
    found = (
        select(*columns, own, coming, crest, photo, TopicRow, ExperienceRow)
        .outerjoin(NetworkRow, NetworkRow.id == PublicCodeRow.network_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == PublicCodeRow.organisation_id)
        .outerjoin(OrganisationRow.profile)
        .outerjoin(UploadRow, UploadRow.id == ProfileRow.document_id)
        .outerjoin(
            own, (own.id == PublicCodeRow.meeting_id) & (own.visibility == Visibility.PUBLIC)
        )
        .outerjoin(coming, coming.id == _next_meeting())
        .outerjoin(crest, _picture_of(crest, PictureKind.CREST))
        .outerjoin(photo, _picture_of(photo, PictureKind.PHOTO))
        .options(
            contains_eager(OrganisationRow.profile),
            *(defer(column, raiseload=True) for column in heavy),
        )
        .where(PublicCodeRow.code == bindparam("code"))
    )
    return _with_experience(found)


def _with_experience(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return one line for each topic whose grade the organisation shows to everybody."""
    return (
        found.outerjoin(
            ExperienceRow,
            (ExperienceRow.organisation_id == OrganisationRow.id)
            & (ExperienceRow.visibility == Visibility.PUBLIC),
        )
        .outerjoin(TopicRow, TopicRow.id == ExperienceRow.topic_id)
        .order_by(ExperienceRow.grade, ExperienceRow.topic_id)
    )


def _picture_of(picture: type[ProfilePictureRow], kind: PictureKind) -> ColumnElement[bool]:
    return and_(picture.organisation_id == OrganisationRow.id, picture.kind == kind)


def _next_meeting() -> ScalarSelect[int]:
    """Return the id of the meeting that ends next; one that runs now ends before all others."""
    return (
        select(MeetingRow.id)
        .where(MeetingRow.network_id == PublicCodeRow.network_id)
        .where(MeetingRow.visibility == Visibility.PUBLIC)
        .where(MeetingRow.status != MeetingStatus.CANCELLED)
        .where(MeetingRow.dtend > bindparam("now"))
        .order_by(MeetingRow.dtstart, MeetingRow.id)
        .limit(1)
        .correlate(PublicCodeRow)
        .scalar_subquery()
    )


def public_contacts(network_id: int, *, organisation_id: int) -> Sequence[FunctionRow]:
    """Return up to twenty who may stand on the organisation's public page, with the person.

    Only whoever granted it for the public profile of the whole network (GDPR Art. 6(1)(a)) and
    has not refused since, be it for one meeting only; ``never_share`` beats a grant.
    """
    ids = {"network": network_id, "organisation": organisation_id}
    return session().scalars(_contacts(), ids).all()


@cache
def _contacts() -> Select[FunctionRow]:
    return (
        select(FunctionRow)
        .join(FunctionRow.person)
        .options(contains_eager(FunctionRow.person))
        .where(FunctionRow.network_id == bindparam("network"))
        .where(FunctionRow.organisation_id == bindparam("organisation"))
        .where(PersonRow.never_share.is_(False))
        .where(last_word_on_the_public_profile() == State.GRANTED)
        .order_by(PersonRow.sort_key, FunctionRow.id)
        .limit(20)
    )


def last_word_on_the_public_profile() -> ScalarSelect[State]:
    """Return what the person of the query said last on the public profile.

    A grant for one meeting does not count, a refusal at one does.
    """
    return (
        select(ConsentDecisionRow.state)
        .where(ConsentDecisionRow.person_id == PersonRow.id)
        .where(ConsentDecisionRow.purpose == Purpose.CONTACT_PUBLIC)
        .where(
            or_(
                ConsentDecisionRow.meeting_id.is_(None),
                ConsentDecisionRow.state != State.GRANTED,
            )
        )
        .order_by(ConsentDecisionRow.decided_at.desc(), ConsentDecisionRow.id.desc())
        .limit(1)
        .correlate(PersonRow)
        .scalar_subquery()
    )


def public_document(network_id: int, key: str) -> UploadRow | None:
    """Return the file with ``key`` when a profile of the network that is not retired names it."""
    return session().scalar(
        select(UploadRow)
        .join(ProfileRow, ProfileRow.document_id == UploadRow.id)
        .join(OrganisationRow, OrganisationRow.id == ProfileRow.organisation_id)
        .where(UploadRow.network_id == network_id)
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.retired_at.is_(None))
        .where(UploadRow.key == key)
        .order_by(UploadRow.id)
        .limit(1)
    )
