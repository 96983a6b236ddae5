import pytest

from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.badges import Badge, Paper, content_hash, paper
from eventsvc.domain.consents import Basis, State, spoken
from eventsvc.domain.desk import Stand, Tally, code_in, is_expected, tally


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WEYD4", "WEYD4"),
        (" k7f-3qx ", "K7F3QX"),
        ("HTTPS://NETZ.EXAMPLE.DE/P/WEYD4", "WEYD4"),
        ("https://netz.example.de/p/weyd4?from=TB3CK", "WEYD4"),
        ("netz.example.de/P/WEYD4", "WEYD4"),
        ("https://netz.example.de/p/WEYD4.vcf", "WEYD4"),
        ("", ""),
    ],
)
def test_a_code_is_read_from_what_people_type_and_cameras_see(text, code):
    assert code_in(text) == code


def test_an_address_without_a_code_is_no_code_anybody_has():
    assert len(code_in("https://example.org/" + "x" * 9_000)) > 12


def test_the_numbers_of_the_morning_count_who_was_not_expected_apart():
    people = [
        Stand(is_expected=expected, is_here=here)
        for expected, here, count in (
            (True, True, 3),
            (True, False, 2),
            (False, True, 1),
            (False, False, 7),
        )
        for _ in range(count)
    ]

    assert tally(people) == Tally(expected=5, here=4, missing=2, unexpected=1)


@pytest.mark.parametrize(
    ("partstat", "attends", "seat", "expected"),
    [
        (PartStat.ACCEPTED, Attends.ON_SITE, Seat.HELD, True),
        (PartStat.ACCEPTED, Attends.ON_SITE, Seat.WAITING, False),
        (PartStat.ACCEPTED, Attends.ONLINE, Seat.HELD, False),
        (PartStat.TENTATIVE, Attends.ON_SITE, Seat.NONE, False),
    ],
)
def test_the_desk_waits_for_who_comes_on_site_and_has_a_place(partstat, attends, seat, expected):
    assert is_expected(partstat=partstat, attends=attends, seat=seat) is expected


@pytest.mark.parametrize(
    ("current", "says_yes", "basis", "new"),
    [
        (State.UNKNOWN, True, Basis.CONSENT, State.GRANTED),
        (State.REFUSED, True, Basis.CONSENT, State.GRANTED),
        (State.GRANTED, True, Basis.CONSENT, None),
        (State.GRANTED, False, Basis.CONSENT, State.REFUSED),
        (State.REFUSED, False, Basis.CONSENT, None),
        (State.UNKNOWN, True, Basis.PUBLIC_TASK, None),
        (State.OBJECTED, True, Basis.PUBLIC_TASK, None),
        (State.UNKNOWN, False, Basis.PUBLIC_TASK, State.OBJECTED),
        (State.UNKNOWN, False, Basis.LEGITIMATE_INTEREST, State.OBJECTED),
    ],
)
def test_an_answer_given_in_person_counts_by_the_basis(current, says_yes, basis, new):
    assert spoken(current, says_yes=says_yes, basis=basis) is new


def test_paper_is_stale_once_the_badge_says_something_else():
    badge = Badge(given="Anna", family="Beispiel")
    marked = Badge(given="Anna", family="Beispiel", no_photo=True)

    assert paper(badge, printed=None) is Paper.MISSING
    assert paper(badge, printed=content_hash(badge)) is Paper.CURRENT
    assert paper(marked, printed=content_hash(badge)) is Paper.STALE
