import pytest

from eventsvc.db.models import NetworkPageRow
from eventsvc.domain.kinds import PageKind
from tests.factories import saved, saved_network, saved_organisation, saved_upload
from tests.support.html import assert_valid


@pytest.mark.parametrize("kind", PageKind)
def test_a_page_nobody_wrote_says_honestly_what_is_missing(page, kind):
    saved_network()

    html = page(f"/n/thueringen/{kind}")

    assert_valid(html)
    assert 'class="prose"' in html


def test_the_office_writes_its_own_page(page):
    network = saved_network()
    text = {"de": "## Anbieter\n\nStadt <script>alert(1)</script>"}
    saved(NetworkPageRow(network_id=network.id, kind=PageKind.IMPRINT, text=text))

    html = page("/n/thueringen/imprint")

    assert_valid(html)
    assert "Anbieter</h" in html
    assert "still missing" not in html
    assert "<script>" not in html


def test_a_page_that_was_emptied_is_ours_again(page):
    network = saved_network()
    saved(NetworkPageRow(network_id=network.id, kind=PageKind.IMPRINT, text={"de": ""}))

    assert "still missing" in page("/n/thueringen/imprint")


def test_a_barrier_is_reported_to_the_office(page):
    saved_network()

    html = page("/n/thueringen/barrier")

    assert_valid(html)
    assert 'href="mailto:netzwerk@example.org?subject=Barrier%20on%20the%20network' in html


def test_a_network_without_an_address_says_so(page):
    saved_network(email="")

    for kind in ("imprint", "privacy", "accessibility", "easy-language", "sign-language"):
        html = page(f"/n/thueringen/{kind}")
        assert "mailto:" not in html
    assert "It has not given an e-mail address here yet" in page("/n/thueringen/barrier")


def test_a_file_is_sent_to_be_saved_and_can_run_nothing(client):
    network = saved_network()
    upload = saved_upload(
        network, key="k3y", filename='ü"..\\/x.html', media_type="text/html", data=b"<script>"
    )
    saved_organisation(network, profile={"document_id": upload.id})

    response = client.get("/n/thueringen/documents/k3y")

    assert response.data == b"<script>"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )


def test_a_file_that_no_profile_names_is_not_found(client):
    saved_upload(saved_network(), key="people")

    assert client.get("/n/thueringen/documents/people").status_code == 404
    assert client.get("/n/thueringen/documents/nothing").status_code == 404
