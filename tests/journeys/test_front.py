"""Every kind of page, looked at by a browser: axe, width, requests, weight."""

import pytest

from tests.support.browser import LOOKS, served
from tests.support.front import PAGES, front_app

pytestmark = pytest.mark.browser

CHECKED = (*(f"/{page}" for page in PAGES), "/status/404")
LARGEST_SCAN_PAGE = 60 * 1024


@pytest.fixture(scope="module")
def address():
    with served(front_app()) as address:
        yield address


@pytest.mark.parametrize("path", CHECKED)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(address, open_page, shot, path):
    visit = open_page(address + path)

    for size, scheme in LOOKS:
        visit.look(size, scheme)
        shot(visit, f"front{path.replace('/', '-')}-{size}-{scheme}")
        assert visit.axe() == []
        assert not visit.wider_than_screen()
