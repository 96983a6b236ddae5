"""Working groups: made by the office, seen by everybody, their meetings planned by who leads."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert

from eventsvc.db.models import (
    AuditRow,
    FunctionRow,
    GroupMemberRow,
    GroupPersonRow,
    MailingRecipientRow,
    MeetingRow,
)
from eventsvc.db.models import WorkingGroupRow as Group
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.services.privacy.erasure import erase
from eventsvc.services.privacy.personal import token_of
from eventsvc.services.privacy.personal_data import held
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_decision,
    saved_group,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support import readers
from tests.support.forms import form_in, send
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf

GROUPS = "/o/ours/groups"
CANARY = "canary-geheim"


def works(office, *, given, name, **changes):
    """Save a person who works for a new member."""
    organisation = saved_organisation(office, name={"de": name})
    person = saved_person(office, given=given, family="Muster", **changes)
    saved(FunctionRow(network_id=office.id, person_id=person.id, organisation_id=organisation.id))
    return person, organisation


def my(person, path="") -> str:
    return f"/my/{token_of(person, LinkPurpose.MY, secret='t' * 32)}{path}"


def only(kind):
    session().expire_all()
    return session().query(kind).one()


def uids(text: str) -> list[str]:
    return sorted(re.findall(r"^UID:(.*)\r$", text, re.MULTILINE))


@pytest.fixture
def erika(office):
    return works(office, given="Erika", name="Weida", email="erika@weida.example")[0]


@pytest.fixture
def group(office, erika):
    return saved_group(office, slug="verkehr", title={"de": "AG Verkehr"}, lead=erika)


# The office


def test_the_office_makes_a_group_changes_it_ends_it_and_lets_it_go_on(organiser, office, client):
    works(office, given="Erika", name="Weida")
    wish = {
        "title.de": "AG Verkehr",
        "about.de": "Wir fahren zusammen.",
        "visibility": "public",
        "members.count": "1",
        "members.0.organisation": "Weida",
        "people.count": "1",
        "people.0.person_id": "  muster,  ERIKA ",
        "people.0.role": "lead",
    }
    made = send(organiser, f"{GROUPS}/new", wish)
    again = send(organiser, f"{GROUPS}/ag-verkehr", {"title.de": "AG Bahn"})

    page = organiser.get(GROUPS).text
    assert (made.status_code, again.status_code) == (303, 303), made.text
    assert_valid(page)
    for words in ("AG Bahn", "Erika Muster", "Public"):
        assert words in page
    assert client.get("/n/ours/groups/ag-verkehr").status_code == 200
    assert client.get("/n/ours/groups/ag-verkehr.ics").status_code == 200

    send(organiser, f"{GROUPS}/ag-verkehr/end")
    assert client.get("/n/ours/groups/ag-verkehr.ics").status_code == 410
    assert client.get("/n/ours/calendar.ics?group=ag-verkehr").status_code == 410
    assert client.get("/n/ours/groups/ag-verkehr").status_code == 200
    assert "ag-verkehr" not in client.get("/n/ours/groups").text
    send(organiser, f"{GROUPS}/ag-verkehr/end")
    assert client.get("/n/ours/groups/ag-verkehr.ics").status_code == 200
    session().expire_all()
    acts = [row.action for row in session().query(AuditRow).order_by(AuditRow.id)]
    assert [one for one in acts if one.startswith("group.")] == [
        "group.created",
        "group.changed",
        "group.ended",
        "group.resumed",
    ]


@pytest.mark.form_shows("Erika", "erika@weida.example")
def test_a_name_that_two_bear_is_told_apart_and_one_that_nobody_bears_is_refused(organiser, office):
    saved_organisation(office, name={"de": "Weida"})
    people = [
        works(office, given="Erika", name="Weida", email=email)[0]
        for email in ("", "erika@weida.example")
    ]
    lines = {"title.de": "AG Bahn", "members.count": "1", "people.count": "1"}
    wish = lines | {"members.0.organisation": "Weida (2)", "people.0.role": "member"}

    wrong = send(organiser, f"{GROUPS}/new", wish | {"people.0.person_id": "Muster, Erik"})
    right = wish | {"people.0.person_id": "Muster, Erika, erika@weida.example"}
    made = send(organiser, f"{GROUPS}/new", right)

    assert (wrong.status_code, made.status_code) == (422, 303)
    assert_valid(wrong.text)
    assert "“Muster, Erik” is none of those offered." in wrong.text
    assert [row.person_id for row in session().query(GroupPersonRow)] == [people[1].id]
    shown = form_in(organiser.get(f"{GROUPS}/ag-bahn").text)
    assert (shown["members.0.organisation"], shown["people.0.person_id"]) == (
        ["Weida (2)"],
        ["Muster, Erika, erika@weida.example"],
    )


def test_everybody_is_offered_once_however_many_lines_the_form_has(organiser, office):
    for number in range(40):
        works(office, given=f"Person{number:02}", name=f"Ort {number:02}")
    pages = [
        send(organiser, f"{GROUPS}/new", {"people.count": lines, "do": "people:add"}).text
        for lines in ("0", "9")
    ]

    assert [page.count("Person07") for page in pages] == [1, 1]
    assert [page.count("Ort 07") for page in pages] == [1, 1]
    assert len(pages[1]) - len(pages[0]) < 9 * 2_500
    assert_valid(pages[1])


def test_who_saves_on_an_old_page_sees_both_texts(organiser, group):
    page = organiser.get(f"{GROUPS}/verkehr").text
    mine = form_in(page) | {"title.de": "Mein Name"}
    send(organiser, f"{GROUPS}/verkehr", {"title.de": "Anderer Name"})

    answer = organiser.post(f"{GROUPS}/verkehr", data=mine)

    assert answer.status_code == 409
    assert "Mein Name" in answer.text
    assert "Anderer Name" in answer.text
    assert only(Group).title == {"de": "Anderer Name"}


def test_the_office_says_whose_meeting_it_is(organiser, office, group, client):
    saved_meeting(office, slug="gera", uid="gera", title={"de": "Treffen in Gera"})
    before = client.get("/n/ours/groups/verkehr.ics")

    send(organiser, "/o/ours/meetings/gera/edit", {"group_id": str(group.id)})

    after = client.get("/n/ours/groups/verkehr.ics")
    assert (uids(before.text), uids(after.text)) == ([], ["gera"])
    assert after.last_modified > before.last_modified
    assert 'href="/n/ours/groups/verkehr"' in client.get("/n/ours/meetings/gera").text


def test_an_invitation_goes_to_the_people_of_the_group_and_to_members_without_any(
    organiser, office, group, erika
):
    silent, member = works(office, given="Stumm", name="Gera")
    works(office, given="Fremd", name="Jena")
    weida = session().query(FunctionRow).filter_by(person_id=erika.id).one().organisation_id
    works_too = saved_person(office, given="Kollege", family="Muster")
    saved(FunctionRow(network_id=office.id, person_id=works_too.id, organisation_id=weida))
    loose = saved_person(office, given="Ohne", family="Amt")
    with transaction() as writing:
        row = writing.get_one(Group, group.id)
        for position, one in enumerate((weida, member.id)):
            writing.execute(
                _member().values(group_id=row.id, organisation_id=one, position=position)
            )
        writing.add(
            GroupPersonRow(group_id=row.id, person_id=loose.id, role=GroupRole.MEMBER, position=1)
        )
    saved_meeting(office, slug="gera")

    answer = send(organiser, "/o/ours/meetings/gera/mailings/new", {"groups": [str(group.id)]})

    assert answer.status_code == 303, answer.text
    session().expire_all()
    chosen = {(row.person_id, row.organisation_id) for row in session().query(MailingRecipientRow)}
    assert chosen == {(erika.id, weida), (loose.id, None), (silent.id, member.id)}


def _member():
    return insert(GroupMemberRow)


# Everybody


def test_the_page_names_only_people_who_agreed_and_links_members_by_their_code(
    office, group, erika, client
):
    shy, _ = works(office, given="Scheu", name="Gera")
    never, _ = works(office, given="Nie", name="Jena", never_share=True)
    plain, _ = works(office, given="Einfach", name="Suhl")
    for at, (person, role) in enumerate(
        ((shy, GroupRole.SPOKESPERSON), (never, GroupRole.LEAD), (plain, GroupRole.MEMBER)), 1
    ):
        saved(GroupPersonRow(group_id=group.id, person_id=person.id, role=role, position=at))
    for person in (erika, never, plain):
        saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_PUBLIC)

    page = client.get("/n/ours/groups/verkehr", headers={"Accept-Language": "en"}).text

    assert_valid(page)
    assert "Erika Muster" in page
    assert "Leads the group" in page
    assert [name for name in ("Scheu", "Nie ", "Einfach", "@") if name in page] == []
    saved_decision(
        erika, State.REFUSED, purpose=Purpose.CONTACT_PUBLIC, decided_at=NOW + timedelta(hours=1)
    )
    assert "Erika" not in client.get("/n/ours/groups/verkehr").text


def test_no_page_and_no_feed_tells_what_its_reader_must_not_know(office, group, erika, client):
    inner = saved_group(office, slug="inner", title={"de": CANARY}, visibility=Visibility.NETWORK)
    theirs = saved_network(slug="theirs")
    foreign = saved_group(theirs, slug="fremd", title={"de": CANARY})
    at = {"group_id": group.id, "join_url": f"https://{CANARY}.example", "mode": Mode.HYBRID}
    saved_meeting(office, uid="seen", title={"de": "Offen"}, **at)
    for uid, visibility in (("n", Visibility.NETWORK), ("i", Visibility.INVITED)):
        saved_meeting(office, uid=uid, title={"de": CANARY}, visibility=visibility, **at)
    saved_meeting(office, uid="o", title={"de": "Offen"}, group_id=inner.id)
    saved_meeting(theirs, uid="t", title={"de": CANARY}, group_id=foreign.id)

    feed = client.get("/n/ours/groups/verkehr.ics")
    filtered = client.get("/n/ours/calendar.ics?group=verkehr")

    assert uids(feed.text) == uids(filtered.text) == ["seen"]
    assert readers.by_icalendar(feed.data) == readers.by_vobject(feed.data)
    assert "ATTENDEE" not in feed.text
    for path in ("groups/verkehr", "groups/verkehr.ics", "groups", "meetings", "calendar.ics"):
        assert CANARY not in client.get(f"/n/ours/{path}").text
    for path in ("groups/inner", "groups/inner.ics", "groups/fremd", "calendar.ics?group=inner"):
        assert client.get(f"/n/ours/{path}").status_code == 404
    # A public meeting of a hidden group is public; whose it is, is not.
    slug = session().query(MeetingRow).filter_by(uid="o").one().slug
    assert CANARY not in client.get(f"/n/ours/meetings/{slug}").text


@pytest.mark.one_engine
def test_pages_ask_the_database_as_often_however_many_there_are(
    organiser, office, group, erika, client
):
    asked = []
    for _ in range(2):
        for _ in range(2):
            _person, organisation = works(office, given="Eine", name="Ort")
            more = saved_group(office, title={"de": "Mehr"}, lead=erika)
            saved_meeting(office, group_id=group.id)
            with transaction() as writing:
                writing.execute(
                    _member().values(group_id=more.id, organisation_id=organisation.id, position=0)
                )
        with counted_queries() as queries:
            for path in ("/n/ours/groups", "/n/ours/groups/verkehr", my(erika, "/groups/verkehr")):
                client.get(path)
            organiser.get(GROUPS)
            organiser.get(f"{GROUPS}/verkehr")
        asked.append(len(queries))

    assert asked[0] == asked[1]


# Who leads it


PLAN = {
    "title.de": "Sitzung der AG",
    "status": "CONFIRMED",
    "visibility": "network",
    "date": "2022-09-15",
    "start": "10:00",
    "end": "11:30",
    "mode": "online",
    "join_url": "https://treffen.example.org/ag",
}


def test_the_lead_plans_changes_and_cancels_the_groups_meetings(client, english, group, erika):
    page = client.get(my(erika)).text
    assert my(erika, "/groups/verkehr") in page
    made = send(client, my(erika, "/groups/verkehr/meetings/new"), PLAN)
    assert made.status_code == 303, made.text
    row = only(MeetingRow)
    assert (row.group_id, row.visibility, row.mode, row.network_id) == (
        group.id,
        Visibility.NETWORK,
        Mode.ONLINE,
        group.network_id,
    )
    place = my(erika, f"/groups/verkehr/meetings/{row.slug}")
    page = client.get(my(erika, "/groups/verkehr")).text
    assert_valid(page)
    assert "Sitzung der AG" in page
    moved = send(client, place, {"start": "10:30", "visibility": "public"})
    assert moved.status_code == 303, moved.text
    assert (only(MeetingRow).local_start.minute, only(MeetingRow).sequence) == (30, 1)

    form = form_in(client.get(my(erika, "/groups/verkehr")).text, f"{place}/cancel")
    client.post(f"{place}/cancel", data=form)

    row = only(MeetingRow)
    assert (row.status, row.sequence) == (MeetingStatus.CANCELLED, 2)
    acts = session().query(AuditRow).filter(AuditRow.action.like("meeting.%")).all()
    assert {one.actor for one in acts} == {f"person:{erika.public_id}"}


@pytest.mark.parametrize("role", [GroupRole.SPOKESPERSON, GroupRole.MEMBER, None])
def test_nobody_but_the_lead_plans(client, office, group, role):
    other, _ = works(office, given="Andere", name="Gera")
    if role:
        saved(GroupPersonRow(group_id=group.id, person_id=other.id, role=role, position=1))
    meeting = saved_meeting(office, slug="sitzung", group_id=group.id)
    token = csrf(client, my(other, "/data"))
    version = meeting.version

    answers = [
        client.get(my(other, "/groups/verkehr")).status_code,
        client.get(my(other, "/groups/verkehr/meetings/new")).status_code,
        client.post(
            my(other, "/groups/verkehr/meetings/new"), data=PLAN | {"csrf_token": token}
        ).status_code,
        client.post(
            my(other, "/groups/verkehr/meetings/sitzung"), data=PLAN | {"csrf_token": token}
        ).status_code,
        client.post(
            my(other, "/groups/verkehr/meetings/sitzung/cancel"),
            data={"csrf_token": token, "version": version},
        ).status_code,
    ]

    assert answers == ([200, *[403] * 4] if role else [404] * 5)
    assert "Plan a meeting" not in client.get(my(other, "/groups/verkehr")).text
    assert only(MeetingRow).status is meeting.status


def test_the_lead_touches_no_meeting_of_others_and_none_for_the_invited(
    client, office, group, erika
):
    saved_meeting(office, slug="fremd")
    saved_meeting(office, slug="anders", group_id=saved_group(office, slug="andere").id)
    saved_meeting(office, slug="geheim", group_id=group.id, visibility=Visibility.INVITED)

    for slug in ("fremd", "anders", "geheim"):
        place = my(erika, f"/groups/verkehr/meetings/{slug}")
        assert client.get(place).status_code == 404
        token = csrf(client, my(erika, "/data"))
        data = {"csrf_token": token, "version": 1}
        assert client.post(f"{place}/cancel", data=data).status_code == 404
    forged = send(
        client,
        my(erika, "/groups/verkehr/meetings/new"),
        PLAN | {"visibility": "invited", "group_id": "1", "hosts.0.organisation": "1"},
    )
    assert forged.status_code == 422


def test_a_group_that_ended_is_planned_by_nobody(client, group, erika):
    with transaction() as writing:
        writing.get_one(Group, group.id).ended_at = NOW

    assert client.get(my(erika, "/groups/verkehr")).status_code == 404
    assert client.get(my(erika, "/groups/verkehr/meetings/new")).status_code == 404
    assert "/groups/" not in client.get(my(erika)).text


def test_a_person_sees_the_groups_and_takes_them_away(office, group, erika, tmp_path):
    assert held(office, erika.id, now=NOW)["working_groups"] == [
        {"group": "AG Verkehr", "is": "lead"}
    ]

    record = tmp_path / "erasures.jsonl"
    erase(office, erika.public_id, by="test", record=record, public_url="", now=NOW)

    assert session().query(GroupPersonRow).all() == []


def test_from_its_line_a_mail_to_the_group_is_written(organiser, office):
    group = saved_group(office, slug="ag-bahn")
    page = organiser.get(GROUPS).text
    href = re.search(r'href="([^"]+/new\?group=\d+)"', page)[1]

    assert "/o/ours/distribution-list" in page
    assert form_in(organiser.get(href).text)["group_id"] == [str(group.id)]
