"""Whatever happens to series: readers follow, and all of them see what the page shows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries import series as queries
from eventsvc.domain.meetings import MeetingCancelled, MeetingStatus, Mode, Visibility
from eventsvc.domain.recurrence import LAST, Hours, OnHoliday, Rhythm, Rule
from eventsvc.domain.rota import Order
from eventsvc.services.acts import Act
from eventsvc.services.dates import rota, series, series_changes
from eventsvc.services.dates.series_values import Plan, plan_of
from eventsvc.services.meetings import meetings
from tests.conftest import NOW
from tests.factories import saved_network, saved_organisation
from tests.support.content import HOSTILE
from tests.support.readers import FURTHER_READERS, READERS, khal_config, listed_by_khal, moment, run

pytestmark = [
    pytest.mark.proof,
    pytest.mark.one_engine,
    pytest.mark.filterwarnings(r"ignore:.*utcfromtimestamp:DeprecationWarning:dateutil"),
    pytest.mark.filterwarnings(r"ignore:Behaviour of str\(Component\):FutureWarning:ics"),
]
TODAY = NOW.date()
ZONES = ("Europe/Berlin", "Europe/Prague", "Europe/Lisbon")


def a_plan(number: int, **changes) -> Plan:
    rhythm = Rhythm.WEEKLY if number % 4 == 0 else Rhythm.MONTHLY
    rule = Rule(
        rhythm=rhythm,
        weekday=number % 7,
        nth=(1, 2, 3, 4, LAST)[number % 5],
        first=TODAY + timedelta(days=number % 9),
        every=1 + number % 3,
        without_months=(8,) if number % 2 else (),
        on_holiday=(OnHoliday.KEEP, OnHoliday.SKIP, OnHoliday.NEXT_WORKDAY)[number % 3],
        region="DE-TH",
    )
    at = (time(2, 30), time(10), time(23), None)[number % 4]
    end = (time(4), time(12), time(23, 30), None)[number % 4]
    hours = Hours(tzid=ZONES[number % 3], start=at, end=end, days=1 + (at is None))
    template = {
        "title": {
            "de": re.sub(r"[\x00-\x1f]", " ", HOSTILE[number % len(HOSTILE)]) + f" R{number}"
        },
        "description": {},
        "status": MeetingStatus.TENTATIVE if number % 5 == 0 else MeetingStatus.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "mode": Mode.ON_SITE,
        "place": "Gera",
        "hosts": [],
    }
    return replace(Plan(rule=rule, hours=hours, template=template), **changes)


class Office:
    """An office that changes its series one second after the other."""

    def __init__(self, app, network: NetworkRow) -> None:
        self.app, self.network, self.moment = app, network, NOW
        self.random = Random(network.id)
        self.members = [
            saved_organisation(network, key=key).id for key in ("gera", "suhl", "weida")
        ]

    def act(self) -> Act:
        self.moment += timedelta(seconds=7)
        self.app.extensions["eventsvc.clock"] = lambda: self.moment
        return Act(network_id=self.network.id, by="account:x", at=self.moment)

    def create(self, number: int):
        plan = a_plan(number)
        return series.create(plan, nonce="", like="", act=self.act(), random=self.random)

    def split(self, number: int) -> None:
        for row in queries.series_of(self.network.id)[:1]:
            old = plan_of(row.plans[-1])
            since = TODAY + timedelta(days=20 + number * 3)
            rule = replace(old.rule, first=since, weekday=(old.rule.weekday + number) % 7)
            series_changes.change_from(
                row.slug,
                replace(old, rule=rule),
                version=row.version,
                act=self.act(),
                random=self.random,
            )

    def dates(self):
        rows = [
            row for one in queries.series_of(self.network.id) for row in queries.dates_of(one.id)
        ]
        return [row for row in rows if row.status is not MeetingStatus.CANCELLED]

    def one(self, number: int, values) -> None:
        for row in self.dates()[number : number + 1]:
            wanted = values(row) if callable(values) else values
            meetings.change(row.slug, wanted, version=row.version, act=self.act())

    def cancel(self, number: int) -> None:
        self.one(number, {"status": MeetingStatus.CANCELLED})

    def rename(self, number: int) -> None:
        self.one(number, {"title": {"de": f"Umbenannt {number}"}})

    def nothing(self, number: int) -> None:
        self.one(number, lambda row: {"place": row.place})

    def move(self, number: int) -> None:
        def moved(row):
            when = meetings.read(row, "when")
            day = timedelta(days=1 + number)
            start, end = when.start + day, when.end + day
            return {"when": replace(when, start=start, end=end)} if start.hour > 3 else {}

        self.one(number, moved)

    def restore(self, number: int) -> None:
        """Try to open a cancelled date again: refused, and nothing changes."""
        rows = [
            row for one in queries.series_of(self.network.id) for row in queries.dates_of(one.id)
        ]
        gone = [row for row in rows if row.status is MeetingStatus.CANCELLED]
        for row in gone[number : number + 1]:
            wanted = {"status": MeetingStatus.CONFIRMED}
            with pytest.raises(MeetingCancelled):
                meetings.change(row.slug, wanted, version=row.version, act=self.act())

    def rota(self, number: int) -> None:
        """Let the members take turns, beginning with another one."""
        for row in queries.series_of(self.network.id)[:1]:
            turn = number % len(self.members)
            members = [
                {
                    "organisation_id": id_,
                    "place": f"Ort {id_}",
                    "venue": "",
                    "address": "",
                    "join_url": "",
                    "agenda_like_id": None,
                    "since": None,
                    "until": None,
                    "email": "",
                }
                for id_ in self.members[turn:] + self.members[:turn]
            ]
            wanted = rota.Wanted(order=Order.HAND, days_before=28, members=members)
            rota.save(row.slug, wanted, version=row.version, act=self.act(), random=self.random)

    def delete(self, number: int) -> None:
        for row in self.dates()[number : number + 1]:
            meetings.delete(row.slug, version=row.version, is_sure=True, act=self.act())

    def add(self, number: int) -> None:
        for row in queries.series_of(self.network.id)[:1]:
            when = Hours(tzid="Europe/Berlin", start=time(9), end=time(10)).on(
                TODAY + timedelta(days=number)
            )
            series.add_date(row.slug, when, nonce="", act=self.act(), random=self.random)

    def extend(self, _number: int) -> None:
        series.extend(now=self.act().at, random=self.random)


ACTS = (
    *("create", "split", "cancel", "restore", "rename", "nothing", "move", "delete", "add"),
    *("extend", "rota"),
)
_TIME = re.compile(r'<time datetime="([^"]+)">')


def on_the_page(client, network: NetworkRow) -> list[str]:
    """Return when the pages of all series say that their dates begin, of the next 540 days."""
    found = []
    for one in queries.series_of(network.id):
        found += _TIME.findall(client.get(f"/n/{network.slug}/series/{one.slug}").text)
    return _near(moment(_read(text)) for text in found)


def in_a_client(data: bytes) -> list[str]:
    """Return when a calendar program says that the feed's meetings begin, of the same days."""
    return _near(start for _uid, start, _end in READERS[0](data))


