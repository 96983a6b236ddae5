"""The running service, as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import Service, serving

ROOT = Path(__file__).parents[2]
FROM_HERE = os.environ | {"PYTHONPATH": str(ROOT)}
SERVE = [sys.executable, "-m", "eventsvc", "serve", "--demo"]


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    """A service that the test ends."""
    with serving(SERVE, folder=tmp_path, environment=FROM_HERE) as running:
        yield running


@pytest.fixture(scope="module")
def lasting(tmp_path_factory) -> Iterator[Service]:
    """A service that goes on after the test."""
    with serving(SERVE, folder=tmp_path_factory.mktemp("s"), environment=FROM_HERE) as running:
        yield running


def test_service_answers_logs_without_addresses_and_ends_at_once_on_sigterm(service):
    assert json.loads(service.get("/readyz?canary=kanarienvogel")[1])["status"] == "ok"

    started = time.monotonic()
    service.process.send_signal(signal.SIGTERM)

    assert service.process.wait(10) == 0
    assert time.monotonic() - started < 10
    text = "".join(service.lines)
    assert '"route": "/readyz", "status": 200' in text
    assert "kanarienvogel" not in text


def test_a_request_that_runs_is_answered_before_the_end(service):
    """The client sends the second half of its request after SIGTERM."""
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        time.sleep(0.2)
        service.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        client.sendall(b"Connection: close\r\n\r\n")
        answer = client.makefile("rb").readline()

    assert answer == b"HTTP/1.1 200 OK\r\n"
    assert service.process.wait(10) == 0


def test_killing_the_parent_frees_the_port(service):
    service.process.kill()
    service.process.wait()

    for _ in range(100):
        try:
            service.get("/healthz")
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("the child goes on serving")


def test_a_killed_child_is_replaced(lasting):
    children = f"/proc/{lasting.process.pid}/task/{lasting.process.pid}/children"
    (child,) = Path(children).read_text(encoding="ascii").split()

    os.kill(int(child), signal.SIGKILL)
    time.sleep(0.5)
    lasting.wait_until_it_answers()

    assert lasting.get("/healthz")[0] == 200


def test_a_second_service_on_the_same_port_is_refused(lasting, tmp_path):
    port = lasting.url.rpartition(":")[2]
    other = {"EVENTSVC_PORT": port, "EVENTSVC_DATA_DIR": str(tmp_path / "other")}

    second = subprocess.run(
        SERVE,
        env=FROM_HERE | other,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert second.returncode == 1
    assert f"127.0.0.1:{port} cannot be served on: Address already in use." in second.stderr
    assert not (tmp_path / "other" / "eventsvc.sqlite").exists()


def test_the_printed_link_leads_to_a_button_to_sign_in(lasting):
    link = next(line.split()[-1] for line in lasting.lines if "Sign in" in line)

    assert link.startswith(lasting.url)
