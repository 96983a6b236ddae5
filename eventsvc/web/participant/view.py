"""What a person's page shows, made from rows: one part per meeting, one line per purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask_babel import LazyString, lazy_gettext

from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.inquiries import answers_of, inquiries_of
from eventsvc.domain.attendances import Attends, PartStat, Seat, needs_badge
from eventsvc.domain.codes import spoken
from eventsvc.domain.consents import (
    ALLOWING,
    NETWORK_WIDE,
    Basis,
    Decision,
    Purpose,
    State,
    latest_state,
)
from eventsvc.domain.limits import SHARED
from eventsvc.domain.meetings import MeetingStatus, Mode, where
from eventsvc.domain.purposes import settled
from eventsvc.domain.registrations import WAYS, takes_replies
from eventsvc.domain.seats import place_in_line
from eventsvc.domain.times import wall_time, zone_of
from eventsvc.outputs.qr import svg_path, symbol
from eventsvc.services.privacy.consents import basis_of, words_for
from eventsvc.web.inquiries import Asked, asked
from eventsvc.web.questions import questions

if TYPE_CHECKING:
    from eventsvc.db.models import (
        AttendanceRow,
        MeetingRow,
        NetworkRow,
        PersonRow,
        RegistrationRow,
    )
    from eventsvc.db.queries.participants import Decided
    from eventsvc.outputs.qr import Symbol

_CONSENT: Mapping[State, LazyString] = {
    State.GRANTED: lazy_gettext("You agreed"),
    State.REFUSED: lazy_gettext("You said no"),
    State.OBJECTED: lazy_gettext("You objected"),
    State.UNKNOWN: lazy_gettext("You have not answered; that counts as no"),
}
_NOTICE: Mapping[State, LazyString] = {
    **_CONSENT,
    State.UNKNOWN: lazy_gettext("You have not objected"),
}
BARRED = lazy_gettext("No: nothing of you is passed on")
"""Of what "never share" forbids: no answer would change it."""
WITHDRAWN = lazy_gettext("You withdrew your consent")
YES = (State.GRANTED, lazy_gettext("Yes, I agree"))
NO = (State.REFUSED, lazy_gettext("No, I do not agree"))
WITHDRAW = (State.REFUSED, lazy_gettext("Withdraw my consent"))
OBJECT = (State.OBJECTED, lazy_gettext("I object"))
TAKE_BACK = (State.UNKNOWN, lazy_gettext("Take my objection back"))


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose: what was asked, how it stands, what one click does.

    ``slug`` is the meeting's, or "network".
    """

    purpose: Purpose
    slug: str
    words: Mapping[str, str]
    said: LazyString
    at: datetime | None
    allows: bool
    """Whether data is used this way as it stands."""
    is_yes: bool
    """Whether that is because the person agreed, and not for want of an objection."""
    acts: tuple[tuple[State, LazyString], ...]
    waits: bool
    """A yes of the form waits for the confirmation."""


@dataclass(frozen=True, slots=True)
class Part:
    """One meeting of the person's page."""

    row: "AttendanceRow"
    meeting: "MeetingRow"
    start: date
    end: date
    place: str
    takes_replies: bool
    ways: tuple[Attends, ...]
    place_in_line: int | None
    offered_until: datetime | None
    """Wall time at the meeting's place."""
    has_badge: bool
    desk_code: "Symbol | None"
    """The code that the desk finds the person by, for who is expected there."""
    lines: list[Line]
    inquiries: list[Asked]

    @property
    def spoken_code(self) -> str:
        """The same code as people read it out."""
        return spoken(self.row.desk_code)

    @property
    def drawn_code(self) -> str:
        """The same code as an SVG path."""
        return svg_path(self.desk_code) if self.desk_code else ""

    @property
    def is_cancelled(self) -> bool:
        """Whether the meeting does not take place."""
        return self.meeting.status is MeetingStatus.CANCELLED


class Decisions:
    """Everything a person decided, looked at from one meeting or from the network."""

    def __init__(
        self,
        person: "PersonRow",
        decided: "Sequence[Decided]",
        waiting: "Sequence[RegistrationRow]",
    ) -> None:
        self._barred = frozenset(SHARED) if person.never_share else frozenset()
        self._decided = decided
        self._waits = [
            (form.meeting_id, Purpose(purpose)) for form in waiting for purpose in form.grants
        ]

    def has_any(self, purpose: Purpose) -> bool:
        """Tell whether the person ever decided about ``purpose``."""
        return any(one.row.purpose is purpose for one in self._decided)

    def line(
        self,
        network: "NetworkRow",
        meeting: "MeetingRow | None",
        purpose: Purpose,
        *,
        must_agree: bool,
    ) -> Line:
        """Return how ``purpose`` stands at ``meeting``, or in the whole network without one.

        ``must_agree``: only a yes of the person counts, whatever the basis.
        """
        meeting_id = meeting.id if meeting else None
        mine = [one.row for one in self._decided if self._counts(one, meeting_id, purpose)]
        decisions = [
            Decision(purpose=purpose, state=row.state, decided_at=row.decided_at, number=row.id)
            for row in mine
        ]
        state = latest_state(decisions, purpose)
        basis = Basis.CONSENT if must_agree else basis_of(network, meeting, purpose)
        was_granted = any(row.state is State.GRANTED for row in mine)
        is_barred = purpose in self._barred
        return Line(
            purpose=purpose,
            slug=meeting.slug if meeting and purpose not in NETWORK_WIDE else "network",
            words=words_for(network, meeting, purpose, basis=basis),
            said=BARRED if is_barred else _said(state, basis, was_granted=was_granted),
            at=wall_time(mine[0].decided_at, tzid=network.tzid) if mine else None,
            allows=state in ALLOWING[basis] and not is_barred,
            is_yes=state is State.GRANTED and not is_barred,
            acts=() if is_barred else _acts(state, basis),
            waits=self._has_waiting(meeting_id, purpose),
        )

    def _has_waiting(self, meeting_id: int | None, purpose: Purpose) -> bool:
        return any(
            waiting is purpose and (purpose in NETWORK_WIDE or number == meeting_id)
            for number, waiting in self._waits
        )

    @staticmethod
    def _counts(one: "Decided", meeting_id: int | None, purpose: Purpose) -> bool:
        return one.row.purpose is purpose and one.row.meeting_id in {None, meeting_id}


