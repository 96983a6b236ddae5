import re
from datetime import datetime, time, timedelta

import pytest

from eventsvc.db.models import AgendaItemRow, SpeakerRow
from eventsvc.db.queries.changing import whole_meeting
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import MeetingStatus, Visibility
from tests.factories import (
    START,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

AGENDA = "/o/ours/meetings/gera/agenda"


def item(position: int, title: str, **changes) -> AgendaItemRow:
    values = {"position": position, "title": {"de": title}, "minutes": 30, "day": 1}
    return AgendaItemRow(**(values | changes))


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        title={"de": "Treffen in Gera"},
        agenda=[item(0, "Begrüßung", minutes=15), item(1, "Vortrag"), item(2, "Aussprache")],
    )


def agenda(office) -> list[AgendaItemRow]:
    session().expire_all()
    return whole_meeting(office.id, "gera").agenda


def titles(office) -> list[str]:
    return [row.title["de"] for row in agenda(office)]


def times_on(text: str) -> list[str]:
    return re.findall(r'<time datetime="2022-08-30T(\d\d:\d\d)', text)


def move(client, page: str, direction: str, row: AgendaItemRow, place: int):
    steps = {"up": -1, "down": 1}.get(direction, direction)
    return send_on(client, AGENDA, page, {"move": f"{steps}:{row.id}:{place}"})


def test_a_point_is_added_after_another_and_the_times_follow(organiser, office, gera):
    first, speaker = gera.agenda[0].id, saved_person(office)
    saved_attendance(gera, speaker)
    weida = saved_organisation(office)
    answer = send(
        organiser,
        f"{AGENDA}/new?after={first}",
        {
            "title.de": "Kaffee",
            "number": "1a",
            "minutes": "20",
            "speakers.count": "2",
            "speakers.0.person_id": str(speaker.id),
            "speakers.0.name": "",
            "speakers.0.organisation_id": "",
            "speakers.1.person_id": "",
            "speakers.1.name": "Jan Novák",
            "speakers.1.organisation_id": str(weida.id),
        },
    )
    row = agenda(office)[1]
    page = organiser.get(AGENDA).text

    assert answer.headers["Location"] == f"{AGENDA}#item-{row.id}"
    assert titles(office) == ["Begrüßung", "Kaffee", "Vortrag", "Aussprache"]
    assert (row.number, row.minutes, row.visibility) == ("1a", 20, Visibility.PUBLIC)
    assert [(one.person_id, one.name, one.organisation_id) for one in row.speakers] == [
        (speaker.id, "", None),
        (None, "Jan Novák", weida.id),
    ]
    assert times_on(page) == ["10:00", "10:15", "10:35", "11:05"]
    assert_valid(page)


def test_a_second_click_adds_no_second_point(organiser, office, gera):
    path = f"{AGENDA}/new"
    page = organiser.get(path).text
    send_on(organiser, path, page, {"title.de": "Kaffee"})
    send_on(organiser, path, page, {"title.de": "Kaffee"})

    assert titles(office) == ["Begrüßung", "Vortrag", "Aussprache", "Kaffee"]


def test_a_point_is_changed_and_pinned(organiser, office, gera):
    path = f"{AGENDA}/{gera.agenda[1].id}"
    shown = form_in(organiser.get(path).text)
    send(organiser, path, {"title.de": "Großer Vortrag", "pinned_at": "12:30", "track": "Saal 2"})
    row = agenda(office)[1]

    assert (shown["title.de"], shown["minutes"]) == (["Vortrag"], ["30"])
    assert (row.title["de"], row.pinned_at, row.track) == ("Großer Vortrag", time(12, 30), "Saal 2")


def test_buttons_move_a_point_within_its_day(organiser, office, gera):
    page = organiser.get(AGENDA).text
    answer = move(organiser, page, "up", gera.agenda[2], 2)

    assert answer.headers["Location"] == f"{AGENDA}#item-{gera.agenda[2].id}"
    assert titles(office) == ["Begrüßung", "Aussprache", "Vortrag"]


@pytest.mark.parametrize(
    ("steps", "at", "order"),
    [
        (2, 0, ["Vortrag", "Aussprache", "Begrüßung"]),
        (-2, 2, ["Aussprache", "Begrüßung", "Vortrag"]),
        (3, 0, ["Begrüßung", "Vortrag", "Aussprache"]),
    ],
)
def test_a_point_is_dragged_several_steps_and_not_beyond_its_day(
    organiser, office, gera, steps, at, order
):
    move(organiser, organiser.get(AGENDA).text, steps, gera.agenda[at], at)

    assert titles(office) == order


def test_the_first_point_does_not_go_higher(organiser, office, gera):
    move(organiser, organiser.get(AGENDA).text, "up", gera.agenda[0], 0)

    assert titles(office) == ["Begrüßung", "Vortrag", "Aussprache"]


def test_a_second_click_on_an_old_page_moves_nothing(organiser, office, gera):
    page = organiser.get(AGENDA).text
    move(organiser, page, "down", gera.agenda[0], 0)
    move(organiser, page, "down", gera.agenda[0], 0)

    assert titles(office) == ["Vortrag", "Begrüßung", "Aussprache"]
    assert "Look at it as it is now" in organiser.get(AGENDA).text


