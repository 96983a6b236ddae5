from datetime import UTC, datetime, time, timedelta

import pytest

from eventsvc.db.models import (
    AgendaItemRow,
    AttendanceRow,
    AuditRow,
    MeetingBasisRow,
    MeetingHostRow,
    MeetingRow,
    NoticeRow,
    OutboxRow,
    PublicCodeRow,
)
from eventsvc.db.queries.changing import whole_meeting
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Seat
from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.kinds import NoticeKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid

GERA = "/o/ours/meetings/gera"


@pytest.fixture
def gera(office):
    return saved_meeting(
        office,
        slug="gera",
        title={"de": "Treffen in Gera"},
        place="Gera",
        agenda=[AgendaItemRow(position=0, day=1, title={"de": "Begrüßung"}, minutes=15)],
        notices=[NoticeRow(position=0, kind=NoticeKind.PHOTO, text={"de": "Fotos"})],
        bases=[MeetingBasisRow(purpose=Purpose.PHOTO_WEB, basis=Basis.PUBLIC_TASK)],
    )


def again(office, slug="gera") -> MeetingRow | None:
    session().expire_all()
    return whole_meeting(office.id, slug)


def actions() -> list[tuple[str, str, str]]:
    return [
        (row.action, row.subject, row.actor.partition(":")[0]) for row in session().query(AuditRow)
    ]


# New


def test_a_meeting_is_made_in_the_browser(organiser, office):
    weida, gera = saved_organisation(office), saved_organisation(office)
    answer = send(
        organiser,
        "/o/ours/meetings/new",
        {
            "title.de": "5. Netzwerktreffen",
            "title.en": "5th meeting",
            "date": "2022-12-08",
            "start": "10:00",
            "end": "15:30",
            "place": "Mühlhausen",
            "geo": "51.2089, 10.4528",
            "hosts.count": "3",
            "hosts.0.organisation": str(gera.id),
            "hosts.1.organisation": "",
            "hosts.2.organisation": str(weida.id),
        },
    )
    row = again(office, "5-netzwerktreffen-2022-12-08")

    assert answer.headers["Location"] == "/o/ours/meetings/5-netzwerktreffen-2022-12-08"
    assert (row.title, row.place, row.status, row.visibility, row.mode) == (
        {"de": "5. Netzwerktreffen", "en": "5th meeting"},
        "Mühlhausen",
        MeetingStatus.TENTATIVE,
        Visibility.PUBLIC,
        Mode.ON_SITE,
    )
    assert row.dtstart == datetime(2022, 12, 8, 9, 0, tzinfo=UTC)
    assert (row.latitude, row.longitude) == (51.2089, 10.4528)
    assert [host.organisation_id for host in row.hosts] == [gera.id, weida.id]
    assert row.network_id == office.id
    assert [code.meeting_id for code in session().query(PublicCodeRow) if code.meeting_id] == [
        row.id
    ]
    assert actions() == [("meeting.created", f"meeting:{row.key}", "account")]


def test_a_second_click_makes_no_second_meeting(organiser, office):
    path = "/o/ours/meetings/new"
    page = organiser.get(path).text
    wish = {"title.de": "Treffen", "date": "2022-12-08"}
    first = send_on(organiser, path, page, wish)
    second = send_on(organiser, path, page, wish)

    assert first.headers["Location"] == "/o/ours/meetings/treffen-2022-12-08"
    assert second.headers["Location"] == "/o/ours/meetings"
    assert "saved already" in organiser.get("/o/ours/meetings").text
    assert session().query(MeetingRow).count() == 1


