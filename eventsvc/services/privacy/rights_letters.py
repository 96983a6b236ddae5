"""The confirmation of what the office did for somebody: as a mail, or as a letter to print."""

from datetime import datetime

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries import rights as queries
from eventsvc.db.transaction import session
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import display_name
from eventsvc.domain.papers import read
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs.rights import Confirmation, letter_pdf, sentences_of, title_of
from eventsvc.services.mails.letters import Content, Office, from_office
from eventsvc.services.mails.outbox import Leased


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None once the request or the person is gone."""
    row = queries.request_called(letter.network_id or 0, str(letter.facts["request"]))
    if row is None or row.person.erased_at is not None:
        return None
    language = letter.language
    return from_office(
        session().get_one(NetworkRow, letter.network_id),
        language,
        title=title_of(row.right, language=language),
        sentences=sentences_of(row.right, row.came_on, language=language),
    )


def letter(network: NetworkRow, public_id: str) -> bytes:
    """Return the letter that confirms what was done, as a PDF in the person's language.

    Raises:
        NotFound: There is no such request, or it was not done as asked.
    """
    row = queries.request_called(network.id, public_id)
    if row is None or row.answered_at is None or row.answer:
        raise NotFound
    person, is_erased = row.person, row.person.erased_at is not None
    name = display_name(title=person.title, given=person.given, family=person.family)
    language = row.language
    return letter_pdf(
        Confirmation(
            right=row.right,
            came_on=row.came_on,
            answered_on=wall_time(row.answered_at, tzid=network.tzid).date(),
            network=choose(network.name, language=language, fallbacks=network.languages).text,
            organiser=network.organiser,
            address=read(network.papers).address,
            email=network.email,
            name="" if is_erased else name,
        ),
        language=language,
    )
