"""Host rotas: saved by the office, settled whenever something changes, hosts told in time.

Place, address, join link and agenda of a date follow its host, as long as nobody wrote something
else into the date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from eventsvc.db.models import (
    MeetingRow,
    NetworkRow,
    RotaMemberRow,
    RotaRow,
    RotaTurnRow,
    SeriesRow,
)
from eventsvc.db.queries import rota as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import Mode
from eventsvc.domain.rota import Member, NobodysTurn, Order, Turn, turns
from eventsvc.services.acts import Act
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.dates.rota_agendas import agendas_of, let_agenda_follow
from eventsvc.services.dates.series import wanted_series
from eventsvc.services.dates.series_values import plan_of
from eventsvc.services.meetings.meeting_values import write
from eventsvc.services.meetings.meetings import read

FOLLOWS = ("place", "venue", "address", "join_url")
"""What of a date follows its host, beside its agenda (``services.rota_agendas``)."""
_MEMBER = (*FOLLOWS, "agenda_like_id", "organisation_id", "since", "until", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A rota as the office wants it; ``members``: values of RotaMemberRow, in their order."""

    order: Order
    days_before: int
    members: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the office decides of one date. ``host`` None: as the queue says.

    ``swaps``: the date that ``host`` would have had goes to whoever had this one.
    """

    host: int | None = None
    passes: bool = False
    swaps: bool = False


def save(slug: str, wanted: Wanted, *, version: int, act: Act, random: Random) -> SeriesRow:
    """Let these members take turns; none: there are no turns any more.

    Raises:
        NotFound, EditConflict: There is no such series; somebody else changed it.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        series = expect(wanted_series(network.id, slug), version)
        rota = queries.rota_of(series.id)
        before = _places(rota)
        if rota is None:
            rota = RotaRow(series_id=series.id, members=[])
            writing.add(rota)
        rota.order, rota.days_before = wanted.order, wanted.days_before
        there = {row.organisation_id: row for row in rota.members}
        rota.members = [
            _member(there, values, position) for position, values in enumerate(wanted.members)
        ]
        session().flush()
        settle(network, series, now=act.at, random=random, before=before)
        act.note("rota.changed", f"series:{slug}", {"members": len(rota.members)})
    return series


def decide(slug: str, meeting: str, choice: Choice, *, act: Act, random: Random) -> MeetingRow:
    """Settle who hosts one date.

    Raises:
        NotFound: The series has no such date ahead.
        NobodysTurn: The organisation takes no turns in this series.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        series = wanted_series(network.id, slug)
        rota, there = queries.rota_of(series.id), queries.turns_of(series.id)
        dates = {row.slug: row for row in queries.coming_dates(series.id, now=act.at)}
        if rota is None or meeting not in dates:
            raise NotFound
        if choice.host and choice.host not in {one.organisation_id for one in rota.members}:
            raise NobodysTurn(field="host")
        turn = there[dates[meeting].id]
        _decide(turn, choice, [there[row.id] for row in dates.values()])
        settle(network, series, now=act.at, random=random)
        act.note("rota.turn-decided", f"meeting:{dates[meeting].key}")
    return dates[meeting]


def settle(
    network: NetworkRow,
    series: SeriesRow,
    *,
    now: datetime,
    random: Random,
    before: Mapping[int, Mapping[str, str]] | None = None,
) -> None:
    """Give every date ahead its host, in the running transaction.

    ``before``: what members' dates began with until now, to be told from what somebody wrote.
    """
    rota = queries.rota_of(series.id)
    if rota is None:
        return
    dates = queries.coming_dates(series.id, now=now)
    there = _all_turns(series, dates, random)
    found = turns(
        [_turn(row, there[row.id]) for row in dates],
        [Member(key=m.organisation_id, since=m.since, until=m.until) for m in rota.members],
        order=rota.order,
        hosted=queries.last_hosted(series.id, now=now),
    )
    seen = seen_by_readers(network, {row.key: row for row in dates})
    places, earlier = _places(rota), before if before is not None else _places(rota)
    template = plan_of(series.plans[-1]).template
    agendas = agendas_of(rota, template, network_id=network.id)
    for row in dates:
        turn, host = there[row.id], found[row.id]
        _let_follow(row, places.get(host or 0, {}), earlier.get(turn.host_id or 0, {}), template)
        let_agenda_follow(row, turn, host, agendas)
        _hand_over(turn, host, random)
        write(row, {"hosts": [host] if host is not None else []})
    tell_readers(network, seen, now=now)


def _hand_over(turn: RotaTurnRow, host: int | None, random: Random) -> None:
    if turn.host_id != host:
        turn.host_id, turn.public_id = host, _name(random)
        turn.told_at = turn.filled_at = None


def _all_turns(
    series: SeriesRow, dates: Sequence[MeetingRow], random: Random
) -> dict[int, RotaTurnRow]:
    """Return meeting id → turn, made for dates that have none yet."""
    there = queries.turns_of(series.id)
    for row in dates:
        if row.id not in there:
            there[row.id] = RotaTurnRow(
                meeting_id=row.id,
                network_id=row.network_id,
                public_id=_name(random),
                passed=[],
                agenda_digest="",
            )
            session().add(there[row.id])
    return there


def _member(
    there: Mapping[int, RotaMemberRow], values: Mapping[str, Any], position: int
) -> RotaMemberRow:
    row = there.get(values["organisation_id"]) or RotaMemberRow()
    for name in _MEMBER:
        setattr(row, name, values[name])
    row.position = position
    return row


def _places(rota: RotaRow | None) -> dict[int, dict[str, str]]:
    rows = rota.members if rota else []
    return {row.organisation_id: {name: getattr(row, name) for name in FOLLOWS} for row in rows}


def _turn(row: MeetingRow, turn: RotaTurnRow) -> Turn:
    return Turn(
        key=row.id,
        day=row.local_start.date(),
        fixed=turn.fixed_id,
        instead_of=turn.instead_of_id,
        passed=frozenset(int(one) for one in turn.passed),
    )


def _let_follow(
    row: MeetingRow,
    wanted: Mapping[str, str],
    earlier: Mapping[str, str],
    template: Mapping[str, Any],
) -> None:
    """Write where the host is, unless something else stands there than its predecessor's."""
    for name in FOLLOWS:
        if name == "join_url" and row.mode is Mode.ON_SITE:
            continue
        usual = template.get(name) or ""
        if read(row, name) in {"", usual, earlier.get(name) or usual}:
            write(row, {name: wanted.get(name) or usual})


def _decide(turn: RotaTurnRow, choice: Choice, others: Sequence[RotaTurnRow]) -> None:
    had = turn.host_id
    _undo_swap(turn, others)
    turn.fixed_id = choice.host
    if choice.passes and had is not None:
        turn.passed = [*turn.passed, str(had)]
    elif choice.host is None:
        turn.passed = []
    theirs = next((one for one in others if one.host_id == choice.host and one is not turn), None)
    if choice.swaps and choice.host != had and theirs is not None and had is not None:
        turn.instead_of_id = theirs.fixed_id = had
        theirs.instead_of_id = choice.host


def _undo_swap(turn: RotaTurnRow, others: Sequence[RotaTurnRow]) -> None:
    pair = (turn.instead_of_id, turn.fixed_id)
    if None not in pair:
        for one in others:
            if (one.fixed_id, one.instead_of_id) == pair:
                one.fixed_id = one.instead_of_id = None
    turn.instead_of_id = None


def _name(random: Random) -> str:
    return f"{random.getrandbits(128):032x}"
