"""Two entries of one person: suggested with the reason, compared side by side, decided once."""

import pytest

from eventsvc.db.models import AuditRow, DifferentPeopleRow, FunctionRow, PersonRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.privacy.personal import token_of
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_steward,
)
from tests.support.forms import form_in, send
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.two_entries import entry

LIST = "/o/ours/persons/doubles"
MERGE = "/o/ours/persons/anna/merge/anne"


@pytest.fixture
def pair(office):
    organisation = saved_organisation(office, key="gera")
    people = (
        entry(office, "Anna Vogel", public_id="anna", email="anna@gera.example", phone="1"),
        entry(office, "A. Vogel", public_id="anne", email="vogel@gera.example", phone="2"),
    )
    for person in people:
        saved(
            FunctionRow(
                network_id=office.id,
                person_id=person.id,
                organisation_id=organisation.id,
                title={"de": "Amt"},
            )
        )
    return people


def people() -> list[str]:
    session().expire_all()
    return [row.public_id for row in session().query(PersonRow).order_by(PersonRow.id)]


def test_what_looks_like_one_person_is_listed_with_the_reason(organiser, office, pair):
    page = organiser.get(LIST).text

    assert_valid(page)
    assert "Similar name, same organisation" in page
    assert MERGE in page
    assert LIST in organiser.get("/o/ours/organisations").text


def test_the_page_of_a_person_says_who_may_be_the_same(organiser, office, pair):
    meeting = saved_meeting(office, slug="treffen")
    saved_attendance(meeting, pair[1], public_id="at")
    saved_attendance(meeting, saved_person(office), public_id="other")

    page = organiser.get("/o/ours/meetings/treffen/attendees/at").text

    assert_valid(page)
    assert "Possibly the same person: Anna Vogel" in page
    assert "/o/ours/persons/anne/merge/anna" in page
    assert "Possibly" not in organiser.get("/o/ours/meetings/treffen/attendees/other").text


