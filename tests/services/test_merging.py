"""Two entries become one: nothing is lost, nothing is shared that one of them forbade."""

import json
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import UniqueConstraint, func, select

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    ConsentDecisionRow,
    FunctionRow,
    GroupPersonRow,
    HandoutPersonRow,
    ImportMemoryRow,
    IntroductionRow,
    MergedPersonRow,
    OutboxRow,
    PersonRow,
    PrintRow,
    RegistrationRow,
    StewardRow,
)
from eventsvc.db.queries.consents import must_agree
from eventsvc.db.queries.doubles import person_by_public_id
from eventsvc.db.queries.effects import decisions_of_people, open_effects
from eventsvc.db.queries.merging import BY_HAND, references_to, rivals
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.queries.people import people_of
from eventsvc.db.transaction import transaction
from eventsvc.domain.attendances import AttendanceRole, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Channel, Purpose, State, latest_state
from eventsvc.domain.doubles import MergedWithItself, Reason
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.inputs.attendees.lists import AttendeeList, AttendeeRow
from eventsvc.services.acts import Act
from eventsvc.services.attendees.attendees import ImportOrder, import_attendees
from eventsvc.services.mails import own_links
from eventsvc.services.people import merging
from eventsvc.services.people.doubles import suggested, tell_apart, were_told_apart
from eventsvc.services.people.merging import Wanted, merge
from eventsvc.services.people.people import acquaintances, change_functions
from eventsvc.services.privacy import erasure, rights
from eventsvc.services.privacy.effects import settle_all
from eventsvc.services.privacy.personal import PersonalLinkRevoked, bearer, token_of
from eventsvc.services.privacy.personal_data import held
from eventsvc.services.upkeep import back_up, restore
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_decision,
    saved_group,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_steward,
)
from tests.support.queries import counted_queries
from tests.support.two_entries import entry, two_entries

pytestmark = pytest.mark.usefixtures("app")
SECRET = "a secret of forty characters, more or less"


@pytest.fixture
def network():
    return saved_network()


@pytest.fixture
def kept(network):
    return entry(network, "Anna Muster", public_id="kept", email="anna@gera.example")


@pytest.fixture
def gone(network):
    return entry(network, "Anna Mutser", public_id="gone", email="a.mutser@gera.example")


def merged(network, *, at=NOW, **how) -> PersonRow:
    rows = [person_by_public_id(network.id, name) for name in ("kept", "gone")]
    act = Act(network_id=network.id, by="account:office", at=at, public_url=PUBLIC_URL)
    wanted = Wanted(kept="kept", gone="gone", **how)
    merge(wanted, version=sum(row.version for row in rows), act=act)
    db.session.expire_all()
    return person_by_public_id(network.id, "kept")


def states(person, meeting_id=None) -> dict[Purpose, State]:
    rows = db.session.scalars(
        select(ConsentDecisionRow)
        .where(ConsentDecisionRow.person_id == person.id)
        .order_by(ConsentDecisionRow.decided_at, ConsentDecisionRow.id)
    )
    return {row.purpose: row.state for row in rows if row.meeting_id == meeting_id}


def count(row, *where) -> int:
    return db.session.scalar(select(func.count()).select_from(row).where(*where))


def uniques(table):
    yield {column.name for column in table.primary_key}
    for one in table.constraints:
        if isinstance(one, UniqueConstraint):
            yield {column.name for column in one.columns}
    for index in table.indexes:
        if index.unique:
            yield {column.name for column in index.columns}


@pytest.mark.parametrize("row", [PersonRow, AttendanceRow])
def test_of_every_table_it_is_decided_what_stays_where_only_one_can(row):
    decided = {one.row.__table__.c[one.column] for one in rivals(row)} | BY_HAND
    columns = references_to(row)

    only_one = {
        column for column in columns if any(column.name in one for one in uniques(column.table))
    }

    # An effect names its decision, which is of one of the two.
    of_decisions = Base.metadata.tables["effect"].c.person_id
    assert len(columns) >= 5
    assert only_one - {of_decisions} <= decided, "say in db.queries.merging which row stays"


