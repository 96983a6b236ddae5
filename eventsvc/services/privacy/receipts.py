"""Receipts by mail: what was decided, by whom and by which way, with the link that changes it."""

from datetime import datetime

from eventsvc.db.models import ConsentDecisionRow, MeetingRow, NetworkRow
from eventsvc.db.queries import outbox, participants
from eventsvc.db.queries import receipts as queries
from eventsvc.db.queries.receipts import Decider
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.domain.receipts import LOOKED_BACK, WINDOW, due
from eventsvc.domain.texts import choose
from eventsvc.services.mails.letters import Content, Office, from_office, language_for
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.consents import title_in
from eventsvc.services.privacy.personal import token_of

RECEIPT = "consents-noted"
"""Kind of the mail."""


def confirm_due(*, public_url: str, now: datetime) -> int:
    """Queue a receipt for decisions that have none; return how many."""
    found = queries.deciders(since=now - LOOKED_BACK)
    deciders = {one.person.public_id: one for one in found}
    spans = due(((one.person.public_id, one.at) for one in found), now=now)
    keys = {_key(who, since): deciders[who] for who, since in spans}
    known = outbox.mails_called(f"{RECEIPT}:") if keys else frozenset()
    new = {key: one for key, one in keys.items() if key.removeprefix(f"{RECEIPT}:") not in known}
    if new:
        with transaction():
            for key, one in new.items():
                queue(_letter(key, one), public_url=public_url, now=now)
    return len(new)


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the receipt; None when nobody is there to be written to."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    since = datetime.fromisoformat(str(letter.facts["since"]))
    if found is None or found[0].erased_at or found[0].link_disowned_at:
        return None
    person, network = found
    rows = queries.decisions_between(person.id, since=since, until=since + WINDOW)
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    name = display_name(title=person.title, given=person.given, family=person.family)
    return from_office(
        network,
        letter.language,
        name=spoken(name),
        decisions=[_said(network, row, meeting, letter.language) for row, meeting in rows],
        link=personal_address(office.public_url, token),
    )


def _said(
    network: NetworkRow, row: ConsentDecisionRow, meeting: MeetingRow | None, language: str
) -> dict[str, str]:
    """Return one decision for the mail's template."""
    texts = meeting.title if meeting else network.name
    return {
        "purpose": title_in(network, row.purpose, language=language),
        "about": choose(texts, language=language, fallbacks=network.languages).text,
        "state": row.state.value,
        "channel": row.channel.value,
        "by": row.decided_by.value,
    }


def _key(who: str, since: datetime) -> str:
    return f"{RECEIPT}:{who}:{since:%Y%m%d%H%M}"


def _letter(key: str, one: Decider) -> Letter:
    moment = key.rpartition(":")[2]
    since = datetime.strptime(f"{moment}+0000", "%Y%m%d%H%M%z")
    return Letter(
        unique_key=key,
        recipient=one.person.email,
        kind=RECEIPT,
        language=language_for(one.network, one.person),
        facts={"person": one.person.public_id, "since": since.isoformat()},
        network_id=one.network.id,
    )
