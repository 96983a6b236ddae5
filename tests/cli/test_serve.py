"""The running service, as a process of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest


@dataclass
class Service:
    process: subprocess.Popen[str]
    url: str
    lines: list[str] = field(default_factory=list)

    def get(self, path: str) -> tuple[int, bytes]:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return answer.status, answer.read()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "eventsvc", "serve", "--demo"],
        env=os.environ | {"EVENTSVC_DATA_DIR": str(tmp_path), "EVENTSVC_PORT": str(port)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    running = Service(process, f"http://127.0.0.1:{port}")
    reader = threading.Thread(target=lambda: running.lines.extend(process.stderr))
    reader.start()
    try:
        wait_until_ready(running)
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join(10)
        process.stderr.close()


def wait_until_ready(running: Service) -> None:
    for _ in range(200):
        try:
            running.get("/healthz")
        except OSError:
            assert running.process.poll() is None, "".join(running.lines)
            time.sleep(0.1)
        else:
            return
    pytest.fail("".join(running.lines))


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


def test_a_killed_child_is_replaced(service):
    children = f"/proc/{service.process.pid}/task/{service.process.pid}/children"
    with open(children, encoding="ascii") as file:
        (child,) = file.read().split()

    os.kill(int(child), signal.SIGKILL)
    time.sleep(0.5)
    wait_until_ready(service)

    assert service.get("/healthz")[0] == 200


def test_the_printed_link_leads_to_a_button_to_sign_in(service):
    link = next(line.split()[-1] for line in service.lines if "Sign in" in line)

    assert link.startswith(service.url)
