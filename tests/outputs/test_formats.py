"""Dates, times and numbers as people write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from eventsvc.outputs import formats

BERLIN = ZoneInfo("Europe/Berlin")
NINE_THIRTY = datetime(2022, 8, 30, 9, 30, tzinfo=BERLIN)
HALF_PAST_THREE = datetime(2022, 8, 30, 15, 30, tzinfo=BERLIN)
TWO_DAYS_LATER = datetime(2022, 9, 1, 15, 30, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Dienstag, 30. August 2022, 09:30–15:30\u00a0Uhr"),
        ("en", "Tuesday, 30 August 2022, 09:30–15:30"),
        ("cs", "úterý 30. srpna 2022, 9:30–15:30"),
        ("pl", "wtorek, 30 sierpnia 2022, 09:30–15:30"),
    ],
)
def test_a_meeting_of_one_day_names_day_and_hours(language, text):
    assert formats.period_text(NINE_THIRTY, HALF_PAST_THREE, language=language) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (NINE_THIRTY, None, "30. August 2022, 09:30\u00a0Uhr"),
        (NINE_THIRTY, NINE_THIRTY, "30. August 2022, 09:30\u00a0Uhr"),
        (
            NINE_THIRTY,
            TWO_DAYS_LATER,
            "30. August 2022, 09:30\u00a0Uhr – 1. September 2022, 15:30\u00a0Uhr",
        ),
        (date(2022, 12, 8), None, "8. Dezember 2022"),
        (date(2022, 12, 8), date(2022, 12, 9), "8. Dezember 2022"),
        (date(2022, 12, 8), date(2022, 12, 10), "8. Dezember – 9. Dezember 2022"),
        (date(2022, 12, 30), date(2023, 1, 2), "30. Dezember 2022 – 1. Januar 2023"),
    ],
)
def test_periods_in_german(start, end, text):
    assert formats.period_text(start, end, language="de", weekday=False) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "voraussichtlich Donnerstag, 8. Dezember 2022"),
        ("en", "Thursday, 8 December 2022 (provisional)"),
    ],
)
def test_a_provisional_date_says_so(language, text):
    given = formats.period_text(date(2022, 12, 8), None, language=language, provisional=True)

    assert given == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 Min."),
        (45, "45 Min."),
        (90, "90 Min."),
        (120, "2 Std."),
        (150, "2 Std. 30 Min."),
    ],
)
def test_durations_turn_into_hours_from_two_on(minutes, text):
    assert formats.duration_text(minutes, language="de") == text


@pytest.mark.parametrize(
    ("value", "text"), [(93000, "93.000"), (3.234, "3,23"), (1.0, "1"), (1.5, "1,5")]
)
def test_numbers_have_no_needless_decimals(value, text):
    assert formats.number_text(value, language="de") == text


def test_small_formats_in_german():
    assert formats.short_date(NINE_THIRTY, language="de") == "30.08.2022"
    assert formats.month_short(NINE_THIRTY, language="de") == "Aug"
    assert formats.list_text(["Gera", "Suhl", "Weida"], language="de") == "Gera, Suhl und Weida"
    assert formats.machine_time(NINE_THIRTY) == "2022-08-30T09:30+02:00"
    assert formats.machine_time(date(2022, 12, 8)) == "2022-12-08"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "30.08.2022, 09:30 MESZ"),
        ("en", "30/08/2022, 09:30 CEST"),
        ("cs", "30. 8. 2022, 9:30 SELČ"),
        ("pl", "30.08.2022, 09:30 CEST"),
    ],
)
def test_what_happened_when_names_its_zone(language, text):
    assert formats.moment_text(NINE_THIRTY, language=language) == text
