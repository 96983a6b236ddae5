"""Projects wait like the rest of the profile, stand in its history, and come back with it."""

import re

import pytest

from eventsvc.db.models import (
    NetworkRow,
    ProfileProposalRow,
    ProfileVersionRow,
    ProjectRow,
    ProjectWishRow,
    TopicRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.projects import ProjectStatus
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_network,
    saved_organisation,
    saved_project,
    saved_steward,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.prints import page_texts
from tests.support.queries import counted_queries
from tests.web.member.conftest import link
from tests.web.member.test_projects import form_in_csrf

OFFICE = "/o/ours/organisations/weida"
PROPOSAL = f"{OFFICE}/proposal"
PUBLIC = (
    "/p/WE1DA",
    "/p/WE1DA.vcf",
    "/n/ours/",
    "/n/ours/projects",
    "/n/ours/projects?q=Lastenraeder",
    "/n/ours/projects/lastenraeder",
    "/n/ours/organisations",
    "/n/ours/organisations?q=Lastenraeder",
    "/n/ours/topics",
    "/n/ours/topics/tourismus",
    "/n/ours/map",
    "/n/ours/meetings",
    "/n/ours/meetings.atom",
    "/n/ours/calendar.ics",
)
NEW = {"title.de": "Lastenräder", "failed.de": "Schlösser froren ein", "months": "8"}


@pytest.fixture
def network(app, english):
    """Our network, whose office publishes profiles."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network(slug="ours", name={"de": "Unser Netz"}, reviews_profiles=True)


@pytest.fixture
def weida(network):
    return saved_organisation(
        network,
        key="weida",
        code="WE1DA",
        name={"de": "Stadt Weida"},
        profile={"contact_email": "digital@weida.example"},
    )


@pytest.fixture
def gera(network):
    return saved_organisation(network, key="gera", code="GERA2", name={"de": "Stadt Gera"})


def rows(kind):
    session().expire_all()
    return session().query(kind).order_by(kind.id).all()


def proposals():
    return session().query(ProfileProposalRow).all()


def titles() -> list[str]:
    return [row.title["de"] for row in rows(ProjectRow)]


def delete(client, steward, key):
    token = {"csrf_token": form_in_csrf(client, steward)}
    return client.post(link(steward, f"/projects/{key}/delete"), data=token)


def publish(organiser):
    return send_on(organiser, PROPOSAL, organiser.get(PROPOSAL).text, {"decision": "publish"})


def restore(organiser, number):
    page = organiser.get(f"{OFFICE}/versions/{number}").text
    form = next(one for one in re.findall(r'action="([^"]+/restore)"', page))
    assert send_on(organiser, "", page, action=form).status_code == 303
    return page


def switch_off(organisation):
    with transaction() as writing:
        writing.get_one(NetworkRow, organisation.network_id).reviews_profiles = False


def test_a_new_project_is_seen_by_stewards_alone_until_the_office_publishes_it(
    client, organiser, weida, steward, gera, topic
):
    other = saved_steward(gera)
    answer = send(client, link(steward, "/projects/new"), NEW | {"topic_id": str(topic.id)})
    own = client.get(link(steward, "/projects"))
    page = client.get(link(steward, "/projects/lastenraeder"))
    preview = send(client, link(steward), {"show": "preview"}).text
    before = {path: client.get(path) for path in PUBLIC}
    paper = page_texts(client.get("/p/WE1DA.pdf").data)
    elsewhere = client.get(link(other, "/projects"))
    foreign = client.get(link(other, "/projects/lastenraeder"))
    compared = organiser.get(PROPOSAL).text
    published = publish(organiser)

    assert (answer.status_code, published.status_code) == (303, 303)
    for text in (own.text, page.text, compared):
        assert_valid(text)
        assert "Lastenräder" in text
    assert "New, waits" in own.text
    assert "This is how the page will look." in page.text
    assert "Schlösser froren ein" in page.text
    assert f'href="{link(steward, "/projects/lastenraeder")}"' in preview
    leaks = ("Lastenräd", "/projects/lastenr", "froren ein")
    for path, found in before.items():
        assert [words for words in leaks if words in found.text] == [], path
    assert "Lastenr" not in "".join(paper)
    assert {path for path, found in before.items() if found.status_code != 200} == {
        "/n/ours/projects/lastenraeder"
    }
    assert "Lastenr" not in elsewhere.text
    assert foreign.status_code == 404
    assert "New project: Lastenräder" in compared
    assert "What did not work (de): Schlösser froren ein" in compared
    assert "Action field: Tourismus" in compared
    assert titles() == ["Lastenräder"]
    assert "Lastenr" in "".join(page_texts(client.get("/p/WE1DA.pdf").data))
    seen = {path for path in PUBLIC if "Lastenräder" in client.get(path).text}
    assert seen == {
        "/p/WE1DA",
        "/n/ours/projects",
        "/n/ours/projects?q=Lastenraeder",
        "/n/ours/projects/lastenraeder",
        "/n/ours/organisations?q=Lastenraeder",
        "/n/ours/topics/tourismus",
    }
    assert proposals() == []
    assert "waits for the office" not in client.get(link(steward, "/projects")).text


def test_a_changed_project_stays_as_it_was_and_is_written_on_until_it_is_decided(
    client, organiser, network, weida, steward
):
    saved_project(weida, key="raeder", title={"de": "Räder"}, months=3)
    path = link(steward, "/projects/raeder/edit")
    send(client, path, {"title.de": "Neue Räder"})
    send(client, link(steward), {"sentence.de": "Satz"})
    send(client, link(steward, "/projects/raeder/edit"), {"status": "stopped"})
    form = form_in(client.get(path).text)
    scan, compared = client.get("/p/WE1DA").text, organiser.get(PROPOSAL).text
    own = client.get(link(steward, "/projects")).text
    # Meanwhile the office adds what it knows, at once: both are kept.
    office = send(organiser, f"{OFFICE}/projects/raeder", {"months": "5"})
    at_once = rows(ProjectRow)[0].months
    publish(organiser)
    [row] = rows(ProjectRow)

    assert (form["title.de"], form["status"]) == (["Neue Räder"], ["stopped"])
    assert "Changed, waits" in own
    assert "Räder" in scan
    assert "Neue Räder" not in scan
    assert "Changed project: Neue Räder" in compared
    assert "How far it is: Stopped" in compared
    assert (office.status_code, at_once) == (303, 5)
    assert (row.title, row.status, row.months) == (
        {"de": "Neue Räder"},
        ProjectStatus.STOPPED,
        5,
    )


def test_two_who_change_the_same_waiting_project_see_both_texts(client, network, weida, steward):
    other = saved_steward(weida)
    send(client, link(steward, "/projects/new"), NEW)
    path = link(steward, "/projects/lastenraeder/edit")
    stale = client.get(path).text
    send(client, link(other, "/projects/lastenraeder/edit"), {"title.de": "Räder für alle"})
    conflict = send_on(client, path, stale, {"title.de": "Räder für uns"})
    send(client, link(other), {"sentence.de": "Anderswo"})
    calm = send_on(client, path, client.get(path).text, {"months": "9"})

    assert conflict.status_code == 409
    assert "Räder für alle" in conflict.text
    assert "Räder für uns" in conflict.text
    assert calm.status_code == 303
    assert titles() == []


def test_what_is_turned_down_leaves_projects_and_history_as_they_were(
    client, organiser, network, weida, steward
):
    project = saved_project(weida, key="raeder", title={"de": "Räder"})
    send(client, link(steward, "/projects/new"), NEW)
    delete(client, steward, "raeder")
    own = client.get(link(steward, "/projects")).text
    send_on(organiser, PROPOSAL, organiser.get(PROPOSAL).text, {"decision": "turn-down"})

    assert "Waits to be deleted" in own
    assert client.get(link(steward, "/projects/raeder/edit")).status_code == 200
    assert [row.id for row in rows(ProjectRow)] == [project.id]
    assert rows(ProfileVersionRow) == []


def test_a_project_that_others_want_is_deleted_once_the_office_saw_who(
    client, organiser, network, weida, steward, gera
):
    project = saved_project(weida, key="raeder", title={"de": "Räder"})
    saved(ProjectWishRow(project_id=project.id, organisation_id=gera.id, wished_at=NOW))
    gone = delete(client, steward, "raeder")
    edit = client.get(link(steward, "/projects/raeder/edit"))
    page, scan = organiser.get(PROPOSAL).text, client.get("/p/WE1DA").text
    between = len(rows(ProjectWishRow))
    publish(organiser)

    assert (gone.status_code, edit.status_code) == (303, 404)
    assert "Räder" in scan
    assert "Deleted project: Räder" in page
    assert "These would like to copy it, and lose it: Stadt Gera." in page
    assert (between, rows(ProjectWishRow), titles()) == (1, [], [])


def test_a_steward_keeps_a_project_after_all_whose_deletion_waits(
    client, organiser, network, weida, steward
):
    raeder = saved_project(weida, key="raeder", title={"de": "Räder"}, months=3)
    saved_project(weida, key="tafeln", title={"de": "Tafeln"})
    delete(client, steward, "raeder")
    listed = client.get(link(steward, "/projects"))
    action = link(steward, "/projects/raeder/keep")
    kept = send_on(client, "", listed.text, action=action)
    again = send_on(client, "", listed.text, action=action)
    unknown = client.post(
        link(steward, "/projects/nie/keep"), data={"csrf_token": form_in_csrf(client, steward)}
    )
    page = client.get(link(steward, "/projects")).text

    assert_valid(listed.text)
    assert "Keep it after all" in listed.text
    assert [one.status_code for one in (kept, again, unknown)] == [303, 303, 404]
    assert "The project stays, as everybody sees it." in page
    assert "Waits to be deleted" not in page
    assert proposals() == []
    assert [row.id for row in rows(ProjectRow)][:1] == [raeder.id]
    assert organiser.get(PROPOSAL).status_code == 404


def test_what_else_waits_goes_on_waiting_when_a_project_is_kept(
    client, organiser, network, weida, steward
):
    saved_project(weida, key="raeder", title={"de": "Räder"}, months=3)
    send(client, link(steward), {"sentence.de": "Satz"})
    send(client, link(steward, "/projects/raeder/edit"), {"months": "9"})
    delete(client, steward, "raeder")
    listed = client.get(link(steward, "/projects")).text
    send_on(client, "", listed, action=link(steward, "/projects/raeder/keep"))
    compared = organiser.get(PROPOSAL).text
    publish(organiser)

    assert "Satz" in compared
    assert "Deleted project" not in compared
    assert "Changed project" not in compared
    assert [(row.key, row.months) for row in rows(ProjectRow)] == [("raeder", 3)]


def test_nothing_waits_once_the_only_new_project_is_deleted_or_all_is_as_readers_see_it(
    client, organiser, network, weida, steward
):
    saved_project(weida, key="raeder", months=3)
    send(client, link(steward, "/projects/new"), NEW)
    delete(client, steward, "lastenraeder")
    gone, after = client.get(link(steward, "/projects")).text, proposals()
    send(client, link(steward, "/projects/raeder/edit"), {"months": "9"})
    between = client.get(link(steward, "/projects")).text
    send(client, link(steward, "/projects/raeder/edit"), {"months": "3"})
    back = client.get(link(steward, "/projects")).text

    assert "The project is gone." in gone
    assert "waits for the office" not in gone
    assert (after, proposals()) == ([], [])
    assert "Saved. The office looks at it" in between
    assert "Saved." in back
    assert "The office looks at it" not in back
    assert organiser.get(PROPOSAL).status_code == 404
    assert rows(ProfileVersionRow) == []


def test_two_members_who_give_a_project_the_same_name_get_keys_of_their_own(
    client, organiser, network, weida, steward, gera
):
    other = saved_steward(gera)
    for one in (steward, other):
        send(client, link(one, "/projects/new"), NEW)
    saved_project(gera, key="lastenraeder")  # by a file, which knows nothing of what waits
    compared = organiser.get(PROPOSAL).text
    form = client.get(link(steward, "/projects")).text
    publish(organiser)
    keys = {row.key: row.organisation_id for row in rows(ProjectRow)}

    assert "New project: Lastenräder" in compared
    assert "/projects/lastenraeder-2/edit" in form
    assert keys == {"lastenraeder": gera.id, "lastenraeder-2": weida.id}
    assert "/projects/lastenraeder-2-2/edit" in client.get(link(other, "/projects")).text


def test_versions_hold_projects_and_an_older_one_is_put_back_under_the_same_rows(
    client, organiser, weida, steward, gera, topic
):
    switch_off(weida)
    saved_project(weida, key="raeder", title={"de": "Räder"}, topic_id=topic.id, months=3)
    wished = saved_project(weida, key="tafeln", title={"de": "Tafeln"})
    saved(ProjectWishRow(project_id=wished.id, organisation_id=gera.id, wished_at=NOW))
    send(client, link(steward, "/projects/raeder/edit"), {"title.de": "Neue Räder", "months": ""})
    send(client, link(steward, "/projects/tafeln/edit"), {"title.de": "Neue Tafeln"})
    delete(client, steward, "raeder")
    changed, gone = (organiser.get(f"{OFFICE}/versions/{number}").text for number in (2, 4))
    listed = organiser.get("/o/ours/profiles").text
    restore(organiser, 1)
    back = {row.key: row for row in rows(ProjectRow)}
    last = rows(ProfileVersionRow)[-1].content["projects"]

    assert_valid(changed)
    assert "Changed project: Neue Räder" in changed
    assert "Months it took: 3" in changed
    assert "Months it took: (nothing)" in changed
    assert "Deleted project: Neue Räder" in gone
    assert "Stadt Weida" in listed
    assert back["tafeln"].id == wished.id
    assert [row.project_id for row in rows(ProjectWishRow)] == [wished.id]
    assert (back["raeder"].title, back["raeder"].months) == ({"de": "Räder"}, 3)
    assert back["raeder"].topic_id == topic.id
    assert sorted(one["key"] for one in last) == ["raeder", "tafeln"]


def test_a_newer_project_that_others_want_stays_when_an_older_version_is_put_back(
    client, organiser, network, weida, steward, gera
):
    switch_off(weida)
    send(client, link(steward), {"sentence.de": "Satz"})
    for title in ("Gewünscht", "Allein"):
        send(client, link(steward, "/projects/new"), {"title.de": title})
    wished = rows(ProjectRow)[0]
    saved(ProjectWishRow(project_id=wished.id, organisation_id=gera.id, wished_at=NOW))
    page = restore(organiser, 2)

    assert "Stays, because others would like to copy it: Gewünscht." in page
    assert "Goes, but the history keeps it: Allein." in page
    assert [row.id for row in rows(ProjectRow)] == [wished.id]
    assert len(rows(ProjectWishRow)) == 1
    restore(organiser, 4)
    assert titles() == ["Gewünscht", "Allein"]


def test_a_version_from_before_projects_were_kept_touches_none(
    client, organiser, network, weida, steward
):
    switch_off(weida)
    send(client, link(steward), {"sentence.de": "Satz"})
    with transaction() as writing:
        for version in writing.query(ProfileVersionRow):
            version.content = {
                name: value for name, value in version.content.items() if name != "projects"
            }
    send(client, link(steward, "/projects/new"), NEW)
    restore(organiser, 2)

    assert titles() == ["Lastenräder"]
    assert "New project" not in organiser.get(f"{OFFICE}/versions/3").text


def test_a_project_whose_topic_is_gone_comes_back_without_it(
    client, organiser, network, weida, steward, topic
):
    switch_off(weida)
    saved_project(weida, key="raeder", topic_id=topic.id)
    delete(client, steward, "raeder")
    with transaction() as writing:
        writing.delete(writing.get_one(TopicRow, topic.id))
    restore(organiser, 1)

    assert [(row.key, row.topic_id) for row in rows(ProjectRow)] == [("raeder", None)]


def test_the_offices_own_project_is_public_at_once_and_no_other_network_sees_what_waits(
    client, organiser, network, weida, steward
):
    theirs = saved_organisation(saved_network(slug="theirs"), key="weida")
    far = saved_steward(theirs)
    send(client, link(steward, "/projects/new"), NEW)
    send(organiser, f"{OFFICE}/projects/new", {"title.de": "Vom Büro"})
    office = organiser.get(f"{OFFICE}/projects").text

    assert "Vom Büro" in client.get("/p/WE1DA").text
    assert "Lastenr" not in office
    assert "What stewards wrote waits to be published." in office
    assert client.get(link(far, "/projects/lastenraeder/edit")).status_code == 404
    assert client.get("/n/theirs/projects/lastenraeder").status_code == 404


@pytest.mark.one_engine
def test_pages_of_what_waits_ask_as_much_for_many_projects_as_for_one(
    client, organiser, network, weida, steward
):
    pages = (
        (organiser, PROPOSAL),
        (client, link(steward, "/projects")),
        (client, link(steward, "/projects/waiting-1")),
    )
    counts = []
    for number in (1, 2, 3):
        saved_project(weida)
        send(client, link(steward, "/projects/new"), {"title.de": f"Waiting {number}"})
        counts.append([])
        for browser, path in pages:
            with counted_queries() as queries:
                assert browser.get(path).status_code == 200
            counts[-1].append(len(queries))

    assert counts[0] == counts[1] == counts[2]
