"""Working groups, their people and their meetings."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventsvc.db.models import (
    FunctionRow,
    GroupMemberRow,
    GroupPersonRow,
    MeetingHostRow,
    MeetingRow,
    OrganisationRow,
    PersonRow,
    WorkingGroupRow,
)
from eventsvc.db.queries.codes import current_code
from eventsvc.db.queries.meetings import Linked
from eventsvc.db.queries.profiles import last_word_on_the_public_profile
from eventsvc.db.transaction import session
from eventsvc.domain.consents import State
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import Visibility


def _whole(network_id: int) -> Select[WorkingGroupRow]:
    return (
        select(WorkingGroupRow)
        .where(WorkingGroupRow.network_id == network_id)
        .options(
            selectinload(WorkingGroupRow.members),
            selectinload(WorkingGroupRow.people).joinedload(GroupPersonRow.person),
        )
    )


def groups_of(network_id: int, *, limit: int = 200) -> Sequence[WorkingGroupRow]:
    """Return the working groups of the network with members and people, the oldest first."""
    found = _whole(network_id).order_by(WorkingGroupRow.id).limit(limit)
    return session().scalars(found).all()


def groups_going_on(network_id: int, *, limit: int = 200) -> Sequence[WorkingGroupRow]:
    """Return the groups that have not ended, the oldest first."""
    return (
        session()
        .scalars(
            select(WorkingGroupRow)
            .where(WorkingGroupRow.network_id == network_id)
            .where(WorkingGroupRow.ended_at.is_(None))
            .order_by(WorkingGroupRow.id)
            .limit(limit)
        )
        .all()
    )


def group_by_slug(network_id: int, slug: str) -> WorkingGroupRow | None:
    """Return the working group by the name in its address, with members and people."""
    found = _whole(network_id).where(WorkingGroupRow.slug == slug)
    return session().scalar(found.execution_options(populate_existing=True))


def public_group(network_id: int, slug: str) -> WorkingGroupRow | None:
    """Return the group that everybody may see; neither members nor people are loaded."""
    return session().scalar(
        select(WorkingGroupRow)
        .where(WorkingGroupRow.network_id == network_id)
        .where(WorkingGroupRow.slug == slug)
        .where(WorkingGroupRow.visibility == Visibility.PUBLIC)
    )


def public_members(group_id: int, *, limit: int = 500) -> list[Linked]:
    """Return the group's organisations, in order, each with the code its page has."""
    rows = session().execute(
        select(
            OrganisationRow.name,
            current_code(func.coalesce(OrganisationRow.merged_into_id, OrganisationRow.id)),
        )
        .join(GroupMemberRow, GroupMemberRow.organisation_id == OrganisationRow.id)
        .where(GroupMemberRow.group_id == group_id)
        .order_by(GroupMemberRow.position, OrganisationRow.id)
        .limit(limit)
    )
    return [Linked(name, code) for name, code in rows]


def public_groups(network_id: int, *, limit: int = 200) -> Sequence[WorkingGroupRow]:
    """Return the groups that everybody may see and that have not ended, the oldest first."""
    return (
        session()
        .scalars(
            select(WorkingGroupRow)
            .where(WorkingGroupRow.network_id == network_id)
            .where(WorkingGroupRow.visibility == Visibility.PUBLIC)
            .where(WorkingGroupRow.ended_at.is_(None))
            .order_by(WorkingGroupRow.id)
            .limit(limit)
        )
        .all()
    )


def public_people(group_id: int, *, limit: int = 20) -> Sequence[GroupPersonRow]:
    """Return who leads and who speaks for the group, of those who may stand on public pages.

    As on a profile: who agreed for the public profile and did not take it back.
    """
    return (
        session()
        .scalars(
            select(GroupPersonRow)
            .join(GroupPersonRow.person)
            .options(contains_eager(GroupPersonRow.person))
            .where(GroupPersonRow.group_id == group_id)
            .where(GroupPersonRow.role != GroupRole.MEMBER)
            .where(PersonRow.never_share.is_(False))
            .where(last_word_on_the_public_profile() == State.GRANTED)
            .order_by(GroupPersonRow.position, GroupPersonRow.person_id)
            .limit(limit)
        )
        .all()
    )


