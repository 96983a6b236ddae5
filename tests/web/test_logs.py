import io
import json
import logging
import logging.config
from contextlib import ExitStack
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from flask import Flask, abort, request
from markupsafe import escape
from prometheus_client import Gauge

from eventsvc.web import logs, metrics
from tests.conftest import running
from tests.support import canaries
from tests.support.browser import served

CANARY = "Änne.Kanarienvogel"


@pytest.fixture
def lines():
    """What is logged, read back; the root logger is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logging.config.dictConfig(logs.config(stream))
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def client():
    app = Flask("canary")
    logs.log_requests(app)

    @app.get("/my/<token>")
    def personal(token):
        if token == "fail":
            raise ValueError(CANARY)
        return abort(410) if token == "gone" else "here"

    return app.test_client()


def test_a_request_is_logged_by_route_without_address_or_query(client, lines):
    client.get(f"/my/{CANARY}?mail={CANARY}")

    (line,) = lines()
    assert line.pop("ms") >= 0
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "eventsvc.request",
        "event": "request",
        "method": "GET",
        "route": "/my/<token>",
        "status": 200,
    }


def test_a_request_that_no_route_takes_is_logged_without_its_path(client, lines):
    client.get(f"/{CANARY}")

    assert [(line["route"], line["status"]) for line in lines()] == [(None, 404)]


def test_an_unhandled_exception_is_told_by_type_and_place_never_by_its_text(client, lines):
    client.get("/my/fail")

    failure, request = lines()
    assert failure["event"] == "exception"
    assert failure["exception"] == "builtins.ValueError"
    assert failure["at"][-1].endswith(" personal")
    assert request["status"] == 500
    assert CANARY not in json.dumps([failure, request], ensure_ascii=False)
    assert "/my/fail" not in json.dumps([failure, request])


def test_a_made_up_method_is_not_repeated(client, lines):
    client.open("/my/one", method=CANARY.upper())

    assert [line["method"] for line in lines()] == ["other"]


def test_arguments_of_foreign_records_stay_out(lines):
    logging.getLogger("library").warning("no such mailbox: %s", CANARY)

    assert [line["event"] for line in lines()] == ["no such mailbox: %s"]


def test_every_line_that_the_suite_makes_the_program_log_is_looked_at():
    with pytest.raises(AssertionError, match="the log names"):
        logging.getLogger("eventsvc.request").info("mail to erika@example.org")


@pytest.mark.parametrize("status", [403, 404, 409, 410, 413, 422, 429, 500, 503])
def test_every_error_page_that_the_suite_gets_is_looked_at(status):
    app = Flask("error")
    app.add_url_rule("/", view_func=lambda: ("<main>erika@example.org</main>", status))

    app.test_client().get("/?mail=erika@example.org")

    (said,) = canaries.taken()
    assert said.startswith(f"the error page {status} names ['erika@example.org']: <main>")


@pytest.fixture
def given_back():
    """A client of a page that gives a form back, with what was typed and with a name of its own."""
    app = Flask("form")

    @app.post("/<int:status>")
    def form(status):
        typed, own = escape(request.form["mail"]), request.form.get("own", "")
        return f'<main><form method="post"><input value="{typed}">{own[::-1]}</form></main>', status

    return app.test_client()


def test_a_form_given_back_may_repeat_what_was_typed(given_back):
    for status in (409, 422):
        given_back.post(f"/{status}", data={"mail": "Erika <erika+1@example.org>"})

    assert canaries.taken() == []


def test_a_form_given_back_names_nobody_else(given_back):
    given_back.post("/422", data={"mail": "x@example.org", "own": "gro.elpmaxe@akire ,akirE"})

    (said,) = canaries.taken()
    assert said.startswith("the error page 422 names ['Erika', 'erika@example.org']: <main>")


def test_another_error_page_does_not_even_repeat_what_was_typed(given_back):
    given_back.post("/404", data={"mail": "erika@example.org"})

    (said,) = canaries.taken()
    assert said.startswith("the error page 404 names ['erika@example.org']: <main>")


@pytest.mark.form_shows("Erika", "erika@example.org")
def test_a_form_of_the_offices_own_people_shows_those_that_the_test_says(given_back):
    given_back.post("/422", data={"mail": "", "own": "gro.elpmaxe@akire ,akirE"})
    assert canaries.taken() == []

    given_back.post("/422", data={"mail": "", "own": "retsuM"})
    assert len(canaries.taken()) == 1


def test_pages_of_a_server_are_looked_at_as_well(given_back):
    with served(given_back.application) as url, pytest.raises(HTTPError, match="404"):
        urlopen(f"{url}/404", data=b"mail=erika@example.org", timeout=10)

    (said,) = canaries.taken()
    assert said.startswith("the error page 404 names ['erika@example.org']: <main>")


def test_all_that_the_suite_lets_the_program_measure_is_looked_at(settings):
    suite = ExitStack()
    app = suite.enter_context(running(settings))
    told = Gauge("told", "Whatever.", ("network",), registry=metrics.registry_of(app))
    told.labels("Erika").set(1)

    with pytest.raises(AssertionError, match=r"the metrics name \['Erika'\]"):
        suite.close()
