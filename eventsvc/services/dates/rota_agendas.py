"""Agendas that follow the host: each date begins with its host's, else with that of the series.

What a date was given is known again by its digest, so that a later host, or a template that was
changed, replaces it only as long as nobody wrote something else into the date.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventsvc.db.models import MeetingRow, RotaRow, RotaTurnRow
from eventsvc.db.queries import rota as queries
from eventsvc.services.calendar.calendar import when_of
from eventsvc.services.meetings.meeting_values import read_agenda, write

Items = Sequence[Mapping[str, Any]]
"""Points of an agenda as ``services.meeting_values`` reads and writes them."""


@dataclass(frozen=True, slots=True)
class Agendas:
    """What dates begin with: ``usual`` in the series, ``own`` by the id of an organisation."""

    usual: Items
    own: Mapping[int, Items]


def agendas_of(rota: RotaRow, template: Mapping[str, Any], *, network_id: int) -> Agendas:
    """Return what the dates of each member begin with.

    Who spoke at the meeting that serves as a model is left out: nobody asked them for the next.
    """
    wanted = {one.agenda_like_id for one in rota.members if one.agenda_like_id is not None}
    found = queries.agendas_of(network_id, wanted)
    own = {
        one.organisation_id: _without_people(read_agenda(found[one.agenda_like_id]))
        for one in rota.members
        if one.agenda_like_id in found
    }
    return Agendas(template.get("agenda") or [], own)


def let_agenda_follow(row: MeetingRow, turn: RotaTurnRow, host: int | None, them: Agendas) -> None:
    """Write the agenda of the date's ``host``, unless somebody wrote something else there."""
    days, there = len(when_of(row).dates()), read_agenda(row)
    wanted, usual = (
        [{**item, "day": min(item["day"], days)} for item in items]
        for items in (them.own.get(host or 0, them.usual), them.usual)
    )
    if there and there != usual and _digest(there) != turn.agenda_digest:
        return
    if there != wanted:
        write(row, {"agenda": wanted})
    turn.agenda_digest = _digest(wanted)


def _without_people(items: Items) -> Items:
    return [
        {**item, "speakers": [one for one in item["speakers"] if not _is_somebody(one)]}
        for item in items
    ]


def _is_somebody(speaker: Mapping[str, Any]) -> bool:
    return bool(speaker["person_id"] or speaker["name"])


def _digest(items: Items) -> str:
    text = json.dumps(items, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