def meetings_of_group(
    group_id: int, *, visibilities: Collection[Visibility], limit: int = 500
) -> Sequence[MeetingRow]:
    """Return the meetings of the group with one of ``visibilities``, the earliest first."""
    return (
        session()
        .scalars(
            select(MeetingRow)
            .where(MeetingRow.group_id == group_id)
            .where(MeetingRow.visibility.in_(visibilities))
            .options(selectinload(MeetingRow.hosts).joinedload(MeetingHostRow.organisation))
            .order_by(MeetingRow.dtstart, MeetingRow.id)
            .limit(limit)
        )
        .all()
    )


def count_meetings(network_id: int) -> dict[int, int]:
    """Return group id → how many meetings it has."""
    rows = session().execute(
        select(MeetingRow.group_id, func.count())
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.group_id.is_not(None))
        .group_by(MeetingRow.group_id)
    )
    return {group_id: number for group_id, number in rows if group_id is not None}


def meeting_of_group(group_id: int, slug: str) -> MeetingRow | None:
    """Return the group's meeting by the name in its address, whoever may see it."""
    return session().scalar(
        select(MeetingRow).where(MeetingRow.group_id == group_id).where(MeetingRow.slug == slug)
    )


def group_slugs(network_id: int) -> frozenset[str]:
    """Return every name in an address that a group of the network bears."""
    rows = session().scalars(
        select(WorkingGroupRow.slug).where(WorkingGroupRow.network_id == network_id)
    )
    return frozenset(rows)


def groups_of_person(person_id: int) -> Sequence[tuple[WorkingGroupRow, GroupRole]]:
    """Return the groups in which the person works and that go on, with what they are there."""
    rows = session().execute(
        select(WorkingGroupRow, GroupPersonRow.role)
        .join(GroupPersonRow, GroupPersonRow.group_id == WorkingGroupRow.id)
        .where(GroupPersonRow.person_id == person_id)
        .where(WorkingGroupRow.ended_at.is_(None))
        .order_by(WorkingGroupRow.id)
    )
    return [(group, role) for group, role in rows]


def people_to_choose(network_id: int, *, limit: int = 2_000) -> Sequence[PersonRow]:
    """Return everybody whom a group may have, by name: who works somewhere, or in a group."""
    return (
        session()
        .scalars(
            select(PersonRow)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.erased_at.is_(None))
            .where(
                exists().where(FunctionRow.person_id == PersonRow.id)
                | exists().where(GroupPersonRow.person_id == PersonRow.id)
            )
            .order_by(PersonRow.sort_key, PersonRow.id)
            .limit(limit)
        )
        .all()
    )


def people_in(network_id: int, group_ids: Collection[int]) -> Sequence[GroupPersonRow]:
    """Return who works in these groups, with the person."""
    return (
        session()
        .scalars(
            select(GroupPersonRow)
            .join(WorkingGroupRow, WorkingGroupRow.id == GroupPersonRow.group_id)
            .where(WorkingGroupRow.network_id == network_id)
            .where(GroupPersonRow.group_id.in_(group_ids))
            .options(joinedload(GroupPersonRow.person))
            .order_by(GroupPersonRow.group_id, GroupPersonRow.position)
        )
        .all()
    )


def members_in(network_id: int, group_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the organisations that work in these groups."""
    rows = session().scalars(
        select(GroupMemberRow.organisation_id)
        .join(WorkingGroupRow, WorkingGroupRow.id == GroupMemberRow.group_id)
        .where(WorkingGroupRow.network_id == network_id)
        .where(GroupMemberRow.group_id.in_(group_ids))
    )
    return frozenset(rows)
