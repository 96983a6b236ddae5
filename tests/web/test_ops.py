from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from eventsvc.db.extension import db
from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.schema import head_revision
from eventsvc.db.transaction import transaction
from eventsvc.domain.mails import OutboxState
from eventsvc.web import ops

ALL_WELL = {"database": True, "schema": True, "space": True, "outbox": True}


def queue_mail(*, due: timedelta, state: OutboxState = OutboxState.WAITING) -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        session.add(
            OutboxRow(
                unique_key="invitation:1",
                message_id="<1@netz.example.de>",
                recipient="info@gera.example.de",
                kind="invitation",
                language="de",
                state=state,
                queued_at=now - timedelta(days=1),
                due_at=now + due,
            )
        )


def set_revision(revision: str) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})


def test_healthz_answers_without_asking_anybody(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_readyz_tells_that_all_is_well(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "checks": ALL_WELL})
    assert answer.headers["Cache-Control"] == "no-store"


def test_readyz_fails_when_a_mail_is_due_for_a_quarter_of_an_hour(client):
    queue_mail(due=timedelta(minutes=-15))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json == {"status": "not ready", "checks": ALL_WELL | {"outbox": False}}


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (timedelta(minutes=-14), OutboxState.WAITING),
        (timedelta(hours=8), OutboxState.WAITING),
        (timedelta(hours=-8), OutboxState.SENT),
        (timedelta(hours=-8), OutboxState.REFUSED),
    ],
)
def test_readyz_does_not_mind_mails_that_are_fresh_put_off_or_done(client, due, state):
    queue_mail(due=due, state=state)

    assert client.get("/readyz").json == {"status": "ok", "checks": ALL_WELL}


def test_readyz_fails_when_the_disk_is_nearly_full(client, monkeypatch):
    monkeypatch.setattr(ops, "LEAST_FREE_BYTES", 2**80)

    assert client.get("/readyz").json["checks"] == ALL_WELL | {"space": False}


def test_readyz_fails_when_the_schema_is_another(client):
    set_revision("older")
    try:
        answer = client.get("/readyz")
    finally:
        set_revision(head_revision())

    assert answer.json["checks"] == ALL_WELL | {"schema": False}


def test_readyz_answers_when_a_check_itself_fails(client, monkeypatch):
    monkeypatch.setitem(ops.CHECKS, "database", lambda: 1 / 0)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json["checks"]) == (503, ALL_WELL | {"database": False})
