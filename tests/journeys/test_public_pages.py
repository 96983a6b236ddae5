"""Every public page in a browser: axe, width, weight, no script needed, nothing from elsewhere."""

from datetime import UTC, datetime

import pytest

from tests.support.browser import LOOKS, served
from tests.support.thueringen import saved_thueringen

pytestmark = pytest.mark.browser

PAGES = (
    "/n/thueringen/",
    "/n/thueringen/meetings",
    "/n/thueringen/meetings/treffen-4",
    "/n/thueringen/meetings/treffen-5",
    "/n/thueringen/meetings/lounge",
    "/n/thueringen/organisations",
    "/n/thueringen/organisations?q=Mulhausen",
    "/p/tb3ck",
    "/p/DNGS7",
    "/p/MHAVS",
    "/p/NEVER",
    "/p/W3GG7",
    "/n/thueringen/imprint",
    "/n/thueringen/privacy",
    "/n/thueringen/accessibility",
    "/n/thueringen/easy-language",
    "/n/thueringen/sign-language",
    "/n/thueringen/barrier",
)


@pytest.fixture
def address(app):
    app.extensions["eventsvc.clock"] = lambda: datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
    saved_thueringen()
    with served(app) as address:
        yield address


def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(address, open_page, shot):
    found = []
    for path in PAGES:
        visit = open_page(address + path)
        for size, scheme in LOOKS:
            visit.look(size, scheme)
            shot(visit, f"public{path.replace('/', '-').replace('?', '-')}-{size}-{scheme}")
            found += [(path, size, scheme, problem) for problem in visit.axe()]
            found += [(path, size, "is too wide")] * visit.wider_than_screen()

    assert found == []
