"""The lines of a meeting's list: who it is, how they come, what they decided and where that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import consents
from eventsvc.domain.consents import (
    ALLOWING,
    PHOTO,
    Basis,
    Purpose,
    State,
    bases_for,
    latest_state,
    may_share_contact,
)
from eventsvc.domain.headcounts import Counted
from eventsvc.domain.names import index_name
from eventsvc.domain.spelling import words as words_of
from eventsvc.domain.times import wall_time
from eventsvc.services.attendees.standings import Standing, standings
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.organiser.words import CHANNELS, STATES
from eventsvc.web.questions import PURPOSES

if TYPE_CHECKING:
    from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, MeetingRow

CONTACTS = (Purpose.CONTACT_ATTENDEES, Purpose.CONTACT_NETWORK)
SHOWN = (*PHOTO, *CONTACTS)
"""What of the consents a list shows."""
SIGNS: Mapping[str, tuple[Purpose, ...]] = {
    "photos": PHOTO,
    "list": (Purpose.CONTACT_ATTENDEES,),
    "mail": (Purpose.CONTACT_NETWORK,),
}
"""What each sign in a row is about."""
ALL_PHOTOS = lazy_gettext("Photos")
NO_OBJECTION = lazy_gettext("Has not objected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One line of the list. It is worked out when it is shown or searched: there are hundreds."""

    standing: Standing

    @property
    def row(self) -> "AttendanceRow":
        """The row, with person and organisation."""
        return self.standing.row

    @property
    def counted(self) -> Counted:
        """What the numbers know of the person."""
        return self.standing.counted

    @property
    def name(self) -> str:
        """The name, family name first."""
        person = self.row.person
        return index_name(title=person.title, given=person.given, family=person.family)

    @property
    def organisation(self) -> Mapping[str, str]:
        """The name of the organisation in each language."""
        return self.row.organisation.name if self.row.organisation else {}

    @property
    def shares(self) -> frozenset[Purpose]:
        """To whom the address may be given."""
        if self.row.person.never_share:
            return frozenset()
        decisions = self.standing.decisions
        return frozenset(to for to in CONTACTS if may_share_contact(decisions, audience=to))

    @property
    def has_agreed_to_photos(self) -> bool:
        """Whether the person said yes to every channel, which is more than no objection."""
        decisions = self.standing.decisions
        return all(latest_state(decisions, channel) is State.GRANTED for channel in PHOTO)

    @property
    def is_decided(self) -> bool:
        """Whether every purpose that the list shows was answered."""
        return {decision.purpose for decision in self.standing.decisions} >= set(SHOWN)

    @property
    def searched(self) -> str:
        """Everything a search looks into, folded."""
        return " ".join(
            words_of(" ".join((self.name, *self.organisation.values(), self.row.second_line)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody decided about one purpose, or alike about several.

    ``at``, ``channel`` and ``source`` tell where that can be read; none where nothing was said.
    """

    about: tuple[object, ...]
    allows: bool
    words: object
    at: date | None
    channel: object
    source: str
    is_silent: bool = False
    """Whether they were told and have not objected, which is no yes."""

    @property
    def is_open(self) -> bool:
        """Whether nobody answered, which counts as a no."""
        return self.at is None and not self.allows and not self.is_silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What somebody decided: in words, and as signs: pairs of what they are about and a mark.

    Marks: "yes", "silent" (told, and has not objected), "no", "open" (asked, and nobody answered),
    "mixed" (yes for some channels of photos only).
    """

    said: tuple[Said, ...]
    signs: tuple[tuple[str, str], ...]


def attendees(meeting: "MeetingRow") -> list[Attendee]:
    """Return everybody on the list by family name (five questions)."""
    network = current_network()
    found = standings({network.id: network}, [meeting], public_url=public_address())
    return [Attendee(standing=one) for one in found[meeting.id]]


def said_by(meeting: "MeetingRow", people: Sequence[Attendee]) -> Mapping[int, Consents]:
    """Return person id → what each of ``people`` decided, as the list shows it (two questions)."""
    ids = [one.row.person_id for one in people]
    latest = consents.latest_decisions(meeting.network_id, meeting.id, ids, SHOWN)
    bases = consents.bases_of_meeting(meeting.id)
    return {
        one.row.person_id: _consents(
            one, {purpose: latest.get((one.row.person_id, purpose)) for purpose in SHOWN}, bases
        )
        for one in people
    }


def said_in_words(state: State, basis: Basis) -> LazyString:
    """Return what somebody decided; where people are told, silence is no objection, and no yes."""
    is_silent = state is State.UNKNOWN and basis is not Basis.CONSENT
    return NO_OBJECTION if is_silent else STATES[state]


def source_of(row: "ConsentDecisionRow") -> str:
    """Return where a decision can be read; of a list, with heading and answer."""
    if not row.heading and not row.answer:
        return row.source
    facts = {"place": row.source, "heading": row.heading, "answer": row.answer}
    words: str = gettext("%(place)s, “%(heading)s”: “%(answer)s”", **facts)
    return words


def _consents(
    one: Attendee,
    latest: "Mapping[Purpose, ConsentDecisionRow | None]",
    bases: Mapping[Purpose, Basis],
) -> Consents:
    bases = bases_for(bases, must_agree=one.row.must_agree)
    lines = {purpose: _line(one, purpose, latest[purpose], bases) for purpose in SHOWN}
    photos = _alike([lines[purpose] for purpose in PHOTO])
    contacts = [lines[purpose] for purpose in CONTACTS]
    said = [line for line in (*photos, *contacts) if not line.is_open]
    unsaid = [line for line in (*photos, *contacts) if line.is_open]
    together = tuple(purpose for line in unsaid for purpose in line.about)
    return Consents(
        said=(*said, *(replace(line, about=together) for line in unsaid[:1])),
        signs=tuple(
            (sign, _mark([lines[purpose] for purpose in purposes]))
            for sign, purposes in SIGNS.items()
        ),
    )


def _mark(lines: Iterable[Said]) -> str:
    marks = {_mark_of(one) for one in lines}
    if len(marks) == 1:
        return marks.pop()
    return "mixed" if marks & {"yes", "silent"} else "no"


def _mark_of(one: Said) -> str:
    if one.allows:
        return "silent" if one.is_silent else "yes"
    return "open" if one.is_open else "no"


def _line(
    one: Attendee,
    purpose: Purpose,
    row: "ConsentDecisionRow | None",
    bases: Mapping[Purpose, Basis],
) -> Said:
    state, basis = row.state if row else State.UNKNOWN, bases.get(purpose, Basis.CONSENT)
    is_silent = state is State.UNKNOWN and basis is not Basis.CONSENT
    may = state in ALLOWING[basis] and not one.row.person.never_share
    return Said(
        about=(PURPOSES[purpose],),
        allows=may if purpose in PHOTO else purpose in one.shares,
        words=said_in_words(state, basis),
        at=wall_time(row.decided_at, tzid=current_network().tzid).date() if row else None,
        channel=CHANNELS[row.channel] if row else None,
        source=source_of(row) if row else "",
        is_silent=is_silent,
    )


def _alike(photos: Iterable[Said]) -> list[Said]:
    """Return the channels of photos with one line for those of which the same was said."""
    found: dict[tuple[object, ...], list[Said]] = {}
    for one in photos:
        found.setdefault((one.allows, str(one.words), one.at, one.source), []).append(one)
    if len(found) == 1:
        (alike,) = found.values()
        return [replace(alike[0], about=(ALL_PHOTOS,))]
    return [
        replace(alike[0], about=tuple(one.about[0] for one in alike)) for alike in found.values()
    ]
