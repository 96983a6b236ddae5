"""Telling those who fetched a list that somebody on it said no (GDPR Art. 19)."""

from datetime import datetime

from eventsvc.db.models import EffectRow, HandoutRow, NetworkRow
from eventsvc.db.queries import effects as queries
from eventsvc.db.queries import handouts, participants
from eventsvc.db.transaction import transaction
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import display_name
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.effects import end

RECALL = "handout-recall"
"""Kind of the mail to whoever fetched a list."""


def handout_of(effect: EffectRow) -> HandoutRow:
    """Return the list that an effect is about.

    Raises:
        NotFound: It is about something else.
    """
    row = None
    if effect.kind is EffectKind.HANDOUT:
        row = handouts.handout(effect.network_id, effect.subject)
    if row is None:
        raise NotFound
    return row


def tell(public_id: str, *, act: Act, language: str, public_url: str) -> int:
    """Queue the mail to each recipient of the list and end the effect; return how many mails.

    Raises:
        NotFound: There is no such effect, or it is about no list.
    """
    with transaction():
        effect = queries.effect(act.network_id or 0, public_id)
        if effect is None:
            raise NotFound
        handout = handout_of(effect)
        if not end(effect, act=act):
            return 0
        queue_recall(effect, handout, public_url=public_url, language=language, now=act.at)
        act.note("effect.told", f"effect:{public_id}", {"mails": len(handout.recipients)})
        return len(handout.recipients)


def queue_recall(
    effect: EffectRow,
    handout: HandoutRow,
    *,
    public_url: str,
    language: str,
    now: datetime,
    name: str = "",
) -> None:
    """Queue the mails of an effect; ``name`` for somebody whose name is about to go."""
    facts = {"handout": handout.public_id, "person": effect.person.public_id}
    for number, recipient in enumerate(handout.recipients):
        letter = Letter(
            unique_key=f"{RECALL}:{effect.public_id}:{number}",
            recipient=recipient,
            kind=RECALL,
            language=language,
            facts=facts | ({"name": name} if name else {}),
            network_id=effect.network_id,
        )
        queue(letter, public_url=public_url, now=now)


def words_of(network: NetworkRow, handout: HandoutRow, name: str) -> dict[str, object]:
    """Return what the mail says, for looking at it before it goes."""
    texts = handout.meeting.title if handout.meeting else network.name
    return {
        "network": _text(network, network.name),
        "email": network.email,
        "about": _text(network, texts),
        "why": handout.why,
        "name": name,
    }


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None when the list or the person is gone."""
    row = handouts.handout(letter.network_id or 0, str(letter.facts["handout"]))
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    if row is None or found is None:
        return None
    person, network = found
    now_called = display_name(title=person.title, given=person.given, family=person.family)
    name = str(letter.facts.get("name") or now_called)
    words = words_of(network, row, name)
    return Content(words=words, sender_name=str(words["network"]), reply_to=network.email)


def _text(network: NetworkRow, texts: dict[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text
