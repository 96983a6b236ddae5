"""Designs that an administrator writes: copied, changed, chosen by organisers, never in the way."""

import pytest

from eventsvc.db.models import BadgeDesignRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.outputs import apart
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_design,
    saved_meeting,
    saved_person,
)
from tests.support.forms import form_in, send
from tests.support.html import assert_valid
from tests.support.prints import lines_of_text, page_texts
from tests.support.signin import sign_in

DESIGNS = "/o/ours/designs"
PAGE = "/o/ours/meetings/gera/badges"
NAMES = '<p class="a" data-slot="given"></p>\n<p class="b" data-slot="organisation"></p>'
CSS = (
    ".a { left: 5mm; top: 5mm; width: 70mm; height: 20mm; font-size: 32pt }\n"
    ".b { left: 5mm; top: 30mm; width: 70mm; height: 9mm; font-size: 16pt }"
)


@pytest.fixture(scope="module", autouse=True)
def child():
    """End the confined child, which the tests start."""
    yield
    apart.stop_using_child()


@pytest.fixture
def administrator(app, english, office):
    client = app.test_client()
    sign_in(client, saved_account((Role.ADMINISTRATOR, None)), now=NOW)
    return client


@pytest.fixture
def gera(office):
    meeting = saved_meeting(office, slug="gera")
    saved_attendance(meeting, saved_person(office, given="Anna", family="Weiß"))
    return meeting


def written() -> BadgeDesignRow:
    session().expire_all()
    return session().query(BadgeDesignRow).one()


def test_a_design_is_copied_changed_chosen_and_printed(administrator, organiser, gera):
    asked = form_in(administrator.get(f"{DESIGNS}/new").text)
    copied = send(
        administrator, f"{DESIGNS}/new", {"name": "Unser Schild", "copy_of": "first-name"}
    )
    address = copied.headers["Location"]
    page, first = administrator.get(address), written().html
    changed = send(administrator, address, {"html": NAMES, "css": CSS})
    picture = administrator.get(f"{address}/picture.png")
    chosen = send(organiser, PAGE, {"design": "own:unser-schild"}, action=f"{PAGE}/style")
    shown = organiser.get(chosen.headers["Location"])
    printed = organiser.get(f"{PAGE}/preview.pdf?sheet=avery-l4785")
    deleted = send(administrator, f"{address}/delete")
    after = organiser.get(f"{PAGE}/preview.pdf?sheet=avery-l4785")

    assert asked["copy_of"] == ["classic"]
    assert address == f"{DESIGNS}/unser-schild"
    assert_valid(page.text)
    assert 'data-slot="second_line"' in first
    assert changed.headers["Location"] == address
    assert picture.data[:4] == b"\x89PNG"
    assert "sheet=avery-l4785" in chosen.headers["Location"]
    assert 'value="own:unser-schild" checked' in shown.text.replace("\n", " ").replace(
        "                 checked", " checked"
    )
    places = {words: place for words, *place in lines_of_text(printed.data)}
    assert places["Anna"][0] == pytest.approx(17.5 + 5, abs=0.6)
    assert "Weiß" not in page_texts(printed.data)[0]
    assert deleted.status_code == 303
    assert "Weiß" in page_texts(after.data)[0]


@pytest.mark.one_engine
def test_a_design_with_faults_comes_back_with_line_and_reason_and_is_not_saved(
    administrator, office
):
    before = saved_design(office, key="d").html

    answer = send(
        administrator,
        f"{DESIGNS}/d",
        {
            "html": NAMES + "\n<script>x</script>\n<p>{{ given }}</p>",
            "css": CSS,
        },
    )
    css = send(administrator, f"{DESIGNS}/d", {"css": CSS + "\n.c { colour: red }"})

    assert (answer.status_code, css.status_code) == (422, 422)
    assert_valid(answer.text)
    assert "Line 3: There is no &lt;script&gt; on badges." in answer.text
    assert "Line 4: Braces fill in nothing here." in answer.text
    assert "Line 3: “colour: red” is no property that is understood here." in css.text
    assert written().html == before


@pytest.mark.one_engine
def test_a_design_that_broke_is_said_and_never_keeps_anybody_from_printing(organiser, office, gera):
    key = saved_design(office).key
    send(organiser, PAGE, {"design": f"own:{key}"}, action=f"{PAGE}/style")
    with transaction() as writing:
        writing.get(BadgeDesignRow, written().id).css = ".a { colour: red }"

    page = organiser.get(f"{PAGE}?sheet=avery-l4785")
    picture = organiser.get(f"{PAGE}/sheet.png?sheet=avery-l4785")
    printed = send(organiser, f"{PAGE}?sheet=avery-l4785", {"which": "all"}, action=PAGE)

    assert "The chosen design cannot be drawn" in page.text
    assert "Line 1: “colour: red” is no property that is understood here." in page.text
    assert picture.status_code == 200
    assert "Weiß" in page_texts(printed.data)[0]


@pytest.mark.one_engine
def test_organisers_choose_designs_and_only_administrators_write_them(organiser, office, gera):
    saved_design(office, key="d", name="Unser Schild")

    page, forbidden = organiser.get(PAGE), organiser.get(f"{DESIGNS}/d")

    assert "Unser Schild" in page.text
    assert (forbidden.status_code, DESIGNS in page.text) == (403, False)
