"""Decisions of people, appended with the words they were made on (GDPR Art. 7(1))."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    ConsentWordingRow,
    MeetingRow,
    NetworkRow,
    PersonRow,
)
from eventsvc.db.queries import consents
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import (
    NETWORK_WIDE,
    OWN,
    Basis,
    Channel,
    DecidedBy,
    Decision,
    Purpose,
    State,
    bases_for,
    may_photograph,
    require_fitting,
)
from eventsvc.domain.purposes import settled
from eventsvc.domain.texts import choose
from eventsvc.outputs.wordings import Speaker, title_of, wording
from eventsvc.services.privacy.controllers import bodies_of
from eventsvc.services.privacy.effects import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answers, and the language in which the words were shown.

    ``source``: where an answer that the office was told can be read.
    """

    purpose: Purpose
    state: State
    language: str
    channel: Channel
    decided_by: DecidedBy = DecidedBy.SELF
    source: str = ""
    scan_id: int | None = None
    """The paper that the person signed, as it is kept."""


def basis_of(network: NetworkRow, meeting: MeetingRow | None, purpose: Purpose) -> Basis:
    """Return the legal basis for ``purpose`` at ``meeting``, whose bases are loaded.

    What the meeting does not name stands as the network settled it, else people are asked.
    """
    named = {row.purpose: row.basis for row in meeting.bases} if meeting else {}
    return named.get(purpose) or settled(network.purposes, purpose).basis or Basis.CONSENT


def basis_for(
    network: NetworkRow, meeting: MeetingRow | None, person_id: int, purpose: Purpose
) -> Basis:
    """Return the legal basis that holds for one person: children and guests are always asked."""
    if consents.must_agree(person_id, meeting.id if meeting else None):
        return Basis.CONSENT
    return basis_of(network, meeting, purpose)


def may_be_in_pictures(
    row: AttendanceRow, decisions: Iterable[Decision], *, bases: Mapping[Purpose, Basis]
) -> bool:
    """Tell whether somebody on a meeting's list may be photographed; ``bases``: the meeting's."""
    return may_photograph(
        decisions,
        bases=bases_for(bases, must_agree=row.must_agree),
        never_share=row.person.never_share,
    )


def words_for(
    network: NetworkRow,
    meeting: MeetingRow | None,
    purpose: Purpose,
    *,
    basis: Basis | None = None,
) -> dict[str, str]:
    """Return what people are asked or told at ``meeting``, in each language.

    What holds for the whole network is asked in its own body's name, whoever holds the meeting.
    The office's own words, where it wrote any, else ours. Who has looked up the meeting's
    ``basis`` for the purpose gives it.
    """
    found = settled(network.purposes, purpose)
    basis = basis or basis_of(network, meeting, purpose)
    if own := found.words(basis):
        return dict(own)
    who = bodies_of(network, None if purpose in NETWORK_WIDE else meeting)
    speaker = Speaker(organiser=who.organiser, on_behalf_of=who.on_behalf_of, title=found.title)
    return wording(purpose, basis, speaker=speaker)


def title_in(network: NetworkRow, purpose: Purpose, *, language: str) -> str:
    """Return what a purpose is called in a network."""
    if purpose not in OWN:
        return title_of(purpose, language=language)
    title = settled(network.purposes, purpose).title
    return choose(title, language=language, fallbacks=network.languages).text


def decide(
    network: NetworkRow,
    meeting: MeetingRow | None,
    person_id: int,
    answer: Answer,
    *,
    now: datetime,
) -> None:
    """Record what the person answers by the own link.

    Raises:
        AnswerDoesNotFit: The meeting's basis for the purpose has no such answer.
    """
    with transaction():
        append(network, meeting, person_id, answer, now=now)
        settle([person_id], now=now)


def append(
    network: NetworkRow,
    meeting: MeetingRow | None,
    person_id: int,
    answer: Answer,
    *,
    now: datetime,
) -> None:
    """Append a decision of the person to the transaction under way.

    Raises:
        AnswerDoesNotFit: The meeting's basis for the purpose has no such answer.
    """
    basis = basis_for(network, meeting, person_id, answer.purpose)
    require_fitting(answer.state, basis=basis)
    shown = keep_words(network, meeting, answer.purpose, basis=basis, now=now)
    append_on(shown.id, meeting, person_id, answer, now=now)


def append_on(
    wording_id: int | None,
    meeting: MeetingRow | None,
    person_id: int,
    answer: Answer,
    *,
    now: datetime,
) -> None:
    """Append a decision that was made on words kept before; None: no words are on record."""
    scope = None if answer.purpose in NETWORK_WIDE else meeting
    person = session().get_one(PersonRow, person_id)
    session().add(
        ConsentDecisionRow(
            network_id=person.network_id,
            person_id=person_id,
            meeting_id=scope and scope.id,
            purpose=answer.purpose,
            state=answer.state,
            wording_id=wording_id,
            language=answer.language,
            decided_at=now,
            decided_by=answer.decided_by,
            channel=answer.channel,
            source=answer.source,
            scan_id=answer.scan_id,
        )
    )


def keep_words(
    network: NetworkRow,
    meeting: MeetingRow | None,
    purpose: Purpose,
    *,
    basis: Basis | None = None,
    now: datetime,
) -> ConsentWordingRow:
    """Return the row of the words shown now, as a new version when no version says just this.

    ``basis``: the one that holds for whoever read them; else the meeting's.
    """
    words = words_for(network, meeting, purpose, basis=basis)
    found = _version(network.id, purpose, words)
    if found is None:
        queries.lock_network(network.id)  # two new versions at once would get one number
        found = _version(network.id, purpose, words) or _new_version(
            network.id, purpose, words, now=now
        )
    return found


def _version(network_id: int, purpose: Purpose, words: dict[str, str]) -> ConsentWordingRow | None:
    versions = queries.wordings_of(network_id, purpose)
    return next((row for row in versions if row.text == words), None)


def _new_version(
    network_id: int, purpose: Purpose, words: dict[str, str], *, now: datetime
) -> ConsentWordingRow:
    newest = next(iter(queries.wordings_of(network_id, purpose)), None)
    row = ConsentWordingRow(
        network_id=network_id,
        purpose=purpose,
        number=newest.number + 1 if newest else 1,
        text=words,
        created_at=now,
    )
    session().add(row)
    session().flush()
    return row
