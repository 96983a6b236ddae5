"""A running ``eventsvc serve``, as a process group of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.support.canaries import look_at_error_page, look_at_metrics


@dataclass
class Service:
    process: subprocess.Popen[str]
    url: str
    folder: Path
    metrics_port: int
    lines: list[str] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except HTTPError as refused:
            look_at_error_page(refused.read().decode(), refused.code, sent=path)
            raise

    def wait_until_it_answers(self, *, within: int = 30) -> None:
        for _ in range(10 * within):
            try:
                self.get("/healthz")
            except OSError:
                assert self.process.poll() is None, "".join(self.lines)
                time.sleep(0.1)
            else:
                return
        pytest.fail("".join(self.lines))


@contextlib.contextmanager
def serving(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    port: int = 0,
    metrics_port: int = 0,
    within: int = 30,
) -> Iterator[Service]:
    """Run ``command`` with data in ``folder``, there, on free ports or those it was told.

    It must answer ``within`` so many seconds. What it measured names nobody, if it still runs in
    the end.
    """
    port, metrics_port = port or free_port(), metrics_port or free_port()
    ours = {
        "EVENTSVC_DATA_DIR": str(folder / "data"),
        "EVENTSVC_PORT": str(port),
        "EVENTSVC_METRICS_PORT": str(metrics_port),
    }
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=(environment or os.environ) | ours,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    running = Service(process, f"http://127.0.0.1:{port}", folder, metrics_port)
    reader = threading.Thread(target=lambda: running.lines.extend(process.stderr))
    reader.start()
    try:
        running.wait_until_it_answers(within=within)
        yield running
        with contextlib.suppress(OSError):  # the test ended it
            look_at_metrics(metrics_at(metrics_port))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join(10)
        process.stderr.close()


def metrics_at(port: int) -> str:
    """Return what a machine that watches is told on this port."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return answer.read().decode()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for_port(port: int, *, within: int = 10) -> None:
    """Wait until something on this machine takes connections."""
    for _ in range(20 * within):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    pytest.fail(f"nothing answers on port {port} after {within} seconds")