def test_a_meeting_like_an_earlier_one_has_its_agenda_notices_and_bases(organiser, office, gera):
    gera_id = gera.id
    send(organiser, "/o/ours/meetings/new?like=gera", {"date": "2022-12-08"})
    row = again(office, "treffen-in-gera-2022-12-08")

    assert [item.title for item in row.agenda] == [{"de": "Begrüßung"}]
    assert [notice.text for notice in row.notices] == [{"de": "Fotos"}]
    assert [(basis.purpose, basis.basis) for basis in row.bases] == [
        (Purpose.PHOTO_WEB, Basis.PUBLIC_TASK)
    ]
    assert row.place == "Gera"
    assert [item.meeting_id for item in again(office).agenda] == [gera_id]


def test_every_mistake_is_named_at_once_and_nothing_typed_is_lost(organiser, office):
    answer = send(
        organiser,
        "/o/ours/meetings/new",
        {"date": "31.02.2022", "tzid": "Gera", "place": "Weida & Gera", "join_url": "zoom"},
    )

    assert answer.status_code == 422
    assert_valid(answer.text)
    assert [
        f'<a href="#{at}">' in answer.text for at in ("title-de", "date", "tzid", "join_url")
    ] == [True] * 4
    assert form_in(answer.text)["place"] == ["Weida & Gera"]
    assert form_in(answer.text)["date"] == ["31.02.2022"]
    assert session().query(MeetingRow).count() == 0


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"start": "10:00", "end": ""}, "end"),
        ({"start": "10:00", "end": "09:00"}, "end"),
        ({"start": "", "end": "", "until": "2022-12-01"}, "until"),
        ({"date": "2023-03-26", "start": "02:30", "end": "04:00"}, "start"),
        ({"join_url": "https://meet.example.org"}, "join_url"),
        ({"registration_time": "12:00"}, "registration_day"),
        ({"registration_day": "2022-12-09"}, "registration_day"),
        ({"capacity": "viele"}, "capacity"),
        ({"seats_per_organisation": "0"}, "seats_per_organisation"),
        ({"waiting_hours": ""}, "waiting_hours"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_its_field(organiser, office, changes, at):
    wish = {"title.de": "Treffen", "date": "2022-12-08"} | changes
    answer = send(organiser, "/o/ours/meetings/new", wish)

    assert answer.status_code == 422
    assert f'<a href="#{at}">' in answer.text


def test_the_buttons_of_a_list_move_its_lines_and_save_nothing(organiser, office, gera):
    one, two = saved_organisation(office), saved_organisation(office)
    saved(MeetingHostRow(meeting_id=gera.id, organisation_id=one.id, position=0))
    saved(MeetingHostRow(meeting_id=gera.id, organisation_id=two.id, position=1))
    answer = send(organiser, f"{GERA}/edit", {"do": "hosts:down:0", "place": "Weida"})
    more = send(organiser, f"{GERA}/edit", {"do": "hosts:add"})
    less = send(organiser, f"{GERA}/edit", {"do": "hosts:remove:0"})

    assert answer.status_code == 200
    assert_valid(answer.text)
    assert form_in(answer.text)["place"] == ["Weida"]
    assert [form_in(answer.text)[f"hosts.{at}.organisation"] for at in (0, 1)] == [
        [str(two.id)],
        [str(one.id)],
    ]
    assert form_in(more.text)["hosts.count"] == ["3"]
    assert form_in(less.text)["hosts.0.organisation"] == [str(two.id)]
    assert again(office).place == "Gera"


# Change


def test_a_moved_meeting_raises_sequence_and_tells_the_feed(organiser, office, gera):
    before = (gera.sequence, gera.last_modified, office.feed_changed_at)
    answer = send(organiser, f"{GERA}/edit", {"date": "2022-09-06"})
    row = again(office)
    feed = organiser.get("/n/ours/calendar.ics").text

    assert answer.status_code == 303
    assert row.local_start == datetime(2022, 9, 6, 10, 0)  # noqa: DTZ001 -- wall time
    assert (row.sequence, row.last_modified) == (before[0] + 1, NOW)
    assert "DTSTART;TZID=Europe/Berlin:20220906T100000" in feed
    assert "SEQUENCE:1" in feed


def test_what_no_reader_sees_raises_no_sequence(organiser, office, gera):
    send(
        organiser,
        f"{GERA}/edit",
        {"mode": "on_site", "organiser_body": "Digitalagentur", "visibility": "public"},
    )

    assert (again(office).organiser_body, again(office).sequence) == ("Digitalagentur", 0)


def test_seats_and_registration_are_set_and_more_seats_let_people_move_up(organiser, office, gera):
    holds, waits = saved_person(office), saved_person(office)
    saved_attendance(gera, holds)
    saved_attendance(gera, waits, seat=Seat.WAITING, waiting_since=NOW)
    wish = {
        "capacity": "2",
        "seats_per_organisation": "3",
        "registration_day": "2022-08-28",
        "waiting_hours": "24",
    }
    answer = send(organiser, f"{GERA}/edit", wish)
    row = again(office)
    shown = {name: form_in(organiser.get(f"{GERA}/edit").text)[name] for name in wish}

    assert answer.status_code == 303
    assert (row.capacity, row.seats_per_organisation, row.waiting_hours) == (2, 3, 24)
    assert row.registration_until == datetime(2022, 8, 28, 23, 59)  # noqa: DTZ001 -- wall time
    assert row.sequence == 0
    assert shown == {name: [value] for name, value in wish.items()}
    assert [one.seat for one in session().query(AttendanceRow)] == [Seat.HELD, Seat.HELD]
    assert [one.recipient for one in session().query(OutboxRow)] == [waits.email]


def test_a_stale_edit_shows_both_texts_and_saves_none(organiser, office, gera):
    stale = organiser.get(f"{GERA}/edit").text
    send(organiser, f"{GERA}/edit", {"place": "Weida", "venue": "Osterburg"})
    answer = send_on(organiser, f"{GERA}/edit", stale, {"place": "Jena", "title.de": "Mein Titel"})
    shown = form_in(answer.text)

    assert answer.status_code == 409
    assert_valid(answer.text)
    assert [word in answer.text for word in ("Weida", "Jena", "Osterburg")] == [True] * 3
    assert (shown["take.place"], shown["take.venue"], shown["take.title"]) == (
        ["mine"],
        ["theirs"],
        ["mine"],
    )
    assert again(office).place == "Weida"


def test_both_texts_are_joined_as_the_editor_chose(organiser, office, gera):
    stale = organiser.get(f"{GERA}/edit").text
    send(organiser, f"{GERA}/edit", {"place": "Weida", "venue": "Osterburg"})
    conflict = send_on(
        organiser, f"{GERA}/edit", stale, {"place": "Jena", "title.de": "Mein Titel"}
    )
    answer = send_on(organiser, f"{GERA}/edit", conflict.text, {"take.place": "theirs"})
    row = again(office)

    assert answer.status_code == 303
    assert (row.place, row.venue, row.title) == ("Weida", "Osterburg", {"de": "Mein Titel"})


def test_hosts_alone_raise_the_version(organiser, office, gera):
    host = saved_organisation(office)
    stale = organiser.get(f"{GERA}/edit").text
    send(organiser, f"{GERA}/edit", {"hosts.count": "1", "hosts.0.organisation": str(host.id)})

    assert send_on(organiser, f"{GERA}/edit", stale, {"place": "Jena"}).status_code == 409


def test_a_host_of_another_network_is_none_that_is_offered(organiser, office, gera):
    from tests.factories import saved_network

    foreign = saved_organisation(saved_network(slug="theirs"))
    answer = send(
        organiser, f"{GERA}/edit", {"hosts.count": "1", "hosts.0.organisation": str(foreign.id)}
    )

    assert answer.status_code == 422
    assert again(office).hosts == []


def test_notices_are_changed_as_a_list(organiser, office, gera):
    send(
        organiser,
        f"{GERA}/notices",
        {
            "notices.count": "2",
            "notices.0.kind": "travel",
            "notices.0.text.de": "Vom Bahnhof 5 Minuten",
            "notices.1.kind": "photo",
            "notices.1.text.de": "",
            "notices.1.text.en": "",
        },
    )

    assert [(one.kind, one.text) for one in again(office).notices] == [
        (NoticeKind.TRAVEL, {"de": "Vom Bahnhof 5 Minuten"})
    ]


def test_legitimate_interest_needs_its_balance(organiser, office, gera):
    wish = {"basis-photo-print": "legitimate_interest"}
    refused = send(organiser, f"{GERA}/legal-bases", wish)
    send(organiser, f"{GERA}/legal-bases", wish | {"balance-photo-print": "Berichten dürfen."})

    assert refused.status_code == 422
    assert 'href="#balance-photo-print"' in refused.text
    assert {one.purpose: (one.basis, one.balance) for one in again(office).bases} == {
        Purpose.PHOTO_WEB: (Basis.PUBLIC_TASK, ""),
        Purpose.PHOTO_PRINT: (Basis.LEGITIMATE_INTEREST, "Berichten dürfen."),
    }


# Cancel and delete


def test_a_cancelled_meeting_stays_in_the_feed_and_takes_no_change(organiser, office, gera):
    question = organiser.get(f"{GERA}/cancel").text
    answer = send_on(organiser, f"{GERA}/cancel", question)
    feed = organiser.get("/n/ours/calendar.ics").text

    assert "28 days" in question
    assert answer.status_code == 303
    assert again(office).status is MeetingStatus.CANCELLED
    assert "STATUS:CANCELLED" in feed
    assert organiser.get(f"{GERA}/edit").status_code == 409


def test_deleting_says_what_goes_with_it(organiser, office, gera):
    saved_attendance(gera, saved_person(office))
    page = organiser.get(f"{GERA}/delete").text

    assert "1 person on its list" in page
    assert "1 point of the agenda" in page


def test_an_announced_meeting_is_only_deleted_by_who_is_sure(organiser, office, gera):
    refused = send(organiser, f"{GERA}/delete")
    kept = again(office)
    answer = send(organiser, f"{GERA}/delete", {"sure": "yes"})

    assert (refused.status_code, kept.slug) == (409, "gera")
    assert "Cancel it" in refused.text
    assert answer.status_code == 303
    assert again(office) is None
    assert "Treffen in Gera" not in organiser.get("/n/ours/calendar.ics").text
    assert actions()[-1][0] == "meeting.deleted"


def test_a_planned_meeting_is_deleted_after_one_question(organiser, office):
    saved_meeting(office, slug="plan", status=MeetingStatus.TENTATIVE)
    answer = send(organiser, "/o/ours/meetings/plan/delete")

    assert answer.status_code == 303
    assert again(office, "plan") is None


@pytest.mark.one_engine
@pytest.mark.parametrize("page", ["edit", "notices", "legal-bases", "cancel", "delete"])
def test_every_page_is_valid_html(organiser, gera, page):
    assert_valid(organiser.get(f"{GERA}/{page}").text)


def test_a_meeting_of_several_days_keeps_them(organiser, office):
    start = datetime(2022, 8, 30)  # noqa: DTZ001 -- wall time
    saved_meeting(
        office, slug="reise", local_start=start, local_end=start + timedelta(days=3), all_day=True
    )
    path = "/o/ours/meetings/reise/edit"
    shown = form_in(organiser.get(path).text)
    send(organiser, path, {"start": "09:00", "end": "16:00"})
    row = again(office, "reise")

    assert (shown["date"], shown["until"], shown.get("start", [""])) == (
        ["2022-08-30"],
        ["2022-09-01"],
        [""],
    )
    assert (row.all_day, row.local_start.time(), row.local_end) == (
        False,
        time(9),
        datetime(2022, 9, 1, 16, 0),  # noqa: DTZ001 -- wall time
    )
