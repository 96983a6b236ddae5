"""What one member writes to another by a form: the address of neither is shown on a page.

The mail goes to the recipient alone; an answer goes to the writer, who is told so beforehand.
Nothing of it stays here once it went.
"""

from datetime import datetime

from eventsvc.db.models import NetworkRow, PersonRow
from eventsvc.db.queries import participants
from eventsvc.db.queries.people import is_known_to_the_office
from eventsvc.db.transaction import transaction
from eventsvc.domain.addresses import leaving_address
from eventsvc.domain.circulars import NotKnownToTheOffice, NotOnTheList, letter_text
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import Field
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office, from_office
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.networks.network_mails import paragraphs
from eventsvc.services.privacy.handout_lines import Line, draw
from eventsvc.services.privacy.personal import token_of

MEMBER_LETTER = "member-letter"
"""Kind of the mail."""


def on_the_list(network: NetworkRow, person: PersonRow) -> tuple[Line, ...]:
    """Return the others on the distribution list, for somebody who stands on it.

    Raises:
        NotOnTheList: The reader does not.
        NotKnownToTheOffice: Anybody can come onto it by the open form.
    """
    lines = draw(network, None).lines
    if not any(line.person_id == person.id for line in lines):
        raise NotOnTheList
    if not is_known_to_the_office(person):
        raise NotKnownToTheOffice
    return tuple(line for line in lines if line.person_id != person.id)


def write(
    network: NetworkRow,
    sender: PersonRow,
    recipient: PersonRow,
    typed: str,
    *,
    nonce: str,
    act: Act,
) -> None:
    """Queue what ``sender`` writes to ``recipient``.

    Raises:
        DoneAlready: The same form was sent before.
        LetterIsEmpty, LetterTooLong: There is nothing to send, or too much.
        NotOnTheList, NotFound: The one or the other does not stand on the list.
        NotKnownToTheOffice: The writer is a stranger to the office.
    """
    text = letter_text(typed)
    with transaction():
        act.once(nonce)
        if recipient.id not in {line.person_id for line in on_the_list(network, sender)}:
            raise NotFound
        letter = Letter(
            unique_key=f"{MEMBER_LETTER}:{sender.public_id}:{nonce}",
            recipient=recipient.email,
            kind=MEMBER_LETTER,
            language=recipient.language or network.languages[0],
            facts={"person": recipient.public_id, "from": sender.public_id, "text": text},
            network_id=network.id,
        )
        queue(letter, public_url=act.public_url, now=act.at)
        # Who wrote to whom is no business of the office: only that a letter was written.
        act.note("letter.written", f"person:{sender.public_id}")


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None when the one or the other left the list meanwhile."""
    network_id = letter.network_id or 0
    to = participants.person_and_network(network_id, str(letter.facts["person"]))
    by = participants.person_and_network(network_id, str(letter.facts["from"]))
    if to is None or by is None:
        return None
    network = to[1]
    writer = draw(network, None, person_id=by[0].id).lines
    if not writer or not draw(network, None, person_id=to[0].id).lines:
        return None
    values = writer[0].values
    token = token_of(to[0], LinkPurpose.MY, secret=office.secret)
    leave = leaving_address(office.public_url, token)
    return from_office(
        network,
        letter.language,
        unsubscribe=leave,
        answers_to=by[0].email,
        name="",
        by=spoken(values[Field.NAME]),
        organisation=spoken(values[Field.ORGANISATION]),
        address=by[0].email,
        paragraphs=paragraphs(str(letter.facts["text"])),
        leave=leave,
    )
