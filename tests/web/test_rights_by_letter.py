"""Rights of whoever writes a letter or calls: noted with a due date, done, confirmed."""

import io
import zipfile

import pytest
from sqlalchemy import select

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AuditRow,
    ConsentDecisionRow,
    PersonRow,
    RightsRequestRow,
    UploadRow,
)
from eventsvc.domain.access import Role
from eventsvc.domain.consents import Channel, DecidedBy, Purpose, State
from eventsvc.domain.rights import Right
from eventsvc.services.privacy import erasure
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_person,
    saved_right,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.support.signin import csrf, sign_in

PERSON = "/o/ours/persons/anna/rights"
TODAY = NOW.date().isoformat()
ASKED = {
    "came_on": TODAY,
    "channel": "paper",
    "source": "Brief vom 3. Mai",
    "identity": "Unterschrift verglichen",
}


@pytest.fixture
def anna(office):
    """Somebody without a mail address, so without a link."""
    return saved_person(
        office, public_id="anna", given="Anna", family="Vogel", folded_name="anna vogel", email=""
    )


def noted(organiser, right: str, **changes) -> str:
    """Note a request and return the address of its page."""
    answer = send(organiser, PERSON, ASKED | {"right": right} | changes)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def request_row() -> RightsRequestRow:
    db.session.expire_all()
    return db.session.query(RightsRequestRow).one()


def dump() -> str:
    db.session.rollback()
    with db.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def log() -> list[str]:
    return [row.action for row in db.session.query(AuditRow).order_by(AuditRow.id)]


def sent(client, page: str, action: str, changes: dict[str, str]):
    """Send that form of the page which goes to ``action``."""
    return send_on(client, action, client.get(page).text, changes, action=action)


def press(client, address: str, page: str):
    return client.post(address, data={"csrf_token": csrf(client, page)})


def test_a_request_stands_on_the_overview_and_the_meeting_until_it_is_answered(
    organiser, office, anna
):
    gera = saved_meeting(office, slug="gera")
    saved_attendance(gera, anna)
    form = organiser.get(PERSON).text
    assert_valid(form)
    assert "due one month later" in form

    page = noted(organiser, "access")

    assert_valid(organiser.get(page).text)
    overview, meeting = organiser.get("/o/").text, organiser.get("/o/ours/meetings/gera").text
    for text in (overview, meeting):
        assert_valid(text)
        assert "1 request about data waits for an answer" in text
    assert "the first is due on" in overview
    listed = organiser.get("/o/ours/rights?q=vogel").text
    assert_valid(listed)
    assert listed.count("Anna Vogel") >= 2
    assert PERSON in listed

    assert sent(organiser, page, page, {}).status_code == 303

    for address in ("/o/", "/o/ours/meetings/gera"):
        assert "waits for an answer" not in organiser.get(address).text
    assert "Answered" in organiser.get("/o/ours/rights").text
    assert log() == ["rights.noted", "rights.answered"]


def test_what_is_noted_says_how_it_came_and_who_it_was_and_no_day_to_come(
    organiser, office, anna, settings
):
    mistakes = send(organiser, PERSON, {"right": "access", "came_on": "2099-01-01"})
    assert mistakes.status_code == 422
    assert_valid(mistakes.text)
    assert mistakes.text.count("This is missing. Fill it in.") >= 2
    ahead = send(organiser, PERSON, ASKED | {"right": "access", "came_on": "2099-01-01"})
    assert "This day is still to come." in ahead.text

    noted(organiser, "access", scan=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "Brief Vogel.pdf"))

    row = request_row()
    assert (row.right, row.channel, row.source) == (Right.ACCESS, Channel.PAPER, ASKED["source"])
    page = organiser.get(f"/o/ours/rights/{row.public_id}").text
    for words in ("Brief vom 3. Mai", "Unterschrift verglichen", "Brief Vogel.pdf"):
        assert words in page
    scan = organiser.get(f"/o/ours/rights/{row.public_id}/scan")
    assert scan.data.startswith(b"%PDF")
    assert scan.headers["Cache-Control"] == "no-store"
    # The log names nobody.
    facts = [line.facts for line in db.session.query(AuditRow)]
    assert facts == [{"right": "access"}]


def test_the_copy_is_handed_over_by_the_office_and_logged(organiser, office, anna):
    page = noted(organiser, "access")

    copy = press(organiser, f"{page}/copy.zip", page)

    archive = zipfile.ZipFile(io.BytesIO(copy.data))
    assert "Anna" in archive.read("data.json").decode()
    assert copy.headers["Cache-Control"] == "no-store"
    assert press(organiser, f"{page}/copy.pdf", page).data.startswith(b"%PDF")
    read = organiser.get(f"{page}/copy").text
    assert_valid(read)
    assert "Anna" in read
    assert log() == ["rights.noted", "rights.access", "rights.access"]
    row = db.session.query(AuditRow).order_by(AuditRow.id.desc()).first()
    assert row.actor.startswith("account:")
    assert request_row().answered_at is None


