"""Chromium for tests: pages in two sizes and two colour schemes, axe, pictures, no outside.

A conftest imports the fixtures ``playwright``, ``browser`` and ``open_page``.
"""

import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from PIL import Image
from werkzeug.serving import make_server

from tests.support.canaries import as_typed, look_at_error_page, taken
from tests.support.pictures import are_written, kept

if TYPE_CHECKING:
    from playwright.sync_api import Response

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
SCHEMES = ("light", "dark")
ALL_LOOKS = [(size, scheme) for size in SIZES for scheme in SCHEMES]
THOROUGH = bool(os.environ.get("EVENTSVC_ALL_LOOKS"))
"""Set by `make proof`."""
LOOKS = ALL_LOOKS if THOROUGH else [ALL_LOOKS[0], ALL_LOOKS[-1]]
"""What a page is checked in. For every change each size and each scheme once; `make proof` takes
every pair."""

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SHOTS = Path(__file__).parent.parent / "shots"
EXPECTED = ("status of", "ERR_CONNECTION_REFUSED")
"""In what the console says of requests: refused by the service, or after its end."""
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}


@dataclass
class Visit:
    """A page that is open, and every address it asked for."""

    page: object
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Addresses of error pages that came and have not been looked at so far."""

    def look_if_refused(self, response: "Response") -> None:
        """Look at an error page, of whatever process it comes from."""
        from playwright.sync_api import Error

        if response.status < 400:
            return
        self.unread.append(response.url)
        address, typed = unquote(response.url), response.request.post_data_buffer or b""
        with suppress(Error):  # left, or closed, before it was there
            page = response.body().decode(errors="replace")
            look_at_error_page(page, response.status, sent=as_typed(address, typed))
        self.unread.remove(response.url)

    def all_looked_at(self) -> None:
        """Wait until every error page that came has been looked at."""
        while self.unread and not self.page.is_closed():
            self.page.wait_for_timeout(10)

    def look(self, size: str, scheme: str) -> None:
        """Show the same page in another size and colour scheme; cheaper than opening it again."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)

    def outside(self) -> list[str]:
        """Return the requests that left this machine; ``data:`` and ``blob:`` do not."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
            and urlsplit(url).hostname not in LOOPBACK
        ]

    def axe(self) -> list[str]:
        """Return axe's violations as "rule: selector", one per element."""
        if not self.page.evaluate("'axe' in window"):
            # evaluate() is not bound by the page's own policy, unlike a script tag.
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = json.dumps({"runOnly": {"type": "tag", "values": AXE_TAGS}})
        # What passed stays in the browser: to hand it over takes longer than to find it.
        violations = self.page.evaluate(
            f"axe.run(document, {options}).then(result => result.violations)"
        )
        return [
            f"{violation['id']}: {node['target'][0]}: {node['failureSummary']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    def faults(self, name: str) -> list[str]:
        """Return what is wrong with the page in each look; keep a picture ``name`` of each."""
        found = []
        for size, scheme in LOOKS:
            self.look(size, scheme)
            self.shot(f"{name}-{size}-{scheme}")
            said = self.axe() + ["wider than the screen"] * self.wider_than_screen()
            found += [f"{name} {size} {scheme}: {one}" for one in said]
        return found

    def shot(self, name: str) -> None:
        """Write a picture to tests/shots, in the long runs: it takes as long as all else does."""
        if THOROUGH:
            SHOTS.mkdir(exist_ok=True)
            self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def keep(self, name: str, size: tuple[int, int]) -> None:
        """Keep the light page as a picture for the documentation, ``size`` in pixels."""
        if are_written():
            self.page.emulate_media(color_scheme="light")
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
            self.page.evaluate("window.scrollTo(0, 0)")
            kept(name, Image.open(io.BytesIO(self.page.screenshot())))

    def wider_than_screen(self) -> bool:
        """Tell whether the page scrolls sideways (WCAG 1.4.10)."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


_WITHOUT_SCRIPTS: set[object] = set()
"""Contexts in which Playwright does not notice that a click leads to another page."""


def _click_until_loaded() -> None:
    """Let a click end when the page is there that it leads to, so that tests read no half page.

    Playwright waits until the new page begins, and where scripts are off not even that.
    """
    from playwright.sync_api import Locator

    real = Locator.click

    def click(self, **options) -> None:
        page = self.page
        asked, ended = [], []
        listeners = {
            "request": lambda one: asked.append(one.is_navigation_request()),
            "requestfailed": lambda one: one.is_navigation_request() and ended.append(1),
            "domcontentloaded": lambda _page: ended.append(1),
            "download": lambda _file: ended.append(1),
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        real(self, **options)
        if page.context in _WITHOUT_SCRIPTS:
            page.wait_for_timeout(50)
        for _ in range(500):
            if not any(asked) or ended:
                break
            page.wait_for_timeout(20)
        page.wait_for_load_state()
        for event, listener in listeners.items():
            page.remove_listener(event, listener)

    Locator.click = click


@pytest.fixture(scope="session")
def playwright():
    """What drives every Chromium of a process: there can be only one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        _click_until_loaded()
        yield started


@pytest.fixture(scope="session")
def browser(playwright):
    """One Chromium for all tests of a process."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Visit]]:
    """Open an address: ``visit = open_page(url, size="phone", scheme="dark")``.

    When the test ends, it fails if any page asked another host, threw, broke its policy, or was
    an error page that names somebody.
    """
    visits: list[Visit] = []
    contexts = []

    def opened(url, *, size="desktop", scheme="light", language="de", **options) -> Visit:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale=language,
            **options,
        )
        contexts.append(context)
        if options.get("java_script_enabled") is False:
            _WITHOUT_SCRIPTS.add(context)
        visit = Visit(context.new_page())
        visits.append(visit)
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("response", visit.look_if_refused)
        visit.page.on("pageerror", lambda error: visit.problems.append(str(error)))
        visit.page.on(
            "console",
            lambda message: (
                visit.problems.append(message.text)
                if message.type == "error" and not any(map(message.text.__contains__, EXPECTED))
                else None
            ),
        )
        visit.page.goto(url)
        visit.page.evaluate("document.fonts.ready")
        return visit

    yield opened
    for visit in visits:
        visit.all_looked_at()
    for context in contexts:
        _WITHOUT_SCRIPTS.discard(context)
        context.close()
    assert [url for visit in visits for url in visit.outside()] == []
    assert [problem for visit in visits for problem in visit.problems] == []
    assert taken() == []


@contextmanager
def served(app) -> Iterator[str]:
    """Serve ``app`` on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # Asks every hundredth of a second whether to stop; by itself it asks twice a second.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
