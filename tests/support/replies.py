"""Answers to invitations as the mail programs of others write them; every person is made up."""

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime

from icalendar import Calendar

MOMENT = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)


def invited(mail: EmailMessage) -> dict[str, str]:
    """Return what a program takes from an invitation to answer it."""
    [event] = Calendar.from_ical(next(mail.iter_attachments()).get_content()).walk("VEVENT")
    return {
        "uid": str(event["UID"]),
        "sequence": str(event["SEQUENCE"]),
        "organizer": str(event["ORGANIZER"]).removeprefix("mailto:"),
        "attendee": str(event["ATTENDEE"]).removeprefix("mailto:"),
        "start": event["DTSTART"].dt.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"),
    }


def file(  # noqa: PLR0913 -- what programs write differently
    facts: dict[str, str],
    *,
    partstat: str = "ACCEPTED",
    method: str = "REPLY",
    stamped: datetime = MOMENT,
    attendee: str = "ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}",
    more: tuple[str, ...] = (),
    product: str = "-//Somebody//EN",
) -> str:
    """Return a calendar file that answers."""
    lines = (
        "BEGIN:VCALENDAR",
        f"METHOD:{method}",
        f"PRODID:{product}",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        attendee.format(partstat=partstat, **facts),
        f"UID:{facts['uid']}",
        f"DTSTAMP:{stamped:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{facts['sequence']}",
        f"ORGANIZER:mailto:{facts['organizer']}",
        f"DTSTART:{facts['start']}",
        *more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)


def _letter(facts: dict[str, str], *, name: str, number: int, mailed: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{name} <{facts['attendee']}>"
    message["To"] = facts["organizer"]
    message["Subject"] = "Re: Treffen"
    message["Date"] = format_datetime(mailed)
    message["Message-ID"] = f"<reply-{number}@client.example>"
    return message


def outlook(facts, *, number=1, mailed=MOMENT, **said) -> bytes:
    """Calendar beside text, UTF-16 free but with a long attendee and the zone's name in quotes."""
    message = _letter(facts, name="Muster, Erika", number=number, mailed=mailed)
    message.replace_header("From", f'"Muster, Erika" <{facts["attendee"].upper()}>')
    message.set_content("")
    text = file(
        facts,
        attendee='ATTENDEE;PARTSTAT={partstat};CN="Muster, Erika":mailto:{attendee}',
        product="Microsoft Exchange Server 2010",
        more=(
            "COMMENT;LANGUAGE=de-DE:Ich komme mit dem Zug.\\n",
            "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
        ),
        **said,
    )
    message.add_alternative(
        text.encode(),
        maintype="text",
        subtype="calendar",
        params={"charset": "utf-8", "method": "REPLY"},
    )
    return message.as_bytes()


def google(facts, *, number=1, mailed=MOMENT, **said) -> bytes:
    """Alternative with calendar, and a file beside; X-NUM-GUESTS; the address as it was given."""
    message = _letter(facts, name="Erika Muster", number=number, mailed=mailed)
    message["Sender"] = "Google Calendar <calendar-notification@google.example>"
    message.set_content("Erika Muster hat die Einladung angenommen")
    message.add_alternative("<p>Erika Muster hat angenommen</p>", subtype="html")
    text = file(
        facts,
        attendee="ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN={attendee}"
        ";X-NUM-GUESTS=0:mailto:{attendee}",
        product="-//Google Inc//Google Calendar 70.9054//EN",
        **said,
    ).encode()
    message.add_alternative(
        text, maintype="text", subtype="calendar", params={"charset": "UTF-8", "method": "REPLY"}
    )
    message.add_attachment(text, maintype="application", subtype="ics", filename="invite.ics")
    return message.as_bytes()


def apple(facts, *, number=1, mailed=MOMENT, **said) -> bytes:
    """A file only, attendee with EMAIL, the address in capitals."""
    message = _letter(facts, name="Erika Muster", number=number, mailed=mailed)
    message.set_content("Erika Muster hat zugesagt")
    text = file(
        facts,
        attendee='ATTENDEE;CN="Erika Muster";CUTYPE=INDIVIDUAL;EMAIL="{attendee}"'
        ";PARTSTAT={partstat}:MAILTO:{attendee}",
        product="-//Apple Inc.//macOS 12.4//EN",
        **said,
    )
    message.add_attachment(
        text.replace(f"MAILTO:{facts['attendee']}", f"MAILTO:{facts['attendee'].title()}").encode(),
        maintype="text",
        subtype="calendar",
        filename="iCal-20220809-110000.ics",
        params={"method": "REPLY"},
    )
    return message.as_bytes()


def thunderbird(facts, *, number=1, mailed=MOMENT, **said) -> bytes:
    """The body itself is the calendar, quoted-printable, folded by another width."""
    message = _letter(facts, name="Erika Muster", number=number, mailed=mailed)
    text = file(facts, product="-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", **said)
    message.set_content(text, subtype="calendar", cte="quoted-printable")
    message.set_param("method", "REPLY")
    return message.as_bytes()


def ios(facts, *, number=1, mailed=MOMENT, **said) -> bytes:
    """Named application/ics, bare line ends, another character set, no DTSTART."""
    message = _letter(facts, name="Erika Müster", number=number, mailed=mailed)
    message.set_content("Zugesagt")
    text = file(
        facts, attendee="ATTENDEE;CN=Erika Müster;PARTSTAT={partstat}:mailto:{attendee}", **said
    )
    text = "\n".join(line for line in text.split("\r\n") if not line.startswith("DTSTART"))
    message.add_attachment(
        text.encode("iso-8859-1"),
        maintype="text",
        subtype="calendar",
        filename="reply.ics",
        params={"charset": "iso-8859-1", "method": "REPLY"},
    )
    return message.as_bytes()


CLIENTS: tuple[Callable[..., bytes], ...] = (outlook, google, apple, thunderbird, ios)


def changed(mail: bytes, **headers: str) -> bytes:
    """Return ``mail`` with other headers; the new ones stand on top."""
    message = message_from_bytes(mail, policy=default)
    for name in headers:
        del message[name.replace("_", "-")]
    top = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return top.encode() + message.as_bytes()
