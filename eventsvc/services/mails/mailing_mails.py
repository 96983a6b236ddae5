"""The mails of a mailing: written when they are sent, and the same before, to be looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import MailingRow, MeetingRow, NetworkRow
from eventsvc.db.transaction import session
from eventsvc.domain.addresses import personal_address
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.imip import reply_address, reply_token
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import filled, spoken
from eventsvc.domain.texts import choose
from eventsvc.services.calendar.invitations import Invited, with_invite
from eventsvc.services.mails.letters import UNSEEN, Content, Office, preview_of
from eventsvc.services.mails.mailing_people import Recipient
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.mails.personal_mails import About, Addressee, addressee, content
from eventsvc.services.meetings.aftermath import after
from eventsvc.services.networks.network_mails import paragraphs
from eventsvc.services.privacy.personal import holder_of, token_of


def mailing(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return a mail of a mailing; None when it is out of date or has nobody to go to."""
    to, row = addressee(mail), session().get(MailingRow, mail.facts["mailing"])
    if to is None or row is None or not _is_wanted(to, row, now=now):
        return None
    token = token_of(to.person, LinkPurpose.MY, secret=office.secret)
    return _content(
        About(to.network, to.meeting, mail.language, office.public_url, row.kind.value),
        row,
        _invited(to, mail.recipient, office=office),
        link=personal_address(office.public_url, token),
        now=now,
    )


def preview(
    network: NetworkRow,
    meeting: MeetingRow,
    row: MailingRow,
    one: Recipient,
    *,
    office: Office,
    now: datetime,
) -> EmailMessage:
    """Return the mail to ``one`` as it would go now, without the secret of its link."""
    about = About(network, meeting, one.language, office.public_url, row.kind.value)
    invited = Invited(name=one.name, address=one.email, answers_to=office.mailbox)
    link = personal_address(office.public_url, UNSEEN)
    found = _content(about, row, invited, link=link, now=now)
    return preview_of(
        found,
        kind=row.kind.value,
        language=one.language,
        recipient=one.email,
        sender=office.sender,
        now=now,
    )


def _is_wanted(to: Addressee, row: MailingRow, *, now: datetime) -> bool:
    """Tell whether what was true when the mailing was sent still is."""
    if to.person.never_share or to.attendance is None:
        return False
    if row.kind is MailingKind.THANKS:
        return True
    if now >= to.meeting.dtend:
        return False
    if row.kind is MailingKind.CHANGE:
        return True
    if row.kind is MailingKind.REMINDER and to.attendance.partstat is not PartStat.NEEDS_ACTION:
        return False
    return to.meeting.status is not MeetingStatus.CANCELLED


def _invited(to: Addressee, address: str, *, office: Office) -> Invited:
    person = to.person
    answers_to = ""
    if office.mailbox:
        token = reply_token(holder_of(person), to.meeting.uid, secret=office.secret)
        answers_to = reply_address(office.mailbox, token)
    return Invited(
        name=display_name(title=person.title, given=person.given, family=person.family),
        address=address,
        partstat=to.attendance.partstat if to.attendance else PartStat.NEEDS_ACTION,
        answers_to=answers_to,
    )


def _content(
    about: About, row: MailingRow, invited: Invited, *, link: str, now: datetime
) -> Content:
    said = spoken(invited.name)
    values = {
        "name": said,
        "meeting": about.title,
        "date": about.when,
        "place": about.place,
        "network": about.network_name,
    }
    if row.kind is MailingKind.THANKS:
        extra = {"join_url": "", **after(about, link=link, now=now)}
    else:
        extra = {}
    made = content(
        about,
        link=link,
        **extra,
        subject=" ".join(filled(_text(about, row.subject), values).split()),
        paragraphs=paragraphs(filled(_text(about, row.text), values)),
        name=said,
        is_cancelled=about.meeting.status is MeetingStatus.CANCELLED,
    )
    if row.kind is MailingKind.THANKS:
        return replace(made, attachments=())
    return with_invite(made, about, invited)


def _text(about: About, texts: Mapping[str, str]) -> str:
    return choose(texts, language=about.language, fallbacks=about.network.languages).text
