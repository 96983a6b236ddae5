"""Papers of data protection and the distribution list, in the browser."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from eventsvc.db.extension import db
from eventsvc.db.models import CircularRow, ConsentDecisionRow, MeetingBasisRow, OutboxRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.consents import Basis, Purpose, State
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_group,
    saved_meeting,
    saved_person,
)
from tests.support.forms import send_on
from tests.support.html import assert_valid
from tests.support.prints import page_texts
from tests.web.participant.conftest import my

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.one_engine]

HOSTILE = '<script>alert(1)</script>&"'


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        title={"de": "Treffen in Gera"},
        on_behalf_of="Freistaat",
        photographed_by=["Stadt Gera"],
        bases=[
            MeetingBasisRow(
                purpose=Purpose.PHOTO_PRINT,
                basis=Basis.LEGITIMATE_INTEREST,
                balance="Wir berichten.",
            ),
            MeetingBasisRow(purpose=Purpose.CONTACT_NETWORK, basis=Basis.CONSENT),
        ],
    )


def said(organiser) -> None:
    address = "/o/ours/settings/papers"
    page = organiser.get(address).text
    assert_valid(page)
    rows = {"processors.count": "1", "processors.0.name": "Rechenzentrum Süd"}
    wish = {
        "address": "Amtsplatz 1\r\n99084 Erfurt",
        "officer": "dsb@amt.example",
        "authority": "TLfDI, Erfurt",
        "ground": "public-task",
        "reason": "§ 2 ThürKO",
        "behalf": "joint",
        "processors.0.task": "Betrieb",
        "processors.0.contract": HOSTILE,
        "partners.count": "0",
    }
    answer = send_on(organiser, address, page, rows | wish)
    assert answer.status_code == 303, answer.text


def test_papers_say_what_the_settings_say_and_what_is_still_missing(organiser, client, gera):
    listed = organiser.get("/o/ours/papers").text
    assert_valid(listed)
    assert "Still missing: Address of the controller" in listed
    said(organiser)
    assert "Still missing" not in organiser.get("/o/ours/papers").text

    for paper in ("notice", "imported", "record", "deletion", "parties"):
        page = organiser.get(f"/o/ours/papers/{paper}")
        assert page.status_code == 200
        assert_valid(page.text)
        assert "<script>alert" not in page.text
    parties = organiser.get("/o/ours/papers/parties").text
    assert "Rechenzentrum Süd" in parties
    assert "Freistaat jointly (Art. 26)" in " ".join(parties.split())
    public = client.get("/n/ours/meetings/gera/privacy").text
    assert_valid(public)
    for words in (
        "Amtsplatz 1",
        "dsb@amt.example",
        "TLfDI, Erfurt",
        "Wir berichten.",
        "Stadt Gera",
    ):
        assert words in public
    assert "you may object at any time" in " ".join(public.split())
    assert_valid(client.get("/n/ours/privacy/imported").text)
    assert organiser.get("/o/ours/papers/none").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Löschkonzept"),
        ("en", "Deletion"),
        ("cs", "Koncepce výmazu"),
        ("pl", "Zasady usuwania danych"),
    ],
)
def test_a_paper_is_a_tagged_pdf_in_each_language(organiser, office, language, words):
    pdf = organiser.get(f"/o/ours/papers/deletion?as=pdf&in={language}").data

    assert words in page_texts(pdf)[0]
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == (language, True)


def test_who_may_see_a_meeting_reads_its_notice(client, office):
    inside = saved_meeting(office, slug="intern", visibility=Visibility.NETWORK)
    person = saved_person(office)
    saved_attendance(inside, person)

    assert client.get("/n/ours/meetings/intern/privacy").status_code == 404
    notice = client.get(my(person, "/meetings/intern/privacy"))
    assert notice.status_code == 200
    assert "no-store" in notice.headers["Cache-Control"]


def test_an_authority_names_its_law_and_is_warned_of_legitimate_interest(organiser, client, gera):
    address = "/o/ours/settings/papers"
    page = organiser.get(address).text
    wish = {"ground": "public-task", "behalf": "joint", "processors.count": "0"}
    lacking = send_on(organiser, address, page, wish | {"partners.count": "0"})
    notice = "/n/ours/meetings/gera/privacy"
    assert "has not named the legal basis of holding meetings yet" in body_of(client, notice)

    said(organiser)

    assert lacking.status_code == 422
    assert_valid(lacking.text)
    assert "Name the law that sets the public task" in lacking.text
    for paper in (notice, "/n/ours/privacy/imported"):
        assert "set by: § 2 ThürKO" in body_of(client, paper)
    listed = organiser.get("/o/ours/papers").text
    assert_valid(listed)
    assert "it is named for: Photos in print" in listed


def body_of(client, address) -> str:
    return " ".join(client.get(address).text.split())


def test_papers_name_who_gets_data_and_where_to_complain(organiser, client, office, gera):
    with transaction() as writing:
        writing.merge(gera).join_url = "https://video.example.org/geheim-4711"
    said(organiser)
    notice = body_of(client, "/n/ours/meetings/gera/privacy")
    record = body_of(organiser, "/o/ours/papers/record")
    imported = body_of(client, "/n/ours/privacy/imported")

    for text in (notice, record):
        assert "Who takes photos: Stadt Gera." in text
        assert "the companies that run them, also outside of the European Union" in text
        assert "the video service (video.example.org)" in text
        assert "geheim" not in text
    for text in (notice, imported):
        assert "You may complain to a data protection supervisory authority" in text
    assert "You need not give us your data" in notice
    assert "You need not give us your data" not in imported
    assert "Wir berichten." in notice
    assert record.count("<h3>Photos in print</h3>") == 1
    assert "Legitimate interest (GDPR Art. 6(1)(f))" in record
    assert "deleted after 30 days" in record


def test_address_and_officer_of_one_body_never_stand_beside_another_ones_name(
    organiser, client, office, gera
):
    said(organiser)
    with transaction() as writing:
        meeting = writing.merge(gera)
        meeting.organiser_body, meeting.on_behalf_of = "Stadt Suhl", ""
    notice = body_of(client, "/n/ours/meetings/gera/privacy")

    assert "<p>Stadt Suhl</p>" in notice
    assert "not written down how to reach Stadt Suhl yet" in notice
    assert f"keeps the data in its program and answers you as well: {office.organiser}" in notice
    assert notice.index("answers you as well") < notice.index("Amtsplatz 1")
    assert f"Of {office.organiser}:" in notice
    page = body_of(client, "/n/ours/meetings/gera/consents")
    assert "<dd>Stadt Suhl</dd>" in page.replace("<dd> ", "<dd>").replace(" </dd>", "</dd>")


def test_the_office_tells_people_of_lists_with_one_click(organiser, office):
    saved_person(office, email="erika@example.org", origin="liste.csv: 2")
    saved_person(office, email="anna@example.org")
    page = organiser.get("/o/ours/papers").text
    assert "Tell 1 person by mail" in page

    [first, again] = [send_on(organiser, "/o/ours/papers", page) for _ in range(2)]

    assert (first.status_code, again.status_code) == (303, 303)
    assert [row.kind for row in db.session.query(OutboxRow)] == ["data-imported"]
    assert "Everybody who can be written to was told" in organiser.get("/o/ours/papers").text


def agreed(office, given):
    person = saved_person(office, given=given, email=f"{given.lower()}@example.org")
    saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    return person


def test_a_mail_to_the_list_is_drafted_looked_at_and_sent_once(organiser, office):
    agreed(office, "Anna")
    saved_person(office, given="Still")
    assert_valid(organiser.get("/o/ours/distribution-list").text)
    page = organiser.get("/o/ours/distribution-list/new").text
    wish = {"subject.de": "Neues", "text.de": "Hallo {Name},\r\nes gibt Neues."}
    lost = wish | {"text.de": "Hallo {Ort}"}
    wrong = send_on(organiser, "/o/ours/distribution-list/new", page, lost)
    assert wrong.status_code == 422
    assert 'href="#text-de"' in wrong.text  # where it stands, in the summary of mistakes
    made = send_on(organiser, "/o/ours/distribution-list/new", page, wish)
    shown = organiser.get(made.location).text
    assert_valid(shown)
    assert "Hallo Anna" in shown
    assert "It reaches 1 person." in shown
    assert "Still" not in shown

    action = f"{made.location}/send"
    send_on(organiser, action, shown, action=action)
    again = send_on(organiser, action, shown, action=action)

    assert again.status_code == 409
    assert [row.recipient for row in db.session.query(OutboxRow)] == ["anna@example.org"]
    assert_valid(organiser.get(made.location).text)
    assert db.session.query(CircularRow).one().mails == 1
    assert organiser.post(f"{made.location}/discard").status_code in {400, 409}


def test_a_mail_goes_to_a_group_that_is_chosen_and_says_so(organiser, office):
    anna = agreed(office, "Anna")
    agreed(office, "Berta")
    group = saved_group(office, lead=anna, title={"de": "Digitales"})
    page = organiser.get("/o/ours/distribution-list/new").text
    assert_valid(page)
    wish = {"group_id": str(group.id), "subject.de": "Neues", "text.de": "es gibt Neues."}

    made = send_on(organiser, "/o/ours/distribution-list/new", page, wish)

    shown = organiser.get(made.location).text
    assert_valid(shown)
    assert "Mail to the working group “Digitales”" in shown
    assert "It reaches 1 person." in shown
    assert "Digitales" in organiser.get("/o/ours/distribution-list").text
    words = f"{made.location}/text"
    send_on(organiser, words, organiser.get(words).text, {"group_id": ""})
    assert "It reaches 2 people." in organiser.get(made.location).text


@pytest.mark.form_shows("Mustermann", "anna@example.org")
def test_a_member_writes_to_another_without_learning_the_address(client, office):
    anna, berta = agreed(office, "Anna"), agreed(office, "Berta")
    outside = saved_person(office, given="Still")
    page = client.get(my(anna, "/people")).text
    assert_valid(page)
    assert "Berta" in page
    assert "@example.org" not in page
    assert client.get(my(outside, "/people")).status_code == 403
    assert "Berta" not in client.get(my(outside, "/people")).text
    address = my(anna, f"/people/{berta.public_id}")
    form = client.get(address).text
    assert_valid(form)
    assert "berta@example.org" not in form

    empty = send_on(client, address, form, {"text": ""})
    sent = send_on(client, address, form, {"text": HOSTILE})

    assert (empty.status_code, sent.status_code) == (422, 303)
    assert_valid(empty.text)
    assert client.get(my(anna, f"/people/{outside.public_id}")).status_code == 404
    assert [row.recipient for row in db.session.query(OutboxRow)] == ["berta@example.org"]


def test_leaving_the_list_is_one_click_and_opening_the_link_is_none(client, office):
    anna = agreed(office, "Anna")
    page = client.get(my(anna, "/leave")).text
    assert_valid(page)
    assert db.session.query(ConsentDecisionRow).count() == 1

    done = send_on(client, my(anna, "/leave"), page)

    assert_valid(done.text)
    db.session.expire_all()
    states = [row.state for row in db.session.query(ConsentDecisionRow).order_by("id")]
    assert states == [State.GRANTED, State.REFUSED]
    assert client.get(my(anna, "/people")).status_code == 403
