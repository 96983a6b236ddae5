"""The task that empties the outbox."""

import threading
from datetime import datetime

from eventsvc.db.queries.outbox import database_time
from eventsvc.services.mails import outbox
from eventsvc.services.mails.delivery import deliver
from eventsvc.services.mails.letters import Office


def deliver_due(
    now: datetime | None = None, *, office: Office, stop: threading.Event | None = None
) -> int:
    """Send the mails that are due, one after the other; return how many were tried.

    Leases go by the database's clock, which all machines share; tests give ``now``. Ends early
    once ``stop`` is set: the mail in hand is finished, no other is begun.
    """
    tried = 0
    while not (stop and stop.is_set()):
        mail = outbox.lease_due(now=now or database_time())
        if mail is None:
            break
        deliver(mail, office=office, now=now or database_time())
        tried += 1
    return tried
