import logging
import threading
import time

import pytest

from eventsvc.jobs import runner
from eventsvc.jobs.runner import Runs, Task, run


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(runner, "TICK", 0.005)


def stopping_after(count, *, stop, log, name="counted"):
    def work(_stop):
        log.append(name)
        if log.count(name) == count:
            stop.set()

    return work


def test_a_task_comes_again_until_the_stop(tmp_path):
    stop, done = threading.Event(), []

    run(
        stop,
        [Task("mail", 0, stopping_after(3, stop=stop, log=done))],
        lock=tmp_path / "jobs.lock",
    )

    assert done == ["counted"] * 3


def test_a_task_is_not_run_before_it_is_due_again(tmp_path):
    stop, done = threading.Event(), []
    seldom = Task("nightly", 3600, lambda _stop: done.append("nightly"))
    often = Task("mail", 0, stopping_after(4, stop=stop, log=done, name="mail"))

    run(stop, [seldom, often], lock=tmp_path / "jobs.lock")

    assert done == ["nightly", "mail", "mail", "mail", "mail"]


def test_a_failing_task_is_logged_by_name_and_does_not_hold_up_the_others(tmp_path, caplog):
    stop, done = threading.Event(), []
    broken = Task("broken", 3600, lambda _stop: 1 / 0)
    sound = Task("sound", 0, stopping_after(2, stop=stop, log=done))

    with caplog.at_level(logging.ERROR):
        run(stop, [broken, sound], lock=tmp_path / "jobs.lock")

    assert done == ["counted", "counted"]
    assert [record.facts for record in caplog.records] == [{"task": "broken"}]


def test_it_is_kept_when_a_task_last_ended_well_and_how_often_it_failed(tmp_path):
    stop, before, runs = threading.Event(), time.time(), Runs()
    broken = Task("broken", 0, lambda _stop: 1 / 0)
    sound = Task("sound", 0, stopping_after(3, stop=stop, log=[]))

    run(stop, [broken, sound], lock=tmp_path / "jobs.lock", runs=runs)

    assert runs.failed == {"broken": 3, "sound": 0}
    assert list(runs.succeeded) == ["sound"]
    assert before <= runs.succeeded["sound"] <= time.time()


def test_a_second_runner_waits_and_takes_over_when_the_first_ends(tmp_path):
    lock, order = tmp_path / "jobs.lock", []
    first_stop, second_stop = threading.Event(), threading.Event()
    started, may_end = threading.Event(), threading.Event()

    def hold(_stop):
        started.set()
        may_end.wait(10)
        order.append("first")
        first_stop.set()

    first = threading.Thread(
        target=run, args=(first_stop, [Task("a", 0, hold)]), kwargs={"lock": lock}
    )
    first.start()
    assert started.wait(10)
    work = stopping_after(1, stop=second_stop, log=order, name="second")
    second = threading.Thread(
        target=run, args=(second_stop, [Task("b", 0, work)]), kwargs={"lock": lock}
    )
    second.start()
    second.join(0.1)
    assert second.is_alive()
    may_end.set()
    first.join(10)
    second.join(10)

    assert order == ["first", "second"]


def test_a_waiting_runner_stops_without_working(tmp_path):
    lock, done = tmp_path / "jobs.lock", []
    stop = threading.Event()
    with runner._alone(lock, stop) as alone:
        assert alone
        other_stop = threading.Event()
        other = threading.Thread(
            target=run,
            args=(other_stop, [Task("b", 0, lambda _stop: done.append("b"))]),
            kwargs={"lock": lock},
        )
        other.start()
        other_stop.set()
        other.join(10)

    assert not other.is_alive()
    assert done == []
