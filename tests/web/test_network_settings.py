import re

import pytest

from eventsvc.db.models import (
    AccountRow,
    AuditRow,
    GrantRow,
    MeetingRow,
    NetworkPageRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    PrintRow,
)
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.domain.collation import sort_key
from eventsvc.domain.kinds import PageKind
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.forms import send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

SETTINGS = "/o/ours/settings"


def network() -> NetworkRow:
    session().expire_all()
    return session().query(NetworkRow).filter_by(slug="ours").one()


def grants(role: Role | None = None) -> list[tuple[Role, int | None]]:
    session().expire_all()
    rows = session().query(GrantRow).order_by(GrantRow.id)
    return [(row.role, row.meeting_id) for row in rows if role in (None, row.role)]


# The network and its pages


def test_the_network_is_changed_and_calendars_follow(organiser, office):
    meeting = saved_meeting(office, slug="gera")
    before = office.feed_changed_at
    send(
        organiser,
        f"{SETTINGS}/network",
        {
            "name.de": "Neues Netz",
            "email": "Buero@Example.org",
            "own": "de",
            "others": ["en", "cs"],
        },
    )
    row = network()
    moved = session().get(MeetingRow, meeting.id)

    assert (row.name["de"], row.email, row.languages) == (
        "Neues Netz",
        "buero@example.org",
        ["de", "en", "cs"],
    )
    assert row.feed_changed_at > before
    assert moved.sequence == 1


def test_another_own_language_sorts_the_lists_in_its_alphabet(organiser, office):
    for name in ("Chebsko", "Hof"):
        saved_organisation(network(), name={"de": name}, sort_key=sort_key(name))
        saved_person(network(), family=name, sort_key=sort_key(name))
    fields = {"name.de": "Netz", "email": "buero@example.org", "own": "cs", "others": ["de"]}
    send(organiser, f"{SETTINGS}/network", fields)
    session().expire_all()
    organisations = session().query(OrganisationRow).order_by(OrganisationRow.sort_key)
    people = session().query(PersonRow).order_by(PersonRow.sort_key)

    assert [row.name["de"] for row in organisations] == ["Hof", "Chebsko"]
    assert [row.family for row in people] == ["Hof", "Chebsko"]


def test_a_page_of_the_footer_is_previewed_then_saved(organiser, office):
    path = f"{SETTINGS}/pages/imprint"
    preview = send(organiser, path, {"text.de": "# Impressum\n\n**Büro**", "do": "preview"})
    before = session().query(NetworkPageRow).count()
    send_on(organiser, path, preview.text)
    [row] = session().query(NetworkPageRow)

    assert "<strong>Büro</strong>" in preview.text
    assert_valid(preview.text)
    assert (before, row.kind, row.text["de"].splitlines()[0]) == (
        0,
        PageKind.IMPRINT,
        "# Impressum",
    )
    assert "Büro" in organiser.get("/n/ours/imprint").text


def test_a_stale_page_keeps_both_texts(organiser, office):
    path = f"{SETTINGS}/pages/privacy"
    send(organiser, path, {"text.de": "Alt"})
    stale = organiser.get(path).text
    send(organiser, path, {"text.de": "Ihrer"})
    answer = send_on(organiser, path, stale, {"text.de": "Meiner"})

    assert answer.status_code == 409
    assert ["Ihrer" in answer.text, "Meiner" in answer.text] == [True, True]


# People and roles


def test_a_helper_of_one_meeting_is_made_and_taken_away(organiser, office):
    meeting = saved_meeting(office, slug="gera")
    wish = {"email": "Helfer@example.org", "role": "helper", "meeting": "gera"}
    send(organiser, "/o/ours/people/new", wish)
    send(organiser, "/o/ours/people/new", wish)
    given = grants(Role.HELPER)
    helper = session().query(GrantRow).filter_by(role=Role.HELPER).one()
    account = session().get(AccountRow, helper.account_id).public_id
    send(organiser, f"/o/ours/people/{account}/take")

    assert given == [(Role.HELPER, meeting.id)]
    assert grants(Role.HELPER) == []
    assert [row.action for row in session().query(AuditRow).order_by(AuditRow.id)] == [
        "grant.given",
        "grant.taken",
    ]


def test_nobody_makes_an_administrator_of_the_service_here(organiser):
    wish = {"email": "a@example.org", "role": "administrator"}

    assert send(organiser, "/o/ours/people/new", wish).status_code == 422


def test_nobody_takes_the_own_roles(organiser, office):
    account = session().query(GrantRow).one().account_id
    public_id = session().get(AccountRow, account).public_id

    assert organiser.get(f"/o/ours/people/{public_id}/take").status_code == 403


def test_an_account_of_another_network_cannot_be_touched(organiser, office):
    theirs = saved_account((Role.ORGANISER, saved_network(slug="theirs")))
    path = f"/o/ours/people/{theirs.public_id}/take"

    assert organiser.get(path).status_code == 404
    assert len(grants(Role.ORGANISER)) == 2


# The audit log


def lines(office, count: int, action: str = "meeting.changed", actor: str = "cli:import") -> None:
    for number in range(count):
        saved(
            AuditRow(
                network_id=office.id,
                at=NOW,
                actor=actor,
                action=action,
                subject=f"meeting:m{number}",
                facts={"fields": ["place", "title"]},
            )
        )


def test_the_log_tells_who_did_what_and_is_narrowed(organiser, office):
    lines(office, 2)
    lines(office, 1, action="network.imported", actor="cli:demo")
    lines(saved_network(slug="theirs"), 1, action="badges.print")
    every = organiser.get("/o/ours/audit").text
    some = organiser.get("/o/ours/audit?action=network.imported").text
    one = organiser.get("/o/ours/audit?actor=cli:demo").text

    assert "fields: place, title" in every
    assert (every.count("<tr>"), some.count("<tr>"), one.count("<tr>")) == (4, 2, 2)
    assert "Badges printed" not in every


def test_a_longer_log_asks_no_more_questions(organiser, office):
    def cost() -> int:
        with counted_queries() as queries:
            organiser.get("/o/ours/audit")
        return len(queries)

    lines(office, 1)
    short = cost()
    lines(office, 5)

    assert cost() == short


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "page",
    [
        "settings",
        "settings/network",
        "settings/pages/imprint",
        "people",
        "people/new",
        "audit",
    ],
)
def test_every_page_is_valid_html(organiser, office, page):
    lines(office, 1)

    assert_valid(organiser.get(f"/o/ours/{page}").text)


# Printing


def test_a_second_click_on_print_gives_the_pdf_and_records_nothing_more(organiser, office):
    meeting = saved_meeting(office, slug="gera")
    saved_attendance(meeting, saved_person(office))
    path = "/o/ours/meetings/gera/badges"
    page = organiser.get(path).text
    first = send_on(organiser, path, page)
    second = send_on(organiser, path, page)

    assert first.data.startswith(b"%PDF")
    assert second.data == first.data
    assert session().query(PrintRow).count() == 1


def test_the_first_free_label_is_chosen_on_the_drawn_sheet(organiser, office):
    saved_meeting(office, slug="gera")
    text = organiser.get("/o/ours/meetings/gera/badges?start=3").text

    assert re.search(r'href="[^"]*start=4&amp;x=0.0&amp;y=0.0', text)
    assert text.count("sheet__label--used") == 2
    assert_valid(text)