def test_moving_another_point_makes_no_edit_stale(organiser, office, gera):
    path = f"{AGENDA}/{gera.agenda[1].id}"
    page = organiser.get(path).text
    move(organiser, organiser.get(AGENDA).text, "up", gera.agenda[1], 1)
    answer = send_on(organiser, path, page, {"title.de": "Anders"})

    assert answer.status_code == 303
    assert titles(office) == ["Anders", "Begrüßung", "Aussprache"]


def test_a_stale_edit_of_a_point_shows_both_texts(organiser, office, gera):
    path = f"{AGENDA}/{gera.agenda[1].id}"
    page = organiser.get(path).text
    send(organiser, path, {"title.de": "Ihrer"})
    answer = send_on(organiser, path, page, {"title.de": "Meiner"})

    assert answer.status_code == 409
    assert ["Ihrer" in answer.text, "Meiner" in answer.text] == [True, True]


def test_a_point_is_deleted_after_a_question(organiser, office, gera):
    path = f"{AGENDA}/{gera.agenda[1].id}/delete"
    assert "Vortrag" in organiser.get(path).text
    send(organiser, path)

    assert titles(office) == ["Begrüßung", "Aussprache"]
    assert [row.position for row in agenda(office)] == [0, 1]


def test_points_of_other_days_keep_their_order(organiser, office):
    start = datetime(2022, 8, 30, 10, 0)  # noqa: DTZ001 -- wall time
    meeting = saved_meeting(
        office,
        slug="gera",
        local_end=start + timedelta(days=1, hours=5),
        agenda=[item(0, "A"), item(1, "X", day=2, pinned_at=time(9)), item(2, "B"), item(3, "C")],
    )
    page = organiser.get(AGENDA).text
    move(organiser, page, "up", meeting.agenda[2], 2)
    text = organiser.get(AGENDA).text

    assert sorted("ABCX", key=lambda one: text.index(f">{one}<")) == ["B", "A", "C", "X"]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"title.de": "", "title.en": ""}, "title-de"),
        ({"minutes": "0"}, "minutes"),
        ({"day": "2"}, "day"),
        ({"pinned_at": "25:00"}, "pinned_at"),
    ],
)
def test_mistakes_are_named_at_their_field(organiser, gera, changes, at):
    answer = send(organiser, f"{AGENDA}/new", {"title.de": "Kaffee"} | changes)

    assert answer.status_code == 422
    assert f'<a href="#{at}">' in answer.text
    assert_valid(answer.text)


def test_a_point_of_another_meeting_is_not_found(organiser, office, gera):
    theirs = saved_meeting(saved_network(slug="theirs"), agenda=[item(0, "Fremd")])
    path = f"{AGENDA}/{theirs.agenda[0].id}"

    assert [organiser.get(path).status_code, organiser.get(f"{path}/delete").status_code] == [
        404,
        404,
    ]


def test_the_agenda_of_a_cancelled_meeting_stays(organiser, office):
    saved_meeting(office, slug="gera", status=MeetingStatus.CANCELLED)

    assert organiser.get(AGENDA).status_code == 409


def test_more_points_ask_no_more_questions(organiser, office):
    def cost(count: int) -> int:
        saved_meeting(
            office,
            slug=f"m{count}",
            agenda=[
                item(at, f"P{at}", speakers=[SpeakerRow(position=0, name="A")])
                for at in range(count)
            ],
        )
        with counted_queries() as queries:
            organiser.get(f"/o/ours/meetings/m{count}/agenda")
        return len(queries)

    assert cost(1) == cost(8)


def test_an_agenda_is_taken_over_after_what_is_there_and_once(organiser, office):
    earlier = saved_meeting(
        office,
        slug="earlier",
        local_end=START + timedelta(days=1),
        agenda=[
            AgendaItemRow(position=0, day=1, title={"de": "Begrüßung"}, minutes=15),
            AgendaItemRow(position=1, day=2, title={"de": "Ausflug"}, track="B", minutes=60),
        ],
    )
    saved_meeting(
        office,
        slug="now",
        agenda=[AgendaItemRow(position=0, day=1, title={"de": "Vorab"}, minutes=5)],
    )
    path = "/o/ours/meetings/now/agenda/take-over"
    page = organiser.get(path).text
    answers = [send_on(organiser, path, page, {"earlier": earlier.slug}) for _ in range(2)]
    session().expire_all()
    taken = whole_meeting(office.id, "now").agenda

    assert [answer.headers["Location"] for answer in answers] == ["/o/ours/meetings/now/agenda"] * 2
    assert [(row.title["de"], row.day, row.track, row.minutes) for row in taken] == [
        ("Vorab", 1, "", 5),
        ("Begrüßung", 1, "", 15),
        ("Ausflug", 1, "B", 60),
    ]
    assert len(whole_meeting(office.id, "earlier").agenda) == 2
    assert send(organiser, path, {"earlier": "nowhere"}).status_code == 422
