"""The task that reads what calendar programs answered."""

import logging
import threading
from datetime import UTC, datetime

from eventsvc.domain.imip import Outcome
from eventsvc.gateways.imap import Mailbox, NotRead, read_new
from eventsvc.inputs.mail_replies import MOST_BYTES
from eventsvc.services.calendar.mail_replies import Desk, take_mail

log = logging.getLogger(__name__)


def read_mailbox(mailbox: Mailbox, *, desk: Desk, stop: threading.Event) -> int:
    """Take the new mails of the mailbox; return how many. A server that is down comes again."""

    def take(data: bytes) -> bool:
        outcome = take_mail(data, desk=desk, now=datetime.now(UTC))
        return outcome is not Outcome.NO_CALENDAR  # a note to people stays unread for them

    try:
        return read_new(mailbox, take, most=MOST_BYTES + 1, stop=stop)
    except NotRead as error:
        log.warning("mailbox-not-read", extra={"facts": {"reason": str(error)}})
        return 0
