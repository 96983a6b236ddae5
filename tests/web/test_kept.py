"""Pages that are kept as they were answered, until somebody writes."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import NetworkRow, OrganisationRow
from eventsvc.db.transaction import session, transaction
from eventsvc.db.unchanged import _observers, unchanged
from tests.conftest import NOW
from tests.factories import saved_meeting, saved_network, saved_organisation
from tests.support.queries import agreed, without_a_question

PATH = "/p/GERA2"


@pytest.fixture
def network(app):
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network()


@pytest.fixture
def gera(network):
    return saved_organisation(network, code="GERA2", name={"de": "Stadt Gera"})


def test_a_second_reader_is_answered_without_a_question_and_with_the_same_page(client, gera):
    first = client.get(PATH)

    second = without_a_question(lambda: client.get(PATH))

    assert second.data == first.data
    told = [dict(answer.headers) | {"Date": ""} for answer in (first, second)]  # a second may end
    assert told[0] == told[1]


def test_who_has_the_page_is_told_so_without_a_question(client, gera):
    etag = client.get(PATH).headers["ETag"]

    answer = without_a_question(lambda: client.get(PATH, headers={"If-None-Match": etag}))

    assert (answer.status_code, answer.data) == (304, b"")


def test_whatever_is_written_is_seen_with_the_next_scan(client, gera):
    assert "Stadt Gera" in client.get(PATH).text

    for name in ("Otto-Dix-Stadt", "Stadt Gera"):
        with transaction():
            session().get_one(OrganisationRow, gera.id).name = {"de": name}

        assert name in client.get(PATH).text


@pytest.mark.one_engine
def test_what_another_process_writes_is_seen_too(client, gera):
    assert "Stadt Gera" in client.get(PATH).text

    write = 'UPDATE organisation SET name = \'{"de": "Otto-Dix-Stadt"}\''
    code = f"import sqlite3; c = sqlite3.connect({db.engine.url.database!r}); "
    code += f"c.execute({write!r}); c.commit()"
    subprocess.run([sys.executable, "-c", code], check=True)

    assert "Otto-Dix-Stadt" in client.get(PATH).text


def test_each_reader_gets_the_own_language_and_keeps_it(client, gera):
    def language(path: str = PATH, **headers: str) -> str:
        return client.get(path, headers=headers).headers["Content-Language"]

    for _ in range(2):
        assert language(**{"Accept-Language": "cs"}) == "cs"
        assert language(**{"Accept-Language": "pl,cs;q=0.5"}) == "pl"
        assert language() == "de"
    assert language(f"{PATH}?lang=en") == "en"
    assert language() == "en"


def test_a_meeting_that_begins_is_running_though_nobody_wrote(app, client, network, gera):
    saved_meeting(
        network,
        start=NOW.replace(tzinfo=None) + timedelta(hours=3),
    )
    english = {"Accept-Language": "en"}
    assert "Next meeting" in client.get(PATH, headers=english).text

    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(hours=1)

    assert "Running now" in client.get(PATH, headers=english).text


def test_a_redirect_and_a_refusal_are_not_kept(client, network, gera):
    saved_organisation(network, key="suhl", name={"de": "Stadt Suhl"})
    assert client.get("/p/NEVER").status_code == 404
    assert client.get(f"{PATH}?from=Suhl").status_code == 302
    assert client.application.extensions["eventsvc.pages"] == {}


@pytest.mark.one_engine
def test_threads_are_told_of_each_others_writes(app, gera):
    before = unchanged()
    seen = []

    def write() -> None:
        with app.app_context():
            seen.append(unchanged())
            saved_network(slug="other")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()

    assert seen == [before]
    assert unchanged() != before
    db.engine.dispose()
    assert unchanged() not in {before, None}


def test_what_is_committed_makes_another_mark_and_nothing_before(app, network):
    def marks() -> tuple[object, object, object]:
        before = unchanged()
        with transaction():
            session().get_one(NetworkRow, network.id).name = {"de": f"Netz {before}"}
            session().flush()
            during = unchanged()
        return before, during, unchanged()

    before, _, after = agreed(marks, lambda seen: seen[0] == seen[1])

    assert after not in {before, None}


def test_a_database_that_was_away_is_asked_anew_and_none_while_it_is_away(app, monkeypatch):
    before = unchanged()
    _, observer = _observers[db.engine]
    observer.dbapi_connection.close()
    assert unchanged() not in {before, None}

    def away() -> None:
        raise db.engine.dialect.loaded_dbapi.OperationalError("no connection")

    _observers[db.engine][1].dbapi_connection.close()
    monkeypatch.setattr(db.engine, "raw_connection", away)
    assert unchanged() is None
