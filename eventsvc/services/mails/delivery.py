"""Delivering what the outbox holds: the mail is written now, with its links, and handed over.

No transaction is open while a server is spoken to: one that hangs must stop nobody else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from eventsvc.db.queries import participants
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.signin import LINK_LIVES
from eventsvc.gateways import eml, smtp
from eventsvc.gateways.answers import NotTaken
from eventsvc.outputs.mails import Mail, compose
from eventsvc.services.account import accounts
from eventsvc.services.attendees import registrations, seating, substitutes
from eventsvc.services.dates import (
    date_poll_asking,
    date_poll_decision,
    date_poll_mails,
    hosting,
    rota_mails,
)
from eventsvc.services.mails import (
    circulars,
    mailing_mails,
    member_letters,
    outbox,
    own_links,
    personal_mails,
)
from eventsvc.services.mails.letters import Carrier, Content, Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.matching import introduction_mails, introductions
from eventsvc.services.privacy import (
    asking,
    asking_mails,
    erasure,
    handouts,
    papers,
    recalls,
    receipts,
    rights_letters,
    rights_requests,
)
from eventsvc.services.profiles import (
    project_mails,
    projects,
    proposal_mails,
    steward_mails,
    stewards,
)
from eventsvc.services.surveys import survey_mails
from eventsvc.settings import Settings


def office_of(settings: Settings, *, timeout: float = smtp.TIMEOUT) -> Office:
    """Return the office that ``settings`` describe: a mail server, else files."""
    url = settings.smtp_url.get_secret_value()
    if not url:
        folder = settings.data_dir / "mails"
        return _office(settings, partial(_to_file, folder=folder))
    server = smtp.server_of(url, timeout=timeout)
    return _office(settings, partial(_to_server, server=server, sender=settings.mail_from))


def deliver(mail: Leased, *, office: Office, now: datetime) -> None:
    """Send ``mail`` and record what became of it; forget it when it has nobody to go to."""
    content = None if _is_held(mail) else CONTENTS[mail.kind](mail, office=office, now=now)
    if content is None:
        outbox.dropped(mail.number)
        return
    message = compose(
        Mail(
            kind=mail.kind,
            language=mail.language,
            message_id=mail.message_id,
            sender=office.sender,
            sender_name=content.sender_name,
            recipient=mail.recipient,
            written_at=mail.queued_at,
            context=content.words,
            reply_to=content.reply_to,
            attachments=content.attachments,
            unsubscribe=content.unsubscribe,
            invite=content.invite,
        )
    )
    try:
        office.carrier(message, mail)
    except NotTaken as error:
        _not_taken(mail, error, now=now)
    else:
        if mail.kind in FORGOTTEN:
            outbox.dropped(mail.number)
        else:
            outbox.sent(mail.number, now=now)


def _is_held(mail: Leased) -> bool:
    """Tell whether the person had the use of the data restricted, and this is a use of it."""
    who = mail.facts.get("person")
    if not who or mail.kind in STILL_SENT:
        return False
    found = participants.person_and_network(mail.network_id or 0, str(who))
    return found is not None and found[0].restricted_at is not None


def _not_taken(mail: Leased, error: NotTaken, *, now: datetime) -> None:
    if not error.for_good:
        outbox.deferred(mail.number, answer=error.answer, now=now)
    elif mail.kind in FORGOTTEN:
        outbox.dropped(mail.number)
    else:
        outbox.refused(mail.number, answer=error.answer)


def sign_in_address(token: str, *, public_url: str, landing: str) -> str:
    """Return the address of the page that signs in with ``token``."""
    return f"{public_url}/sign-in/{token}?next={quote(landing)}"


def _sign_in(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    token = accounts.new_link_token(mail.recipient, now=now)
    if token is None:
        return None
    landing = str(mail.facts["landing"])
    return Content(
        words={
            "link": sign_in_address(token, public_url=office.public_url, landing=landing),
            "host": urlsplit(office.public_url).netloc,
            "minutes": LINK_LIVES.seconds // 60,
        }
    )


CONTENTS: Mapping[str, Callable[..., Content | None]] = {
    accounts.SIGN_IN: _sign_in,
    asking.CONSENTS_ASKED: asking_mails.mail,
    circulars.CIRCULAR: circulars.mail,
    member_letters.MEMBER_LETTER: member_letters.mail,
    papers.IMPORTED: papers.mail,
    own_links.OWN_LINK: own_links.mail,
    receipts.RECEIPT: receipts.mail,
    date_poll_asking.ASKED: date_poll_mails.date_poll,
    date_poll_asking.REMINDED: date_poll_mails.date_poll,
    date_poll_decision.DECIDED: date_poll_mails.date_poll,
    handouts.HANDOUT: handouts.mail,
    introductions.ASKED: introduction_mails.introduction,
    introductions.MADE: introduction_mails.introduction,
    recalls.RECALL: recalls.mail,
    projects.PROJECT_WANTED: project_mails.project_wanted,
    proposal_mails.PROPOSAL_DECIDED: proposal_mails.decided,
    proposal_mails.PROPOSAL_WAITS: proposal_mails.waits,
    rota_mails.HOST_TURN: hosting.host_turn,
    erasure.ASKED: erasure.asked_mail,
    erasure.ERASED: erasure.erased_mail,
    rights_requests.ANSWERED: rights_letters.mail,
    registrations.REGISTRATION: personal_mails.registration,
    seating.SEAT_OFFERED: personal_mails.seat_offered,
    substitutes.NAMED: personal_mails.named,
    **dict.fromkeys(MailingKind, mailing_mails.mailing),
    stewards.CHECK_ASKED: steward_mails.member_link,
    stewards.MEMBER_LINK: steward_mails.member_link,
    survey_mails.SURVEY: survey_mails.survey_mail,
    stewards.NEWS_ASKED: steward_mails.news_asked,
}
"""Kind of a mail to what it consists of; None: there is nobody to write to."""

STILL_SENT = frozenset(
    {
        own_links.OWN_LINK,
        receipts.RECEIPT,
        papers.IMPORTED,
        erasure.ASKED,
        recalls.RECALL,
        rights_requests.ANSWERED,
        registrations.REGISTRATION,
        seating.SEAT_OFFERED,
    }
)
"""What goes though the use of somebody's data is restricted (GDPR Art. 18): mails about the rights
of this person, to others too (Art. 19), and answers to what the person asked for."""

FORGOTTEN = frozenset({erasure.ERASED, recalls.RECALL, member_letters.MEMBER_LETTER})
"""Mails that name somebody who is erased, or hold a private letter: nothing of them stays once
they went."""


def _office(settings: Settings, carrier: Carrier) -> Office:
    return Office(
        public_url=settings.public_url,
        sender=settings.mail_from,
        carrier=carrier,
        secret=settings.secret_key.get_secret_value(),
        mailbox=settings.reply_address,
    )


def _to_file(message: EmailMessage, _mail: Leased, *, folder: Path) -> None:
    eml.write(message, folder=folder)


def _to_server(message: EmailMessage, mail: Leased, *, server: smtp.Server, sender: str) -> None:
    smtp.send(message, sender=sender, recipient=mail.recipient, server=server)
