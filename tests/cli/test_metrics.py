"""The port that tells how a running service is, read as a machine that watches would read it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from eventsvc.app import create_app
from eventsvc.cli.metrics import serve_metrics, watched
from eventsvc.jobs.runner import Runs
from eventsvc.services.condition import note_backup
from tests.conftest import settings_for
from tests.support.running import free_port, metrics_at, serving, wait_for_port

ROOT = Path(__file__).parents[2]
EVENTSVC = [sys.executable, "-m", "eventsvc"]
FROM_HERE = os.environ | {"PYTHONPATH": str(ROOT)}
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
NAMED_IN_ALERTS = set(re.findall(r"\beventsvc_\w+", OPERATING))
"""The numbers that the documentation has people watch."""

Rows = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(port: int) -> Rows:
    return rows(metrics_at(port))


def rows(text: str) -> Rows:
    return {
        (row.name, frozenset(row.labels.items())): row.value
        for family in text_string_to_metric_families(text)
        for row in family.samples
    }


def value(found: Rows, name: str, **labels: str) -> float:
    return found[f"eventsvc_{name}", frozenset(labels.items())]


def answered(found: Rows, route: str) -> float:
    """Return how many requests of this route were answered well."""
    labels = {"route": route, "method": "GET", "status": "2xx"}
    return found.get(("eventsvc_request_seconds_count", frozenset(labels.items())), 0)


def two_free_ports() -> int:
    """Return the first of two free ports in a row."""
    while True:
        first = free_port()
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", first + 1)):
            return first


def test_a_running_service_tells_how_it_is_on_a_port_of_its_own(tmp_path):
    with serving([*EVENTSVC, "serve", "--demo"], folder=tmp_path, environment=FROM_HERE) as service:
        note_backup(service.folder / "data")
        before = answered(read(service.metrics_port), "/n/<network>/")
        service.get("/n/thueringen/")
        wait_for("outbox", service.metrics_port)
        found = read(service.metrics_port)
        with pytest.raises(HTTPError, match="404"):
            service.get("/metrics")
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(30) == 0

    assert {name for name, _labels in found} >= NAMED_IN_ALERTS
    assert answered(found, "/n/<network>/") == before + 1
    assert value(found, "database_up") == 1
    assert value(found, "outbox_waiting_mails") == 0
    assert value(found, "outbox_oldest_seconds") == 0
    assert value(found, "outbox_overdue_seconds") == 0
    assert value(found, "outbox_refused_mails") == 0
    assert value(found, "data_free_bytes") > 0
    assert recent(value(found, "backup_timestamp_seconds"))
    assert recent(value(found, "task_success_timestamp_seconds", task="outbox"))
    assert value(found, "task_failures_total", task="retention") == 0
    assert found["process_resident_memory_bytes", frozenset()] > 0


def wait_for(task: str, *ports: int) -> None:
    """Wait until a process of those on ``ports`` has run ``task``: a second after its start."""
    for _ in range(600):
        if any(has_run(read(port), task) for port in ports):
            return
        time.sleep(0.1)
    pytest.fail(f"{task} has not run")


def has_run(found: Rows, task: str) -> bool:
    labels = frozenset({("task", task)})
    return ("eventsvc_task_success_timestamp_seconds", labels) in found


def recent(moment: float) -> bool:
    now = datetime.now(UTC).timestamp()
    return now - 300 < moment <= now


def test_each_of_several_processes_answers_on_a_port_of_its_own(tmp_path, postgres_ready):
    first = two_free_ports()
    two = {"EVENTSVC_WORKERS": "2", "EVENTSVC_DATABASE_URL": postgres_ready}
    with serving(
        [*EVENTSVC, "serve"], folder=tmp_path, environment=FROM_HERE | two, metrics_port=first
    ) as service:
        wait_for_port(first, within=30)
        wait_for_port(first + 1, within=30)
        for _ in range(20):
            service.get("/healthz")
        wait_for("outbox", first, first + 1)
        found = [read(first), read(first + 1)]

    assert sum(answered(one, "/healthz") for one in found) >= 20
    assert sorted(has_run(one, "outbox") for one in found) == [False, True]


def test_a_worker_tells_how_its_tasks_went(run, tmp_path):
    run("init")
    port = free_port()
    ours = {"EVENTSVC_DATA_DIR": str(tmp_path / "data"), "EVENTSVC_METRICS_PORT": str(port)}
    with subprocess.Popen([*EVENTSVC, "worker"], env=FROM_HERE | ours) as worker:
        wait_for_port(port, within=30)
        wait_for("outbox", port)
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(30) == 0


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_port_that_answers_already_is_refused_by_its_setting(run, monkeypatch, command):
    run("init")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("EVENTSVC_METRICS_PORT", str(port))

        done = run(command)

    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: 127.0.0.1:{port} cannot be served on: Address already in use. "
        "End the program that answers there, or set EVENTSVC_METRICS_PORT to another port.\n"
    )


def test_a_process_that_finds_no_free_port_says_so_and_goes_on(app, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        serve_metrics(app, Runs(), ports=range(port, port + 1))

    assert [(line.msg, line.facts) for line in caplog.records] == [
        ("metrics-not-served", {"first_port": port})
    ]


def test_an_ill_database_is_told_as_such_with_all_that_needs_none(tmp_path, caplog):
    runs = Runs(succeeded={"outbox": 5.0}, failed={"outbox": 2})
    app = create_app(settings_for(tmp_path, "postgresql+psycopg://u:secret@127.0.0.1:9/x"))

    text = generate_latest(watched(app, runs)).decode()

    found = rows(text)
    assert value(found, "database_up") == 0
    assert value(found, "backup_timestamp_seconds") == 0
    assert value(found, "task_success_timestamp_seconds", task="outbox") == 5
    assert value(found, "task_failures_total", task="outbox") == 2
    assert "eventsvc_outbox" not in text
    assert [line.msg for line in caplog.records] == ["metrics-without-database"]
