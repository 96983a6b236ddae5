"""The mail that asks somebody about their data, and a look at it: both have one text."""

from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import MeetingRow, NetworkRow, PersonRow
from eventsvc.db.queries import consents, participants
from eventsvc.db.transaction import session
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.asking import unanswered
from eventsvc.domain.consents import bases_for
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.domain.texts import choose
from eventsvc.services.mails.letters import (
    UNSEEN,
    Content,
    Office,
    from_office,
    language_for,
    preview_of,
)
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.privacy.asking import CONSENTS_ASKED, asked_in
from eventsvc.services.privacy.consents import title_in
from eventsvc.services.privacy.personal import token_of


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
    why = str(letter.facts.get("why", ""))
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    link = personal_address(office.public_url, token)
    return _content(network, meeting, person, language=letter.language, link=link, why=why)


def preview(
    network: NetworkRow,
    meeting: MeetingRow | None,
    person: PersonRow,
    *,
    office: Office,
    now: datetime,
) -> EmailMessage | None:
    """Return the mail to ``person`` as it would go now, without the secret of its link.

    None: there is nothing to answer.
    """
    language = language_for(network, person)
    link = personal_address(office.public_url, UNSEEN)
    found = _content(network, meeting, person, language=language, link=link)
    if found is None:
        return None
    return preview_of(
        found,
        kind=CONSENTS_ASKED,
        language=language,
        recipient=person.email,
        sender=office.sender,
        now=now,
    )


def _content(
    network: NetworkRow,
    meeting: MeetingRow | None,
    person: PersonRow,
    *,
    language: str,
    link: str,
    why: str = "",
) -> Content | None:
    number = meeting.id if meeting else None
    asked = bases_for(asked_in(network, meeting), must_agree=consents.must_agree(person.id, number))
    waiting = unanswered(participants.decisions_at(person.id, meeting_id=number or 0), asked=asked)
    if not waiting:
        return None
    name = display_name(title=person.title, given=person.given, family=person.family)
    texts = meeting.title if meeting else network.name
    return from_office(
        network,
        language,
        name=spoken(name),
        about=choose(texts, language=language, fallbacks=network.languages).text,
        has_changed=why == "words",
        purposes=[title_in(network, one, language=language) for one in waiting],
        link=link,
    )
