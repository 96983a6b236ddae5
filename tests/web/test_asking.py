"""Asking in the browser: the counts, the button, the notices, and where their code leads."""

import re
from html import unescape
from unittest.mock import ANY

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import MeetingBasisRow, MeetingRow, OutboxRow
from eventsvc.domain.badge_styles import Scheme, Style
from eventsvc.domain.consents import Basis, Purpose, State
from eventsvc.domain.meetings import Visibility
from eventsvc.services.acts import Act
from eventsvc.services.badges.badge_styles import save_style
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved, saved_attendance, saved_decision, saved_meeting, saved_person
from tests.support.forms import send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, personal_path, plain
from tests.support.prints import page_texts
from tests.support.queries import counted_queries
from tests.support.signin import csrf

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.one_engine]

HERE = "/o/ours/meetings/gera/consents"


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        title={"de": "Treffen in Gera"},
        bases=[MeetingBasisRow(purpose=Purpose.PHOTO_PRINT, basis=Basis.PUBLIC_TASK)],
        photographed_by=["Stadt Gera", "Ostthüringer Zeitung"],
    )


def people(office, gera, number):
    for place in range(number):
        person = saved_person(office, given=f"Person{place}", email=f"p{place}@example.org")
        saved_attendance(gera, person)
        saved_decision(person, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=gera.id)


def test_the_office_sees_counts_and_asks_with_one_click(organiser, office, gera):
    people(office, gera, 2)
    page = organiser.get(HERE).text
    assert_valid(page)
    assert "Ask 2 people by mail" in page

    answer = send_on(organiser, HERE, page)
    again = send_on(organiser, HERE, page)

    assert (answer.status_code, again.status_code) == (303, 303)
    assert {row.recipient for row in db.session.query(OutboxRow)} == {
        "p0@example.org",
        "p1@example.org",
    }
    shown = organiser.get(HERE).text
    assert "Ask 2 people" not in shown
    assert "2 mails (everything answered: 0, still open: 2)" in shown
    assert_valid(organiser.get("/o/ours/consents").text)


def test_who_gets_no_mail_is_named_with_the_reason_and_where_to_mend_it(organiser, office, gera):
    people(office, gera, 1)
    mute = saved_person(office, given="Max", family="Stumm", email="")
    attendance = saved_attendance(gera, mute)
    saved_attendance(gera, saved_person(office, given="Eva", never_share=True))
    saved_person(office, given="Fern", family="Weit")

    page = organiser.get(HERE).text

    assert_valid(page)
    assert "2 people get no mail" in page
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td data-label="Why">(.*?)</td>', page)
    assert rows == [
        (
            f'<a href="/o/ours/meetings/gera/attendees/{attendance.public_id}">Stumm, Max</a>',
            "No mail address is known, or it is none.",
        ),
        (ANY, "Wants to be in no list and no mailing."),
    ]
    assert "Weit, Fern" not in page
    assert "Weit, Fern" in organiser.get("/o/ours/consents").text


def test_who_gets_no_mail_comes_in_pages(organiser, office, gera):
    for number in range(51):
        person = saved_person(office, given="A", family=f"Nr{number}", email="")
        saved_attendance(gera, person)

    pages = [organiser.get(f"{HERE}?out={number}").text for number in (1, 2)]

    assert [page.count('data-label="Why"') for page in pages] == [50, 1]
    assert 'href="/o/ours/meetings/gera/consents?out=2"' in pages[0]


