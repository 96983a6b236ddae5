"""How a network looks: colour, logo, sender; the legal pages where no network is in the address."""

from io import BytesIO

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow, NetworkLogoRow, NetworkRow
from eventsvc.db.transaction import session
from tests.factories import saved_network
from tests.inputs.test_pictures import picture
from tests.support.forms import send
from tests.support.html import assert_valid
from tests.support.signin import csrf

LOOK = "/o/ours/settings/look"


def here() -> NetworkRow:
    db.session.expire_all()
    return session().query(NetworkRow).filter_by(slug="ours").one()


def test_the_colour_reaches_every_page_as_a_style_sheet_that_browsers_keep(
    client, organiser, office
):
    before = client.get("/n/ours/")
    answer = send(organiser, LOOK, {"colour": "#1B6E53"})
    pages = [client.get("/n/ours/").text, organiser.get("/o/ours/settings").text]
    address = pages[0].split('<link rel="stylesheet" href="/n/')[1].split('"')[0]
    sheet = client.get(f"/n/{address}")
    again = client.get(f"/n/{address}", headers={"If-None-Match": sheet.headers["ETag"]})

    assert "look.css" not in before.text
    assert client.get("/n/ours/look.css").headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Location"] == "/o/ours/settings"
    assert address in pages[1]
    assert_valid(pages[0])
    assert "--kern-color-action-default: #1b6e53;" in sheet.text
    assert "--kern-color-action-default: #279d76;" in sheet.text
    assert "public" in sheet.headers["Cache-Control"]
    assert (again.status_code, again.data) == (304, b"")
    send(organiser, LOOK, {"colour": ""})
    assert client.get("/n/ours/look.css").status_code == 404


@pytest.mark.parametrize("typed", ["#ffcc00", "gold", "#fff;}body{"])
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest_one(organiser, typed):
    answer = send(organiser, LOOK, {"colour": typed})

    assert answer.status_code == 422
    assert ("#886d00" in answer.text) == (typed == "#ffcc00")
    assert here().colour == ""
    assert_valid(answer.text)


def test_a_logo_is_shown_with_its_words_and_taken_down(client, organiser, office):
    data = {"logo": (BytesIO(picture("JPEG")), "../../wappen.php"), "logo_alt.de": "Wappen <b>"}
    token = csrf(organiser, LOOK)
    row = here()
    sent = data | {"csrf_token": token, "version": row.version, "colour": ""}
    answer = organiser.post(LOOK, data=sent)
    page = client.get("/n/ours/").text
    logo = client.get("/n/ours/logo.png")
    stored = here()

    assert answer.status_code == 303
    assert 'alt="Wappen &lt;b&gt;"' in page
    assert f'width="{stored.logo_width}"' in page
    assert_valid(page)
    assert (logo.headers["Content-Type"], logo.data[:4]) == ("image/png", b"\x89PNG")
    assert session().query(AuditRow).filter_by(action="network.changed").count() == 1
    send(organiser, LOOK, {"remove": "yes"})
    assert client.get("/n/ours/logo.png").status_code == 404
    assert session().query(NetworkLogoRow).count() == 0


def test_what_is_no_picture_is_told_so_and_a_stale_form_changes_nothing(organiser, office):
    token, version = csrf(organiser, LOOK), here().version
    sent = {"csrf_token": token, "version": version, "colour": "#1b6e53"}
    svg = organiser.post(LOOK, data=sent | {"logo": (BytesIO(b"<svg/>"), "logo.png")})
    send(organiser, LOOK, {"colour": "#003366"})
    stale = organiser.post(LOOK, data=sent)

    assert (svg.status_code, stale.status_code) == (422, 409)
    assert "PNG, JPEG or WebP" in svg.text
    assert here().colour == "#003366"


def test_the_sender_and_the_second_factor_are_set_with_the_network(organiser, office):
    send(
        organiser,
        "/o/ours/settings/network",
        {"sender_name": "Büro Thüringen", "reply_to": "Antwort@Example.org"},
    )
    first = here()
    named = (first.sender_name, first.reply_to, first.requires_second_factor)
    send(organiser, "/o/ours/settings/network", {"requires_second_factor": "yes"})

    assert named == ("Büro Thüringen", "antwort@example.org", False)
    assert here().requires_second_factor is True
    assert organiser.get("/o/ours/settings").headers["Location"] == "/o/account"


# Legal pages without a network


def test_pages_without_a_network_lead_to_the_legal_pages_of_the_only_one(client, organiser):
    for browser, path in ((client, "/sign-in"), (organiser, "/o/"), (organiser, "/o/account")):
        page = browser.get(path).text
        assert 'href="/n/ours/imprint"' in page
        assert 'href="/n/ours/accessibility"' in page


def test_with_several_networks_they_lead_to_a_list_of_all(client, organiser):
    saved_network(slug="theirs", name={"de": "Das andere Netz"})
    for browser, path in ((client, "/"), (client, "/sign-in"), (organiser, "/o/")):
        assert 'href="/legal"' in browser.get(path).text
    page = client.get("/legal").text

    assert_valid(page)
    for slug in ("ours", "theirs"):
        assert f'href="/n/{slug}/imprint"' in page
        assert f'href="/n/{slug}/barrier"' in page


# Bodies


def multipart(*parts: str) -> dict[str, object]:
    head = 'Content-Disposition: form-data; name="email"'
    body = "".join(f"--x\r\n{head}\r\n\r\n{part}\r\n" for part in parts) + "--x--\r\n"
    return {"data": body.encode(), "content_type": "multipart/form-data; boundary=x"}


def test_a_body_larger_than_any_form_is_refused_before_it_is_read(client, organiser):
    statuses = [
        client.post("/sign-in", data={"email": "x" * 600_000}).status_code,
        client.post("/sign-in", **multipart("x" * 499_999)).status_code,
        client.post("/sign-in", **multipart(*"x" * 1001)).status_code,
        organiser.post(LOOK, **multipart("x" * 11_000_001)).status_code,
        organiser.post(LOOK, **multipart("x" * 22_000_000)).status_code,
    ]

    assert statuses == [413] * 5
