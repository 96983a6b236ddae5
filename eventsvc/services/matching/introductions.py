"""Bringing two people together: both are asked, both must agree (GDPR Art. 6(1)(a))."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from eventsvc.db.models import IntroductionRow, NetworkRow, OrganisationRow, PersonRow, TopicRow
from eventsvc.db.queries import introductions as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.introductions import IntroductionOver, Standing, standing
from eventsvc.services.acts import Act
from eventsvc.services.mails.outbox import Letter, queue

ASKED = "introduction-asked"
MADE = "introduction-made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom the office wants to bring together, on what."""

    topic: TopicRow
    asker: OrganisationRow
    helper: OrganisationRow
    asker_person: int
    helper_person: int
    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person says to being introduced, and when."""

    agrees: bool
    public_url: str
    at: datetime


def introduce(wanted: Wanted, *, act: Act, random: Random) -> str:
    """Ask both by mail whether they want to be introduced; return the public id.

    Raises:
        DoneAlready: The form was sent before.
        NotFound: One of them may not be written to.
    """
    with transaction() as writing:
        act.once(wanted.nonce)
        row = IntroductionRow(
            network_id=act.network_id,
            public_id=f"{random.getrandbits(128):032x}",
            topic_id=wanted.topic.id,
            asker_id=wanted.asker.id,
            helper_id=wanted.helper.id,
            asker_person_id=_reachable(wanted.asker, wanted.asker_person).id,
            helper_person_id=_reachable(wanted.helper, wanted.helper_person).id,
            asked_at=act.at,
            asked_by=act.by,
        )
        writing.add(row)
        writing.flush()
        _queue(row, ASKED, public_url=act.public_url, now=act.at)
        act.note("introduction.asked", f"introduction:{row.public_id}")
    return row.public_id


def answer(network: NetworkRow, person_id: int, public_id: str, *, answer: Answer) -> Standing:
    """Record what the person says; when both agreed, each gets the other's address.

    Raises:
        NotFound: The person was not asked about this.
        IntroductionOver: It is made, or one of the two said no.
    """
    with transaction():
        row = queries.introduction(network.id, public_id)
        if row is None or person_id not in {row.asker_person_id, row.helper_person_id}:
            raise NotFound
        if standing_of(row) in {Standing.MADE, Standing.DECLINED}:
            raise IntroductionOver
        if not answer.agrees:
            row.declined_at = answer.at
        else:
            _agree(row, person_id, now=answer.at)
        found = standing_of(row)
        if found is Standing.MADE:
            row.made_at = answer.at
            _queue(row, MADE, public_url=answer.public_url, now=answer.at)
    return found


def standing_of(row: IntroductionRow) -> Standing:
    """Return how the introduction stands."""
    return standing(agreed=(row.asker_agreed_at, row.helper_agreed_at), declined_at=row.declined_at)


def _agree(row: IntroductionRow, person_id: int, *, now: datetime) -> None:
    if person_id == row.asker_person_id:
        row.asker_agreed_at = row.asker_agreed_at or now
    if person_id == row.helper_person_id:
        row.helper_agreed_at = row.helper_agreed_at or now


def _reachable(organisation: OrganisationRow, person_id: int) -> PersonRow:
    people = queries.reachable_people(organisation.network_id, organisation.id)
    found = next((person for person in people if person.id == person_id), None)
    if found is None:
        raise NotFound
    return found


def _queue(row: IntroductionRow, kind: str, *, public_url: str, now: datetime) -> None:
    network = session().get_one(NetworkRow, row.network_id)
    for person_id in dict.fromkeys((row.asker_person_id, row.helper_person_id)):
        person = session().get_one(PersonRow, person_id)
        letter = Letter(
            unique_key=f"{kind}:{row.public_id}:{person.public_id}",
            recipient=person.email,
            kind=kind,
            language=person.language or network.languages[0],
            facts={"introduction": row.public_id, "person": person.public_id},
            network_id=row.network_id,
        )
        queue(letter, public_url=public_url, now=now)
