"""Prints of more badges than a browser waits for: begun, left, fetched, expired."""

from datetime import timedelta

import pytest

from eventsvc.db.models import PrintRow, PrintRunRow
from eventsvc.db.transaction import session
from eventsvc.jobs.tasks import prints
from eventsvc.outputs.apart import PrintingEnded
from eventsvc.services.badges import badges, print_runs
from eventsvc.services.privacy.erasure import erase
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_meeting,
    saved_organisation,
    saved_person,
    saved_print_run,
)
from tests.support.html import assert_valid
from tests.support.prints import page_texts

PAGE = "/o/ours/meetings/gera/badges"


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera")


@pytest.fixture
def many(office, gera, monkeypatch):
    """Three are many here."""
    monkeypatch.setattr("eventsvc.web.organiser.badges.pages.AT_ONCE", 2)
    return [saved_attendance(gera, saved_person(office)) for _ in range(3)]


def begun(client, **changes):
    text = client.get(PAGE).text
    token = text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return client.post(PAGE, data={"csrf_token": token, "nonce": "once", "which": "all"} | changes)


def worked_off(now=NOW):
    return print_runs.work_off(public_url=PUBLIC_URL, clock=lambda: now)


def state(client, address):
    return client.get(address, headers={"Accept": "application/json"}).json


@pytest.mark.usefixtures("many")
def test_a_large_print_is_drawn_while_nobody_waits_and_lies_there_for_an_hour(
    app, organiser, monkeypatch
):
    address = begun(organiser, start="2").headers["Location"]
    twice = begun(organiser)
    before, page = state(organiser, address), organiser.get(address)
    seen = []
    monkeypatch.setattr("eventsvc.services.badges.print_runs._TELL_EVERY", 0.0)
    told = print_runs.queries.run_came_to
    monkeypatch.setattr(
        print_runs.queries,
        "run_came_to",
        lambda run, done: seen.append(done) or told(run, done=done),
    )
    number = worked_off()
    after, ready = state(organiser, address), organiser.get(address)
    badges_page = organiser.get(PAGE)
    file = organiser.get(f"{address}/badges.pdf")
    app.extensions["eventsvc.clock"] = lambda: NOW + timedelta(hours=1)
    late, gone = organiser.get(address), organiser.get(f"{address}/badges.pdf")

    assert twice.headers["Location"] == f"{PAGE}#print"
    assert (before, after) == ({"done": 0, "finished": False}, {"done": 3, "finished": True})
    assert_valid(page.text)
    assert "0 of 3 badges" in page.text
    assert (number, worked_off(), seen) == (1, 0, [3])
    assert "3 badges are ready, and count as printed." in ready.text
    assert "waits here until 12:00" in ready.text
    assert "A print of 3 badges waits to be fetched" in badges_page.text
    assert "3 badges are printed already and still true." in badges_page.text
    assert page_texts(file.data)[0].count("Mustermann") == 3
    assert session().query(PrintRow).count() == 3
    assert "The file is gone" in late.text
    assert (gone.status_code, "lay here for an hour" in gone.text) == (410, True)


@pytest.mark.usefixtures("english")
def test_a_large_print_is_what_a_small_one_would_be_and_is_recorded_once(
    organiser, office, gera, monkeypatch
):
    monkeypatch.setattr("eventsvc.web.organiser.badges.pages.AT_ONCE", 1)
    for family, town in (("Abel", "Zittau"), ("Zorn", "Apolda")):
        place = saved_organisation(office, name={"de": town}, sort_key=town.lower())
        person = saved_person(office, family=family, sort_key=family)
        saved_attendance(gera, person, organisation_id=place.id)
    paper = {"order": "organisation", "start": "2", "x": "1.5", "y": "-0.5"}
    address = begun(organiser, **paper).headers["Location"]
    row = print_runs.queries.next_run()
    for _ in range(2):  # as two machines that took it at the same time
        print_runs._draw(row, public_url=PUBLIC_URL, clock=lambda: NOW)

    file, preview = organiser.get(f"{address}/badges.pdf"), f"{PAGE}/preview.pdf"
    assert file.data == organiser.get(preview, query_string=paper).data
    for other in paper:
        changed = {name: value for name, value in paper.items() if name != other}
        assert file.data != organiser.get(preview, query_string=changed).data
    assert session().query(PrintRow).count() == 2


def test_three_hundred_are_printed_at_once_and_no_more():
    assert print_runs.AT_ONCE == 300


@pytest.mark.usefixtures("many")
def test_a_print_that_breaks_off_says_so_and_records_nothing(organiser, monkeypatch):
    address = begun(organiser).headers["Location"]

    def broken(*_args, **_options):
        raise PrintingEnded

    monkeypatch.setattr(badges, "badges_pdf", broken)
    worked_off()
    page = organiser.get(address)

    assert "The print broke off" in page.text
    assert "Drawing the pages took too long or broke off." in page.text
    assert session().query(PrintRow).count() == 0


@pytest.mark.usefixtures("app")
def test_files_go_after_an_hour_and_the_rest_after_a_day(office, gera):
    run = saved_print_run(gera, asked_at=NOW, finished_at=NOW, done=3, pdf=b"%PDF")
    kept = []
    for later in (59, 61, 23 * 60, 25 * 60):
        print_runs.forget(now=NOW + timedelta(minutes=later))
        session().expire_all()
        row = session().get(PrintRunRow, run.id)
        kept.append(row and bool(row.pdf))

    assert kept == [True, False, False, None]


def test_whoever_is_erased_stands_in_no_file_that_waits(office, gera, settings):
    person = saved_person(office)
    run = saved_print_run(gera, finished_at=NOW, pdf=b"%PDF")

    erase(
        office,
        person.public_id,
        by="test",
        record=settings.data_dir / "erased",
        public_url="",
        now=NOW,
    )

    session().expire_all()
    assert session().get(PrintRunRow, run.id).pdf is None


def test_the_loop_of_prints_draws_what_waits(office, gera, settings):
    saved_attendance(gera, saved_person(office))
    run = saved_print_run(gera, asked_at=NOW)
    draw, keep = prints(settings)
    draw.work(None)
    keep.work(None)

    session().expire_all()
    # Asked for long ago: drawn, then forgotten.
    assert session().get(PrintRunRow, run.id) is None
    assert session().query(PrintRow).count() == 1