def _near(starts: Iterable[str]) -> list[str]:
    return sorted(start for start in starts if start[:10] < f"{TODAY + timedelta(days=540)}")


def _read(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def events(data: bytes) -> dict[str, int]:
    found = Calendar.from_ical(data).walk("VEVENT")
    return {str(event["UID"]): int(event["SEQUENCE"]) for event in found}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 12)), min_size=4, max_size=9))
def test_uids_stay_sequences_rise_and_readers_learn_of_every_change_and_of_no_other(app, acts):
    number = len(app.extensions.setdefault("tests.networks", []))
    app.extensions["tests.networks"].append(number)
    office = Office(app, saved_network(slug=f"netz-{number}"))
    office.create(number)
    path, client = f"/n/netz-{number}/calendar.ics", app.test_client()
    before, gone = client.get(path), set()
    for name, argument in acts:
        getattr(office, name)(argument)
        after = client.get(path)

        old, new = events(before.data), events(after.data)
        gone |= old.keys() - new.keys()
        assert not gone & new.keys(), "a UID came back"
        assert all(new[uid] >= old[uid] for uid in old.keys() & new.keys())
        differs = before.data != after.data
        assert differs == (before.headers["ETag"] != after.headers["ETag"])
        assert differs == (before.last_modified != after.last_modified)
        assert {row.uid for row in office.dates() if not _is_far(row)} <= new.keys()
        before = after
        assert on_the_page(client, office.network) == in_a_client(after.data)


def _is_far(row) -> bool:
    return row.dtstart >= NOW + timedelta(days=547)


def test_twenty_series_are_the_same_in_nine_readers_and_on_the_page(app, tmp_path):
    office = Office(app, saved_network())
    for number in range(20):
        office.create(number)
    for number in range(0, 60, 7):
        for name in ("cancel", "move", "rename", "delete"):
            getattr(office, name)(number)
    office.split(2)
    data = app.test_client().get("/n/thueringen/calendar.ics").data
    rows = [row for one in queries.series_of(office.network.id) for row in queries.dates_of(one.id)]
    shown = {
        (row.uid, row.local_start.date().isoformat(), row.local_end.date().isoformat())
        if row.all_day
        else (row.uid, moment(row.dtstart), moment(row.dtend))
        for row in rows
    }

    assert len(shown) > 300
    readers = [*READERS, *FURTHER_READERS]
    assert {read.__name__: read(data) ^ shown for read in readers} == {
        read.__name__: set() for read in readers
    }
    (tmp_path / "feed.ics").write_bytes(data)
    config = khal_config(tmp_path)
    run("khal", "-c", config, "import", "--batch", "-a", "ours", tmp_path / "feed.ics")
    listed = listed_by_khal(config, first=date(2021, 8, 1), last=date(2024, 8, 1))
    assert listed == sorted(f"{uid} {start[:16].replace('T', ' ')}" for uid, start, _ in shown)
    said = run("calcurse", "-D", tmp_path / "data", "-i", tmp_path / "feed.ics")
    taken = re.search(r"(\d+) apps / (\d+) events / (\d+) todos / (\d+) skipped", said).groups()
    assert int(taken[0]) + int(taken[1]) == len(shown)
    assert taken[2:] == ("0", "0")
