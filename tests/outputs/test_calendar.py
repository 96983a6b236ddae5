"""What stands in a calendar file, line by line; test_calendar_readers has others read it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.times import whole_days
from eventsvc.domain.wellformed import NotWebAddress
from eventsvc.outputs.calendar import event_block, feed_ics, join_blocks
from tests.support.calendars import BERLIN, a_feed, a_when, an_event
from tests.support.content import HOSTILE, broken_by_newlines, unescaped, unfolded, values

FULL = an_event(
    "full",
    sequence=3,
    summary="4. Netzwerktreffen, Gera; \\ Thüringen",
    description="Erste Zeile\nZweite Zeile " + "ř😀" * 60,
    location="Rathaus Gera, Kornmarkt 12",
    url="https://netz.example.de/n/thueringen/meetings/gera?a=1,2;b",
    geo=(50.880001, 0.00001),
    categories=("Treffen", "Smart City, Region"),
    attach=("https://netz.example.de/d/a,b;c.pdf", "https://netz.example.de/d/2.pdf"),
)
ALL_DAY = an_event(
    "all-day", when=whole_days(date(2026, 12, 8), tzid=BERLIN), status=MeetingStatus.TENTATIVE
)
CANCELLED = an_event("cancelled", status=MeetingStatus.CANCELLED)
FILES = {
    "full": a_feed(FULL, ALL_DAY, CANCELLED),
    "one": a_feed(FULL),
    "empty": a_feed(),
    "hostile": a_feed(
        *(
            an_event(f"h{n}", summary=text, description=text, location=text, categories=(text,),
                     organizer_name=text)
            for n, text in enumerate(HOSTILE)
        ),
        name=HOSTILE[1],
    ),
}  # fmt: skip


@pytest.fixture(params=FILES)
def data(request) -> bytes:
    return feed_ics(FILES[request.param])


def test_lines_end_with_crlf_and_none_is_longer_than_75_octets(data):
    lines = data.split(b"\r\n")

    assert lines[-1] == b""
    assert [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line] == []


def test_the_file_is_utf_8_without_bom_and_folds_between_characters(data):
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert [line.decode() for line in data.split(b"\r\n")] == data.decode().split("\r\n")


def test_there_is_no_control_character(data):
    assert re.findall(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data) == []


def test_every_line_is_a_content_line_and_components_nest(data):
    open_components = []
    for line in unfolded(data):
        name, _, value = line.partition(":")
        assert re.match(r"[A-Z-]+[;:]", line)
        if name == "BEGIN":
            open_components.append(value)
        if name == "END":
            assert open_components.pop() == value
    assert open_components == []


def test_the_head_names_calendar_colour_page_change_and_refresh():
    head = unfolded(feed_ics(a_feed(FULL)))

    assert head[: head.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventsvc//Meetings//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Smart Cities in Thüringen",
        "X-WR-CALNAME:Smart Cities in Thüringen",
        "COLOR:seagreen",
        "X-APPLE-CALENDAR-COLOR:#1B6E53",
        "URL:https://netz.example.de/n/thueringen/",
        "LAST-MODIFIED:20260203T141516Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
    ]


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#ff0000", "red"), ("#663399", "darkslateblue"), ("#808080", "gray"), ("#000081", "navy")],
)
def test_color_is_the_nearest_name_of_css_3(colour, name):
    assert values(feed_ics(a_feed(colour=colour)), "COLOR") == [name]


def test_a_feed_without_a_colour_has_no_color():
    data = feed_ics(a_feed(colour=""))

    assert (values(data, "COLOR"), values(data, "X-APPLE-CALENDAR-COLOR")) == ([], [])


def test_an_event_block_is_the_vevent_and_nothing_else():
    assert unfolded(event_block(FULL)) == [
        "BEGIN:VEVENT",
        "UID:full",
        "DTSTAMP:20260203T141516Z",
        "CREATED:20260107T090000Z",
        "LAST-MODIFIED:20260203T141516Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        "DTSTART;TZID=Europe/Berlin:20260830T100000",
        "DTEND;TZID=Europe/Berlin:20260830T150000",
        r"SUMMARY:4. Netzwerktreffen\, Gera\; \\ Thüringen",
        r"DESCRIPTION:Erste Zeile\nZweite Zeile " + "ř😀" * 60,
        r"LOCATION:Rathaus Gera\, Kornmarkt 12",
        "GEO:50.880001;0.000010",
        "URL:https://netz.example.de/n/thueringen/meetings/gera?a=1,2;b",
        r"CATEGORIES:Treffen,Smart City\, Region",
        "ORGANIZER;CN=Digitalagentur:mailto:netz@dat.example.de",
        "ATTACH:https://netz.example.de/d/a,b;c.pdf",
        "ATTACH:https://netz.example.de/d/2.pdf",
        "END:VEVENT",
    ]


def test_what_an_event_lacks_is_not_written():
    bare = an_event(organizer_name="", organizer_mail="")

    assert [line.partition(":")[0].partition(";")[0] for line in unfolded(event_block(bare))] == [
        "BEGIN", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART",
        "DTEND", "SUMMARY", "END",
    ]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_read_back_as_words(words):
    event = an_event(summary=words, description=words, location=words, categories=(words, words))
    data = event_block(event)
    lines = broken_by_newlines(words)

    assert [unescaped(v) for v in values(data, "DESCRIPTION")] == [lines]
    assert [unescaped(v) for v in values(data, "LOCATION")] == [lines]
    assert [unescaped(v) for v in values(data, "SUMMARY")] == [lines.replace("\n", " ")]
    (categories,) = values(data, "CATEGORIES")
    parts = re.findall(r"(?:[^,\\]|\\.)+", categories)
    assert [unescaped(part) for part in parts] == [lines.replace("\n", " ")] * 2
    assert len(unfolded(data)) == 15


def test_dtstamp_is_the_last_change_and_equal_feeds_are_equal_bytes():
    assert feed_ics(a_feed(FULL, ALL_DAY)) == feed_ics(a_feed(FULL, ALL_DAY))
    assert values(event_block(FULL), "DTSTAMP") == values(event_block(FULL), "LAST-MODIFIED")


def test_events_stand_in_the_order_of_start_and_uid_however_they_come():
    early = an_event("z", when=a_when("2026-08-29T10:00"))
    first, second = an_event("a"), an_event("b")

    shuffled = feed_ics(a_feed(ALL_DAY, second, early, first))

    assert values(shuffled, "UID") == ["z", "a", "b", "all-day"]
    assert shuffled == feed_ics(a_feed(early, first, second, ALL_DAY))


def test_a_date_without_a_time_is_a_date_and_its_end_is_exclusive():
    lines = unfolded(event_block(ALL_DAY))

    assert [line for line in lines if line.startswith("DT")] == [
        "DTSTAMP:20260203T141516Z",
        "DTSTART;VALUE=DATE:20261208",
        "DTEND;VALUE=DATE:20261209",
    ]


def test_several_whole_days_end_on_the_day_after_the_last():
    trip = an_event(when=whole_days(date(2026, 12, 30), date(2027, 1, 1), tzid=BERLIN))

    assert values(event_block(trip), "DTSTART") == ["20261230"]
    assert values(event_block(trip), "DTEND") == ["20270102"]


def test_the_status_is_one_of_three():
    assert values(feed_ics(FILES["full"]), "STATUS") == ["CANCELLED", "CONFIRMED", "TENTATIVE"]


def test_a_cancelled_meeting_stays_and_says_so():
    assert values(event_block(CANCELLED), "STATUS") == ["CANCELLED"]
    assert values(event_block(CANCELLED), "SUMMARY") == ["Entfällt: 4. Netzwerktreffen"]


def test_no_time_is_floating_and_none_has_a_zone_and_a_z(data):
    times = [line for line in unfolded(data) if re.match(r"DT(START|END);", line)]

    assert [t for t in times if not re.fullmatch(
        r"DT(START|END);(TZID=Europe/Berlin:\d{8}T\d{6}|VALUE=DATE:\d{8})", t
    )] == []  # fmt: skip


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "Europe/Prague", "Europe/Warsaw"])
def test_the_zones_of_the_three_countries_stand_beside_their_times(tzid):
    data = feed_ics(a_feed(an_event(when=a_when(tzid=tzid)), tzid=tzid))

    assert values(data, "TZID") == [tzid]
    assert f"DTSTART;TZID={tzid}:20260830T100000" in unfolded(data)


def test_the_zone_is_constant_text_with_two_rules():
    lines = unfolded(feed_ics(a_feed()))

    assert lines[lines.index("BEGIN:VTIMEZONE") : -1] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_each_zone_is_written_once_however_many_events_use_it():
    events = [
        an_event(f"{tzid}{number}", when=a_when(tzid=tzid))
        for tzid in ("Europe/Prague", "Europe/Berlin")
        for number in range(2)
    ]

    assert values(feed_ics(a_feed(*events)), "TZID") == ["Europe/Berlin", "Europe/Prague"]


def test_words_that_look_like_a_zone_make_none():
    event = an_event(description="\nDTSTART;TZID=Europe/Gera:1\r\nORGANIZER:x", organizer_mail="")

    assert values(feed_ics(a_feed(event)), "TZID") == ["Europe/Berlin"]
    assert values(feed_ics(a_feed(event)), "METHOD") == []


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (a_when(tzid="Europe/London"), "20260830T090000Z", "20260830T140000Z"),
        (a_when("1995-10-10T10:00", "1995-10-10T11:00"), "19951010T090000Z", "19951010T100000Z"),
        (a_when("2026-10-25T02:30", "2026-10-25T04:00"), "20261025T003000Z", "20261025T030000Z"),
        (a_when("2026-10-24T22:00", "2026-10-25T02:00"), "20261024T200000Z", "20261025T000000Z"),
    ],
    ids=["other zone", "before the rules", "start exists twice", "end exists twice"],
)
def test_a_time_that_readers_would_take_differently_is_written_in_utc(when, start, end):
    data = event_block(an_event(when=when))

    assert [line for line in unfolded(data) if re.match("DT(START|END)", line)] == [
        f"DTSTART:{start}",
        f"DTEND:{end}",
    ]


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "Europe/Prague", "Europe/London"])
def test_with_no_meeting_there_is_the_vtimezone(tzid):
    data = feed_ics(a_feed(tzid=tzid))

    assert values(data, "BEGIN") == ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD"]
    assert values(data, "METHOD") == []


def test_a_feed_is_published_when_every_event_names_its_organizer():
    nobody = an_event("nobody", organizer_mail="")

    assert values(feed_ics(a_feed(FULL, ALL_DAY)), "METHOD") == ["PUBLISH"]
    assert values(feed_ics(a_feed(FULL, nobody)), "METHOD") == []


def test_there_is_no_attendee_conference_alarm_nor_link(data):
    names = {re.split("[;:]", line)[0] for line in unfolded(data)}

    assert (
        names & {"ATTENDEE", "CONFERENCE", "LINK", "DURATION", "RECURRENCE-ID", "EXDATE"} == set()
    )
    assert set(values(data, "BEGIN")) <= {
        "VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT",
    }  # fmt: skip


def test_a_change_changes_only_the_block_of_its_event():
    changed = replace(FULL, sequence=4, last_modified=datetime(2026, 3, 1, tzinfo=UTC))
    before, after = (feed_ics(a_feed(event, ALL_DAY)) for event in (FULL, changed))

    assert before.replace(event_block(FULL), event_block(changed)) == after


def test_stored_blocks_join_to_the_same_feed():
    blocks = [event_block(event) for event in (CANCELLED, FULL, ALL_DAY)]

    assert join_blocks(a_feed(), blocks) == feed_ics(FILES["full"])


def test_the_way_in_stands_where_programs_look_for_it_and_only_where_it_was_given():
    way = "https://treffen.example.org/j/1,2;x?y=1"
    invited = event_block(replace(an_event(), join_url=way))

    assert f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Online:{way}" in unfolded(invited)
    assert b"CONFERENCE" not in event_block(an_event())


def test_a_way_in_that_is_no_web_address_is_refused():
    with pytest.raises(NotWebAddress):
        replace(an_event(), join_url="javascript:alert(1)")
