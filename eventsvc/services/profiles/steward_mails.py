"""The mail that brings a steward the link: written when it is sent, and before, to be looked at."""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import NetworkRow, StewardRow
from eventsvc.db.queries import stewards as queries
from eventsvc.db.queries.profile_questions import coming_meeting
from eventsvc.domain.addresses import member_address
from eventsvc.domain.texts import LANGUAGES, choose
from eventsvc.outputs.formats import date_text
from eventsvc.services.mails.letters import UNSEEN, Content, Office, preview_of
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.profiles.stewards import MEMBER_LINK, address_of, language_of, token_of


def member_link(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail with the link; None when the steward is none any more."""
    found = queries.steward_and_network(mail.network_id or 0, str(mail.facts["steward"]))
    if found is None or found[0].ended_at is not None or not address_of(found[0]):
        return None
    steward, network = found
    link = member_address(office.public_url, token_of(steward, secret=office.secret))
    return _content(steward, network, language=mail.language, link=link)


def news_asked(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the mail that asks for news; None once the meeting began or is cancelled."""
    content = member_link(mail, office=office, now=now)
    meeting = coming_meeting(mail.network_id or 0, str(mail.facts["meeting"]), now=now)
    if content is None or meeting is None:
        return None
    day = date_text(meeting.local_start, language=mail.language, weekday=True)
    title = choose(meeting.title, language=mail.language, fallbacks=LANGUAGES).text
    return replace(content, words={**content.words, "meeting": title, "day": day})


def preview(
    steward: StewardRow, network: NetworkRow, *, sender: str, public_url: str, now: datetime
) -> EmailMessage:
    """Return the mail to ``steward`` as it would go now, without the secret of its link."""
    language = language_of(steward, network)
    link = member_address(public_url, UNSEEN)
    content = _content(steward, network, language=language, link=link)
    return preview_of(
        content,
        kind=MEMBER_LINK,
        language=language,
        recipient=address_of(steward),
        sender=sender,
        now=now,
    )


def _content(steward: StewardRow, network: NetworkRow, *, language: str, link: str) -> Content:
    name = choose(network.name, language=language, fallbacks=network.languages).text
    return Content(
        words={
            "organisation": choose(
                steward.organisation.name, language=language, fallbacks=network.languages
            ).text,
            "link": link,
            "network": name,
            "email": network.email,
        },
        sender_name=network.sender_name or name,
        reply_to=network.reply_to or network.email,
    )
