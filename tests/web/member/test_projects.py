"""Projects worth copying: told by a steward, found by anybody, wished for by another member."""

import pytest

from eventsvc.db.models import OutboxRow, ProjectRow, StatementRow
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.projects import CostBand, ProjectStatus
from tests.conftest import NOW
from tests.factories import saved_network, saved_organisation, saved_project, saved_steward
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.support.queries import counted_queries
from tests.web.member.conftest import link

PROJECT = {
    "title.de": "Lastenräder <b>für alle</b>",
    "status": "stopped",
    "summary.de": "Ein Verleih am Markt.",
    "worked.de": "Die Buchung mit dem Telefon.",
    "failed.de": "Die Schlösser **froren ein**.",
    "needs.de": "Eine Werkstatt.",
    "cost": "under_50k",
    "months": "8",
    "source_url": "https://code.example/raeder",
    "contact_email": "raeder@weida.example",
}
LIST = "/n/ours/projects"


@pytest.fixture
def suhl(network):
    return saved_organisation(
        network,
        key="suhl",
        code="SUHL2",
        name={"de": "Stadt Suhl"},
        profile={"contact_email": "digital@suhl.example"},
    )


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def test_a_steward_tells_of_a_project_and_anybody_reads_it(client, network, weida, steward, topic):
    new = link(steward, "/projects/new")
    answer = send(client, new, PROJECT | {"topic_id": str(topic.id)})
    own = client.get(link(steward, "/projects")).text
    [row] = rows(ProjectRow)
    page = client.get(f"{LIST}/{row.key}").text
    listed = client.get(LIST).text

    assert answer.status_code == 303
    assert row.key == "lastenraeder-b-fuer-alle-b"
    assert (row.status, row.cost, row.months) == (ProjectStatus.STOPPED, CostBand.UNDER_50K, 8)
    assert row.told_on == NOW.date()
    for text in (own, page, listed, client.get("/p/WE1DA").text):
        assert "Lastenräder &lt;b&gt;für alle&lt;/b&gt;" in text
        assert_valid(text)
    for words in (
        "Die Schlösser <strong>froren ein</strong>.",
        "10,000 to 50,000 euros",
        "8 months",
        'href="https://code.example/raeder"',
        "raeder@",
        "Tourismus",
    ):
        assert words in page
    assert "Ein Verleih am Markt." in client.get("/n/ours/topics/tourismus").text


@pytest.mark.one_engine
def test_a_steward_sees_the_page_of_a_project_before_it_is_saved(client, weida, steward, topic):
    new = link(steward, "/projects/new")
    typed = PROJECT | {"topic_id": str(topic.id)}
    page = send(client, new, typed | {"show": "preview"})
    wrong = send(client, new, typed | {"show": "preview", "months": "zwölf"})
    between = rows(ProjectRow)
    edited = send_on(client, new, page.text, {"do": "edit"})
    saved_ = send_on(client, new, page.text)
    [row] = rows(ProjectRow)
    path = link(steward, f"/projects/{row.key}/edit")
    changed = send(client, path, {"failed.de": "Niemand kam.", "show": "preview"})
    kept = rows(ProjectRow)[0].failed
    send_on(client, path, changed.text)

    assert [one.status_code for one in (page, wrong, edited, saved_)] == [200, 422, 200, 303]
    for text in (page.text, changed.text):
        assert_valid(text)
        assert "This is how the page will look. Nothing is saved yet." in text
        assert "10,000 to 50,000 euros" in text
        assert "Tourismus" in text
    assert "Die Schlösser <strong>froren ein</strong>." in page.text
    assert between == []
    assert form_in(edited.text)["title.de"] == [PROJECT["title.de"]]
    assert "See how its page will look" in edited.text
    assert (row.topic_id, row.months, row.title) == (topic.id, 8, {"de": PROJECT["title.de"]})
    assert "Niemand kam." in changed.text
    assert kept == {"de": PROJECT["failed.de"]}
    assert rows(ProjectRow)[0].failed == {"de": "Niemand kam."}


def test_a_project_is_found_by_its_topic_with_a_typing_error_and_by_its_status(
    client, network, weida, suhl, topic
):
    saved_project(weida, title={"de": "Osterburg"}, topic_id=topic.id)
    saved_project(suhl, title={"de": "Straßenlaternen"}, status=ProjectStatus.IDEA)
    saved_project(saved_organisation(network, retired_at=NOW), title={"de": "Geschlossen"})
    saved_project(saved_organisation(saved_network(slug="theirs")), title={"de": "Fremd"})
    found = {
        asked: [
            name
            for name in ("Osterburg", "Straßenlaternen", "Geschlossen", "Fremd")
            if name in client.get(f"{LIST}?{asked}").text
        ]
        for asked in (
            "",
            "q=torismus",
            "q=strassenlaterne",
            "status=idea",
            "topic=tourismus",
            "q=x",
        )
    }

    assert found == {
        "": ["Osterburg", "Straßenlaternen"],
        "q=torismus": ["Osterburg"],
        "q=strassenlaterne": ["Straßenlaternen"],
        "status=idea": ["Straßenlaternen"],
        "topic=tourismus": ["Osterburg"],
        "q=x": [],
    }


