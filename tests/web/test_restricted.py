"""Never share and restriction in words, and silence that is no yes, on each page about somebody."""

import pytest

from eventsvc.db.models import MeetingBasisRow
from eventsvc.domain.consents import PHOTO, Basis, State
from tests.conftest import NOW
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_person,
)
from tests.support.html import assert_valid

GERA = "/o/ours/meetings/gera"
BARRED = "Nothing is to be passed on"
RESTRICTED = "Restricted on 9 August 2022: keep the data, do not use it"


@pytest.fixture
def gera(office):
    """A meeting that tells of photos, and asks nobody."""
    bases = [MeetingBasisRow(purpose=one, basis=Basis.PUBLIC_TASK) for one in PHOTO]
    return saved_meeting(office, slug="gera", bases=bases)


def pages_about(row, person) -> list[str]:
    return [
        f"{GERA}/attendees/{row.public_id}",
        f"{GERA}/attendees/{row.public_id}/consents",
        f"/o/ours/persons/{person.public_id}/functions",
        f"/o/ours/persons/{person.public_id}/rights",
        f"{GERA}/desk/people/{row.public_id}",
    ]


@pytest.mark.parametrize(
    ("restricted_at", "words", "desk"),
    [
        (None, BARRED, "<span>Never share</span>"),
        (NOW, RESTRICTED, "<span>Kept but not used</span>"),
    ],
)
def test_each_page_about_somebody_says_what_may_not_be_done_and_who_lifts_it(
    organiser, office, gera, restricted_at, words, desk
):
    barred = saved_person(office, never_share=True, restricted_at=restricted_at)
    free = saved_person(office)
    about, others = (pages_about(saved_attendance(gera, one), one) for one in (barred, free))

    for path in about:
        page = organiser.get(path).text
        assert_valid(page)
        assert words in page
        assert "The person lifts it by the own link." in page
    assert [words in organiser.get(path).text for path in others] == [False] * 5
    assert organiser.get(f"{GERA}/desk").text.count(desk) == 1


def test_the_meetings_page_leads_to_those_whose_data_is_restricted(organiser, office, gera):
    for name, restricted_at in (("Erika", NOW), ("Max", None)):
        person = saved_person(
            office, given=name, family="Muster", never_share=True, restricted_at=restricted_at
        )
        saved_attendance(gera, person)

    assert "1 person had the use of the data restricted" in organiser.get(GERA).text
    found = organiser.get(f"{GERA}/attendees?show=restricted").text
    assert ["Muster, Erika" in found, "Muster, Max" in found] == [True, False]
    assert RESTRICTED in found
    assert "No: Photos; " in found  # nobody was asked, and nothing is allowed


def test_silence_where_people_are_told_is_no_objection_and_no_yes(organiser, office, gera):
    silent = saved_person(office, given="Erika", family="Muster")
    about = pages_about(saved_attendance(gera, silent), silent)
    agreed = saved_person(office, given="Max", family="Muster")
    saved_attendance(gera, agreed)
    for channel in PHOTO:
        saved_decision(agreed, State.GRANTED, purpose=channel, meeting_id=gera.id)

    consents, desk = (organiser.get(path).text for path in (about[1], about[-1]))
    lists = [
        organiser.get(f"{GERA}/attendees?consent={one}").text for one in ("photo", "photo-silent")
    ]

    assert consents.count("As before: Has not objected") == len(PHOTO)
    assert desk.count("Has not objected") == len(PHOTO)
    assert [("Muster, Erika" in page, "Muster, Max" in page) for page in lists] == [
        (False, True),
        (True, False),
    ]
