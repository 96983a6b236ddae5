"""The mail server that takes our mails (RFC 5321)."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from eventsvc.gateways.answers import NotTaken

TIMEOUT = 30.0
"""Seconds for each answer; a server that hangs longer gets the mail again later."""

_FOR_GOOD = 500
_PORTS = {"smtp": 587, "smtps": 465}
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a mail server listens and how it knows us."""

    host: str
    port: int
    tls_from_start: bool
    user: str
    password: str
    timeout: float = TIMEOUT


def server_of(url: str, *, timeout: float = TIMEOUT) -> Server:
    """Return the server of ``smtp://user:password@host:587`` or ``smtps://…``.

    Raises:
        ValueError: The address is of another form.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("write it like smtp://user:password@host:587 or smtps://host")
    return Server(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        tls_from_start=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        timeout=timeout,
    )


def send(message: EmailMessage, *, sender: str, recipient: str, server: Server) -> None:
    """Give ``message`` to the server. It has it once this returns.

    Raises:
        NotTaken: For good when the server refused this recipient or this mail (5xx). What is
            wrong between the server and us (password, certificate, no answer) may be mended.
    """
    try:
        connection = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(_reason(error)) from error
    try:
        _introduce(connection, server)
        connection.sendmail(sender, [recipient], message.as_bytes())
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = error.recipients[recipient]
        raise NotTaken(_line(code, answer), for_good=code >= _FOR_GOOD) from error
    except smtplib.SMTPDataError as error:
        line = _line(error.smtp_code, error.smtp_error)
        raise NotTaken(line, for_good=error.smtp_code >= _FOR_GOOD) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(_reason(error)) from error
    finally:
        _leave(connection)


def _connect(server: Server) -> smtplib.SMTP:
    if server.tls_from_start:
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=server.timeout, context=ssl.create_default_context()
        )
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)


def _introduce(connection: smtplib.SMTP, server: Server) -> None:
    """Turn on TLS where the server has it; a password goes through TLS or not at all."""
    connection.ehlo_or_helo_if_needed()
    secure = server.tls_from_start
    if not secure and connection.has_extn("starttls"):
        connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        secure = True
    if server.user:
        if not secure and server.host not in _LOCAL:
            raise NotTaken("the mail server offers no TLS, so the password was not sent")
        connection.login(server.user, server.password)


def _leave(connection: smtplib.SMTP) -> None:
    """Hang up. The mail is already taken or not, whatever happens here."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _line(code: int, answer: object) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, error.smtp_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return "this machine does not trust the certificate of the mail server"
    # smtplib turns a silence while it reads into a disconnection.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "the mail server did not answer in time"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return "the mail server closed the connection"
    return f"the mail server cannot be reached ({type(error).__name__})"
