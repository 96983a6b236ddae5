from datetime import date, time, timedelta

import pytest

from eventsvc.db.models import AgendaItemRow, MeetingHostRow, SpeakerRow
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from tests.factories import (
    START,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.web.public.test_scan_page import in_order

MEETINGS = "/n/thueringen/meetings"


def item(position, title, **changes):
    values = {"position": position, "title": {"de": title}, "speakers": []}
    return AgendaItemRow(**(values | changes))


def test_the_agenda_shows_the_times_that_follow_from_the_durations(thueringen, page):
    html = page(f"{MEETINGS}/treffen-4")

    assert_valid(html)
    assert in_order(
        html,
        'datetime="2022-08-30T10:00+02:00"',
        "Begrüßung",
        "T10:30",
        "Rundgang",
        "T11:30",
        "Brüssel",
        "T12:00",
        "T13:15",
        "T14:00",
        "Get-together",
    )


def test_a_meeting_page_tells_place_hosts_organiser_and_notices(thueringen, page):
    html = page(f"{MEETINGS}/treffen-4")

    assert in_order(
        html,
        "Rathaus Gera, Kornmarkt 12",
        'href="/p/GERA2"',
        "Digitalagentur Thüringen",
        "Thüringer Ministerium",
        "Photos are taken",
        "meldet sich bitte bei der DAT",
    )
    assert f'href="{MEETINGS}/treffen-4.ics"' in html


def test_who_joined_since_the_meeting_before_is_introduced(thueringen, page):
    html = page(f"{MEETINGS}/treffen-4")

    assert in_order(html, "New in the network", 'href="/p/S3TNR"', "Region Seltenrain")
    assert "New in the network" not in page(f"{MEETINGS}/treffen-3")
    assert "New in the network" not in page(f"{MEETINGS}/treffen-5")


def test_a_date_without_a_time_is_shown_as_provisional_and_as_a_day(thueringen, page):
    html = page(f"{MEETINGS}/treffen-5")

    assert_valid(html)
    assert "Thursday, 8 December 2022 (provisional)" in html
    assert "The date may still change" in html


def test_a_cancelled_meeting_says_so_and_offers_no_calendar(thueringen, page):
    html = page(f"{MEETINGS}/lounge")

    assert_valid(html)
    assert "Cancelled" in html
    assert "Add to my calendar" not in html
    assert "Cancelled" in page(MEETINGS)


@pytest.mark.parametrize("visibility", [Visibility.NETWORK, Visibility.INVITED])
def test_what_is_not_public_is_not_there(page, client, visibility):
    network = saved_network()
    saved_meeting(network, slug="secret", title={"de": "canary"}, visibility=visibility)
    saved_meeting(
        network,
        slug="gera",
        mode=Mode.HYBRID,
        join_url="https://join.example.org/canary",
        agenda=[
            item(1, "open", minutes=30),
            item(2, "canary item", minutes=60, visibility=visibility),
            item(3, "after", minutes=10),
        ],
    )

    pages = [page(path) for path in ("/n/thueringen/", MEETINGS, f"{MEETINGS}/gera")]

    assert client.get(f"{MEETINGS}/secret").status_code == 404
    assert "canary" not in "".join(pages)
    assert in_order(pages[2], "T10:00", "open", "T11:30", "after")


def test_an_agenda_of_several_days_has_a_heading_for_each(page):
    saved_meeting(
        saved_network(),
        slug="trip",
        local_end=START + timedelta(days=1, hours=4),
        agenda=[
            item(1, "arrival", minutes=60),
            item(2, "breakfast", day=2, pinned_at=time(8, 30)),
            item(3, "no such day", day=3, minutes=5),
        ],
    )

    html = page(f"{MEETINGS}/trip")

    assert_valid(html)
    assert in_order(html, "<h3>Tuesday, 30", "arrival", "<h3>Wednesday, 31", "T08:30", "breakfast")
    assert "no such day" in html


def test_speakers_are_named_but_never_against_their_will(page):
    network = saved_network()
    gera = saved_organisation(network, name={"de": "Stadt Gera"})
    known = saved_person(network, title="Dr.", given="Petra", family="Probe")
    hidden = saved_person(network, given="Never", family="Canary", never_share=True)
    speakers = [
        SpeakerRow(position=1, person_id=known.id, organisation_id=gera.id),
        SpeakerRow(position=2, name="Jiří Novák"),
        SpeakerRow(position=3, person_id=hidden.id, organisation_id=gera.id),
    ]
    saved_meeting(network, slug="gera", agenda=[item(1, "talk", speakers=speakers)])

    html = page(f"{MEETINGS}/gera")

    assert "Dr. Petra Probe (Stadt Gera), Jiří Novák and Stadt Gera" in html
    assert "Canary" not in html


def test_a_town_that_the_address_names_is_not_said_twice(page):
    saved_meeting(
        saved_network(), slug="gera", place="Gera", venue="Rathaus", address="Kornmarkt 12, Gera"
    )

    html = page(f"{MEETINGS}/gera")

    assert "Rathaus, Kornmarkt 12, Gera" in html
    assert "Gera, Gera" not in html


def test_the_list_goes_on_after_fifty_meetings(page, client):
    network = saved_network()
    for number in range(51):
        saved_meeting(
            network,
            slug=f"m{number}",
            title={"de": f"Nr-{number}."},
            start=START - timedelta(days=365 + number),
        )

    first, second = page(MEETINGS), page(f"{MEETINGS}?page=2")

    assert ("Nr-49." in first, "Nr-50." in first, "page=2" in first) == (True, False, True)
    assert ("Nr-50." in second, "Nr-49." in second, "page=1" in second) == (True, False, True)
    assert "page=3" not in second
    assert client.get(f"{MEETINGS}?page=0").status_code == 404
    assert client.get(f"{MEETINGS}?page={10**30}").status_code == 404


def test_a_network_without_meetings_says_so(page):
    saved_network()

    assert "No date is known yet." in page(MEETINGS)
    assert "The date of the next meeting is not known yet." in page("/n/thueringen/")


def saved_full_meeting(network, number):
    host = saved_organisation(network, member_since=date(2022, 8, 1))
    person = saved_person(network)
    saved_meeting(
        network,
        slug=f"m{number}",
        start=START + timedelta(days=number),
        hosts=[MeetingHostRow(organisation_id=host.id, position=1)],
        agenda=[
            item(
                1,
                "talk",
                speakers=[SpeakerRow(position=1, person_id=person.id, organisation_id=host.id)],
            )
            for _ in range(number + 1)
        ],
    )


@pytest.mark.parametrize(
    ("path", "questions"), [(MEETINGS, 5), ("/n/thueringen/", 4), (f"{MEETINGS}/m0", 11)]
)
@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_of_meetings_ask_as_much_for_many_as_for_one(client, path, questions, count):
    network = saved_network()
    for number in range(count):
        saved_full_meeting(network, number)
        saved_meeting(network, start=START - timedelta(days=100 + number))

    with counted_queries() as queries:
        assert client.get(path).status_code == 200

    assert len(queries) == questions


def test_a_cancelled_meeting_is_not_the_next_one(page):
    network = saved_network()
    saved_meeting(network, title={"de": "called off"}, status=MeetingStatus.CANCELLED)
    saved_meeting(network, title={"de": "on"}, start=START + timedelta(days=9))

    assert in_order(page("/n/thueringen/"), "Next meeting", ">on<", "More dates", "called off")


def test_the_page_of_a_past_meeting_stays(page):
    saved_meeting(saved_network(), slug="old", start=START - timedelta(days=900))

    assert_valid(page(f"{MEETINGS}/old"))
