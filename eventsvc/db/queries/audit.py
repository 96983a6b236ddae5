"""The audit log, read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Executable, and_, func, or_, select, union_all

from eventsvc.db.models import (
    AccountRow,
    AttendanceRow,
    AuditRow,
    GrantRow,
    MeetingRow,
    MergedPersonRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.transaction import session

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which lines are wanted; what is empty narrows nothing."""

    action: str = ""
    actor: str = ""
    subjects: Sequence[str] | None = None
    """What a line is about, one of these."""
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""


def audit_lines(
    network_id: int, sought: Sought | None = None, *, limit: int = 50, offset: int = 0
) -> Sequence[AuditRow]:
    """Return what was done in the network and to the accounts of its office, the latest first."""
    query = select(AuditRow).where(_of(network_id), *_narrowed(sought or Sought()))
    ordered = query.order_by(AuditRow.at.desc(), AuditRow.id.desc())
    return session().scalars(ordered.limit(limit).offset(offset)).all()


def count_lines(network_id: int, sought: Sought | None = None) -> int:
    """Return how many lines ``audit_lines`` has in all."""
    query = select(func.count()).select_from(AuditRow)
    return session().scalar(query.where(_of(network_id), *_narrowed(sought or Sought()))) or 0


def actors(network_id: int) -> Names:
    """Return who ever did something in the network: actor → the address, where it has one."""
    named = select(AuditRow.actor).where(_of(network_id)).distinct()
    found = session().scalars(named.order_by(AuditRow.actor)).all()
    ids = {actor.partition(":")[2]: actor for actor in found}
    rows = session().execute(
        select(AccountRow.public_id, AccountRow.email).where(AccountRow.public_id.in_(ids))
    )
    addresses = {ids[public_id]: email for public_id, email in rows}
    return {actor: addresses.get(actor, actor) for actor in found}


def actions(network_id: int) -> Sequence[str]:
    """Return every action that the network's log has, by name."""
    named = select(AuditRow.action).where(_of(network_id)).distinct()
    return session().scalars(named.order_by(AuditRow.action)).all()


def subjects_called(network_id: int, *, folded: str, email: str, limit: int = 500) -> list[str]:
    """Return what lines about people of this name or address call them.

    ``folded`` is part of a name without case and accents (``domain.people``), ``email`` part of
    an address of the office's people.
    """
    found: list[str] = []
    if folded:
        people = session().execute(
            select(PersonRow.public_id, AttendanceRow.public_id)
            .outerjoin(AttendanceRow, AttendanceRow.person_id == PersonRow.id)
            .where(PersonRow.network_id == network_id)
            .where(PersonRow.folded_name.contains(folded, autoescape=True))
            .order_by(PersonRow.id, AttendanceRow.id)
            .limit(limit)
        )
        for person, attendance in people:
            found += [f"person:{person}", f"attendance:{attendance}"]
        found += [f"person:{entry}" for entry in _entries_like(network_id, folded, limit)]
    accounts = session().scalars(
        select(AccountRow.public_id)
        .where(AccountRow.id.in_(_staff(network_id)))
        .where(AccountRow.email.contains(email, autoescape=True))
        .order_by(AccountRow.id)
        .limit(limit)
    )
    return [*dict.fromkeys(found), *(f"account:{one}" for one in accounts)]


def names_of(network_id: int, subjects: Sequence[str]) -> Mapping[str, tuple[object, ...]]:
    """Return subject → what it is called, of those that are still there.

    A person: title, given, family. A meeting, an organisation: its texts. An account: its address.
    """
    ids: dict[str, list[str]] = {}
    for subject in subjects:
        kind, _, public_id = subject.partition(":")
        ids.setdefault(kind, []).append(public_id)
    person = (PersonRow.title, PersonRow.given, PersonRow.family)
    questions: Mapping[str, Executable] = {
        "person": _people(network_id, ids.get("person", ())),
        "attendance": select(AttendanceRow.public_id, *person)
        .join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        .where(AttendanceRow.network_id == network_id)
        .where(AttendanceRow.public_id.in_(ids.get("attendance", ()))),
        "meeting": select(MeetingRow.key, MeetingRow.title)
        .where(MeetingRow.network_id == network_id)
        .where(MeetingRow.key.in_(ids.get("meeting", ()))),
        "organisation": select(OrganisationRow.key, OrganisationRow.name)
        .where(OrganisationRow.network_id == network_id)
        .where(OrganisationRow.key.in_(ids.get("organisation", ()))),
        "account": select(AccountRow.public_id, AccountRow.email)
        .where(AccountRow.id.in_(_staff(network_id)))
        .where(AccountRow.public_id.in_(ids.get("account", ()))),
    }
    return {
        f"{kind}:{row[0]}": tuple(row[1:])
        for kind in ids.keys() & questions.keys()
        for row in session().execute(questions[kind])
    }


def _people(network_id: int, public_ids: Sequence[str]) -> CompoundSelect[str, str, str, str]:
    """Return who is or was called so: an entry that was merged has the name of the other one."""
    name = (PersonRow.title, PersonRow.given, PersonRow.family)
    mine = (
        select(PersonRow.public_id, *name)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id.in_(public_ids))
    )
    merged = (
        select(MergedPersonRow.public_id, *name)
        .join(PersonRow, PersonRow.id == MergedPersonRow.person_id)
        .where(MergedPersonRow.network_id == network_id)
        .where(MergedPersonRow.public_id.in_(public_ids))
    )
    return union_all(mine, merged)


def _entries_like(network_id: int, folded: str, limit: int) -> Sequence[str]:
    """Return what the log called entries that were merged, of people called so then or now."""
    called = or_(
        MergedPersonRow.folded_name.contains(folded, autoescape=True),
        PersonRow.folded_name.contains(folded, autoescape=True),
    )
    return (
        session()
        .scalars(
            select(MergedPersonRow.public_id)
            .join(PersonRow, PersonRow.id == MergedPersonRow.person_id)
            .where(MergedPersonRow.network_id == network_id)
            .where(called)
            .order_by(MergedPersonRow.id)
            .limit(limit)
        )
        .all()
    )


def _staff(network_id: int):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- a question, not rows
    return select(GrantRow.account_id).where(GrantRow.network_id == network_id)


def _of(network_id: int) -> ColumnElement[bool]:
    """Return the network's own lines, and those of no network about accounts of its office."""
    ours = select("account:" + AccountRow.public_id).where(AccountRow.id.in_(_staff(network_id)))
    return or_(
        AuditRow.network_id == network_id,
        and_(AuditRow.network_id.is_(None), AuditRow.subject.in_(ours)),
    )


def _narrowed(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.action:
        found.append(AuditRow.action == sought.action)
    if sought.actor:
        found.append(AuditRow.actor == sought.actor)
    if sought.subjects is not None:
        found.append(AuditRow.subject.in_(sought.subjects))
    if sought.since is not None:
        found.append(AuditRow.at >= sought.since)
    if sought.until is not None:
        found.append(AuditRow.at < sought.until)
    return found