def test_we_would_like_to_copy_this_tells_the_owner_once_and_becomes_a_seek(
    client, steward, suhl, topic, settings
):
    project = saved_project(suhl, key="laternen", title={"de": "Kluge Laternen"}, topic_id=topic.id)
    saved_steward(suhl, email="zustaendig@suhl.example")
    path = link(steward, "/projects/laternen")
    first = client.get(path)
    answer = send_on(client, path, first.text, action=f"{path}/wish")
    again = client.post(f"{path}/wish", data={"csrf_token": form_in_csrf(client, steward)})
    [said] = rows(StatementRow)
    mails = delivered(settings, now=NOW)

    assert_valid(first.text)
    assert (answer.status_code, again.status_code) == (303, 303)
    assert (said.organisation_id, said.kind, said.topic_id) == (
        steward.organisation_id,
        StatementKind.SEEK,
        topic.id,
    )
    assert (said.visibility, said.source) == (Visibility.PUBLIC, "Kluge Laternen")
    assert said.text["en"] == "We would like to copy: Kluge Laternen"
    assert said.text["de"] != said.text["en"]
    assert sorted(mail["To"] for mail in mails) == [
        "digital@suhl.example",
        "zustaendig@suhl.example",
    ]
    assert "Kluge Laternen" in mails[0]["Subject"]
    assert "Stadt Weida" in plain(mails[0])
    assert f"/n/ours/projects/{project.key}" in plain(mails[0])
    assert "Stadt Weida" in client.get(f"{LIST}/laternen").text
    assert "You said that you would like to copy it." in client.get(path).text


def form_in_csrf(client, steward) -> str:
    return form_in(client.get(link(steward, "/projects/new")).text)["csrf_token"][0]


def test_an_own_project_and_that_of_another_network_cannot_be_wished_for(
    client, network, weida, steward
):
    saved_project(weida, key="eigen")
    saved_project(saved_organisation(saved_network(slug="theirs")), key="fremd")
    token = {"csrf_token": form_in_csrf(client, steward)}

    assert client.post(link(steward, "/projects/eigen/wish"), data=token).status_code == 409
    assert client.post(link(steward, "/projects/fremd/wish"), data=token).status_code == 404
    assert client.get(link(steward, "/projects/fremd")).status_code == 404
    assert client.get(f"{LIST}/fremd").status_code == 404
    assert rows(OutboxRow) == rows(StatementRow) == []


def test_only_the_owner_and_the_office_change_and_delete_a_project(
    client, organiser, network, weida, steward, suhl
):
    saved_project(suhl, key="laternen", title={"de": "Laternen"})
    saved_project(weida, key="raeder", title={"de": "Räder"})
    token = {"csrf_token": form_in_csrf(client, steward)}
    office = "/o/ours/organisations/suhl/projects"

    assert client.get(link(steward, "/projects/laternen/edit")).status_code == 404
    assert client.post(link(steward, "/projects/laternen/delete"), data=token).status_code == 404
    assert send(organiser, f"{office}/laternen", {"title.de": "Helle Laternen"}).status_code == 303
    assert organiser.get(f"{office}/raeder").status_code == 404
    stale = client.get(link(steward, "/projects/raeder/edit")).text
    weidas = "/o/ours/organisations/weida/projects/raeder"
    assert send(organiser, weidas, {"title.de": "Neue Räder"}).status_code == 303
    conflict = send_on(
        client, link(steward, "/projects/raeder/edit"), stale, {"title.de": "Meine Räder"}
    )
    gone = send_on(
        organiser, office, organiser.get(office).text, action=f"{office}/laternen/delete"
    )

    assert (conflict.status_code, gone.status_code) == (409, 303)
    assert [row.title["de"] for row in rows(ProjectRow)] == ["Neue Räder"]


@pytest.mark.one_engine
def test_lists_of_projects_ask_as_much_for_many_as_for_one(client, network, weida, steward, topic):
    pages = (LIST, link(steward, "/projects"), "/p/WE1DA", "/n/ours/topics/tourismus")
    counts = []
    for _ in range(2):
        for _ in range(3):
            saved_project(weida, topic_id=topic.id)
            saved_project(saved_organisation(network), topic_id=topic.id)
        counts.append([])
        for path in pages:
            with counted_queries() as queries:
                assert client.get(path).status_code == 200
            counts[-1].append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0][2] <= 6
