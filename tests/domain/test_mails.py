from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.domain.mails import GIVE_UP_AFTER, next_attempt, normal_address
from eventsvc.domain.wellformed import NotMailAddress

QUEUED = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (6, 120), (7, 240), (8, 240), (99, 240)],
)
def test_the_waits_grow_to_four_hours(attempts, minutes):
    now = QUEUED + timedelta(hours=1)

    assert next_attempt(attempts=attempts, queued_at=QUEUED, now=now) == now + minutes * MINUTE


def test_after_three_days_nobody_tries_again():
    last = QUEUED + GIVE_UP_AFTER

    assert next_attempt(attempts=9, queued_at=QUEUED, now=last - MINUTE) is not None
    assert next_attempt(attempts=9, queued_at=QUEUED, now=last) is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Erika@Example.ORG ", "erika@example.org"),
        ("erika.muster+netz@mail.example.org", "erika.muster+netz@mail.example.org"),
    ],
)
def test_an_address_is_kept_in_lower_case(typed, stored):
    assert normal_address(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "erika",
        "erika@",
        "@example.org",
        "erika@example",
        "erika@example.org\n",
        "erika@example.org\r\nBcc: evil@example.com",
        "erika@example.org, evil@example.com",
        "erika@example.org;evil@example.com",
        '"erika muster"@example.org',
        "Erika <erika@example.org>",
        "erika@exämple.org",
        "e..rika@example.org",
        ".erika@example.org",
        f"{'a' * 250}@example.org",
        "erika\x00@example.org",
    ],
)
def test_what_is_no_plain_address_is_refused(typed):
    with pytest.raises(NotMailAddress):
        normal_address(typed)
