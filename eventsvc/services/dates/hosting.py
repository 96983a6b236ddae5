"""What a host does without an account: by the mailed link, say where it is and what is on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsvc.db.models import MeetingRow, NetworkRow, RotaTurnRow
from eventsvc.db.queries import rota as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.addresses import host_address
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import MeetingCancelled, Visibility, may_change
from eventsvc.domain.personal_links import (
    Holder,
    LinkPurpose,
    LinkState,
    judge,
    named_in,
    token_for,
)
from eventsvc.domain.texts import choose
from eventsvc.outputs.formats import period_text
from eventsvc.services.acts import Act
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.meetings.meeting_values import write
from eventsvc.services.meetings.meetings import keep_agenda_inside, read

FILLED = ("place", "venue", "address", "join_url")
"""What of the meeting a host writes, beside the agenda."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """Whoever came by a good host's link."""

    turn: RotaTurnRow
    meeting: MeetingRow
    network: NetworkRow


def token_of(turn: RotaTurnRow, *, secret: str) -> str:
    """Return the token of the turn; another host gets another one."""
    return token_for(_holder(turn), LinkPurpose.HOST, secret=secret)


def hosting(token: str, *, secret: str) -> Hosting:
    """Return whose turn ``token`` opens.

    Raises:
        NotFound: It opens nothing, or somebody else hosts by now.
    """
    for turn, meeting, network in queries.turns_called(named_in(token)):
        state = judge(token, holder=_holder(turn), purpose=LinkPurpose.HOST, secret=secret)
        if state is LinkState.GOOD and turn.host_id is not None:
            return Hosting(turn, meeting, network)
    raise NotFound


def fill_in(
    public_id: str,
    values: Mapping[str, Any],
    *,
    items: Sequence[Mapping[str, Any]],
    version: int,
    act: Act,
) -> MeetingRow:
    """Write what the host says into the meeting.

    Args:
        public_id: Of the turn.
        values: By the names of FILLED.
        items: The agenda: ``at`` (place of the point in the agenda now; None: new), ``title``,
            ``minutes``, ``speakers`` (names).
        version: Of the meeting when the page was loaded.
        act: Who acts.

    Raises:
        NotFound, EditConflict, MeetingCancelled: It is no longer there, or not as it was.
    """
    with transaction() as writing:
        found = queries.turns_called(public_id)
        if not found:
            raise NotFound
        turn, row, network = found[0]
        expect(row, version)
        if not may_change(row.status):
            raise MeetingCancelled
        seen = seen_by_readers(network, {row.key: row})
        language = network.languages[0]
        agenda = _agenda(read(row, "agenda"), items, language=language)
        write(row, {**{name: values[name] for name in FILLED}, "agenda": agenda})
        keep_agenda_inside(row)
        turn.filled_at = act.at
        tell_readers(network, seen, now=act.at)
        act.note("meeting.filled-in", f"meeting:{row.key}")
        writing.flush()
    return row


def host_turn(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the mail that tells a host; None when it is somebody else's turn by now."""
    found = queries.turns_called(str(mail.facts["turn"]))
    if not found or not may_change(found[0][1].status) or found[0][1].dtend <= now:
        return None
    turn, meeting, network = found[0]

    def said(texts: Mapping[str, str]) -> str:
        return choose(texts, language=mail.language, fallbacks=network.languages).text

    start, end = meeting.local_start, meeting.local_end
    begins, ends = (start.date(), end.date()) if meeting.all_day else (start, end)
    host = next((one.organisation.name for one in meeting.hosts), {})
    return Content(
        words={
            "meeting": said(meeting.title),
            "when": period_text(begins, ends, language=mail.language),
            "host": said(host),
            "link": host_address(office.public_url, token_of(turn, secret=office.secret)),
            "network": said(network.name),
            "email": network.email,
        },
        sender_name=network.sender_name or said(network.name),
        reply_to=network.reply_to or network.email,
    )


def may_see(item: Mapping[str, Any]) -> bool:
    """Tell whether a host sees the point: not those that are for the invited alone."""
    return item["visibility"] is not Visibility.INVITED


def _agenda(
    there: Sequence[Mapping[str, Any]], items: Sequence[Mapping[str, Any]], *, language: str
) -> list[dict[str, Any]]:
    """Return the agenda in the host's order; points the host does not see stay at the end."""
    wanted = []
    for item in items:
        at = item["at"]
        known = at is not None and at < len(there) and may_see(there[at])
        old: Mapping[str, Any] = there[at] if known else _NEW
        wanted.append(
            {
                **old,
                "title": {**old["title"], language: item["title"]},
                "minutes": item["minutes"],
                "speakers": _speakers(old["speakers"], item["speakers"]),
            }
        )
    return wanted + [dict(item) for item in there if not may_see(item)]


def _speakers(there: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the people we know as they are, and the names of the others."""
    known = [dict(one) for one in there if one["person_id"] or one["organisation_id"]]
    others = [{"name": name, "person_id": None, "organisation_id": None} for name in names]
    return known + others


_NEW: Mapping[str, Any] = {
    "number": "",
    "title": {},
    "description": {},
    "day": 1,
    "pinned_at": None,
    "minutes": None,
    "track": "",
    "visibility": Visibility.PUBLIC,
    "speakers": (),
}


def _holder(turn: RotaTurnRow) -> Holder:
    return Holder(network_id=turn.network_id, public_id=turn.public_id, generation=0)