def test_both_stand_side_by_side_with_what_holds_afterwards(organiser, office, pair):
    kept, gone = pair
    meeting = saved_meeting(office, slug="treffen", title={"en": "The meeting"})
    saved_attendance(meeting, kept, partstat=PartStat.DECLINED, seat=Seat.NONE)
    saved_attendance(meeting, gone)
    saved_decision(kept, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
    saved_decision(gone, State.REFUSED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
    saved_group(office, title={"en": "Birds"}, lead=gone)
    saved_steward(saved_organisation(office, name={"en": "Aviary"}), person_id=gone.id)

    page = organiser.get(MERGE).text

    assert_valid(page)
    for words in ("anna@gera.example", "vogel@gera.example", "Birds", "Aviary", "The meeting"):
        assert words in page
    assert page.count("Comes") == 2  # of the entry that goes, and afterwards
    assert page.count("Refused or withdrawn") == 2


def test_of_names_and_numbers_that_differ_one_is_chosen_then_the_entries_are_one(
    organiser, office, pair
):
    merged = send(organiser, MERGE, {"phone": "gone"})
    landed = organiser.get(merged.headers["Location"]).text

    assert (merged.status_code, merged.headers["Location"]) == (303, LIST)
    assert "The two entries are one now." in landed
    assert people() == ["anna"]
    row = session().query(PersonRow).one()
    assert (row.given, row.email, row.phone) == ("Anna", "anna@gera.example", "2")
    assert [one.action for one in session().query(AuditRow)] == ["people.merged"]
    log = organiser.get("/o/ours/audit").text
    assert "Two entries of a person merged" in log
    assert "Anna Vogel" in log


def test_a_second_click_changes_nothing_and_an_old_page_leads_back(organiser, office, pair):
    chosen = {"name": "kept", "phone": "kept"}
    fields = form_in(organiser.get(MERGE).text) | {name: [value] for name, value in chosen.items()}
    answers = [organiser.post(MERGE, data=fields) for _ in range(2)]
    again = organiser.get(MERGE)

    assert [answer.headers["Location"] for answer in (*answers, again)] == [LIST] * 3
    assert "merged already" in organiser.get(LIST).text
    assert session().query(AuditRow).count() == 1


def test_who_changed_one_of_the_two_meanwhile_is_not_overrun(organiser, office, pair):
    fields = form_in(organiser.get(MERGE).text) | {"name": ["kept"], "phone": ["kept"]}
    with transaction() as writing:
        writing.get_one(PersonRow, pair[1].id).never_share = True

    answer = organiser.post(MERGE, data=fields)

    assert answer.status_code == 409
    assert people() == ["anna", "anne"]


def test_two_people_are_noted_and_not_suggested_again(organiser, office, pair):
    action = "/o/ours/persons/anna/different/anne"
    fields = form_in(organiser.get(MERGE).text, action)
    answer = organiser.post(action, data=fields)
    page = organiser.get(answer.headers["Location"]).text

    assert "Nobody looks as if they stood here twice." in page
    assert session().query(DifferentPeopleRow).count() == 1
    compared = organiser.get(MERGE).text
    assert_valid(compared)
    assert "said that these are two people" in compared
    assert action not in compared


def test_two_entries_that_nobody_suggests_are_found_by_name_or_address(organiser, office, pair):
    other = entry(office, "Anna Fink", public_id="fink", email="fink@gera.example")
    found = organiser.get(f"{LIST}?q=fink").text
    by_address = organiser.get(f"{LIST}?q=Fink@gera").text
    one = organiser.get("/o/ours/persons/compare?entry=fink&q=fink")
    two = organiser.get("/o/ours/persons/compare?entry=fink&entry=anna")

    assert_valid(found)
    assert [f'value="{other.public_id}"' in page for page in (found, by_address)] == [True, True]
    assert 'value="anna"' not in found
    assert one.headers["Location"] == f"{LIST}?q=fink"
    assert "exactly two" in organiser.get(one.headers["Location"]).text
    assert two.headers["Location"] == "/o/ours/persons/fink/merge/anna"
    assert "Nobody fits" in organiser.get(f"{LIST}?q=nobody").text


def test_nobody_of_another_network_and_nobody_unknown_is_compared(organiser, office, pair):
    saved_person(saved_network(slug="theirs"), public_id="theirs")

    for other in ("theirs", "nobody"):
        assert organiser.get(f"/o/ours/persons/anna/merge/{other}").status_code == 404


def test_how_much_is_asked_for_a_comparison_does_not_grow(organiser, office, pair):
    def asked():
        with counted_queries() as statements:
            organiser.get(MERGE)
        return len(statements)

    organiser.get(MERGE)
    before = asked()
    for _ in range(5):
        meeting = saved_meeting(office)
        for person in pair:
            saved_attendance(meeting, person)
            saved_decision(person, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)

    assert asked() == before


def test_the_person_reads_why_a_decision_is_a_no_now(organiser, office, pair, app):
    kept, gone = pair
    meeting = saved_meeting(office, slug="treffen")
    saved_attendance(meeting, kept)
    saved_decision(kept, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    saved_decision(gone, State.REFUSED, purpose=Purpose.CONTACT_NETWORK)
    secret = app.config["SECRET_KEY"]
    old = token_of(gone, LinkPurpose.MY, secret=secret)
    send(organiser, MERGE, {"name": "kept", "phone": "kept"})
    link = token_of(
        session().get_one(PersonRow, kept.id), LinkPurpose.MY, secret=app.config["SECRET_KEY"]
    )
    reader = app.test_client()

    mine = reader.get(f"/my/{link}", follow_redirects=True)
    data = reader.get(f"/my/{link}/data").text

    assert mine.status_code == 200
    assert "because two entries about you became one" in mine.text + data
    assert "merged into this one: A. Vogel, vogel@gera.example" in data
    assert [reader.get(f"/my/{old}{end}").status_code for end in ("", "/calendar.ics")] == [410] * 2
