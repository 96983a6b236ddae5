"""The parts of every page: frame, headers, errors, filters."""

import json
import logging

import pytest

from eventsvc.web.logs import JsonLines
from tests.support.front import PAGES, front_app
from tests.support.html import assert_valid


@pytest.fixture
def client():
    client = front_app().test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.one_engine
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", [*(f"/{page}" for page in PAGES), "/status/404", "/status/500"])
def test_every_page_is_valid_html_in_its_language(client, path, language):
    html = client.get(path, headers={"Accept-Language": language}).text

    assert_valid(html)
    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client):
    policy = client.get("/start").headers["Content-Security-Policy"]

    assert policy == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    for page in PAGES:
        html = client.get(f"/{page}").text
        assert " style=" not in html
        assert " onclick=" not in html
        assert "<style" not in html
        assert "<script>" not in html


def test_answers_carry_the_headers_that_keep_a_page_to_itself(client):
    headers = client.get("/start").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )
    assert "Strict-Transport-Security" not in headers


def test_only_https_promises_https(client):
    headers = client.get("/start", base_url="https://netz.example.de").headers

    assert headers["Strict-Transport-Security"] == "max-age=63072000"


@pytest.mark.parametrize(
    ("host", "status"),
    [("netz.example.de", 200), ("127.0.0.1:8000", 200), ("evil.example", 400)],
)
def test_only_the_public_host_and_the_machine_itself_are_answered(client, host, status):
    assert client.get("/start", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 418, 429, 500, 503])
def test_every_status_has_a_page_in_the_design(client, code):
    response = client.get(f"/status/{code}")

    assert response.status_code == code
    assert response.headers["Cache-Control"] == "no-store"
    assert f"Message {code}" in response.text
    assert_valid(response.text)


def test_a_refusal_answers_with_its_sentence(client):
    response = client.get("/refused")

    assert response.status_code == 404
    assert "There is nothing here. The link may be old or incomplete." in response.text


def test_a_fault_tells_nobody_what_was_sent(client, caplog):
    with caplog.at_level(logging.ERROR):
        response = client.get("/fault")

    assert response.status_code == 500
    assert "Mustermann" not in response.text
    assert "Traceback" not in response.text
    assert "Mustermann" not in caplog.text
    [record] = [one for one in caplog.records if one.name == "eventsvc.web.errors"]
    line = json.loads(JsonLines().format(record))
    assert line["exception"] == "builtins.RuntimeError"
    assert line["at"]
    assert "Mustermann" not in str(line)


def test_a_wrong_method_says_which_are_right(client):
    response = client.post("/start")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_text_in_another_language_is_marked_with_it(client):
    html = client.get("/organisations", headers={"Accept-Language": "de"}).text

    assert '<span lang="pl">Miasto przygraniczne nad Nysą Łużycką.</span>' in html
    assert "Offene Datenplattform für Verkehr" in html
    assert '<span lang="de">' not in html


def test_links_that_are_no_web_or_mail_address_stay_text(client):
    html = " ".join(client.get("/meeting").text.split())

    assert "javascript:" not in html
    assert "<dd> javascript wird nie ein Link </dd>" in html


def test_legal_texts_begin_below_the_pages_own_heading(client):
    html = client.get("/legal").text

    assert "<h2>Anbieter</h2>" in html
    assert "<h3>Kontakt</h3>" in html


def test_an_undefined_name_in_a_template_is_an_error():
    app = front_app()

    with app.test_request_context("/"), pytest.raises(Exception, match="'meeting' is undefined"):
        app.jinja_env.from_string("{{ meeting.title }}").render()
