from dataclasses import replace

import pytest

from eventsvc.db.models import MeetingRow
from eventsvc.db.transaction import session
from eventsvc.domain.badge_styles import USUAL, DesignName, Field, Scheme, Style
from eventsvc.domain.badges import Sign
from eventsvc.domain.consents import PHOTO, State
from eventsvc.domain.sheets import Backs
from eventsvc.services.acts import Act
from eventsvc.services.badges import badge_styles, badges
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)

pytestmark = pytest.mark.usefixtures("app")
CHOSEN = Style(
    design=DesignName.FIRST_NAME,
    fields=(Field.ORGANISATION, Field.CODE),
    colour="#a3123a",
    languages=("de",),
    scheme=Scheme.THREE,
    backs=Backs.LONG,
    cut_marks=True,
)


def save(meeting, style) -> None:
    act = Act(network_id=meeting.network_id, by="test", at=NOW)
    badge_styles.save_style(session().get(MeetingRow, meeting.id), style, act=act)


def test_a_style_is_kept_for_its_meeting_and_taken_over_by_the_next_one_of_the_network():
    network, other = saved_network(), saved_network(slug="other")
    first, second, theirs = saved_meeting(network), saved_meeting(network), saved_meeting(other)
    before = badge_styles.style_of(second)
    save(first, CHOSEN)
    taken_over = badge_styles.style_of(second)
    save(second, USUAL)

    assert (before, taken_over) == (USUAL, CHOSEN)
    assert badge_styles.style_of(first) == CHOSEN
    assert badge_styles.style_of(second) == USUAL
    assert badge_styles.style_of(theirs) == USUAL


def test_what_a_style_leaves_out_is_not_printed_and_each_person_bears_the_sign_of_its_scheme():
    network = saved_network()
    meeting = saved_meeting(network)
    silent, agreed, refused = (saved_person(network) for _ in range(3))
    for person in (silent, agreed, refused):
        saved_attendance(meeting, person, function="Leiterin")
    for person, state in ((agreed, State.GRANTED), (refused, State.REFUSED)):
        for purpose in PHOTO:
            saved_decision(person, state, purpose=purpose, meeting_id=meeting.id)

    def printed(style):
        save(meeting, style)
        job = badges.print_job(network, meeting, public_url=PUBLIC_URL)
        found = dict(zip((row.person_id for row in job.attendances), job.badges, strict=True))
        return [found[person.id] for person in (silent, agreed, refused)]

    usual = printed(USUAL)
    three = printed(CHOSEN)
    only_agreed = printed(replace(CHOSEN, scheme=Scheme.AGREED))

    assert [badge.sign for badge in usual] == [Sign.NO_PHOTOS, Sign.NONE, Sign.NO_PHOTOS]
    assert [badge.sign for badge in three] == [Sign.ASK, Sign.PHOTOS, Sign.NO_PHOTOS]
    assert [badge.sign for badge in only_agreed] == [Sign.NONE, Sign.PHOTOS, Sign.NONE]
    assert {(badge.function, badge.short_address) for badge in three} == {("", "")}
    assert {badge.function for badge in usual} == {"Leiterin"}


def test_a_strange_stored_style_is_the_usual_one():
    assert Style.restored({"design": "gone", "colour": "red; }", "backs": 7}) == USUAL
    assert Style.restored(CHOSEN.stored()) == CHOSEN