def test_everything_that_refers_to_the_entry_that_goes_refers_to_the_other_one():
    world = two_entries()
    columns = [*references_to(PersonRow), *references_to(AttendanceRow)]
    theirs = {
        "person": world.gone.id,
        "attendance": db.session.scalar(
            select(AttendanceRow.id).where(AttendanceRow.person_id == world.gone.id)
        ),
    }

    def number(column, target):
        return count(column.table, column == target)

    def of(column):
        return theirs[next(iter(column.foreign_keys)).column.table.name]

    missing = [str(column) for column in columns if not number(column, of(column))]
    expected = [one for one in missing if one != "attendance.delegated_from_id"]
    before = count(ConsentDecisionRow, ConsentDecisionRow.network_id == world.network.id)

    person = merged(world.network)

    assert expected == [], "give the two entries of tests.support.two_entries a row there"
    assert [str(column) for column in columns if number(column, of(column))] == []
    assert [str(one) for one in references_to(PersonRow) if not number(one, person.id)] == []
    assert count(ConsentDecisionRow, ConsentDecisionRow.person_id == person.id) == before
    assert db.session.get(PersonRow, theirs["person"]) is None
    assert count(ImportMemoryRow, ImportMemoryRow.row_id == person.id) == 2


def test_a_row_that_nobody_thought_of_stops_the_merge_and_is_not_lost(
    network, kept, gone, monkeypatch
):
    saved_attendance(saved_meeting(network), gone)
    monkeypatch.setattr("eventsvc.db.queries.merging.move", lambda *_args, **_kept: None)

    with pytest.raises(RuntimeError, match=r"attendance\.person_id"):
        merged(network)

    assert count(AttendanceRow, AttendanceRow.person_id == gone.id) == 1


def test_address_and_links_of_the_entry_that_stays_stay_and_those_of_the_other_end(
    network, kept, gone
):
    links = [
        token_of(person, purpose, secret=SECRET)
        for person in (kept, gone)
        for purpose in (LinkPurpose.MY, LinkPurpose.CALENDAR)
    ]
    purposes = (LinkPurpose.MY, LinkPurpose.CALENDAR)

    person = merged(network)

    assert person.email == "anna@gera.example"
    for link in links[:2]:
        assert bearer(link, *purposes, secret=SECRET).person.id == person.id
    for link in links[2:]:
        with pytest.raises(PersonalLinkRevoked):
            bearer(link, *purposes, secret=SECRET)


def test_who_asks_for_the_link_by_an_address_that_was_not_kept_gets_none(network, kept, gone):
    merged(network)

    for address in ("a.mutser@gera.example", "anna@gera.example"):
        own_links.send(network, address, language="de", public_url=PUBLIC_URL, now=NOW)

    assert db.session.scalars(select(OutboxRow.recipient)).all() == ["anna@gera.example"]


def test_without_an_address_the_other_entrys_is_taken_and_earlier_links_end(network, gone):
    kept = entry(network, "Anna Muster", public_id="kept", email="")
    link = token_of(kept, LinkPurpose.MY, secret=SECRET)

    person = merged(network)

    assert person.email == "a.mutser@gera.example"
    with pytest.raises(PersonalLinkRevoked):
        bearer(link, LinkPurpose.MY, secret=SECRET)


def test_links_of_stewards_and_polls_that_went_elsewhere_end(network, kept, gone):
    here, there = saved_organisation(network), saved_organisation(network)
    mine = saved_steward(here, person_id=kept.id)
    twin = saved_steward(here, person_id=gone.id)
    alone = saved_steward(there, person_id=gone.id, mailed_at=NOW)

    person = merged(network)

    rows = {row.id: row for row in db.session.scalars(select(StewardRow))}
    assert {row.person_id for row in rows.values()} == {person.id}
    assert [rows[one.id].ended_at for one in (mine, twin, alone)] == [None, NOW, None]
    assert (rows[alone.id].link_generation, rows[alone.id].mailed_at) == (1, None)
    assert rows[mine.id].link_generation == 0


