"""The installed program behind nginx on https, as an office runs it, and what goes wrong there.

The browser looks for https://netz.example.de and finds nginx; the mail server is a real one on
this machine. Nothing is called from inside.
"""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from tests.support import seventy
from tests.support.browser import ARGUMENTS, CHROMIUM, SIZES
from tests.support.mailbox import plain
from tests.support.mailsink import Sink, listening
from tests.support.nginx import HOST, Front, in_front_of
from tests.support.prints import codes_by_zxing, labels
from tests.support.running import Service, free_port, serving
from tests.support.wheel import CLEAN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.external,
    pytest.mark.proof,
    pytest.mark.timeout(600),
]

HOME = f"https://{HOST}"
OFFICE = "buero@example.org"
FEED = "/n/thueringen/calendar.ics"
QUIET = 5
"""Seconds in which the replaced machine could send something twice."""


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
        take = ("attendees", "import", seventy.MEETING, list_of_people)
        office.eventsvc(*take, "--guests", "--invited")
        yield office, sink


@pytest.fixture
def visit(office, playwright, tmp_path) -> Iterator[tuple[Front, Callable]]:
    """nginx before the office's port, and a Chromium that takes it for the host."""
    asked: list[str] = []
    with in_front_of(office[0].port, folder=tmp_path / "nginx") as front:
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
    sink.mood = "dawdles after taking"

    with installation.serving() as service:
        page = signed_in(installation, opened)
        invite_everybody(page)
        assert sink.data_seen.wait(30)
        os.killpg(service.process.pid, signal.SIGKILL)
    half = len(sink.taken)
    sink.released.set()
    sink.mood = "takes"
    assert half < len(seventy.people())

    with installation.serving() as service:
        links = mailed_links(sink)
        reply(opened(links["person1@example.org"], size="phone"))
        copy = installation.folder / "copy.sqlite"
        installation.eventsvc("backup", copy)
        before = service.get(FEED, Host=HOST)
        assert printed_by(installation) == 1

    new = replace(installation, folder=tmp_path / "another")
    new.folder.mkdir()
    new.eventsvc("restore", copy)
    with new.serving() as service:
        assert service.get(FEED, Host=HOST) == before
        page = opened(links["person1@example.org"], size="phone")
        assert page.get_by_text("Sie haben einen Platz").first.is_visible()
        assert printed_by(new) == 1
        time.sleep(QUIET)
    assert_each_got_one_mail(sink)


def signed_in(installation: Office, opened: Callable) -> "Page":
    """Sign the office in; look at what https and the host demand."""
    page = opened(installation.eventsvc("organiser", "link", OFFICE).strip())
    page.get_by_role("main").get_by_role("button").click()
    assert urlsplit(page.url).path == "/o/"
    cookies = page.context.cookies()
    assert cookies
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []
    assert [c["name"] for c in cookies if not c["name"].startswith("__Host-")] == []
    assert opened(f"http://{HOST}/n/thueringen/").url == f"{HOME}/n/thueringen/"
    return page


def invite_everybody(page: "Page") -> None:
    page.goto(f"{HOME}/o/{seventy.MEETING.replace('/', '/meetings/')}/mailings/new")
    page.get_by_label("Wer auf der Liste dieses Treffens steht").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="70 Mails jetzt versenden").click()
    page.get_by_text("70 Mails wurden geschrieben.").wait_for()


def reply(page: "Page") -> None:
    page.get_by_label("Ja, ich komme").first.check()
    page.get_by_role("button", name="Rückmeldung speichern").click()
    page.get_by_text("Gespeichert. Sie haben einen Platz.").wait_for()


def mailed_links(sink: Sink) -> dict[str, str]:
    """Wait until everybody was written to; return whose personal link is which."""
    for _ in range(600):
        if len(set(sink.message_ids)) >= len(seventy.people()):
            break
        time.sleep(0.1)
    links = {}
    for mail in sink.taken:
        found = re.search(re.escape(HOME) + r"/my/\S+", plain(mail))
        links[mail["To"].addresses[0].addr_spec] = found[0]
    assert len(set(links.values())) == len(links) == len(seventy.people())
    return links


def assert_each_got_one_mail(sink: Sink) -> None:
    """Nothing is lost; what came twice is the same mail (its "250" died with the server)."""
    to = {mail["Message-ID"]: mail["To"].addresses[0].addr_spec for mail in sink.taken}
    twice = [number for number, count in Counter(sink.message_ids).items() if count > 1]
    assert sorted(to.values()) == sorted(
        f"person{number + 1}@example.org" for number in range(len(seventy.people()))
    )
    assert len(twice) <= 1


def printed_by(installation: Office) -> int:
    """Print the badges; return how many codes lead to this host."""
    file = installation.folder / "badges.pdf"
    installation.eventsvc("badges", seventy.MEETING, "-o", file)
    found = labels(file.read_bytes(), SHEETS[DEFAULT_SHEET], dpi=150)
    codes = [code for label in found for code in codes_by_zxing(label)]
    assert all(code.startswith("https://NETZ.EXAMPLE.DE/P/") for code in codes)
    return len(codes)
