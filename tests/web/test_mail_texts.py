"""What an office adds to its mails."""

import pytest

from eventsvc.domain.attendances import Seat
from eventsvc.services.networks.network_mails import KINDS
from eventsvc.web.organiser.settings import MAILS
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_attendance, saved_meeting, saved_person
from tests.services.test_personal_mails import DECLINES
from tests.support.forms import send
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain

TEXTS = "/o/ours/settings/mails/seat-offered"


def offered(office, **who):
    """Offer a seat to somebody who waited."""
    from eventsvc.services.attendees.replies import reply

    meeting = saved_meeting(office, title={"de": "Treffen"}, capacity=1, waiting_hours=5)
    first, waiting = saved_person(office), saved_person(office, language="de", **who)
    saved_attendance(meeting, first)
    saved_attendance(meeting, waiting, seat=Seat.WAITING, waiting_since=NOW)
    reply(first.id, meeting_id=meeting.id, said=DECLINES, public_url=PUBLIC_URL, now=NOW)


def lines(mail) -> str:
    return "\n".join(plain(mail).rstrip().splitlines())


def test_introduction_and_signature_stand_in_the_mail_with_what_placeholders_say(
    organiser, office, settings
):
    send(
        organiser,
        TEXTS,
        {
            "introduction.de": "gute Nachricht, {Name}: {Treffen} am {Termin}.\n\nKANARIE %s",
            "signature.de": "Ihr Team\n{Netzwerk}",
        },
    )
    offered(office, given="Anna", family="www.evil.example <b>{meeting}</b>")
    [mail] = delivered(settings, now=NOW)
    text, html = lines(mail), mail.get_body(("html",)).get_content()

    assert "gute Nachricht, Anna www. evil. example <b>{meeting}</b>: Treffen am Dienstag" in text
    assert "KANARIE %s" in text
    assert text.endswith("Ihr Team\nUnser Netz")
    assert "&lt;b&gt;{meeting}&lt;/b&gt;" in html
    assert "www.evil" not in html
    assert_valid(html)


def test_without_texts_a_mail_ends_with_the_network_and_its_mailbox(organiser, office, settings):
    offered(office)
    [mail] = delivered(settings, now=NOW)

    assert lines(mail).endswith("Unser Netz\nnetzwerk@example.org")


@pytest.mark.parametrize("text", ["{link}", "{name.__class__}", "{0}", "{Name!r}", "{{7*7}}"])
def test_a_placeholder_that_there_is_not_is_refused_and_nothing_is_evaluated(organiser, text):
    answer = send(organiser, TEXTS, {"introduction.de": text})

    assert answer.status_code == 422
    assert_valid(answer.text)


def test_every_kind_has_its_page_and_no_other_one(organiser):
    assert set(MAILS) == set(KINDS)
    for kind in KINDS:
        assert organiser.get(f"/o/ours/settings/mails/{kind}").status_code == 200
    assert organiser.get("/o/ours/settings/mails/sign-in").status_code == 404
    assert organiser.get("/o/ours/settings").text.count("/settings/mails/") == len(KINDS)