def test_of_two_spellings_the_office_chooses_one_and_lists_find_the_person_by_both(
    network, kept, gone
):
    person = merged(network, name_of_gone=True)

    assert (person.given, person.family) == ("Anna", "Mutser")
    found = acquaintances(network.id, people_of(network.id))
    for name in ("annamuster", "annamutser"):
        for email in ("anna@gera.example", "a.mutser@gera.example"):
            assert found.find(name=name, email=email, organisation=None) == "kept"
    assert found.find(name="annamuster", email="x@gera.example", organisation=None) is None


def test_the_list_that_brought_the_double_brings_it_no_more(network, kept, gone):
    meeting = saved_meeting(network)
    person = merged(network)
    row = AttendeeRow("", 2, given="Anna", family="Mutser", email="a.mutser@gera.example")
    order = ImportOrder(attendees=AttendeeList((row,), (), (), (), ()), source="liste.csv")

    import_attendees(
        network,
        meeting,
        order,
        act=Act(network_id=network.id, by="import", at=NOW),
        random=Random(1),
    )

    assert [one.id for one in people_of(network.id)] == [person.id]
    assert count(AttendanceRow, AttendanceRow.person_id == person.id) == 1


@pytest.mark.parametrize("refuses", ["kept", "gone"])
@pytest.mark.parametrize("is_later", [False, True])
def test_a_no_of_either_holds_and_both_histories_can_be_read(
    network, kept, gone, refuses, is_later
):
    agrees, says_no = (gone, kept) if refuses == "kept" else (kept, gone)
    at = NOW - timedelta(hours=1 if is_later else 3)
    saved_decision(agrees, State.GRANTED, decided_at=NOW - timedelta(hours=2))
    saved_decision(says_no, State.REFUSED, decided_at=at, language="de")

    person = merged(network)

    rows = db.session.scalars(select(ConsentDecisionRow).order_by(ConsentDecisionRow.id)).all()
    assert [row.state for row in rows] == [State.GRANTED, State.REFUSED, State.REFUSED]
    assert {row.person_id for row in rows} == {person.id}
    said = [row.entry for row in rows]
    assert said == (["gone", "", ""] if refuses == "kept" else ["", "gone", ""])
    assert (rows[2].channel, rows[2].language, rows[2].decided_at) == (Channel.MERGE, "de", NOW)
    facts = held(network, person.id, now=NOW)
    assert [one["under_merged_entry"] for one in facts["decisions"]].count(True) == 1


def test_the_later_yes_of_two_holds_and_what_one_never_answered_the_other_answers(
    network, kept, gone
):
    meeting = saved_meeting(network)
    saved_decision(kept, State.GRANTED, purpose=Purpose.NEWSLETTER)
    saved_decision(gone, State.GRANTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)

    person = merged(network)

    assert states(person) == {Purpose.NEWSLETTER: State.GRANTED}
    assert states(person, meeting.id) == {Purpose.PHOTO_WEB: State.GRANTED}