def test_a_correction_changes_the_person_and_is_confirmed_by_mail(
    organiser, office, anna, settings
):
    page = noted(organiser, "correction")
    shown = form_in(organiser.get(page).text, page)
    assert shown["family"] == ["Vogel"]
    nameless = sent(organiser, page, page, {"given": "", "family": ""})
    assert nameless.status_code == 422
    assert_valid(nameless.text)

    words = {"family": "Vogler", "email": "anna@gera.example", "phone": "0365 1"}
    assert sent(organiser, page, page, words).status_code == 303

    db.session.expire_all()
    person = db.session.query(PersonRow).one()
    assert (person.family, person.email, person.phone) == ("Vogler", "anna@gera.example", "0365 1")
    [mail] = delivered(settings, now=NOW)
    assert mail["To"] == "anna@gera.example"
    assert "GDPR Art. 16" in plain(mail) or "Art. 16 DSGVO" in plain(mail)
    assert "A mail confirms it" in organiser.get(page).text


@pytest.mark.parametrize("right", ["restriction", "objection"])
def test_restriction_and_objection_by_letter_end_uses_with_their_source(
    organiser, office, anna, right
):
    gera = saved_meeting(office, slug="gera")
    saved_attendance(gera, anna)
    saved_decision(anna, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    saved_decision(anna, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=gera.id)
    page = noted(organiser, right)
    assert_valid(organiser.get(page).text)

    assert sent(organiser, page, page, {}).status_code == 303

    db.session.expire_all()
    person = db.session.query(PersonRow).one()
    assert person.never_share
    assert (person.restricted_at is not None) is (right == "restriction")
    noes = db.session.query(ConsentDecisionRow).filter_by(decided_at=NOW).all()
    assert {row.purpose for row in noes} == {Purpose.CONTACT_NETWORK, Purpose.PHOTO_WEB}
    assert {(row.decided_by, row.channel, row.source) for row in noes} == {
        (DecidedBy.ON_BEHALF, Channel.PAPER, ASKED["source"])
    }
    letter = press(organiser, f"{page}/letter.pdf", page)
    assert letter.data.startswith(b"%PDF")


def test_erasing_says_what_goes_asks_twice_and_leaves_no_word_of_the_letter(
    organiser, office, anna, settings
):
    coming = saved_meeting(office, slug="gera", title={"de": "Treffen in Gera"})
    saved_attendance(coming, anna)
    saved_decision(anna, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    page = noted(organiser, "erasure", scan=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "Brief.pdf"))
    shown = organiser.get(page).text
    assert_valid(shown)
    for words in ("Places at meetings to come:", "Treffen in Gera", "1 decision with its time"):
        assert words in shown
    leads = press(organiser, page, page)
    assert leads.headers["Location"] == f"{page}/erase"
    last = organiser.get(f"{page}/erase").text
    assert_valid(last)
    unsure = send(organiser, f"{page}/erase", {})
    assert unsure.status_code == 422
    assert "Tick this first" in unsure.text
    assert db.session.query(PersonRow).one().given == "Anna"

    done = send(organiser, f"{page}/erase", {"sure": "yes"})

    assert done.status_code == 303
    row = request_row()
    assert row.answered_at == NOW
    assert (row.source, row.identity, row.scan_id, row.is_mailed) == ("", "", None, False)
    assert db.session.query(UploadRow).count() == 0
    text = dump()
    for words in ("Anna", "Vogel", "Brief", "Unterschrift", "anna"):
        assert words not in text
    assert '"person": "anna"' in (settings.data_dir / NAME).read_text()
    after = organiser.get(page).text
    assert_valid(after)
    assert "an erased person" in after
    letter = press(organiser, f"{page}/letter.pdf", page)
    assert letter.data.startswith(b"%PDF")
    assert organiser.get(f"{page}/erase").status_code == 303
    assert organiser.get(f"{page}/copy").status_code == 404


def test_an_erasure_by_the_own_link_answers_the_letter_too(organiser, office, settings):
    berta = saved_person(office, public_id="berta", email="berta@gera.example")
    saved_right(berta, right=Right.ERASURE)

    erasure.erase(
        office,
        "berta",
        by="person:berta",
        record=settings.data_dir / NAME,
        public_url="https://netz.example.de",
        now=NOW,
    )

    row = request_row()
    assert (row.answered_at, row.is_mailed) == (NOW, True)


def test_another_answer_is_noted_with_its_words(organiser, office, anna):
    page = noted(organiser, "erasure")
    empty = sent(organiser, page, f"{page}/answered", {})
    assert empty.status_code == 422
    assert_valid(empty.text)

    said = {"words": "abgelehnt mit Brief vom 9. Mai"}
    assert sent(organiser, page, f"{page}/answered", said).status_code == 303

    after = organiser.get(page).text
    assert_valid(after)
    assert "abgelehnt mit Brief vom 9. Mai" in after
    assert "Letter (PDF)" not in after
    assert press(organiser, f"{page}/letter.pdf", PERSON).status_code == 404


def test_what_is_answered_is_not_done_again(organiser, office, anna):
    page = noted(organiser, "restriction")
    data = {"csrf_token": csrf(organiser, page)}
    assert organiser.post(page, data=data).status_code == 303

    again = organiser.post(page, data=data)

    assert again.status_code == 409
    assert "answered already" in again.text


def test_helpers_are_told_that_they_may_not(app, english, office, anna):
    right = saved_right(anna)
    client = app.test_client()
    sign_in(client, saved_account((Role.HELPER, office)), now=NOW)

    answers = [client.get(one) for one in (PERSON, f"/o/ours/rights/{right.public_id}")]

    assert [one.status_code for one in answers] == [403, 403]
    assert "Your account has no right to this." in answers[0].text
