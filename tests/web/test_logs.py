import io
import json
import logging
import logging.config
from contextlib import ExitStack

import pytest
from flask import Flask, abort
from prometheus_client import Gauge

from eventsvc.web import logs, metrics
from tests.conftest import running

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

    with pytest.raises(AssertionError, match=f"the error page {status} names"):
        app.test_client().get("/")


def test_a_form_given_back_may_repeat_what_was_typed():
    app = Flask("form")
    form = '<main><form method="post"><input value="erika@example.org"></form></main>'
    app.add_url_rule("/<int:status>", "given_back", lambda status: (form, status))

    assert app.test_client().get("/422").status_code == 422
    with pytest.raises(AssertionError, match="the error page 404 names"):
        app.test_client().get("/404")


def test_all_that_the_suite_lets_the_program_measure_is_looked_at(settings):
    suite = ExitStack()
    app = suite.enter_context(running(settings))
    told = Gauge("told", "Whatever.", ("network",), registry=metrics.registry_of(app))
    told.labels("Erika").set(1)

    with pytest.raises(AssertionError, match=r"the metrics name \['Erika'\]"):
        suite.close()
