import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, select, update

from eventsvc.db.extension import db
from eventsvc.db.models import NetworkRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import AlreadyExists, EditConflict, StorageBusy
from tests.factories import saved_network

pytestmark = pytest.mark.usefixtures("app")


def networks() -> int:
    return db.session.scalar(select(func.count()).select_from(NetworkRow))


def test_what_fails_in_the_middle_leaves_nothing():
    def interrupted() -> None:
        with transaction() as writing:
            writing.add(
                NetworkRow(
                    slug="half",
                    name={},
                    organiser="x",
                    languages=["de"],
                    feed_changed_at=saved.feed_changed_at,
                )
            )
            writing.flush()
            raise KeyboardInterrupt

    saved = saved_network()
    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert networks() == 1


def test_a_second_row_where_one_is_allowed_is_refused_by_name():
    saved_network(slug="one")

    with pytest.raises(AlreadyExists):
        saved_network(slug="one")


def test_an_edit_of_a_stale_version_is_refused_and_changes_nothing():
    network = saved_network(organiser="first")

    def edit_while_another_edit_lands() -> None:
        with transaction() as writing:
            row = writing.get(NetworkRow, network.id)
            writing.execute(
                update(NetworkRow).values(version=NetworkRow.version + 1),
                execution_options={"synchronize_session": False},
            )
            row.organiser = "second"

    with pytest.raises(EditConflict):
        edit_while_another_edit_lands()

    row = session().get(NetworkRow, network.id)
    assert (row.organiser, row.version) == ("first", 1)


def test_the_reading_session_refuses_to_write():
    network = saved_network()
    row = session().get(NetworkRow, network.id)
    row.organiser = "sneaked in"

    with pytest.raises(RuntimeError, match="transaction"):
        db.session.commit()


def test_a_transaction_inside_another_is_a_mistake_of_ours():
    with transaction(), pytest.raises(RuntimeError, match="one transaction"), transaction():
        pass


def test_a_read_before_a_write_does_not_stand_in_its_way(app):
    network = saved_network(organiser="first")
    session().get(NetworkRow, network.id)

    with app.app_context(), transaction() as writing:
        writing.get(NetworkRow, network.id).organiser = "other thread"
    with transaction() as writing:
        writing.get(NetworkRow, network.id).organiser = "ours"

    assert session().get(NetworkRow, network.id).organiser == "ours"


def test_writers_at_once_all_get_their_turn_and_lose_nothing(app):
    network = saved_network(organiser="0")

    def add_one() -> None:
        with app.app_context(), transaction() as writing:
            row = writing.get(NetworkRow, network.id, with_for_update=True)
            row.organiser = str(int(row.organiser) + 1)

    threads = [threading.Thread(target=add_one) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert session().get(NetworkRow, network.id).organiser == "16"


def test_of_two_writers_who_wait_for_each_other_one_is_told_to_try_again(app):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("writers queue at one gate")
    one, other = saved_network(slug="one").id, saved_network(slug="other").id
    holding, ends = threading.Barrier(2), []

    def take(*ids: int) -> None:
        with app.app_context():
            try:
                with transaction() as writing:
                    writing.get(NetworkRow, ids[0], with_for_update=True)
                    holding.wait()
                    writing.get(NetworkRow, ids[1], with_for_update=True)
                ends.append("written")
            except StorageBusy:
                ends.append("busy")

    threads = [threading.Thread(target=take, args=ids) for ids in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["busy", "written"]


KILLED = """
import os, signal, sys
from pydantic import SecretStr
from eventsvc.app import create_app
from eventsvc.db.models import NetworkRow
from eventsvc.db.transaction import transaction
from eventsvc.settings import Settings
from tests.factories import CREATED

app = create_app(Settings(data_dir=sys.argv[1], database_url=sys.argv[2],
                          secret_key=SecretStr("t" * 32)))
with app.app_context(), transaction() as writing:
    writing.add(NetworkRow(slug="half", name={}, organiser="x", languages=[],
                           feed_changed_at=CREATED))
    writing.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_while_writing_leaves_nothing_and_blocks_nobody(settings, tmp_path):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), settings.database_url], check=False
    )

    saved_network(slug="after")

    assert killed.returncode == -9
    assert networks() == 1
