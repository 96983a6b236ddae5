"""The installed program behind nginx on https, as an office runs it, and what goes wrong there.

The browser looks for https://netz.example.de and finds nginx; the mail server is a real one on
this machine. Nothing is called from inside.
"""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support import seventy
from tests.support.browser import ARGUMENTS, CHROMIUM, SIZES
from tests.support.mailsink import Sink, listening
from tests.support.nginx import HOST, Front, in_front_of
from tests.support.running import Service, free_port, serving
from tests.support.wheel import CLEAN

pytestmark = [
    pytest.mark.browser,
    pytest.mark.external,
    pytest.mark.proof,
    pytest.mark.timeout(600),
]

HOME = f"https://{HOST}"
OFFICE = "buero@example.org"


@dataclass(frozen=True)
class Office:
    """An installation: its program, its folder, its settings."""

    program: Path
    folder: Path
    port: int
    smtp_url: str

    @property
    def environment(self) -> dict[str, str]:
        return CLEAN | {
            "EVENTSVC_DATA_DIR": str(self.folder / "data"),
            "EVENTSVC_PUBLIC_URL": HOME,
            "EVENTSVC_SECRET_KEY": "s" * 32,
            "EVENTSVC_SMTP_URL": self.smtp_url,
            "EVENTSVC_MAIL_FROM": "netz@example.org",
            "EVENTSVC_PROXY_COUNT": "1",
        }

    def eventsvc(self, *arguments: object) -> str:
        """Run a command as an operator does; return what it prints."""
        done = subprocess.run(
            [self.program, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serving(self) -> contextlib.AbstractContextManager[Service]:
        return serving(
            [self.program, "serve"],
            folder=self.folder,
            environment=self.environment,
            port=self.port,
        )


@pytest.fixture
def office(installed, tmp_path) -> Iterator[tuple[Office, Sink]]:
    """An installation with the sample network and a made-up list of seventy people."""
    sink = Sink()
    with listening(sink) as smtp_url:
        (tmp_path / "office").mkdir()
        office = Office(installed / "eventsvc", tmp_path / "office", free_port(), smtp_url)
        office.eventsvc("init")
        office.eventsvc("demo")
        office.eventsvc("organiser", "add", OFFICE, "--administrator")
        list_of_people = tmp_path / "seventy.xlsx"
        list_of_people.write_bytes(seventy.workbook())
        office.eventsvc("attendees", "import", seventy.MEETING, list_of_people, "--guests")
        yield office, sink


@pytest.fixture
def visit(office, tmp_path) -> Iterator[tuple[Front, Callable]]:
    """nginx before the office's port, and a Chromium that takes it for the host."""
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with (
        in_front_of(office[0].port, folder=tmp_path / "nginx") as front,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[*ARGUMENTS, f"--host-resolver-rules={front.resolver_rules}"],
        )

        def opened(path: str, *, size: str = "desktop"):
            width, height = SIZES[size]
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                locale="de",
                ignore_https_errors=True,
            )
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.url))
            page.goto(path if path.startswith("http") else HOME + path)
            return page

        yield front, opened
        chromium.close()
    assert {urlsplit(url).hostname for url in asked} == {HOST}


def test_the_evening_on_https_with_a_server_that_dies_and_a_machine_that_is_replaced(
    office, visit, tmp_path
):
    installation, sink = office
    _front, opened = visit

    with installation.serving() as service:
        page = opened(installation.eventsvc("organiser", "link", OFFICE).strip())
        page.get_by_role("main").get_by_role("button").click()
        assert urlsplit(page.url).path == "/o/"
        cookies = page.context.cookies()
        assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []
        assert [c["name"] for c in cookies if not c["name"].startswith("__Host-")] == []
        assert plain_http_leads_to_https(opened)
        os.killpg(service.process.pid, signal.SIGKILL)
    assert sink.mood
    assert tmp_path


def plain_http_leads_to_https(opened) -> bool:
    return opened(f"http://{HOST}/n/thueringen/").url == f"{HOME}/n/thueringen/"
