"""Which language a page answers in, and how it says so."""

import pytest

from eventsvc.web.languages import language_links
from tests.support.front import front_app


@pytest.fixture
def client():
    return front_app().test_client()


def language_of(response):
    return response.headers["Content-Language"]


def test_the_address_beats_the_cookie_and_the_cookie_beats_the_browser(client):
    browser = {"Accept-Language": "de"}
    first = client.get("/start?lang=en", headers=browser)
    second = client.get("/start", headers=browser)
    third = client.get("/start?lang=de", headers={"Accept-Language": "en"})

    assert [language_of(first), language_of(second), language_of(third)] == ["en", "en", "de"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("de-AT", "de"),
        ("fr,en;q=0.3,de;q=0.8", "de"),
        ("cs-CZ,cs;q=0.9,en;q=0.8", "cs"),
        ("pl", "pl"),
        ("fr", "de"),
        ("", "de"),
    ],
)
def test_the_browsers_languages_are_taken_in_their_order_and_else_the_networks(
    client, accepted, language
):
    assert language_of(client.get("/start", headers={"Accept-Language": accepted})) == language


@pytest.mark.parametrize("wanted", ["fr", "xx", "", "de-DE", "<script>"])
def test_a_language_that_is_not_spoken_here_is_neither_used_nor_kept(client, wanted):
    response = client.get("/start", query_string={"lang": wanted})

    assert language_of(response) == "de"
    assert "Set-Cookie" not in response.headers


def test_a_cookie_is_set_only_by_a_choice(client):
    assert "Set-Cookie" not in client.get("/start").headers
    assert client.get("/start?lang=en").headers["Set-Cookie"].split("; ") == [
        "lang=en",
        *client.get("/start?lang=de").headers["Set-Cookie"].split("; ")[1:2],
        "Max-Age=31536000",
        "HttpOnly",
        "Path=/",
        "SameSite=Lax",
    ]


def test_on_https_the_cookie_is_bound_to_the_host(client):
    cookie = client.get("/start?lang=en", base_url="https://netz.example.de").headers["Set-Cookie"]

    assert cookie.startswith("__Host-lang=en; ")
    assert "; Secure; " in cookie


def test_pages_vary_by_language_and_files_do_not(client):
    assert client.get("/start").headers["Vary"] == "Accept-Language, Cookie"


def test_the_switch_keeps_the_page_and_its_query_and_alternates_bear_the_public_address(client):
    html = " ".join(client.get("/organisations?q=A%26B&lang=de").text.split())

    assert 'href="/organisations?q=A%26B&amp;lang=en"' in html
    assert (
        '<link rel="alternate" hreflang="en" '
        'href="https://netz.example.de/organisations?q=A%26B&amp;lang=en">'
    ) in html


def test_the_switch_never_leads_to_another_host():
    with front_app().test_request_context(environ_overrides={"PATH_INFO": "//evil.example/"}):
        links = [link.href for link in language_links()]

    assert links[1] == "/evil.example/?lang=en"


def test_an_error_page_repeats_nothing_of_its_address_and_can_be_read_in_each_language(client):
    page = client.get("/my/person.secret/nowhere?q=Weida")

    assert page.status_code == 404
    assert "secret" not in page.text
    assert "Weida" not in page.text
    for language in ("de", "en", "cs", "pl"):
        assert f'href="?lang={language}"' in page.text
