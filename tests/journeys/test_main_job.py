"""The main job on real programs: an empty folder, a list of people, paper, phones, calendars.

Nothing is called from inside: the service runs as a process, commands as processes, and whoever
reads what comes out was written by others.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from tests.conftest import PUBLIC_URL
from tests.support import seventy
from tests.support.prints import codes_by_zbar, codes_by_zxing, labels, page_texts
from tests.support.readers import READERS, khal_config, listed_by_khal
from tests.support.running import Service, free_port, serving
from tests.support.subscriptions import Subscription

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings(r"ignore:.*utcfromtimestamp:DeprecationWarning:dateutil"),
    pytest.mark.filterwarnings(r"ignore:Behaviour of str\(Component\):FutureWarning:ics"),
]

ROOT = Path(__file__).parents[2]
FEED = "/n/thueringen/calendar.ics"
DPI = (150, 300)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


@dataclass(frozen=True)
class Office:
    """A running service, and how its operator calls it."""

    service: Service
    program: tuple[str, ...]
    data: Path

    def eventsvc(self, *arguments: object) -> str:
        """Run a command as an operator does, at the address that is printed; return its words."""
        done = subprocess.run(
            [*self.program, *map(str, arguments)],
            cwd=self.service.folder,
            env=os.environ
            | {
                "PYTHONPATH": str(ROOT),
                "EVENTSVC_DATA_DIR": str(self.data),
                "EVENTSVC_PUBLIC_URL": PUBLIC_URL,
                "EVENTSVC_SECRET_KEY": "s" * 32,
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The sample network, served from an empty folder by this checkout."""
    folder = tmp_path_factory.mktemp("office")
    program = (sys.executable, "-m", "eventsvc")
    with serving(
        [*program, "serve", "--demo"],
        folder=folder,
        environment=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as service:
        yield Office(service, program, folder / "data")


@pytest.mark.timeout(300)
def test_from_an_empty_folder_to_badges_that_open_profiles_and_a_calendar(
    office, open_page, tmp_path
):
    do_the_main_job(office, open_page, tmp_path)


@pytest.mark.proof
@pytest.mark.external
@pytest.mark.timeout(600)
def test_a_fresh_clone_does_the_main_job_after_make_run(open_page, tmp_path, tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone") / "eventsvc"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    clean = {name: value for name, value in os.environ.items() if "EVENTSVC" not in name}

    started = time.monotonic()
    with serving(
        ["make", "--no-print-directory", "run", f"PORT={(port := free_port())}"],
        folder=clone, environment=clean, port=port, within=300,
    ) as service:  # fmt: skip
        print(f"make run answered after {time.monotonic() - started:.0f} s")  # noqa: T201
        office = Office(service, (str(clone / ".venv/bin/eventsvc"),), clone / "data")
        do_the_main_job(office, open_page, tmp_path)


def do_the_main_job(office: Office, open_page, folder: Path) -> None:
    open_what_was_printed(office.service, open_page)
    import_the_seventy(office, folder)
    codes = print_and_read_back(office, folder)
    open_every_code(office.service, open_page, codes)
    subscribe(office.service, folder)


def open_what_was_printed(service: Service, open_page) -> None:
    """Open each address that the start printed; the one of the calendar is a file."""
    printed = [
        line.rstrip() for line in service.lines if ADDRESS.search(line) and "Serving" not in line
    ]
    assert [re.sub(r"\s*http.*", "", line.strip()) for line in printed] == [
        "Smart Cities / Smart Regions in Thüringen",
        "its meetings",
        "its members' profiles",
        "its calendar, to subscribe to",
        "Sign in (once, within 15 minutes)",
    ]
    *pages, calendar, sign_in = (ADDRESS.search(line)[0] for line in printed)
    for address in pages:
        assert open_page(address, size="phone").page.locator("h1").count() == 1
    assert service.get(urlsplit(calendar).path)[0] == 200
    visit = open_page(sign_in)
    visit.page.get_by_role("main").get_by_role("button").click()
    visit.page.get_by_role("link", name="4. Netzwerktreffen").first.wait_for(timeout=5000)
    assert urlsplit(visit.page.url).path == "/o/"


def import_the_seventy(office: Office, folder: Path) -> None:
    """Import the list; the second time nothing is new."""
    file = folder / "seventy.xlsx"
    file.write_bytes(seventy.workbook())

    first, second = (
        office.eventsvc("attendees", "import", seventy.MEETING, file, "--guests") for _ in range(2)
    )

    assert first.splitlines()[-1] == (
        "70 people were added, 0 changed, 0 were there already; 210 consents and refusals were "
        "recorded; 1 guest organisations were made; 0 rows not taken, 0 left out."
    )
    assert second.splitlines()[-1] == (
        "0 people were added, 0 changed, 70 were there already; 0 consents and refusals were "
        "recorded; 0 guest organisations were made; 0 rows not taken, 0 left out."
    )


def print_and_read_back(office: Office, folder: Path) -> Counter[str]:
    """Print the badges; return how many bear which code, as two decoders read them."""
    file = folder / "badges.pdf"

    assert office.eventsvc("badges", seventy.MEETING, "-o", file) == "70 badges.\n"

    pdf = file.read_bytes()
    words = "\n".join(page_texts(pdf))
    assert (words.count("Keine Fotos"), words.count("PROBEDRUCK")) == (2, 0)
    sheet = SHEETS[DEFAULT_SHEET]
    read = [
        Counter(code for label in labels(pdf, sheet, dpi=dpi) for code in decoder(label))
        for dpi in DPI
        for decoder in (codes_by_zxing, codes_by_zbar)
    ]
    assert read == [read[0]] * 4
    assert read[0].total() == 70
    return read[0]


def open_every_code(service: Service, open_page, codes: Counter[str]) -> None:
    """Open each code on a phone: as many badges lead to each house as people come from it."""
    visit = open_page("about:blank", size="phone")
    led_to: Counter[str] = Counter()
    for number, (code, badges) in enumerate(codes.items()):
        assert code.startswith("https://NETZ.EXAMPLE.DE/P/")
        visit.page.goto(service.url + urlsplit(code).path)
        led_to[visit.page.locator("h1").inner_text()] += badges
        if number % 4 == 0:
            assert visit.axe() == []
            assert not visit.wider_than_screen()

    assert led_to == seventy.headings_behind_codes()


def subscribe(service: Service, folder: Path) -> None:
    """Let vdirsyncer subscribe, khal list, and four libraries read the feed."""
    _, feed = service.get(FEED)
    seen = READERS[0](feed)
    assert len(seen) == 3
    assert [read(feed) for read in READERS] == [seen] * len(READERS)
    assert b"ATTENDEE" not in feed
    assert b"@example.org" not in feed.replace(b"mailto:netzwerk@example.org", b"")

    khal = khal_config(folder)
    subscription = Subscription(folder, service.url + FEED)
    subscription.sync()
    files = subscription.files()
    subscription.sync()

    assert len(files) == len(seen)
    assert subscription.files() == files
    today = date.today()  # noqa: DTZ011 -- khal's own
    # vdirsyncer gives each event of a subscription a UID of its own.
    listed = listed_by_khal(khal, first=today, last=today + timedelta(days=200))
    assert sorted(line.partition(" ")[2] for line in listed) == sorted(
        start[:16].replace("T", " ") for _, start, _ in seen
    )
