"""The mails of an introduction: the question, and once both agreed, the other's address."""

from datetime import datetime

from eventsvc.db.models import IntroductionRow, NetworkRow, PersonRow
from eventsvc.db.queries import introductions as queries
from eventsvc.db.transaction import session
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.texts import choose
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.matching.introductions import MADE
from eventsvc.services.privacy.personal import token_of


def introduction(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the question, or the other's name and address; None: there is nobody to write to.

    Once one said no, disowned the link, had the data restricted or wants no mails, both get
    nothing more.
    """
    row = queries.introduction(mail.network_id or 0, str(mail.facts["introduction"]))
    if row is None or row.declined_at is not None or (mail.kind == MADE and row.made_at is None):
        return None
    people = (row.asker_person, row.helper_person)
    if not all(map(_is_reachable, people)):
        return None
    is_asker = row.asker_person.public_id == mail.facts["person"]
    return _content(row, people if is_asker else people[::-1], mail, office)


def _is_reachable(person: PersonRow) -> bool:
    may_not = person.link_disowned_at or person.restricted_at or person.never_share
    return bool(person.email) and not may_not


def _content(
    row: IntroductionRow, people: tuple[PersonRow, ...], mail: Leased, office: Office
) -> Content:
    network = session().get_one(NetworkRow, row.network_id)
    person, other = people
    seeks = person.id == row.asker_person_id

    def text(texts: dict[str, str]) -> str:
        return choose(texts, language=mail.language, fallbacks=network.languages).text

    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    name = text(network.name)
    return Content(
        words={
            "network": name,
            "email": network.email,
            "organisation": text((row.helper if seeks else row.asker).name),
            "topic": text(row.topic.label) if row.topic else "",
            "seeks": seeks,
            "link": f"{personal_address(office.public_url, token)}/introductions",
            **(_address(other, mail.language) if mail.kind == MADE else {}),
        },
        sender_name=network.sender_name or name,
        reply_to=network.reply_to or network.email,
    )


def _address(person: PersonRow, language: str) -> dict[str, str]:
    name = display_name(
        title=person.title,
        given=person.given,
        family=person.family,
        language=person.language or language,
    )
    return {"person": name, "address": person.email}
