from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.badges import Paper
from eventsvc.domain.headcounts import Counted, headcount


def person(**changes) -> Counted:
    values = {
        "partstat": PartStat.ACCEPTED,
        "attends": Attends.ON_SITE,
        "seat": Seat.HELD,
        "may_be_photographed": True,
        "paper": Paper.CURRENT,
    }
    return Counted(**(values | changes))


def test_numbers_tell_what_is_left_to_do():
    people = [
        person(),
        person(may_be_photographed=False, paper=Paper.MISSING),
        person(paper=Paper.STALE, is_cramped=True),
        person(attends=Attends.ONLINE, paper=Paper.MISSING, is_cramped=True, seat=Seat.NONE),
        person(seat=Seat.WAITING, paper=Paper.STALE),
        person(partstat=PartStat.NEEDS_ACTION, may_be_photographed=False, seat=Seat.NONE),
        person(partstat=PartStat.DECLINED, paper=Paper.STALE, seat=Seat.NONE, is_disowned=True),
        person(partstat=PartStat.TENTATIVE, is_restricted=True),
    ]

    assert headcount(people) == {
        "accepted": 5,
        "unanswered": 1,
        "declined": 1,
        "waiting": 1,
        "no-photo": 1,
        "unprinted": 1,
        "stale": 1,
        "cramped": 1,
        "disowned": 1,
        "restricted": 1,
    }


def test_nobody_on_the_list_is_nothing_to_do():
    assert set(headcount([]).values()) == {0}
