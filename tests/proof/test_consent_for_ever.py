"""Whatever happens to consents: nothing shows what the state at that moment forbids.

A model that knows nothing of the program's tables keeps the latest decision of each person and
purpose; people decide, become children or guests, are never to be shared or restricted, badges are
printed, lists fetched, pictures published, people erased, bases and words changed, organisations
and people merged and copies restored in any order. After each step every output is asked, feeds
and public pages too, and whatever is out there against the state of that moment is on the list of
effects.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AttendanceRow,
    ConsentDecisionRow,
    EffectRow,
    FunctionRow,
    MeetingBasisRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
)
from eventsvc.db.queries import effects as effect_queries
from eventsvc.db.queries import handouts as handout_queries
from eventsvc.db.queries.meetings import meeting_with_bases
from eventsvc.domain.attendances import AttendanceRole
from eventsvc.domain.consents import (
    ALLOWING,
    NETWORK_WIDE,
    PHOTO,
    Basis,
    Channel,
    Purpose,
    State,
    refusal,
)
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.handouts import Audience
from eventsvc.domain.limits import SHARED
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.handouts import Format
from eventsvc.services.acts import Act
from eventsvc.services.attendees import attendances
from eventsvc.services.badges.badges import print_job, record_print
from eventsvc.services.desk import lists
from eventsvc.services.mails import circulars
from eventsvc.services.meetings import meetings
from eventsvc.services.organisations import organisations
from eventsvc.services.people import merging
from eventsvc.services.privacy import effects, erasure, handouts, pictures, purposes, rights
from eventsvc.services.privacy.consents import Answer, basis_of, decide
from eventsvc.services.privacy.effects import settle_all
from eventsvc.services.upkeep import back_up, restore
from eventsvc.web.organiser.attendees import forms
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved,
    saved_attendance,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)

pytestmark = [pytest.mark.proof, pytest.mark.one_engine]

NAMES = ("Amselina", "Bussarda", "Drosselina")
PURPOSES = (
    *PHOTO,
    Purpose.CONTACT_ATTENDEES,
    Purpose.CONTACT_NETWORK,
    Purpose.CONTACT_PUBLIC,
    Purpose.NEWSLETTER,
)
CHILD = NAMES[-1]
"""Of whom only a yes counts, on every basis, until somebody corrects it."""
MEETINGS = ("alpha", "beta")
BASES = {
    # The one asks for photos; the other tells people of them.
    "alpha": {},
    "beta": dict.fromkeys(PHOTO, Basis.PUBLIC_TASK),
}
who = st.sampled_from(NAMES)
where = st.sampled_from(MEETINGS)
ENDS = ("", ".ics")
NO = {State.REFUSED, State.OBJECTED}
WORDS = {"title": {}, "basis": None, "balance": "", "notice": {}}


_numbers = count()


class Consents(RuleBasedStateMachine):
    """The program beside a model of a few dictionaries."""

    app = None
    folder = None

    @initialize()
    def begin(self) -> None:
        """Three people who stand on the lists of two meetings, in a network of their own."""
        self.context = self.app.app_context()
        self.context.push()
        self.moment, self.ledger = NOW, 0
        self.network_id = saved_network(slug=f"net-{next(_numbers)}").id
        organisation = saved_organisation(self.network, key="whole", code=self.code)
        self.part = saved_organisation(self.network, key="part").key
        self.is_merged = False
        self.copy: tuple[object, ...] | None = None
        self.people = {}
        for name in NAMES:
            person = saved_person(
                self.network,
                given=name,
                family="Vogel",
                email=f"{name.lower()}{self.network_id}@canary.example",
                is_minor=name == CHILD,
            )
            saved(
                FunctionRow(
                    network_id=self.network_id,
                    person_id=person.id,
                    organisation_id=organisation.id,
                    title={"de": "Amt"},
                )
            )
            self.people[name] = person.id
        self.meetings = {}
        self.badges: dict[tuple[str, str], str] = {}
        self.pictures: dict[str, str] = {}
        for slug in MEETINGS:
            meeting = saved_meeting(self.network, slug=slug, bases=bases_rows(BASES[slug]))
            self.meetings[slug] = meeting.id
            for name, number in self.people.items():
                about = {"organisation_id": organisation.id}
                row = saved_attendance(meeting, self.person(number), **about)
                self.badges[name, slug] = row.public_id
        self.state: dict[tuple[str, Purpose, str], State] = {}
        self.minors = {CHILD}
        self.guests: set[tuple[str, str]] = set()
        self.bases = dict(BASES)
        self.out: dict[tuple[EffectKind, str, str], tuple[Purpose, ...]] = {}
        """What is out there, by subject and person, and what it may be there for."""
        self.by_hand: set[tuple[EffectKind, str, str]] = set()
        """What somebody put right, and is not known to be right."""
        self.never: set[str] = set()
        self.erased: set[str] = set()
        self.handouts: dict[str, str] = {}

    @property
    def network(self) -> NetworkRow:
        """The network as it is now; nothing else that is loaded is forgotten."""
        return db.session.get_one(NetworkRow, self.network_id, populate_existing=True)

    @property
    def slug(self) -> str:
        """What the network is called in addresses."""
        return self.network.slug

    @property
    def code(self) -> str:
        """What is printed on badges of the organisation."""
        return f"VOGEL{self.network_id}"

    def person(self, number: int) -> PersonRow:
        return db.session.get_one(PersonRow, number)

    def meeting(self, slug: str) -> MeetingRow:
        db.session.expire_all()
        found = meeting_with_bases(self.network_id, slug)
        assert found is not None
        return found

    def later(self) -> Act:
        """The next moment, one minute on."""
        self.moment += timedelta(minutes=1)
        return Act(
            network_id=self.network_id, by="account:office", at=self.moment, public_url=PUBLIC_URL
        )

    # What people and the office do.

    @rule(name=who, purpose=st.sampled_from(PURPOSES), slug=where, yes=st.booleans())
    def decides(self, name: str, purpose: Purpose, slug: str, yes: bool) -> None:  # noqa: FBT001
        if name in self.erased:
            return
        meeting = None if purpose in NETWORK_WIDE else self.meeting(slug)
        is_asked = name in self.minors or (name, slug) in self.guests
        named = basis_of(self.network, meeting, purpose)
        basis = Basis.CONSENT if meeting and is_asked else named
        taken_back = State.GRANTED if basis is Basis.CONSENT else State.UNKNOWN
        state = taken_back if yes else refusal(basis)
        answer = Answer(purpose=purpose, state=state, language="de", channel=Channel.LINK)
        decide(self.network, meeting, self.people[name], answer, now=self.later().at)
        self.state[name, purpose, "" if meeting is None else slug] = state

    @rule(name=who, use=st.sampled_from((rights.never_share, rights.restrict)))
    def never_shares(self, name: str, use: Callable[..., None]) -> None:
        if name in self.erased:
            return
        use(self.people[name], language="de", now=self.later().at)
        self.never.add(name)
        for (person, purpose, slug), state in list(self.state.items()):
            if person == name and purpose in SHARED and state is State.GRANTED:
                is_asked = name in self.minors or (name, slug) in self.guests or not slug
                bases = {} if is_asked else self.bases[slug]
                no = refusal(bases.get(purpose, Basis.CONSENT))
                self.state[person, purpose, slug] = no

    @rule(name=who)
    def shares_again(self, name: str) -> None:
        if name in self.erased:
            return
        rights.share_again(self.people[name], now=self.later().at)
        self.never.discard(name)

    @rule(name=who, slug=where, yes=st.booleans())
    def is_marked_as_a_child(self, name: str, slug: str, yes: bool) -> None:  # noqa: FBT001
        if name in self.erased:
            return
        row, act = self.standing(name, slug), self.later()
        values, version = forms.shown(row) | {"is_minor": yes}, attendances.version_of(row)
        attendances.change(self.meeting(slug), row.public_id, values, version=version, act=act)
        (self.minors.add if yes else self.minors.discard)(name)

    @rule(name=who, slug=where, yes=st.booleans())
    def becomes_a_guest(self, name: str, slug: str, yes: bool) -> None:  # noqa: FBT001
        if name in self.erased:
            return
        values = {"role": AttendanceRole.GUEST if yes else AttendanceRole.ATTENDEE}
        named = [self.standing(name, slug).public_id]
        attendances.describe(self.meeting(slug), named, values, act=self.later())
        (self.guests.add if yes else self.guests.discard)((name, slug))

    @rule(slug=where, channels=st.sets(st.sampled_from(PHOTO)))
    def the_bases_change(self, slug: str, channels: set[Purpose]) -> None:
        """The meeting tells people of ``channels`` from now on, and asks for the others."""
        self.bases = {**self.bases, slug: dict.fromkeys(channels, Basis.PUBLIC_TASK)}
        named = [(one, {"basis": Basis.PUBLIC_TASK, "balance": ""}) for one in sorted(channels)]
        version = self.meeting(slug).version
        meetings.change(slug, {"bases": named}, version=version, act=self.later())

    @rule(slug=where)
    def badges_are_printed(self, slug: str) -> None:
        act = self.later()
        job = print_job(self.network, self.meeting(slug), public_url=PUBLIC_URL)
        record_print(job, sheet=sheet_named(DEFAULT_SHEET), act=act)
        for row, badge in zip(job.attendances, job.badges, strict=True):
            place = (EffectKind.BADGE, row.public_id, badge.given)
            self.goes_out(place, () if badge.no_photo else PHOTO)

    @rule(slug=where)
    def the_photographers_sheet_is_made(self, slug: str) -> None:
        lists.photographer_sheet(self.network, self.meeting(slug), act=self.later())
        for name in NAMES:
            named = name in self.erased or not self.may_be_in_pictures(name, slug)
            self.goes_out((EffectKind.SHEET, slug, name), () if named else PHOTO)

    @rule(slug=where, name=who, channel=st.sampled_from(PHOTO))
    def a_picture_is_published(self, slug: str, name: str, channel: Purpose) -> None:
        if name not in self.erased:
            act, named = self.later(), [self.standing(name, slug).public_id]
            picture = pictures.NewPicture(
                channel=channel,
                place="Schaukasten",
                published_on=act.at.date(),
                people=named,
                nonce=f"picture-{next(_numbers)}",
            )
            shown = pictures.publish(
                self.meeting(slug), picture, act=act, random=Random(next(_numbers))
            )
            self.pictures[shown] = slug
            self.goes_out((EffectKind.PICTURE, shown, name), (channel,))

    @rule(kind=st.sampled_from(EffectKind))
    def somebody_puts_the_first_line_of_a_kind_right(self, kind: EffectKind) -> None:
        act = self.later()
        for row in effect_queries.open_effects(self.network_id):
            if row.kind is kind:
                names = {number: name for name, number in self.people.items()}
                effects.done(row.public_id, act=act)
                self.by_hand.add((kind, row.subject, names[row.person_id]))
                break

    @rule(slug=st.sampled_from((*MEETINGS, "")))
    def a_list_is_fetched(self, slug: str) -> None:
        self.file_of(slug, self.later())

    @rule()
    def the_words_change_in_substance(self) -> None:
        act = self.later()
        question = {"de": f"Neu {act.at:%H%M}?", "en": f"New {act.at:%H%M}?"}
        purposes.change(
            Purpose.NEWSLETTER,
            {**WORDS, "question": question},
            is_material=True,
            version=self.network.version,
            act=act,
        )
        for name in NAMES:
            if self.state.get((name, Purpose.NEWSLETTER, "")) is State.GRANTED:
                self.state[name, Purpose.NEWSLETTER, ""] = State.UNKNOWN

    @rule(
        name=who,
        purpose=st.sampled_from(PURPOSES),
        slug=where,
        yes=st.booleans(),
        twin_stays=st.booleans(),
    )
    def comes_in_twice_and_is_merged(
        self,
        name: str,
        purpose: Purpose,
        slug: str,
        yes: bool,  # noqa: FBT001
        twin_stays: bool,  # noqa: FBT001
    ) -> None:
        """By another list, with another answer; the office merges the two entries."""
        if name in self.erased:
            return
        twin, meeting = self.twin_of(name), self.meeting(slug)
        meeting = None if purpose in NETWORK_WIDE else meeting
        basis = basis_of(self.network, meeting, purpose)
        said = (
            (State.GRANTED if basis is Basis.CONSENT else State.UNKNOWN) if yes else refusal(basis)
        )
        answer = Answer(purpose=purpose, state=said, language="de", channel=Channel.LINK)
        decide(self.network, meeting, twin, answer, now=self.later().at)
        kept, gone = (twin, self.people[name]) if twin_stays else (self.people[name], twin)
        rows = [db.session.get_one(PersonRow, one, populate_existing=True) for one in (kept, gone)]
        wanted = merging.Wanted(kept=rows[0].public_id, gone=rows[1].public_id)
        merging.merge(wanted, version=merging.version_of(*rows), act=self.later())
        self.people[name] = kept
        for one in MEETINGS:
            self.badge_is_now(name, one, self.standing(name, one).public_id)
        key = (name, purpose, "" if meeting is None else slug)
        if said in NO or self.state.get(key) not in NO:
            self.state[key] = said
        for place, state in list(self.state.items()):
            taken = name in self.never and place[1] in SHARED and state is State.GRANTED
            if place[0] == name and taken:
                self.state[place] = State.REFUSED

    @rule(name=who)
    def is_erased(self, name: str) -> None:
        public_id = self.person(self.people[name]).public_id
        act = self.later()
        erasure.erase(
            self.network,
            public_id,
            by="account:office",
            record=self.folder / f"erasures-{self.network_id}.jsonl",
            public_url=PUBLIC_URL,
            now=act.at,
        )
        self.erased.add(name)

    @rule()
    def organisations_are_merged_or_separated(self) -> None:
        act = self.later()
        row = db.session.scalars(
            select(OrganisationRow)
            .where(OrganisationRow.network_id == self.network_id)
            .where(OrganisationRow.key == "whole")
        ).one()
        if self.is_merged:
            organisations.separate("whole", version=row.version, act=act)
        else:
            organisations.merge("whole", into=self.part, version=row.version, act=act)
        self.is_merged = not self.is_merged

    @rule()
    def a_copy_is_made(self) -> None:
        """As `eventsvc backup` makes it."""
        target = self.folder / f"copy-{next(_numbers)}"
        back_up(target)
        held = (
            self.state,
            self.never,
            self.handouts,
            self.minors,
            self.guests,
            self.bases,
            self.out,
            self.by_hand,
            self.pictures,
            self.people,
            self.badges,
        )
        self.copy = (target, *(kept.copy() for kept in held), self.is_merged)

    @rule()
    def a_copy_is_restored(self) -> None:
        """As `eventsvc restore` does it: what was decided since is gone, who was erased is, too."""
        record = self.folder / f"erasures-{self.network_id}.jsonl"
        if self.copy is not None:
            target, *held, self.is_merged = self.copy
            (
                self.state,
                self.never,
                self.handouts,
                self.minors,
                self.guests,
                self.bases,
                self.out,
                self.by_hand,
                self.pictures,
                self.people,
                self.badges,
            ) = (kept.copy() for kept in held)
            db.session.remove()
            restore(target, replace=True, copies=self.folder / "before", now=self.later().at)
            erasure.replay(record, now=self.later().at)
            self.ledger = 0
        if record.exists():
            assert erasure.replay(record, now=self.later().at) == 0

    @rule()
    def an_hour_passes(self) -> None:
        settle_all(now=self.later().at)

    # What must hold after each of them.

    @invariant()
    def outputs_show_nobody_who_is_forbidden(self) -> None:
        if not hasattr(self, "people"):
            return
        for slug in MEETINGS:
            expected = self.allowed(Purpose.CONTACT_ATTENDEES, slug)
            assert found_in(self.peek(slug)) == expected
            no_photos = {
                name
                for name in NAMES
                if name not in self.erased and not self.may_be_in_pictures(name, slug)
            }
            sheet = lists.without_photos(self.network, self.meeting(slug))
            assert {one.name for one in sheet} == no_photos
            job = print_job(self.network, self.meeting(slug), public_url=PUBLIC_URL)
            marked = {one.given for one in job.badges if one.no_photo}
            assert marked == no_photos
        listed = self.allowed(Purpose.CONTACT_NETWORK, "")
        assert found_in(self.peek("")) == listed
        reached = circulars.reached(self.network)
        assert {one.given for one in reached.people} == listed

    @invariant()
    def pages_and_feeds_show_nobody_who_is_forbidden(self) -> None:
        if not hasattr(self, "people"):
            return
        client = self.app.test_client()
        public = client.get(f"/p/{self.code}", follow_redirects=True).text
        expected = self.allowed(Purpose.CONTACT_PUBLIC, "")
        assert found_in(public) == (set() if self.is_merged else expected)
        home = f"/n/{self.slug}"
        feeds = ("calendar.ics", *(f"meetings/{slug}{end}" for slug in MEETINGS for end in ENDS))
        for path in feeds:
            answer = client.get(f"{home}/{path}")
            assert (answer.status_code, found_in(answer.text)) == (200, set())

    @invariant()
    def the_ledger_never_shrinks_and_its_last_line_is_the_state(self) -> None:
        if not hasattr(self, "people"):
            return
        mine = ConsentDecisionRow.network_id == self.network_id
        number = db.session.scalar(select(func.count()).select_from(ConsentDecisionRow).where(mine))
        assert number >= self.ledger
        self.ledger = number
        for (name, purpose, slug), state in self.state.items():
            if name in self.erased:
                continue
            query = (
                select(ConsentDecisionRow.state)
                .where(mine)
                .where(ConsentDecisionRow.person_id == self.people[name])
                .where(ConsentDecisionRow.purpose == purpose)
                .order_by(ConsentDecisionRow.decided_at.desc(), ConsentDecisionRow.id.desc())
            )
            at = ConsentDecisionRow.meeting_id
            query = query.where(at == self.meetings[slug] if slug else at.is_(None))
            assert db.session.scalar(query.limit(1)) is state

    @invariant()
    def each_effect_is_there_once_and_ends_done_or_obsolete(self) -> None:
        if not hasattr(self, "people"):
            return
        rows = db.session.scalars(
            select(EffectRow).where(EffectRow.network_id == self.network_id)
        ).all()
        keys = [
            (row.kind, row.subject, row.person_id, row.decision_id, row.limit_id) for row in rows
        ]
        still_open = [key[:3] for key, row in zip(keys, rows, strict=True) if not row.ended_at]
        assert len(set(keys)) == len(keys)
        assert len(set(still_open)) == len(still_open)
        assert all((row.ended_at is None) == (row.ending is None) for row in rows)

    @invariant()
    def what_is_out_there_against_the_state_is_on_the_list(self) -> None:
        """And what is right is not, but for a badge that warns of somebody without need."""
        if not hasattr(self, "people"):
            return
        names = {number: name for name, number in self.people.items()}
        rows = db.session.scalars(
            select(EffectRow)
            .where(EffectRow.network_id == self.network_id)
            .where(EffectRow.ended_at.is_(None))
        )
        on_the_list = {(row.kind, row.subject, names[row.person_id]) for row in rows}
        wrong = {
            place
            for place, purposes in self.out.items()
            if place[2] not in self.erased and not self.may_be_out(place, purposes)
        }
        self.by_hand &= wrong
        assert wrong - self.by_hand - on_the_list == set()
        known = {place for place, purposes in self.out.items() if purposes}
        right = {place for place in known - wrong if place[2] not in self.erased}
        assert on_the_list & right == set()

    @invariant()
    def nobody_erased_is_named_anywhere(self) -> None:
        if not hasattr(self, "people"):
            return
        for name in self.erased:
            row = db.session.get_one(PersonRow, self.people[name], populate_existing=True)
            assert (row.given, row.email, row.folded_name) == ("", "", "")

    # The model.

    def allowed(self, purpose: Purpose, slug: str) -> set[str]:
        return {
            name
            for name in NAMES
            if name not in self.erased
            and name not in self.never
            and self.state.get((name, purpose, slug)) is State.GRANTED
        }

    def may_be_in_pictures(
        self, name: str, slug: str, channels: tuple[Purpose, ...] = PHOTO
    ) -> bool:
        is_asked = name in self.minors or (name, slug) in self.guests
        bases = {} if is_asked else self.bases[slug]
        if name in self.never:
            return not channels
        return all(
            self.state.get((name, channel, slug), State.UNKNOWN)
            in ALLOWING[bases.get(channel, Basis.CONSENT)]
            for channel in channels
        )

    def may_be_out(self, place: tuple[EffectKind, str, str], purposes: tuple[Purpose, ...]) -> bool:
        kind, subject, name = place
        if kind is EffectKind.HANDOUT:
            slug = next(slug for slug, made in self.handouts.items() if made == subject)
            return all(name in self.allowed(one, slug) for one in purposes)
        if kind is EffectKind.BADGE:
            slug = next(one for one in MEETINGS if self.badge_of(name, one) == subject)
        else:
            slug = self.pictures.get(subject, subject)
        return self.may_be_in_pictures(name, slug, purposes)

    def goes_out(self, place: tuple[EffectKind, str, str], purposes: tuple[Purpose, ...]) -> None:
        self.out[place] = purposes
        self.by_hand.discard(place)

    def twin_of(self, name: str) -> int:
        """Make a second entry of somebody, who comes where the first one does."""
        number = next(_numbers)
        twin = saved_person(
            self.network,
            public_id=f"twin-{number}",
            given=name,
            family="Vogl",
            email=f"{name.lower()}-{number}@canary.example",
        )
        for slug in MEETINGS:
            saved_attendance(self.meeting(slug), twin, public_id=f"twin-{number}-{slug}")
        return twin.id

    def badge_is_now(self, name: str, slug: str, subject: str) -> None:
        """Know the badge of somebody by the line of the list that stayed."""
        before, self.badges[name, slug] = self.badges[name, slug], subject
        old, new = ((EffectKind.BADGE, one, name) for one in (before, subject))
        if old in self.out:
            self.out[new] = self.out.pop(old)
        if old in self.by_hand:
            self.by_hand = self.by_hand - {old} | {new}

    def badge_of(self, name: str, slug: str) -> str:
        return self.badges[name, slug]

    def standing(self, name: str, slug: str) -> AttendanceRow:
        db.session.expire_all()
        found = effect_queries.standing([self.people[name]], now=self.moment)
        return next(one.row for one in found if one.meeting.slug == slug)

    def peek(self, slug: str) -> str:
        """Return the list as it would be fetched now, without fetching it."""
        network, meeting = self.network, self.meeting(slug) if slug else None
        return repr(handouts.draw(network, meeting).lines)

    def file_of(self, slug: str, act: Act) -> None:
        if slug not in self.handouts:
            about = (
                {"audience": Audience.ATTENDEES, "meeting_id": self.meetings[slug]} if slug else {}
            )
            self.handouts[slug] = saved_handout(self.network, **about).public_id
        network = self.network
        row = handout_queries.handout(self.network_id, self.handouts[slug])
        data = handouts.fetch(network, row, form=Format.CSV, language="en", now=act.at)
        purpose = Purpose.CONTACT_ATTENDEES if slug else Purpose.CONTACT_NETWORK
        assert found_in(data.decode()) == self.allowed(purpose, slug)
        for name in self.allowed(purpose, slug):
            self.goes_out((EffectKind.HANDOUT, self.handouts[slug], name), (purpose,))

    def teardown(self) -> None:
        """Leave the application."""
        if hasattr(self, "context"):
            self.context.pop()


def bases_rows(bases):
    return [MeetingBasisRow(purpose=purpose, basis=basis) for purpose, basis in bases.items()]


def found_in(text: str) -> set[str]:
    return {name for name in NAMES if name in text}


@pytest.mark.timeout(900)
def test_nothing_shows_what_the_latest_decision_forbids(app, tmp_path):
    machine = type("Machine", (Consents,), {"app": app, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
