from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from eventsvc.outputs.mails import Mail, compose
from tests.support.html import assert_valid

WRITTEN = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
LINK = "https://netz.example.de/sign-in/token?next=/o/&x=1"


def mail(**changes) -> Mail:
    values = {
        "kind": "sign-in",
        "language": "en",
        "message_id": "<abc@netz.example.de>",
        "sender": "netz@example.org",
        "sender_name": "Netzwerk Thüringen",
        "recipient": "erika@example.org",
        "written_at": WRITTEN,
        "context": {"link": LINK, "host": "netz.example.de", "minutes": 15},
    }
    return Mail(**(values | changes))


def read(message):
    return message_from_bytes(message.as_bytes(), policy=default)


def test_a_mail_has_what_other_programs_need():
    message = read(compose(mail()))

    assert {
        name: str(message[name]) for name in ("Message-ID", "Date", "From", "To", "Subject")
    } == {
        "Message-ID": "<abc@netz.example.de>",
        "Date": "Tue, 09 Aug 2022 09:00:00 +0000",
        "From": "Netzwerk Thüringen <netz@example.org>",
        "To": "erika@example.org",
        "Subject": "Your link to sign in",
    }
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"


def test_the_plain_text_carries_the_link_as_it_is_and_the_html_escaped():
    message = read(compose(mail()))
    html = message.get_body(("html",)).get_content()

    assert LINK in message.get_body(("plain",)).get_content().splitlines()
    assert f'href="{LINK.replace("&", "&amp;")}"' in html
    assert_valid(html)


@pytest.mark.parametrize("before", range(30, 70))
def test_a_subject_is_read_as_it_was_written_wherever_its_line_ends(before):
    about = f"{'Netze ' * 12}"[:before].strip() + " in Thüringen und Žilina"
    facts = {"network": "N", "why": "W", "until": "U", "link": LINK, "email": ""}

    got = read(compose(mail(kind="handout", context=facts | {"about": about})))

    assert got["Subject"] == f"A list for you: {about}"


def test_equal_mails_are_equal_but_for_the_boundary():
    first, second = compose(mail()), compose(mail())

    assert first.items()[:-1] == second.items()[:-1]
    assert str(first.get_body(("plain",))) == str(second.get_body(("plain",)))


HOSTILE = [
    "Erika\r\nBcc: evil@example.com",
    "Erika\nSubject: free money",
    "Erika\u2028Bcc: evil@example.com",
    "Erika\x00\x0b\x0cBcc: evil@example.com",
    '"Erika" <evil@example.com>',
    "evil@example.com,",
    "=?utf-8?q?Bcc=3A_evil=40example=2Ecom?=",
    "\u202eakirE",
    "Ř" * 300,
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_adds_no_header_and_no_recipient(name):
    message = read(compose(mail(sender_name=name)))

    assert sorted(message.keys()) == sorted(read(compose(mail())).keys())
    [sender] = message["From"].addresses
    [recipient] = message["To"].addresses
    assert (sender.addr_spec, recipient.addr_spec) == ("netz@example.org", "erika@example.org")
    assert message["Bcc"] is None


@pytest.mark.parametrize("recipient", ["erika@example.org\r\nBcc: evil@example.com", "a@b, c@d"])
def test_a_hostile_recipient_makes_no_mail(recipient):
    with pytest.raises(ValueError, match=r".+"):
        compose(mail(recipient=recipient))


def test_markup_in_what_people_wrote_stays_text():
    context = {"link": LINK, "host": "<script>alert(1)</script>", "minutes": 15}
    html = read(compose(mail(context=context))).get_body(("html",)).get_content()

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
