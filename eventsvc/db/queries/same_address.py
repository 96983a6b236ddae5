"""Who has the same mail address as whom, erased people by the key that their address left."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import aliased

from eventsvc.db.extension import key_of
from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, PersonRow
from eventsvc.db.transaction import session
from eventsvc.domain.same_address import NO, spellings


@dataclass(frozen=True, slots=True)
class Sharing:
    """People of one network with one address: those here, and those who were erased."""

    here: frozenset[int]
    erased: frozenset[int]


def key_of_address(network_id: int, address: str) -> str:
    """Return by what an address is found again once it is erased; empty for none."""
    written = spellings(address)
    return key_of(f"{network_id} {min(written)}") if written else ""


def sharing(person_ids: Collection[int]) -> list[Sharing]:
    """Return the circles that these people are in, those of one entry alone left out."""
    asked = _addresses(PersonRow.id.in_(person_ids), PersonRow.email != "")
    if not asked:
        return []
    networks = {network_id for _, network_id, _ in asked}
    found: dict[str, tuple[set[int], set[int]]] = {
        key_of_address(network_id, email): (set(), set()) for _, network_id, email in asked
    }
    written = sorted({one for _, _, email in asked for one in spellings(email)})
    same = PersonRow.network_id.in_(networks) & func.lower(PersonRow.email).in_(written)
    for person_id, network_id, email in _addresses(same):
        circle = found.get(key_of_address(network_id, email))
        if circle:
            circle[0].add(person_id)
    keyed = select(PersonRow.id, PersonRow.address_key).where(PersonRow.address_key.in_(found))
    for person_id, key in session().execute(keyed):
        found[key][1].add(person_id)
    return [
        Sharing(frozenset(here), frozenset(erased))
        for here, erased in found.values()
        if len(here) + len(erased) > 1
    ]


def people_who_share() -> Sequence[int]:
    """Return everybody whose address another entry of the network has, too."""
    other = aliased(PersonRow)
    shared = exists().where(
        other.network_id == PersonRow.network_id,
        other.email == PersonRow.email,
        other.id != PersonRow.id,
    )
    query = select(PersonRow.id).where(PersonRow.email != "", shared).order_by(PersonRow.id)
    return session().scalars(query).all()


def decisions_of(person_ids: Collection[int]) -> dict[int, list[ConsentDecisionRow]]:
    """Return person id → every decision, the latest last."""
    rows = session().scalars(
        select(ConsentDecisionRow)
        .where(ConsentDecisionRow.person_id.in_(person_ids))
        .order_by(ConsentDecisionRow.decided_at, ConsentDecisionRow.id)
    )
    found: dict[int, list[ConsentDecisionRow]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def said_no(person_id: int) -> bool:
    """Tell whether the person ever said no to anything."""
    no = exists().where(
        ConsentDecisionRow.person_id == person_id, ConsentDecisionRow.state.in_(sorted(NO))
    )
    return bool(session().scalar(select(no)))


def meetings_of(person_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """Return who stands on the list of which meeting: (person, meeting) each."""
    rows = session().execute(
        select(AttendanceRow.person_id, AttendanceRow.meeting_id).where(
            AttendanceRow.person_id.in_(person_ids)
        )
    )
    return frozenset((person_id, meeting_id) for person_id, meeting_id in rows)


def _addresses(*which: ColumnElement[bool]) -> list[tuple[int, int, str]]:
    query = select(PersonRow.id, PersonRow.network_id, PersonRow.email).where(*which)
    return [(id_, network_id, email) for id_, network_id, email in session().execute(query)]
