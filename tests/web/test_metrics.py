"""What is measured of requests; ``tests/cli/test_metrics.py`` reads it from a running service."""

import pytest
from flask import Flask, abort
from prometheus_client import generate_latest

from eventsvc.app import create_app
from eventsvc.web import logs, metrics
from tests.conftest import settings_for

CANARY = "Aenne.Kanarienvogel"


@pytest.fixture
def measured():
    """A small application, and its rows: labels and count of each."""
    app = Flask("canary")
    logs.log_requests(app)
    metrics.measure_requests(app)

    @app.route("/my/<token>", methods=["GET", "POST"])
    def personal(token):
        if token == "fail":
            raise ValueError(CANARY)
        return abort(410) if token == "gone" else "here"

    def rows() -> dict[tuple[str, str, str], float]:
        (told,) = metrics.registry_of(app).collect()
        return {
            (row.labels["route"], row.labels["method"], row.labels["status"]): row.value
            for row in told.samples
            if row.name.endswith("_count")
        }

    return app.test_client(), rows, lambda: generate_latest(metrics.registry_of(app)).decode()


def test_requests_are_counted_by_route_method_and_class_of_status(measured):
    client, rows, _text = measured

    for path in ("/my/one", "/my/other", "/my/gone", "/my/fail"):
        client.get(path)
    client.post("/my/one")

    assert rows() == {
        ("/my/<token>", "GET", "2xx"): 2,
        ("/my/<token>", "GET", "4xx"): 1,
        ("/my/<token>", "GET", "5xx"): 1,
        ("/my/<token>", "POST", "2xx"): 1,
    }


def test_neither_address_nor_query_nor_a_made_up_method_is_told(measured):
    client, rows, text = measured

    client.get(f"/my/{CANARY}?mail={CANARY}")
    client.get(f"/{CANARY}")
    client.open("/", method=CANARY.upper())

    assert rows() == {
        ("/my/<token>", "GET", "2xx"): 1,
        (metrics.NO_ROUTE, "GET", "4xx"): 1,
        (metrics.NO_ROUTE, "other", "4xx"): 1,
    }
    assert CANARY.lower() not in text().lower()


def test_seconds_are_those_of_the_request(measured, monkeypatch):
    client, _rows, text = measured
    monkeypatch.setattr(logs, "elapsed", lambda: 0.3)

    client.get("/my/one")

    row = 'eventsvc_request_seconds_{}{{{}method="GET",route="/my/<token>",status="2xx"}} {}\n'
    assert row.format("sum", "", 0.3) in text()
    assert row.format("bucket", 'le="0.25",', "0.0") in text()
    assert row.format("bucket", 'le="0.5",', "1.0") in text()


def test_nothing_is_measured_unless_it_is_wanted(tmp_path):
    assert metrics.EXTENSION not in create_app(settings_for(tmp_path, metrics_port=0)).extensions


def test_no_page_tells_what_is_measured(client):
    assert client.get("/metrics").status_code == 404
