"""Mail servers that keep mail (IMAP, RFC 9051): reading one folder, mail by mail.

A mail is marked once it was taken, never before: whoever dies in between reads it again, and it
counts as doubled. What is nobody's answer stays unread for the people who share the folder.
"""

import imaplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

TIMEOUT = 30.0
"""Seconds for each answer."""
BATCH = 50
"""How many mails one look takes at most; the others wait for the next."""
MARK = "$EventsvcRead"
"""Keyword of mails that were looked at, where the server keeps keywords."""

_PORTS = {"imap": 143, "imaps": 993}
_LOCAL = {"localhost", "127.0.0.1", "::1"}


class NotRead(Exception):
    """The folder cannot be read now; a later look may succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where a folder lies and how the server knows us."""

    host: str
    port: int
    tls_from_start: bool
    user: str
    password: str
    folder: str
    timeout: float = TIMEOUT


def mailbox_of(url: str, *, timeout: float = TIMEOUT) -> Mailbox:
    """Return the folder of ``imaps://user:password@host/INBOX`` or ``imap://…``.

    Raises:
        ValueError: The address is of another form.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
        raise ValueError("write it like imaps://user:password@host/INBOX")
    return Mailbox(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        tls_from_start=parts.scheme == "imaps",
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        timeout=timeout,
    )


def read_new(
    mailbox: Mailbox, take: Callable[[bytes], bool], *, most: int, stop: threading.Event
) -> int:
    """Give each new mail to ``take``, at most ``most`` bytes of it; return how many there were.

    ``take`` tells whether the mail is done with; then it counts as read for people too. Ends
    early once ``stop`` is set.

    Raises:
        NotRead: The server cannot be reached, or says no.
    """
    try:
        connection = _connect(mailbox)
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotRead(_reason(error)) from error
    try:
        return _read_folder(connection, mailbox, take, most=most, stop=stop)
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotRead(_reason(error)) from error
    finally:
        _leave(connection)


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    context = ssl.create_default_context()  # of whom the machine trusts, or SSL_CERT_FILE
    if mailbox.tls_from_start:
        return imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=context, timeout=mailbox.timeout
        )
    connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=mailbox.timeout)
    if "STARTTLS" in connection.capabilities:
        connection.starttls(context)
    elif mailbox.host not in _LOCAL:
        connection.shutdown()
        raise NotRead("the mail server offers no TLS, so the password was not sent")
    return connection


def _read_folder(
    connection: imaplib.IMAP4,
    mailbox: Mailbox,
    take: Callable[[bytes], bool],
    *,
    most: int,
    stop: threading.Event,
) -> int:
    connection.login(mailbox.user, mailbox.password)
    _said(connection.select(f'"{mailbox.folder}"'))
    keeps_marks = b"\\*" in b" ".join(filter(None, connection.response("PERMANENTFLAGS")[1]))
    wanted = f"UNSEEN UNKEYWORD {MARK}" if keeps_marks else "UNSEEN"
    found = _said(connection.uid("SEARCH", wanted))
    numbers = (found[0] or b"").decode("ascii").split()[:BATCH]
    taken = 0
    for number in numbers:
        if stop.is_set():
            break
        is_done = take(_fetched(connection, number, most=most))
        flags = ["\\Seen"] if is_done or not keeps_marks else []
        flags += [MARK] if keeps_marks else []
        _said(connection.uid("STORE", number, "+FLAGS.SILENT", f"({' '.join(flags)})"))
        taken += 1
    return taken


def _fetched(connection: imaplib.IMAP4, number: str, *, most: int) -> bytes:
    """Return the beginning of a mail; looking at it does not mark it."""
    parts = _said(connection.uid("FETCH", number, f"(BODY.PEEK[]<0.{most}>)"))
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    state, data = answer
    if state != "OK":
        raise NotRead("the mail server said no")
    return data


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (OSError, imaplib.IMAP4.error):
        connection.shutdown()


def _reason(error: Exception) -> str:
    """Return what happened, without what the server wrote: it may repeat names."""
    if isinstance(error, TimeoutError):
        return "the mail server did not answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "this machine does not trust the certificate of the mail server"
    if isinstance(error, imaplib.IMAP4.error) and "AUTHENTICATIONFAILED" in str(error):
        return "the mail server refused the name or the password"
    return f"the mail server cannot be read ({type(error).__name__})"
