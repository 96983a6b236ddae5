from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.headcounts import Counted, Headcount, headcount


def person(**changes) -> Counted:
    values = {
        "partstat": PartStat.ACCEPTED,
        "attends": Attends.ON_SITE,
        "seat": Seat.HELD,
        "may_be_photographed": True,
        "is_printed": True,
    }
    return Counted(**(values | changes))


def test_the_numbers_of_a_meeting():
    people = [
        person(),
        person(may_be_photographed=False),
        person(is_printed=False),
        person(is_printed=False, attends=Attends.ONLINE),
        person(is_printed=False, seat=Seat.WAITING),
        person(partstat=PartStat.NEEDS_ACTION, may_be_photographed=False, is_printed=False),
        person(partstat=PartStat.DECLINED, may_be_photographed=False, is_printed=False),
    ]

    assert headcount(people) == Headcount(accepted=5, unanswered=1, no_photo=1, unprinted=1)


def test_an_empty_list_counts_nothing():
    assert headcount([]) == Headcount(accepted=0, unanswered=0, no_photo=0, unprinted=0)
