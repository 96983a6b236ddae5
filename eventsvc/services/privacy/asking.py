"""Asking everybody at once about their data: the counts, who is left out and why, one mail each.

Whoever does not answer stays unknown. Nobody is asked about the same list twice on one day: the
mail's own key says so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from eventsvc.db.models import MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import asking as queries
from eventsvc.db.queries import consents, handouts, outbox
from eventsvc.db.transaction import transaction
from eventsvc.domain.asking import (
    Candidate,
    NobodyToAsk,
    Tally,
    Unasked,
    tallies,
    unanswered,
    unasked,
)
from eventsvc.domain.consents import Basis, Decision, Purpose, asked_at_meeting, bases_for
from eventsvc.domain.purposes import network_bases
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import language_for
from eventsvc.services.mails.outbox import Letter, queue

CONSENTS_ASKED = "consents-asked"
"""Kind of the mail that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Somebody who gets no mail when the office asks, and why."""

    person: PersonRow
    why: Unasked


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What became of the mails of one day: of those concerned still, who answered and who not."""

    at: datetime
    mails: int
    answered: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the answers of all people stand, and who gets a mail when the office asks."""

    tallies: tuple[Tally, ...]
    people: int
    to_ask: tuple[PersonRow, ...]
    left_out: tuple[LeftOut, ...]
    """All others, by the reason and then by name."""
    open: int
    """How many have something to answer, whether a mail reaches them or not."""
    rounds: tuple[Round, ...]
    """The days on which people were asked, the latest first."""


def standing(network: NetworkRow, meeting: MeetingRow | None, *, now: datetime) -> Standing:
    """Return how people stand at a meeting; without one, in the whole network."""
    people = queries.people_concerned(network.id, meeting.id if meeting else None)
    said, asked = decided(network, meeting), asked_in(network, meeting)
    agreeing = _who_must_agree(people, meeting)
    has_open = {
        one.public_id: bool(
            unanswered(said.get(one.id, ()), asked=bases_for(asked, must_agree=one.id in agreeing))
        )
        for one in people
    }
    mails = outbox.mails_called(_act(meeting))
    today = _written_to(mails, _day(now), anew=True)
    whys = [
        (one, unasked(_candidate(one, today, has_open=has_open[one.public_id]))) for one in people
    ]
    left_out = [LeftOut(person=one, why=why) for one, why in whys if why]
    return Standing(
        tallies=tallies((said.get(one.id, ()) for one in people), asked=asked),
        people=len(people),
        to_ask=tuple(one for one, why in whys if why is None),
        left_out=tuple(sorted(left_out, key=lambda one: list(Unasked).index(one.why))),
        open=sum(has_open.values()),
        rounds=_rounds(network, meeting, mails, has_open),
    )


def asked_in(network: NetworkRow, meeting: MeetingRow | None) -> Mapping[Purpose, Basis]:
    """Return what people are asked and told, and on which basis."""
    if meeting is None:
        return queries.bases_in_network(network.id) | network_bases(network.purposes)
    return asked_at_meeting(consents.bases_of_meeting(meeting.id))


def ask(network: NetworkRow, meeting: MeetingRow | None, *, nonce: str, act: Act) -> int:
    """Queue a mail to everybody who has something to answer; return how many.

    Raises:
        DoneAlready: The same form was sent before.
        NobodyToAsk: There is nobody left.
    """
    with transaction():
        act.once(nonce)
        people = standing(network, meeting, now=act.at).to_ask
        if not people:
            raise NobodyToAsk
        for person in people:
            _queue(network, meeting, person, act=act)
        act.note(queries.ASKED, subject_of(network, meeting), {"mails": len(people)})
    return len(people)


def ask_again(
    network: NetworkRow, meeting: MeetingRow | None, person_ids: Sequence[int], *, act: Act
) -> None:
    """Queue the mail that asks anew, to those of these people who can be written to."""
    wanted = frozenset(person_ids)
    for person in queries.people_concerned(network.id, meeting.id if meeting else None):
        if person.id in wanted and unasked(_candidate(person, frozenset(), has_open=True)) is None:
            _queue(network, meeting, person, act=act, why="words")


def subject_of(network: NetworkRow, meeting: MeetingRow | None) -> str:
    """Return what the audit log says that was asked about."""
    return f"meeting:{meeting.key}" if meeting else f"network:{network.slug}"


def decided(network: NetworkRow, meeting: MeetingRow | None) -> Mapping[int, Sequence[Decision]]:
    """Return person id → what was decided at a meeting; without one, for the whole network."""
    if meeting is None:
        return handouts.decisions_in_network(network.id)
    return consents.decisions_for_meeting(network.id, meeting.id)


def _who_must_agree(people: Sequence[PersonRow], meeting: MeetingRow | None) -> frozenset[int]:
    """Return the ids of those of whom only a yes counts, there or in the whole network."""
    minors = frozenset(one.id for one in people if one.is_minor)
    if meeting is None:
        return minors
    return minors | {person_id for _, person_id in consents.who_must_agree([meeting.id])}


def _candidate(person: PersonRow, asked_today: Collection[str], *, has_open: bool) -> Candidate:
    return Candidate(
        email=person.email,
        is_disowned=person.link_disowned_at is not None,
        is_restricted=person.restricted_at is not None,
        never_share=person.never_share,
        was_asked_today=person.public_id in asked_today,
        has_open=has_open,
    )


def _written_to(names: Iterable[str], day: str, *, anew: bool) -> frozenset[str]:
    """Return the public ids of those who were asked on a day; ``anew``: for other words too."""
    parts = [name.split(":") for name in names]
    return frozenset(who for when, who, *why in parts if when == day and (anew or not why))


def _rounds(
    network: NetworkRow,
    meeting: MeetingRow | None,
    mails: Collection[str],
    has_open: Mapping[str, bool],
) -> tuple[Round, ...]:
    lines = queries.askings(network.id, subject_of(network, meeting))
    rounds = []
    for day, of_one_day in groupby(lines, key=lambda line: _day(line.at)):
        acts = list(of_one_day)
        asked = _written_to(mails, day, anew=False)
        answers = [has_open[one] for one in asked if one in has_open]
        rounds.append(
            Round(
                at=acts[0].at,
                mails=sum(int(act.facts["mails"]) for act in acts),
                answered=answers.count(False),
                open=answers.count(True),
            )
        )
    return tuple(rounds)


def _act(meeting: MeetingRow | None) -> str:
    return f"{CONSENTS_ASKED}:{meeting.id if meeting else 'network'}:"


def _day(moment: datetime) -> str:
    return f"{moment:%Y%m%d}"


def _queue(
    network: NetworkRow, meeting: MeetingRow | None, person: PersonRow, *, act: Act, why: str = ""
) -> None:
    name = f"{_act(meeting)}{_day(act.at)}:{person.public_id}"
    letter = Letter(
        unique_key=f"{name}:{why}:{act.at:%H%M%S}" if why else name,
        recipient=person.email,
        kind=CONSENTS_ASKED,
        language=language_for(network, person),
        facts={"person": person.public_id, "meeting": meeting.id if meeting else 0, "why": why},
        network_id=network.id,
    )
    queue(letter, public_url=act.public_url, now=act.at)
