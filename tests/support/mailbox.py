"""The mails a service wrote into its data folder, as their recipients read them."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from eventsvc.jobs.outbox import deliver_due
from eventsvc.services.mails.delivery import office_of
from eventsvc.settings import Settings


def delivered(settings: Settings, *, now: datetime | None = None) -> list[EmailMessage]:
    """Deliver what is due at ``now``; return every mail written so far, the newest last."""
    deliver_due(now or datetime.now(UTC) + timedelta(seconds=5), office=office_of(settings))
    files = sorted(
        (settings.data_dir / "mails").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns
    )
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def plain(message: EmailMessage) -> str:
    return message.get_body(("plain",)).get_content()


def personal_path(message: EmailMessage, public_url: str) -> str:
    """Return the path of the personal link in ``message``."""
    found = re.search(re.escape(public_url) + r"(/my/\S+)", plain(message))
    assert found, plain(message)
    return found[1]