@pytest.mark.parametrize("address", [HERE, "/o/ours/consents"])
def test_the_mail_that_is_looked_at_is_the_mail_that_goes(
    organiser, office, gera, settings, address
):
    basis = MeetingBasisRow(
        meeting_id=gera.id, purpose=Purpose.CONTACT_NETWORK, basis=Basis.CONSENT
    )
    saved(basis)
    people(office, gera, 1)
    page = organiser.get(address).text
    assert '<html lang="en"' in page  # the page's own language, whatever the mail has
    [looked_at] = re.findall(r'<p class="kept-lines" lang="de">(.*?)</p>', page, re.DOTALL)
    subject = re.findall(r"Subject</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)

    send_on(organiser, address, page)
    [mail] = delivered(settings)

    assert "p0@example.org" in page
    assert [unescape(one).strip() for one in subject] == [mail["Subject"]]
    link = personal_path(mail, PUBLIC_URL)
    assert link not in looked_at
    assert unescape(looked_at).splitlines() == plain(mail).replace(link, "/my/…").splitlines()


def test_the_page_asks_the_database_as_often_for_many_people_as_for_one(organiser, office, gera):
    people(office, gera, 1)
    with counted_queries() as few:
        organiser.get(HERE)
    people(office, gera, 5)
    with counted_queries() as many:
        organiser.get(HERE)

    assert len(many) == len(few)


@pytest.mark.parametrize("paper", ["A3", "A5", "slide"])
def test_a_notice_names_who_takes_photos_and_sets_the_right_to_object_apart(organiser, gera, paper):
    pdf = organiser.get(f"/o/ours/meetings/gera/poster.pdf?paper={paper}&language=de&language=en")

    assert (pdf.status_code, pdf.content_type) == (200, "application/pdf")
    german, english = page_texts(pdf.data)
    for words in ("Stadt Gera", "Ostthüringer Zeitung", "netz.example.de/n/ours/meetings/gera"):
        assert words in german
        assert words in english
    assert "Sie entscheiden" in german
    please = organiser.get("/o/ours/meetings/gera/poster.pdf?motif=answer&paper=A4&language=en")
    assert "no answer counts as no. Where we only tell you" in " ".join(
        page_texts(please.data)[0].split()
    )
    zone = organiser.get("/o/ours/meetings/gera/poster.pdf?motif=zone&paper=A4")
    assert "fotofreie" in page_texts(zone.data)[0].casefold()
    assert organiser.get("/o/ours/meetings/gera/poster.pdf?paper=A9").status_code == 400


@pytest.mark.parametrize(
    ("scheme", "said", "unsaid"),
    [
        (Scheme.REFUSED, ["Your badge then bears this sign.", "No photos"], ["Photos are fine"]),
        (Scheme.AGREED, ["yours bears none then", "Photos are fine"], ["No photos"]),
        (Scheme.THREE, ["No photos", "Please ask before a photo", "Photos are fine"], []),
    ],
)
def test_a_notice_and_the_photographers_sheet_show_the_signs_that_badges_bear(
    organiser, gera, scheme, said, unsaid
):
    save_style(gera, Style(scheme=scheme), act=Act(network_id=gera.network_id, by="test", at=NOW))
    [page] = page_texts(
        organiser.get("/o/ours/meetings/gera/poster.pdf?paper=slide&language=en").data
    )
    sheet = organiser.get("/o/ours/meetings/gera/desk/photographer").text

    assert [words for words in (*said, *unsaid) if words in page] == said
    assert ("a question mark" in sheet) == (scheme is Scheme.THREE)
    assert ("bear no sign" in sheet) == (scheme is Scheme.AGREED)


def test_who_takes_photos_is_written_beside_the_legal_bases(organiser, gera):
    address = "/o/ours/meetings/gera/legal-bases"
    page = organiser.get(address).text

    send_on(organiser, address, page, {"photographed_by": "Stadt Gera\r\n\r\nPresse"})

    db.session.expire_all()
    assert db.session.query(MeetingRow).one().photographed_by == ["Stadt Gera", "Presse"]


def test_the_code_leads_to_what_is_asked_and_to_the_own_link(app, client, office, gera):
    person = saved_person(office, email="erika@example.org")
    page = client.get("/n/ours/meetings/gera/consents").text
    assert_valid(page)
    assert "Ostthüringer Zeitung" in page
    known, unknown, wrong = (
        client.post(
            "/n/ours/own-link",
            data={"email": email, "csrf_token": csrf(client, "/n/ours/own-link")},
        )
        for email in ("Erika@example.org", "nobody@example.org", "no address")
    )

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert wrong.status_code == 422
    assert_valid(wrong.text)
    assert "Write it like name@example.org" in wrong.text
    assert [row.facts for row in db.session.query(OutboxRow)] == [{"person": person.public_id}]
    assert_valid(client.get(known.location).text)


def test_a_meeting_of_the_network_is_named_to_no_stranger(organiser, client, office):
    saved_meeting(office, slug="intern", visibility=Visibility.NETWORK)

    assert client.get("/n/ours/meetings/intern/consents").status_code == 404
    poster = organiser.get("/o/ours/meetings/intern/poster.pdf")
    assert "/n/ours/own-link" in page_texts(poster.data)[0]
