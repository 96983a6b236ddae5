"""Asking everybody at once about their data: the counts, and one mail with the own link each.

Whoever does not answer stays unknown. Nobody is asked about the same list twice on one day: the
mail's own key says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import asking as queries
from eventsvc.db.queries import consents, handouts, outbox, participants
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.asking import NobodyToAsk, Reachable, Tally, tallies, unanswered
from eventsvc.domain.consents import Basis, Decision, Purpose, asked_at_meeting, bases_for
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.domain.purposes import network_bases
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.consents import title_in
from eventsvc.services.letters import Content, Office, from_office
from eventsvc.services.mailing_people import mail_languages
from eventsvc.services.outbox import Leased, Letter, queue
from eventsvc.services.personal import token_of

CONSENTS_ASKED = "consents-asked"
"""Kind of the mail that asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the answers of all people stand, and who gets a mail when the office asks."""

    tallies: tuple[Tally, ...]
    people: int
    to_ask: tuple[PersonRow, ...]
    open: int
    """How many have something to answer, whether a mail reaches them or not."""


def standing(network: NetworkRow, meeting: MeetingRow | None, *, now: datetime) -> Standing:
    """Return how people stand at a meeting; without one, in the whole network."""
    people = queries.people_concerned(network.id, meeting.id if meeting else None)
    said, asked = decided(network, meeting), asked_in(network, meeting)
    agreeing = _who_must_agree(people, meeting)
    waiting = [
        one
        for one in people
        if unanswered(said.get(one.id, ()), asked=bases_for(asked, must_agree=one.id in agreeing))
    ]
    asked_today = outbox.mails_called(f"{_act(meeting, now)}:")
    return Standing(
        tallies=tallies((said.get(one.id, ()) for one in people), asked=asked),
        people=len(people),
        to_ask=tuple(one for one in waiting if _reachable(one, asked_today).may_be_asked),
        open=len(waiting),
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
        if person.id in wanted and _reachable(person, frozenset()).may_be_asked:
            _queue(network, meeting, person, act=act, why="words")


def subject_of(network: NetworkRow, meeting: MeetingRow | None) -> str:
    """Return what the audit log says that was asked about."""
    return f"meeting:{meeting.key}" if meeting else f"network:{network.slug}"


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail that asks; None once there is nothing to answer, or nobody to ask."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    number = letter.facts["meeting"]
    meeting = session().get(MeetingRow, number) if number else None
    if found is None or (number and meeting is None):
        return None
    person, network = found
    if person.link_disowned_at is not None or person.never_share:
        return None
    decisions = participants.decisions_at(person.id, meeting_id=number or 0)
    agrees = consents.must_agree(person.id, meeting.id if meeting else None)
    asked = bases_for(asked_in(network, meeting), must_agree=agrees)
    waiting = unanswered(decisions, asked=asked)
    if not waiting:
        return None
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    name = display_name(title=person.title, given=person.given, family=person.family)
    texts = meeting.title if meeting else network.name
    return from_office(
        network,
        letter.language,
        name=spoken(name),
        about=choose(texts, language=letter.language, fallbacks=network.languages).text,
        has_changed=letter.facts.get("why") == "words",
        purposes=[title_in(network, one, language=letter.language) for one in waiting],
        link=personal_address(office.public_url, token),
    )


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


def _reachable(person: PersonRow, asked_today: frozenset[str]) -> Reachable:
    return Reachable(
        email=person.email,
        is_disowned=person.link_disowned_at is not None,
        never_share=person.never_share,
        was_asked_today=person.public_id in asked_today,
    )


def _act(meeting: MeetingRow | None, now: datetime) -> str:
    return f"{CONSENTS_ASKED}:{meeting.id if meeting else 'network'}:{now:%Y%m%d}"


def _queue(
    network: NetworkRow, meeting: MeetingRow | None, person: PersonRow, *, act: Act, why: str = ""
) -> None:
    languages = mail_languages(network)
    name = f"{_act(meeting, act.at)}:{person.public_id}"
    letter = Letter(
        unique_key=f"{name}:{why}:{act.at:%H%M%S}" if why else name,
        recipient=person.email,
        kind=CONSENTS_ASKED,
        language=person.language if person.language in languages else languages[0],
        facts={"person": person.public_id, "meeting": meeting.id if meeting else 0, "why": why},
        network_id=network.id,
    )
    queue(letter, public_url=act.public_url, now=act.at)