def parts(
    network: "NetworkRow",
    attendances: "Sequence[AttendanceRow]",
    decisions: Decisions,
    *,
    now: datetime,
) -> list[Part]:
    """Return the person's meetings as the page shows them, in the order given."""
    asks = inquiries_of([row.meeting_id for row in attendances])
    answers = answers_of([row.id for row in attendances])
    return [
        _part(
            network,
            row,
            decisions,
            asked(row.meeting, asks[row.meeting_id], answers.get(row.id)),
            now=now,
        )
        for row in attendances
    ]


def network_lines(
    network: "NetworkRow",
    person: "PersonRow",
    attendances: "Sequence[AttendanceRow]",
    decisions: Decisions,
) -> list[Line]:
    """Return what holds for the whole network: what a meeting names, or was ever decided."""
    found = []
    for purpose in Purpose:
        row = naming(attendances, purpose)
        is_settled = settled(network.purposes, purpose).basis is not None
        if purpose in NETWORK_WIDE and (row or is_settled or decisions.has_any(purpose)):
            must_agree = row.must_agree if row else person.is_minor
            meeting = row.meeting if row else None
            found.append(decisions.line(network, meeting, purpose, must_agree=must_agree))
    return found


def naming(attendances: "Sequence[AttendanceRow]", purpose: Purpose) -> "AttendanceRow | None":
    """Return the first of a person's meetings that names a legal basis for ``purpose``."""
    return next(
        (row for row in attendances if purpose in {named.purpose for named in row.meeting.bases}),
        None,
    )


def local(moment: datetime, *, tzid: str) -> datetime:
    """Return what the clocks of ``tzid`` show, with the zone."""
    return moment.astimezone(zone_of(tzid))


def _part(
    network: "NetworkRow",
    row: "AttendanceRow",
    decisions: Decisions,
    inquiries: list[Asked],
    *,
    now: datetime,
) -> Part:
    meeting = row.meeting
    until = row.offered_until
    has_badge = needs_badge(partstat=row.partstat, attends=row.attends, seat=row.seat)
    return Part(
        row=row,
        meeting=meeting,
        start=_shown(meeting.local_start, meeting),
        end=_shown(meeting.local_end, meeting),
        place="" if meeting.mode is Mode.ONLINE else where(meeting),
        takes_replies=takes_replies(meeting.status, dtend=meeting.dtend, now=now),
        ways=WAYS[meeting.mode],
        place_in_line=_place(row),
        offered_until=wall_time(until, tzid=meeting.tzid) if until else None,
        has_badge=has_badge,
        desk_code=symbol(row.desk_code) if has_badge and meeting.dtend > now else None,
        lines=_lines(network, row, decisions),
        inquiries=inquiries,
    )


def _lines(network: "NetworkRow", row: "AttendanceRow", decisions: Decisions) -> list[Line]:
    return [
        decisions.line(network, row.meeting, one.purpose, must_agree=row.must_agree)
        for one in questions(network, row.meeting)
        if one.purpose not in NETWORK_WIDE
    ]


def _place(row: "AttendanceRow") -> int | None:
    if row.seat is not Seat.WAITING or row.partstat is not PartStat.ACCEPTED:
        return None
    return place_in_line(queries.claims(row.meeting_id), row.id)


def _shown(wall: datetime, meeting: "MeetingRow") -> date:
    return wall.date() if meeting.all_day else wall.replace(tzinfo=zone_of(meeting.tzid))


def _said(state: State, basis: Basis, *, was_granted: bool) -> LazyString:
    if basis is Basis.CONSENT:
        return WITHDRAWN if state is State.REFUSED and was_granted else _CONSENT[state]
    return _NOTICE[state]


def _acts(state: State, basis: Basis) -> tuple[tuple[State, LazyString], ...]:
    if basis is not Basis.CONSENT:
        return (OBJECT,) if state is not State.OBJECTED else (TAKE_BACK,)
    if state is State.GRANTED:
        return (WITHDRAW,)
    return (YES, NO) if state is State.UNKNOWN else (YES,)
