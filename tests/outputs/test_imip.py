"""What an invitation by mail is made of, read by two parsers that others wrote."""

import email
import email.policy
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from icalendar import Calendar

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.calendar import CalendarEvent
from eventsvc.domain.imip import Invitation, Method
from eventsvc.domain.meetings import MeetingStatus, Published
from eventsvc.domain.times import When
from eventsvc.outputs.imip import invitation_file
from eventsvc.outputs.mails import Invite, Mail, compose
from tests.support.readers import by_mime_tools

NAME = 'Dr. Žofie "Zo" Nováková; Amt, Bürgerbüro'


def invitation(status=MeetingStatus.CONFIRMED, method=Method.REQUEST, **changes) -> Invitation:
    when = When(
        start=datetime(2022, 8, 30, 10),  # noqa: DTZ001 -- wall time
        end=datetime(2022, 8, 30, 15),  # noqa: DTZ001 -- wall time
        tzid="Europe/Berlin",
    )
    event = CalendarEvent(
        uid="gera",
        sequence=3,
        created=datetime(2022, 6, 1, tzinfo=UTC),
        last_modified=datetime(2022, 8, 1, tzinfo=UTC),
        published=Published(
            summary="Treffen in Gera",
            description="Zeile eins\nZeile zwei " + "mit viel Text " * 20,
            when=when,
            status=status,
            organizer_name="Geschäftsstelle",
            organizer_mail="antwort+geheim@netz.example.de",
        ),
        cancelled_prefix="Entfällt: ",
        join_url="https://treffen.example.org/gera",
    )
    made = Invitation(
        method=method,
        event=event,
        language="de",
        name=NAME,
        address="zofie@example.cz",
        partstat=PartStat.NEEDS_ACTION,
    )
    return replace(made, **changes)


def mail_with(invite: Invite | None) -> Mail:
    return Mail(
        kind="sign-in",
        language="de",
        message_id="<one@example.de>",
        sender="buero@example.de",
        sender_name="Büro",
        recipient="zofie@example.cz",
        written_at=datetime(2022, 8, 1, tzinfo=UTC),
        context={"link": "https://x.example/y", "host": "x.example", "minutes": 15},
        invite=invite,
    )


def test_an_invitation_names_one_attendee_and_a_mailbox_that_is_read():
    data = invitation_file(invitation())

    calendar = Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    assert [component.errors for component in calendar.walk()] == [[]] * len(calendar.walk())
    assert (calendar["METHOD"], calendar["VERSION"], calendar["CALSCALE"]) == (
        "REQUEST",
        "2.0",
        "GREGORIAN",
    )
    assert event["ATTENDEE"] == "mailto:zofie@example.cz"  # a list, if there were two
    assert dict(event["ATTENDEE"].params) == {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE",
        "CN": NAME.replace('"', "'"),
    }
    assert event["ORGANIZER"] == "mailto:antwort+geheim@netz.example.de"
    assert (event["UID"], event["SEQUENCE"]) == ("gera", 3)
    assert event["DTSTAMP"].dt == datetime(2022, 8, 1, tzinfo=UTC)
    assert event["CONFERENCE"] == "https://treffen.example.org/gera"
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == event["DTSTART"].params["TZID"] == "Europe/Berlin"


def test_a_second_parser_reads_the_same():
    found = vobject.readOne(invitation_file(invitation()).decode())

    assert found.method.value == "REQUEST"
    [attendee] = found.vevent.attendee_list
    assert attendee.value == "mailto:zofie@example.cz"
    assert attendee.params["RSVP"] == ["TRUE"]
    assert found.vevent.dtstart.value.astimezone(UTC) == datetime(2022, 8, 30, 8, tzinfo=UTC)


def test_a_cancellation_says_so_three_times():
    event = invitation(status=MeetingStatus.CANCELLED, method=Method.CANCEL)

    text = invitation_file(event).decode()

    assert "METHOD:CANCEL\r\n" in text
    assert "STATUS:CANCELLED\r\n" in text
    assert "SUMMARY:Entfällt: Treffen in Gera\r\n" in text
    assert "RSVP" not in text, "nobody is asked whether they come to what does not take place"


def test_the_bytes_are_equal_for_equal_invitations_and_keep_the_form_of_every_file():
    data = invitation_file(invitation())

    assert data == invitation_file(invitation())
    assert data.replace(b"\r\n", b"").count(b"\n") == data.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(len(one) for one in data.split(b"\r\n")) <= 75
    assert not data.startswith("\ufeff".encode())
    for one in data.split(b"\r\n"):
        one.decode()  # no character is folded in two


@pytest.mark.parametrize("method", Method)
def test_the_mail_carries_the_same_bytes_as_another_form_and_as_a_file(method):
    data = invitation_file(invitation(method=method))

    sent = compose(mail_with(Invite(method.value, data))).as_bytes()

    for policy in (email.policy.default, email.policy.compat32):
        mixed = email.message_from_bytes(sent, policy=policy)
        assert mixed.get_content_type() == "multipart/mixed"
        alternative, file = mixed.get_payload()
        plain, html, calendar = alternative.get_payload()
        assert [part.get_content_type() for part in (alternative, plain, html, calendar, file)] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]
        assert calendar["Content-Transfer-Encoding"] == "base64"
        assert calendar["Content-Disposition"] is None
        assert [calendar.get_param(name) for name in ("charset", "method", "component")] == [
            "utf-8",
            method.value,
            "VEVENT",
        ]
        assert file.get_filename() == "invite.ics"
        assert calendar.get_payload(decode=True) == file.get_payload(decode=True) == data


@pytest.mark.proof
def test_a_parser_that_shares_no_line_with_ours_finds_the_same_parts_and_the_same_bytes():
    data = invitation_file(invitation())

    seen = by_mime_tools(compose(mail_with(Invite("REQUEST", data))).as_bytes())

    said = ("type", "method", "component", "charset", "disposition", "filename")
    plain, _html, *files = seen["parts"]
    assert b"https://x.example/y" in b64decode(plain["base64"])
    assert seen["type"] == "multipart/mixed"
    assert [tuple(part[name] for name in said) for part in seen["parts"]] == [
        ("text/plain", None, None, "utf-8", None, None),
        ("text/html", None, None, "utf-8", None, None),
        ("text/calendar", "REQUEST", "VEVENT", "utf-8", None, None),
        ("application/ics", None, None, None, "attachment", "invite.ics"),
    ]
    assert [b64decode(part["base64"]) for part in files] == [data, data]


def test_a_mail_without_an_invitation_has_no_calendar_part():
    assert b"calendar" not in compose(mail_with(None)).as_bytes()


@pytest.mark.parametrize("name", ["", "x" * 300, "Zeile\neins", "mailto:x@y.example;CN=z"])
def test_no_name_breaks_out_of_its_parameter(name):
    calendar = Calendar.from_ical(invitation_file(invitation(name=name)))

    [event] = calendar.walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:zofie@example.cz"
    assert event["ATTENDEE"].params.get("CN", "") == name.replace("\n", " ")
