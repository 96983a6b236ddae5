"""Invitations sent as an office sends them, read as their recipients get them."""

from collections.abc import Sequence
from email.message import EmailMessage
from random import Random

from eventsvc.db.models import MeetingRow, NetworkRow, PersonRow
from eventsvc.domain.mailings import MailingKind
from eventsvc.services.acts import Act
from eventsvc.services.mails.mailing_people import fingerprint, recipients
from eventsvc.services.mails.mailing_sending import Sender, send
from eventsvc.services.mails.mailings import Chosen, Drafter, invite, prepare
from eventsvc.settings import Settings
from tests.conftest import NOW, PUBLIC_URL
from tests.support.mailbox import delivered


def invited_by_mail(
    network: NetworkRow,
    meeting: MeetingRow,
    people: Sequence[PersonRow],
    *,
    settings: Settings,
    kind: MailingKind = MailingKind.INVITATION,
) -> list[EmailMessage]:
    """Invite ``people``, or tell those on the list; return every mail so far, the newest last."""
    act = Act(network_id=network.id, by="account:test", at=NOW)
    by = Drafter(act=act, nonce="", random=Random())
    if kind is MailingKind.INVITATION:
        pasted = "\n".join(f"{one.given} {one.family} <{one.email}>" for one in people)
        row = invite(network, meeting, Chosen(pasted=pasted), by=by, today=NOW.date())
    else:
        row = prepare(network, meeting, kind, by=by)
    seen = fingerprint(recipients(network, meeting, row))
    sender = Sender(act=act, public_url=PUBLIC_URL, random=Random(), seen=seen, version=row.version)
    send(network, meeting.id, row.key, by=sender)
    return delivered(settings, now=NOW)
