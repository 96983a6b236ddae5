"""Working groups: made, changed and ended by the office; their meetings planned by who leads."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from eventsvc.db.models import (
    GroupMemberRow,
    GroupPersonRow,
    MeetingRow,
    NetworkRow,
    WorkingGroupRow,
)
from eventsvc.db.queries import groups as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect, touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.groups import LED_VISIBILITIES, GroupNotLed, may_plan
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.meetings import meetings

COLUMNS = ("title", "about", "visibility")
PLANNED = (
    "title",
    "description",
    "status",
    "visibility",
    "when",
    "mode",
    "place",
    "venue",
    "address",
    "join_url",
)
"""What of a meeting its group's lead writes."""


def create(values: Mapping[str, Any], *, nonce: str, act: Act) -> WorkingGroupRow:
    """Make a working group.

    Raises:
        DoneAlready: The same form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        row = empty_group(network, values["title"], act=act)
        write(row, values)
        writing.add(row)
        act.note("group.created", f"group:{row.slug}")
    return row


def change(slug: str, values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Change a working group, its members and people; its address stays.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction():
        row = expect(_group(act, slug), version)
        touch(row)  # members and people are rows of their own
        write(row, values)
        act.note("group.changed", f"group:{slug}")


def end(slug: str, *, version: int, act: Act) -> None:
    """End a working group, or let it go on. Its meetings stay what they are.

    Raises:
        NotFound, EditConflict: As for ``change``.
    """
    with transaction():
        row = expect(_group(act, slug), version)
        row.ended_at = None if row.ended_at else act.at
        act.note("group.ended" if row.ended_at else "group.resumed", f"group:{slug}")


def empty_group(network: NetworkRow, title: Mapping[str, str], *, act: Act) -> WorkingGroupRow:
    """Return a new group without anybody in it, with an address of its own."""
    name = choose(title, language=network.languages[0], fallbacks=network.languages).text
    slug = free_slug(name, taken={"new"} | queries.group_slugs(network.id))
    return WorkingGroupRow(
        network_id=network.id, slug=slug, created_at=act.at, members=[], people=[]
    )


def write(row: WorkingGroupRow, values: Mapping[str, Any]) -> None:
    """Write what of ``values`` is named: columns, ``members`` (ids), ``people`` (id and role)."""
    for name in COLUMNS:
        if name in values:
            setattr(row, name, values[name])
    if "members" in values:
        write_members(row, values["members"])
    if "people" in values:
        write_people(row, values["people"])


def read_members(row: WorkingGroupRow) -> list[int]:
    """Return the ids of the group's organisations, in order."""
    return [one.organisation_id for one in row.members]


def write_members(row: WorkingGroupRow, ids: Sequence[int]) -> None:
    """Set the group's organisations, each once."""
    there = {one.organisation_id: one for one in row.members}
    row.members = [
        there.get(id_) or GroupMemberRow(organisation_id=id_) for id_ in dict.fromkeys(ids)
    ]
    for position, one in enumerate(row.members):
        one.position = position


def read_people(row: WorkingGroupRow) -> list[dict[str, Any]]:
    """Return who works in the group, in order."""
    return [{"person_id": one.person_id, "role": one.role} for one in row.people]


def write_people(row: WorkingGroupRow, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Set who works in the group, each once."""
    there = {one.person_id: one for one in row.people}
    roles = {one["person_id"]: one["role"] for one in reversed(wanted)}
    row.people = [there.get(id_) or GroupPersonRow(person_id=id_) for id_ in reversed(roles)]
    for position, one in enumerate(row.people):
        one.role, one.position = roles[one.person_id], position


def led_group(person_id: int, slug: str) -> WorkingGroupRow:
    """Return the group of this name whose meetings the person plans.

    Raises:
        NotFound: The person does not belong to it, or it has ended.
        GroupNotLed: They belong to it, and somebody else leads.
    """
    found = {row.slug: (row, role) for row, role in queries.groups_of_person(person_id)}
    if slug not in found:
        raise NotFound
    row, role = found[slug]
    if not may_plan(role):
        raise GroupNotLed
    return row


def plan_meeting(
    group: WorkingGroupRow, values: Mapping[str, Any], *, nonce: str, act: Act, random: Random
) -> MeetingRow:
    """Make a meeting of the group, as its lead wants it.

    Raises:
        DoneAlready: The same form was sent before.
    """
    new = meetings.NewMeeting(values={**_led(values), "group_id": group.id}, nonce=nonce)
    return meetings.create(new, act=act, random=random)


def change_meeting(
    group: WorkingGroupRow, slug: str, values: Mapping[str, Any], *, version: int, act: Act
) -> MeetingRow:
    """Change a meeting of the group, as its lead wants it.

    Raises:
        NotFound: The group has no such meeting.
        EditConflict, MeetingCancelled: As for ``services.meetings.change``.
    """
    wanted_meeting(group, slug)
    return meetings.change(slug, _led(values), version=version, act=act)


def cancel_meeting(group: WorkingGroupRow, slug: str, *, version: int, act: Act) -> MeetingRow:
    """Cancel a meeting of the group.

    Raises:
        NotFound, EditConflict, MeetingCancelled: As for ``change_meeting``.
    """
    wanted_meeting(group, slug)
    return meetings.cancel(slug, version=version, act=act)


def wanted_meeting(group: WorkingGroupRow, slug: str) -> MeetingRow:
    """Return the meeting of the group that its lead may change.

    Raises:
        NotFound: The group has none of this name, or it is for the invited alone.
    """
    row = queries.meeting_of_group(group.id, slug)
    if row is None or row.visibility not in LED_VISIBILITIES:
        raise NotFound
    return row


def _led(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in PLANNED if name in values}


def _group(act: Act, slug: str) -> WorkingGroupRow:
    row = queries.group_by_slug(act.network_id or 0, slug)
    if row is None:
        raise NotFound
    return row