@pytest.mark.parametrize("who", ["kept", "gone"])
def test_never_share_restriction_and_under_18_of_either_hold(network, kept, gone, who):
    strict, other = (kept, gone) if who == "kept" else (gone, kept)
    saved_decision(other, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    rights.restrict(strict.id, language="de", now=NOW)
    with transaction() as writing:
        writing.get_one(PersonRow, strict.id).is_minor = True

    person = merged(network)

    assert (person.never_share, person.is_minor, person.restricted_at) == (True, True, NOW)
    assert states(person)[Purpose.CONTACT_NETWORK] is State.REFUSED


@pytest.mark.parametrize("who", ["kept", "gone"])
def test_whoever_one_entry_calls_a_guest_is_asked_on_every_basis(network, kept, gone, who):
    meeting = saved_meeting(network)
    outside = saved_organisation(network, is_guest=True)
    for person in (kept, gone):
        is_guest = person.public_id == who
        saved_attendance(meeting, person, organisation_id=outside.id if is_guest else None)

    person = merged(network)

    assert db.session.scalars(select(AttendanceRow.role)).all() == [AttendanceRole.GUEST]
    assert must_agree(person.id, meeting.id)


def test_one_attendance_stays_the_stronger_one_with_the_passage_of_the_desk(network, kept, gone):
    meeting = saved_meeting(network)
    organisation = saved_organisation(network)
    saved_attendance(meeting, kept, partstat=PartStat.DECLINED, seat=Seat.NONE, table_name="4")
    saved_attendance(
        meeting,
        gone,
        organisation_id=organisation.id,
        table_name="9",
        checked_in_at=NOW,
        reply_channel=Channel.MAIL,
        reply_source="Mail",
    )

    merged(network)

    [row] = db.session.scalars(select(AttendanceRow)).all()
    assert (row.partstat, row.seat, row.checked_in_at) == (PartStat.ACCEPTED, Seat.HELD, NOW)
    assert (row.organisation_id, row.table_name) == (organisation.id, "4")
    assert (row.reply_channel, row.reply_source) == (Channel.MAIL, "Mail")


def test_a_seat_that_was_held_twice_goes_to_whoever_waits(network, kept, gone):
    meeting = saved_meeting(network, capacity=2)
    waits = saved_attendance(meeting, saved_person(network), seat=Seat.WAITING, waiting_since=NOW)
    for person in (kept, gone):
        saved_attendance(meeting, person)

    merged(network)

    assert db.session.get_one(AttendanceRow, waits.id).seat is Seat.HELD


def test_nobody_becomes_their_own_substitute(network, kept, gone):
    meeting = saved_meeting(network)
    sends = saved_attendance(meeting, kept, partstat=PartStat.DELEGATED, seat=Seat.NONE)
    saved_attendance(meeting, gone, delegated_from_id=sends.id)

    merged(network)

    [row] = db.session.scalars(select(AttendanceRow)).all()
    assert (row.delegated_from_id, row.partstat) == (None, PartStat.ACCEPTED)


def test_what_is_out_there_of_either_is_followed_anew(network, kept, gone):
    meeting = saved_meeting(network)
    handout = saved_handout(network)
    for person in (kept, gone):
        saved(HandoutPersonRow(handout_id=handout.id, person_id=person.id, fetched_at=NOW))
    saved_picture(meeting, kept)
    for purpose, at in ((Purpose.PHOTO_WEB, meeting.id), (Purpose.CONTACT_NETWORK, None)):
        saved_decision(kept, State.GRANTED, purpose=purpose, meeting_id=at)
        saved_decision(gone, State.REFUSED, purpose=purpose, meeting_id=at)

    merged(network, at=NOW + timedelta(hours=1))

    found = sorted((row.kind, row.person.public_id) for row in open_effects(network.id))
    assert found == [(EffectKind.HANDOUT, "kept"), (EffectKind.PICTURE, "kept")]


def test_of_two_printed_badges_neither_is_true_until_one_is_printed_anew(network, kept, gone):
    meeting = saved_meeting(network)
    for minute, person in enumerate((kept, gone)):
        at = saved_attendance(meeting, person)
        print_of(at, no_photo=person is gone, at=NOW - timedelta(minutes=9 - minute))
    for purpose in PHOTO:
        saved_decision(kept, State.GRANTED, purpose=purpose, meeting_id=meeting.id)
        saved_decision(gone, State.REFUSED, purpose=purpose, meeting_id=meeting.id)

    merged(network)
    [badge] = [row for row in open_effects(network.id) if row.kind is EffectKind.BADGE]
    [line] = db.session.scalars(select(AttendanceRow)).all()
    subject = badge.subject
    print_of(line, no_photo=True, at=NOW + timedelta(minutes=1))
    settle_all(now=NOW + timedelta(minutes=2))

    assert subject == line.public_id
    assert [row for row in open_effects(network.id) if row.kind is EffectKind.BADGE] == []


def print_of(attendance, *, no_photo, at):
    saved(
        PrintRow(
            network_id=attendance.network_id,
            attendance_id=attendance.id,
            printed_at=at,
            printed_by="account:office",
            sheet="a4",
            content_hash="0" * 64,
            no_photo=no_photo,
        )
    )


def test_forms_that_wait_for_a_link_which_is_gone_agree_to_nothing(network, kept, gone):
    meeting = saved_meeting(network)
    saved_decision(gone, State.OBJECTED, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
    for person in (kept, gone):
        saved(
            RegistrationRow(
                network_id=network.id,
                meeting_id=meeting.id,
                person_id=person.id,
                nonce_hash=person.public_id,
                sent_at=NOW,
                language="de",
                grants={"photo-web": 1, "photo-print": 2},
            )
        )

    merged(network)

    [row] = db.session.scalars(select(RegistrationRow)).all()
    assert (row.nonce_hash, row.grants) == ("kept", {"photo-print": 2})


def test_mails_that_wait_go_to_the_address_that_stays_and_sent_ones_are_the_persons(
    network, kept, gone
):
    own_links.send(network, gone.email, language="de", public_url=PUBLIC_URL, now=NOW)
    own_links.send(
        network, gone.email, language="de", public_url=PUBLIC_URL, now=NOW + timedelta(hours=1)
    )
    with transaction() as writing:
        first = writing.scalars(select(OutboxRow).order_by(OutboxRow.id)).first()
        first.state, first.sent_at = OutboxState.SENT, NOW

    person = merged(network)

    mails = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
    assert [mail.recipient for mail in mails] == ["a.mutser@gera.example", "anna@gera.example"]
    assert {mail.facts["person"] for mail in mails} == {"kept"}
    assert len(held(network, person.id, now=NOW)["mails"]) == 2


def test_functions_groups_and_introductions_come_together(network, kept, gone):
    one, other = saved_organisation(network), saved_organisation(network)
    group = saved_group(network)
    for person, organisation, title, role in (
        (kept, one, {"de": "Leiterin", "en": ""}, GroupRole.MEMBER),
        (gone, one, {"de": "Chefin", "en": "Head"}, GroupRole.LEAD),
    ):
        saved(function_of(person, organisation, title))
        saved(GroupPersonRow(group_id=group.id, person_id=person.id, role=role, position=0))
    saved(function_of(gone, other, {"de": "Beirätin"}))
    saved(
        IntroductionRow(
            network_id=network.id,
            public_id="each-other",
            asker_id=one.id,
            helper_id=other.id,
            asker_person_id=kept.id,
            helper_person_id=gone.id,
            asked_at=NOW,
            asked_by="account:office",
        )
    )

    person = merged(network)

    assert {row.organisation_id: row.title for row in person.functions} == {
        one.id: {"de": "Leiterin", "en": "Head"},
        other.id: {"de": "Beirätin"},
    }
    assert db.session.scalars(select(GroupPersonRow.role)).all() == [GroupRole.LEAD]
    assert count(IntroductionRow) == 0


def function_of(person, organisation, title):
    return FunctionRow(
        network_id=person.network_id,
        person_id=person.id,
        organisation_id=organisation.id,
        title=title,
    )


def test_what_came_by_a_list_and_was_not_told_of_is_owed_still(network, gone):
    saved_person(network, public_id="kept", informed_at=NOW)
    with transaction() as writing:
        writing.get_one(PersonRow, gone.id).origin = "liste.csv: 4"

    person = merged(network)

    assert (person.origin, person.informed_at) == ("liste.csv: 4", None)


def test_the_log_says_who_merged_and_names_no_person(network, kept, gone):
    saved_decision(gone, State.GRANTED)

    merged(network)

    [line] = db.session.scalars(select(AuditRow)).all()
    assert (line.actor, line.action, line.subject, line.facts) == (
        "account:office",
        "people.merged",
        "person:kept",
        {"entry": "gone", "decisions": 1},
    )


def test_whoever_looked_at_an_older_page_merges_nothing(network, kept, gone):
    act = Act(network_id=network.id, by="account:office", at=NOW)
    old = kept.version + gone.version
    change_functions(network.id, "gone", [], version=gone.version, act=act)

    with pytest.raises(EditConflict):
        merge(Wanted(kept="kept", gone="gone"), version=old, act=act)
    with pytest.raises(MergedWithItself):
        merge(Wanted(kept="kept", gone="kept"), version=2, act=act)
    with pytest.raises(NotFound):
        merge(Wanted(kept="kept", gone="nobody"), version=2, act=act)
    assert count(PersonRow) == 2


def test_nobody_of_another_network_is_merged(network, kept):
    other = saved_network(slug="other")
    saved_person(other, public_id="gone")
    act = Act(network_id=network.id, by="account:office", at=NOW)

    with pytest.raises(NotFound):
        merge(Wanted(kept="kept", gone="gone"), version=2, act=act)
    with pytest.raises(NotFound):
        tell_apart("kept", "gone", act=act)


def test_two_people_who_were_told_apart_are_suggested_no_more(network):
    organisation = saved_organisation(network)
    people = [entry(network, "Anna Muster", public_id=name) for name in ("one", "two", "kept")]
    for person in people:
        saved(function_of(person, organisation, {}))
    act = Act(network_id=network.id, by="account:office", at=NOW)
    before = [(one.one.public_id, one.other.public_id) for one in suggested(network.id)]

    new = [tell_apart("two", "one", act=act), tell_apart("one", "two", act=act)]

    assert before == [("one", "two"), ("one", "kept"), ("two", "kept")]
    assert new == [True, False]
    assert were_told_apart(people[0], people[1])
    assert [(one.one.public_id, one.other.public_id) for one in suggested(network.id)] == before[1:]
    assert {one.reason for one in suggested(network.id, about=people[0].id)} == {
        Reason.SAME_NAME_SAME_ORGANISATION
    }
    assert count(AuditRow, AuditRow.action == "people.different") == 1


def test_how_much_is_asked_does_not_grow_with_the_people(network):
    organisation = saved_organisation(network)

    def asked(number):
        for _ in range(number):
            saved(function_of(entry(network, "Anna Muster"), organisation, {}))
        with counted_queries() as statements:
            assert len(suggested(network.id)) > 0
        return len(statements)

    assert asked(2) == asked(10)


def test_erasing_the_person_erases_all_of_both_in_older_copies_too(settings, tmp_path):
    world = two_entries()
    network = world.network
    back_up(tmp_path / "apart")
    merged(network)
    back_up(tmp_path / "together")
    record = settings.data_dir / NAME

    def names_left() -> list[str]:
        db.session.rollback()
        text = "\n".join(
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in db.session.execute(select(table))
        )
        return [name for name in ("Kanaria", "Kanarai", "a.kanarai@") if name in text]

    before = names_left()
    erasure.erase(
        network_by_slug(network.slug),
        "kept",
        by="person:kept",
        record=record,
        public_url="",
        now=NOW + timedelta(hours=1),
    )
    erased = names_left()
    noted = [json.loads(line)["person"] for line in record.read_text().splitlines()]
    again = {}
    for copy in ("apart", "together"):
        restore(tmp_path / copy, replace=True, copies=tmp_path / "backups", now=NOW)
        again[copy] = (erasure.replay(record, now=NOW), names_left())

    assert before == ["Kanaria", "Kanarai", "a.kanarai@"]
    assert erased == []
    assert noted == ["kept", "former-kept", "former-gone", "gone"]
    assert again == {"apart": (2, []), "together": (1, [])}
    assert count(MergedPersonRow) == 0


def test_the_copy_for_the_person_holds_all_of_both():
    world = two_entries()
    mine = held(world.network, world.kept.id, now=NOW)
    theirs = held(world.network, world.gone.id, now=NOW)

    facts = held(world.network, merged(world.network).id, now=NOW)

    assert [one["email"] for one in facts["merged_entries"]] == ["", "", "a.kanarai@gera.example"]
    assert facts["merged_entries"][2]["family"] == "Kanarai"
    for part in ("decisions", "suggestions", "introductions", "badges_printed"):
        assert len(facts[part]) == len(mine[part]) + len(theirs[part])


def test_what_holds_is_known_before_anything_is_merged(network, kept, gone):
    meeting = saved_meeting(network)
    for person, state in ((kept, State.GRANTED), (gone, State.OBJECTED)):
        saved_decision(person, state, purpose=Purpose.PHOTO_WEB, meeting_id=meeting.id)
        saved_decision(person, state)
    said = decisions_of_people([kept.id, gone.id])
    foretold = merging.outcomes(kept, gone, said, both_at=set())

    person = merged(network)

    after = decisions_of_people([person.id])[person.id]
    assert {place: one.state for place, one in foretold.items()} == {
        (scope, purpose): latest_state([one for at, one in after if at == scope], purpose)
        for scope, purpose in ((meeting.id, Purpose.PHOTO_WEB), (None, Purpose.CONTACT_PUBLIC))
    }
