"""The page that says how long data is kept, and what goes when."""

from datetime import timedelta

from eventsvc.domain.retention import DAYS, Kind
from tests.conftest import NOW
from tests.factories import saved_person
from tests.support.html import assert_valid

YEARS = timedelta(days=DAYS[Kind.PEOPLE])


def test_the_page_says_on_which_day_the_contact_data_of_how_many_people_goes(organiser, office):
    for days in (-1, 113, 113, 200):
        saved_person(office, entered_at=NOW - YEARS + timedelta(days=days))

    page = organiser.get("/o/ours/settings/retention").text

    assert_valid(page)
    assert "At the next run the contact data of 1 person will be erased." in page
    assert "On 30 November 2022 the contact data of 2 people will be erased." in page
