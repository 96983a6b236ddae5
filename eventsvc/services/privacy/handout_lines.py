"""Who may stand on a list that leaves the house, and how that looks to the person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import attendances, consents, participants
from eventsvc.db.queries import handouts as queries
from eventsvc.db.queries.participants import Decided
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.collation import sort_key
from eventsvc.domain.consents import Decision
from eventsvc.domain.handouts import FIELDS, Audience, Field, Reason, left_out
from eventsvc.domain.names import display_name
from eventsvc.domain.texts import choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person who may stand on a list, field by field."""

    person_id: int
    values: Mapping[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A list as it is now: who stands on it, how many do not and why."""

    lines: tuple[Line, ...]
    left: Mapping[Reason, int]


def draw(
    network: NetworkRow,
    meeting: MeetingRow | None,
    *,
    person_id: int | None = None,
    among: Collection[int] | None = None,
) -> Drawn:
    """Return who may stand on the list of a meeting, or of the whole network.

    With ``person_id`` as if that person were alone; of the network's, ``among``: as if these were.
    """
    if meeting is None:
        return _of_network(network, person_id, among)
    return _of_meeting(network, meeting, person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How somebody stands on one list: field by field, or why not at all."""

    meeting: MeetingRow | None
    """None: the distribution list of the network."""
    values: Mapping[Field, str]
    reason: Reason | None


def seen(
    network: NetworkRow,
    person: PersonRow,
    attendances_of_person: Sequence[AttendanceRow],
    *,
    now: datetime,
) -> list[Seen]:
    """Return how others see the person: on the lists of the meetings to come, and the network's.

    ``person`` has its functions, the attendances their meeting and organisation.
    """
    decided = participants.decisions_of_person(person.id)
    found = []
    for row in attendances_of_person:
        if row.partstat is PartStat.ACCEPTED and row.meeting.dtend > now:
            organisation = _text(network, row.organisation.name) if row.organisation else ""
            said = _decisions(decided, row.meeting_id)
            values = _values(person, organisation, row.function)
            found.append(_seen(row.meeting, Audience.ATTENDEES, person, said, values))
    values = _values(person, _employers(network, person), "")
    said = _decisions(decided, None)
    return [*found, _seen(None, Audience.NETWORK, person, said, values)]


def _of_meeting(network: NetworkRow, meeting: MeetingRow, person_id: int | None) -> Drawn:
    decisions = consents.decisions_for_meeting(network.id, meeting.id, person_id=person_id)
    lines, left = [], Counter[Reason]()
    for row in attendances.attendances_of(network.id, meeting.id):
        if row.partstat is not PartStat.ACCEPTED or person_id not in {None, row.person_id}:
            continue
        reason = _reason(decisions, row.person, Audience.ATTENDEES)
        if reason:
            left[reason] += 1
            continue
        organisation = _text(network, row.organisation.name) if row.organisation else ""
        values = _values(row.person, organisation, row.function)
        lines.append(Line(person_id=row.person_id, values=values))
    return Drawn(lines=tuple(lines), left=left)


def _of_network(network: NetworkRow, person_id: int | None, among: Collection[int] | None) -> Drawn:
    decisions = queries.decisions_in_network(network.id, person_id=person_id)
    lines, left = [], Counter[Reason]()
    for person in queries.people_of(network.id, person_id=person_id):
        if among is not None and person.id not in among:
            continue
        reason = _reason(decisions, person, Audience.NETWORK)
        if reason:
            left[reason] += 1
            continue
        values = _values(person, _employers(network, person), "")
        lines.append(Line(person_id=person.id, values=values))
    return Drawn(lines=tuple(lines), left=left)


def _reason(
    decisions: Mapping[int, Sequence[Decision]], person: PersonRow, audience: Audience
) -> Reason | None:
    said = decisions.get(person.id, ())
    return left_out(said, audience=audience, never_share=person.never_share)


def _decisions(decided: Sequence[Decided], meeting_id: int | None) -> tuple[Decision, ...]:
    rows = [one.row for one in decided if one.row.meeting_id in {None, meeting_id}]
    return tuple(
        Decision(purpose=row.purpose, state=row.state, decided_at=row.decided_at, number=row.id)
        for row in rows
    )


def _seen(
    meeting: MeetingRow | None,
    audience: Audience,
    person: PersonRow,
    said: tuple[Decision, ...],
    values: Mapping[Field, str],
) -> Seen:
    reason = left_out(said, audience=audience, never_share=person.never_share)
    shown = {} if reason else {field: values[field] for field in FIELDS[audience] if values[field]}
    return Seen(meeting=meeting, values=shown, reason=reason)


def _employers(network: NetworkRow, person: PersonRow) -> str:
    names = [_text(network, one.organisation.name) for one in person.functions]
    return ", ".join(sorted(names, key=lambda name: sort_key(name, language=network.languages[0])))


def _values(person: PersonRow, organisation: str, function: str) -> dict[Field, str]:
    return {
        Field.NAME: display_name(title=person.title, given=person.given, family=person.family),
        Field.ORGANISATION: organisation,
        Field.FUNCTION: function,
        Field.EMAIL: person.email,
    }


def _text(network: NetworkRow, texts: Mapping[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text
