"""What the public pages ask: the right rows, in a total order, and never one too many."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import InvalidRequestError

from eventsvc.db.models import (
    CooperationRow,
    FunctionRow,
    MeetingHostRow,
    PublicCodeRow,
    TopicRow,
)
from eventsvc.db.queries.meetings import (
    coming_meetings,
    hosts,
    meeting_before,
    meeting_by_slug,
    past_meetings,
    public_agenda,
)
from eventsvc.db.queries.organisations import members, newcomers
from eventsvc.db.queries.profiles import behind_code, public_contacts, public_document
from eventsvc.db.queries.statements import public_partners, public_said, public_statements
from eventsvc.domain.agenda import Item
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import MeetingStatus, Visibility
from tests.factories import (
    CREATED,
    START,
    saved,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_statement,
    saved_upload,
)

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2022, 8, 9)
NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_coming_meetings_are_public_not_over_and_the_next_first():
    network, other = saved_network(), saved_network(slug="other")
    later = saved_meeting(network, start=START + DAY)
    running = saved_meeting(network, start=START - DAY, local_end=START + DAY)
    cancelled = saved_meeting(network, start=START + 2 * DAY, status=MeetingStatus.CANCELLED)
    saved_meeting(network, start=START - 2 * DAY)
    saved_meeting(network, start=START, visibility=Visibility.NETWORK)
    saved_meeting(network, start=START, visibility=Visibility.INVITED)
    saved_meeting(other, start=START)

    found = coming_meetings(network.id, now=START.replace(tzinfo=UTC))

    assert [row.id for row in found] == [running.id, later.id, cancelled.id]


def test_past_meetings_are_public_and_the_latest_first():
    network = saved_network()
    old = saved_meeting(network, start=START - 9 * DAY)
    recent = saved_meeting(network, start=START - 2 * DAY)
    saved_meeting(network, start=START + DAY)
    saved_meeting(network, start=START - 3 * DAY, visibility=Visibility.INVITED)

    found = past_meetings(network.id, now=START.replace(tzinfo=UTC))

    assert [row.id for row in found] == [recent.id, old.id]


def test_a_page_of_meetings_goes_on_where_the_one_before_ended():
    network = saved_network()
    rows = [saved_meeting(network, start=START + number * DAY) for number in range(3)]

    found = coming_meetings(network.id, now=NOW, limit=2, offset=2)

    assert [row.id for row in found] == [rows[2].id]


def test_a_meeting_is_found_by_its_slug_in_its_own_network_only_and_when_public():
    network, other = saved_network(), saved_network(slug="other")
    shown = saved_meeting(network, slug="gera")
    saved_meeting(other, slug="gera")
    saved_meeting(network, slug="intern", visibility=Visibility.NETWORK)

    assert meeting_by_slug(network.id, "gera").id == shown.id
    assert meeting_by_slug(network.id, "intern") is None


def test_the_join_link_of_a_public_meeting_cannot_be_read():
    network = saved_network()
    saved_meeting(network, slug="gera", join_url="https://join.example.org/secret")

    with pytest.raises(InvalidRequestError):
        _ = meeting_by_slug(network.id, "gera").join_url


def test_the_meeting_before_is_the_last_public_one_that_took_place():
    network = saved_network()
    first = saved_meeting(network, start=START - 9 * DAY)
    saved_meeting(network, start=START - 3 * DAY, status=MeetingStatus.CANCELLED)
    saved_meeting(network, start=START - 2 * DAY, visibility=Visibility.NETWORK)
    this = saved_meeting(network)
    saved_meeting(network, start=START + DAY)

    assert meeting_before(network.id, this).id == first.id
    assert meeting_before(network.id, first) is None


def test_hosts_come_in_the_order_the_office_gave_them_with_their_codes():
    network = saved_network()
    gera = saved_organisation(network, code="GERA2", name={"de": "Gera"})
    suhl = saved_organisation(network, code="SUHL2", name={"de": "Suhl"})
    meeting = saved_meeting(
        network,
        hosts=[
            MeetingHostRow(organisation_id=gera.id, position=2),
            MeetingHostRow(organisation_id=suhl.id, position=1),
        ],
    )

    assert [(host.name["de"], host.code) for host in hosts(meeting.id)] == [
        ("Suhl", "SUHL2"),
        ("Gera", "GERA2"),
    ]


def test_of_an_item_that_is_not_public_only_the_time_is_known(saved_agenda):
    meeting = saved_agenda(
        {"title": {"de": "Begrüßung"}, "minutes": 30},
        {"title": {"de": "Geheim"}, "minutes": 45, "visibility": Visibility.INVITED},
        {"title": {"de": "Ausklang"}, "minutes": None},
    )

    agenda = public_agenda(meeting.id)

    assert [item.title["de"] for item in agenda.items] == ["Begrüßung", "Ausklang"]
    assert [timing for _, timing in agenda.timings] == [
        Item(minutes=30),
        Item(minutes=45),
        Item(),
    ]


def test_members_are_listed_by_name_without_guests_retired_merged_past_and_future_ones():
    network, other = saved_network(), saved_network(slug="other")
    suhl = saved_organisation(network, code="SUHL2", sort_key="suhl")
    gera = saved_organisation(network, code="GERA2", sort_key="gera", member_until=TODAY)
    saved_organisation(network, is_guest=True)
    saved_organisation(network, retired_at=CREATED)
    saved_organisation(network, merged_into_id=gera.id)
    saved_organisation(network, member_until=TODAY - DAY)
    saved_organisation(network, member_since=TODAY + DAY)
    saved_organisation(other)

    found = members(network.id, today=TODAY)

    assert [(member.row.id, member.code) for member in found] == [
        (gera.id, "GERA2"),
        (suhl.id, "SUHL2"),
    ]


def test_newcomers_joined_after_the_meeting_before_and_until_this_one():
    network = saved_network()
    saved_organisation(network, member_since=date(2022, 3, 1))
    joined = saved_organisation(network, member_since=date(2022, 3, 2))
    today = saved_organisation(network, member_since=date(2022, 8, 30))
    saved_organisation(network, member_since=date(2022, 8, 31))
    saved_organisation(network)

    found = newcomers(network.id, after=date(2022, 3, 1), until=date(2022, 8, 30))

    assert [member.row.id for member in found] == [joined.id, today.id]


def test_statements_shown_are_public_and_valid_today_as_entered():
    network = saved_network()
    gera, suhl = saved_organisation(network), saved_organisation(network)
    topic = saved(TopicRow(network_id=network.id, key="daten", label={"de": "Daten"}))
    first = saved_statement(gera, topic_id=topic.id)
    last_day = saved_statement(gera, valid_until=TODAY, kind=StatementKind.OFFER)
    saved_statement(gera, valid_until=TODAY - DAY)
    saved_statement(gera, visibility=Visibility.NETWORK)
    saved_statement(gera, visibility=Visibility.INVITED)
    saved_statement(suhl)

    found = public_statements(network.id, organisation_id=gera.id, today=TODAY)

    assert [row.id for row in found] == [first.id, last_day.id]
    assert found[0].topic.label == {"de": "Daten"}


def test_what_a_network_says_in_public_is_counted_without_hidden_and_expired_statements():
    network = saved_network()
    gera, suhl = saved_organisation(network), saved_organisation(network)
    topic = saved(TopicRow(network_id=network.id, key="daten", label={"de": "Daten"}))
    saved_statement(gera, topic_id=topic.id)
    saved_statement(gera, kind=StatementKind.OFFER)
    saved_statement(gera, kind=StatementKind.OFFER, visibility=Visibility.NETWORK)
    saved_statement(suhl, valid_until=TODAY - DAY)

    said = public_said(network.id, today=TODAY)

    assert said.keys() == {gera.id}
    assert said[gera.id].counts == {StatementKind.SEEK: 1, StatementKind.OFFER: 1}
    assert said[gera.id].topics == {topic.id}


def test_a_cooperation_is_seen_from_both_sides_and_links_no_retired_partner():
    network = saved_network()
    gera = saved_organisation(network, code="GERA2", name={"de": "Gera"})
    suhl = saved_organisation(network, code="SUHL2", name={"de": "Suhl"})
    gone = saved_organisation(network, name={"de": "Weg"}, retired_at=CREATED)
    common = {"network_id": network.id, "organisation_id": gera.id}
    saved(CooperationRow(**common, partner_id=suhl.id, subjects=["Wasser"], source="Folie"))
    saved(CooperationRow(**common, partner_id=gone.id))
    saved(CooperationRow(**common, partner_name="TU Berlin"))
    saved(CooperationRow(**common, partner_name="Geheim", visibility=Visibility.NETWORK))

    def partners(organisation):
        found = public_partners(network.id, organisation_id=organisation.id)
        return [(partner.name, partner.code) for partner in found]

    assert partners(gera) == [({"de": "Suhl"}, "SUHL2"), ({"de": "Weg"}, None), ("TU Berlin", None)]
    assert partners(suhl) == [({"de": "Gera"}, "GERA2")]


def test_a_code_leads_to_its_organisation_and_the_meeting_that_runs_or_comes_next():
    network, other = saved_network(), saved_network(slug="other")
    gera = saved_organisation(network, code="GERA2")
    saved_meeting(network, start=START - 9 * DAY)
    saved_meeting(network, start=START - DAY, status=MeetingStatus.CANCELLED)
    saved_meeting(network, start=START - DAY, visibility=Visibility.NETWORK)
    saved_meeting(other, start=START - DAY)
    coming = saved_meeting(network, start=START)
    saved_meeting(network, start=START + DAY)

    found = behind_code("GERA2", now=START.replace(tzinfo=UTC) - DAY)

    assert (found.organisation.id, found.current, found.network.id) == (
        gera.id,
        "GERA2",
        network.id,
    )
    assert found.next_meeting.id == coming.id
    assert behind_code("NEVER", now=NOW) is None


def test_an_old_code_and_the_code_of_a_merged_organisation_know_the_current_one():
    network = saved_network()
    gera = saved_organisation(network, code="GERA2")
    saved_organisation(network, code="MERGD", merged_into_id=gera.id)
    saved(
        PublicCodeRow(
            code="GERA3",
            network_id=network.id,
            organisation_id=gera.id,
            given_at=CREATED,
            is_current=False,
        )
    )

    codes = ("GERA3", "MERGD")

    assert [behind_code(code, now=NOW).current for code in codes] == ["GERA2", "GERA2"]


def test_a_meeting_code_knows_its_meeting_only_when_that_is_public():
    network = saved_network()
    shown = saved_meeting(network)
    hidden = saved_meeting(network, visibility=Visibility.INVITED)
    for code, meeting in (("MEET2", shown), ("MEET3", hidden)):
        saved(
            PublicCodeRow(code=code, network_id=network.id, meeting_id=meeting.id, given_at=CREATED)
        )

    first, second = behind_code("MEET2", now=NOW), behind_code("MEET3", now=NOW)

    assert (first.is_meeting, first.meeting.id) == (True, shown.id)
    assert (second.is_meeting, second.meeting) == (True, None)


@pytest.mark.parametrize(
    ("decisions", "shown"),
    [
        ([], False),
        ([(State.GRANTED, {})], True),
        ([(State.GRANTED, {}), (State.REFUSED, {})], False),
        ([(State.REFUSED, {}), (State.GRANTED, {})], True),
        ([(State.GRANTED, {"decided_at": CREATED + DAY}), (State.REFUSED, {})], True),
        ([(State.GRANTED, {}), (State.OBJECTED, {})], False),
        ([(State.GRANTED, {"purpose": Purpose.CONTACT_NETWORK})], False),
        ([(State.GRANTED, {"at_meeting": True})], False),
        ([(State.GRANTED, {}), (State.REFUSED, {"at_meeting": True})], False),
        ([(State.GRANTED, {}), (State.REFUSED, {"purpose": Purpose.CONTACT_NETWORK})], True),
    ],
)
def test_a_person_stands_on_the_public_page_only_while_a_grant_for_it_is_the_last_word(
    decisions, shown
):
    network = saved_network()
    gera, suhl = saved_organisation(network), saved_organisation(network)
    meeting = saved_meeting(network)
    person = saved_person(
        network, functions=[FunctionRow(network_id=network.id, organisation_id=gera.id)]
    )
    for state, changes in decisions:
        where = meeting.id if "at_meeting" in changes else None
        kept = {key: value for key, value in changes.items() if key != "at_meeting"}
        saved_decision(person, state, meeting_id=where, **kept)

    found = public_contacts(network.id, organisation_id=gera.id)

    assert [row.person.id for row in found] == [person.id] * shown
    assert public_contacts(network.id, organisation_id=suhl.id) == []


def test_never_share_beats_a_grant():
    network = saved_network()
    gera = saved_organisation(network)
    person = saved_person(
        network,
        never_share=True,
        functions=[FunctionRow(network_id=network.id, organisation_id=gera.id)],
    )
    saved_decision(person, State.GRANTED)

    assert public_contacts(network.id, organisation_id=gera.id) == []


def test_a_file_is_public_only_where_a_profile_of_the_same_network_names_it():
    network, other = saved_network(), saved_network(slug="other")
    named, list_of_people, gone = (
        saved_upload(network, key=key) for key in ("named", "people", "gone")
    )
    saved_organisation(network, profile={"document_id": named.id})
    saved_organisation(network, profile={"document_id": gone.id}, retired_at=CREATED)

    assert public_document(network.id, "named").data == b"%PDF"
    assert public_document(other.id, "named") is None
    assert public_document(network.id, list_of_people.key) is None
    assert public_document(network.id, gone.key) is None
