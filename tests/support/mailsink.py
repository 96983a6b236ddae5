"""A real SMTP server on this machine that behaves as badly as it is told to."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from email.message import EmailMessage

TIMEOUT = 3.0
"""Seconds our side waits for an answer in these tests."""


class Sink:
    """Keeps what it was given. ``mood`` says how it answers; it may be changed in between."""

    def __init__(self, mood: str = "takes") -> None:
        self.mood = mood
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.data_seen = threading.Event()
        self.released = threading.Event()

    @property
    def message_ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.taken]

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.mood == "greylists":
            return "450 4.2.0 <somebody@example.org> greylisted, come back later"
        if self.mood == "refuses":
            return "550 5.1.1 <somebody@example.org>: user unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        self.data_seen.set()
        if self.mood == "refuses the text":
            return "554 5.7.1 looks like spam"
        if self.mood == "drops before taking":
            server.transport.abort()
            return "250 never arrives"
        if self.mood == "hangs":
            await asyncio.sleep(4 * TIMEOUT)
            return "451 too late"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.extend(envelope.rcpt_tos)
        if self.mood == "drops after taking":
            server.transport.abort()
        if self.mood == "dawdles after taking":
            await asyncio.to_thread(self.released.wait, 30)
        return "250 OK"

    async def handle_QUIT(self, server, _session, _envelope):  # noqa: N802
        if self.mood == "drops at the end":
            server.transport.abort()
        return "221 Bye"


@contextmanager
def listening(sink: Sink) -> Iterator[str]:
    """Run ``sink``; give its address as EVENTSVC_SMTP_URL takes it."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        sink.released.set()
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
