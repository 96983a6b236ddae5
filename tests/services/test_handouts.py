"""Lists that leave the house hold whom the state at that moment allows, and nobody else."""

from datetime import timedelta
from random import Random

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow, HandoutPersonRow
from eventsvc.db.queries import handouts as queries
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import Field, HandoutEnded, Reason, RecipientsOutside
from eventsvc.outputs.handouts import Format
from eventsvc.services.acts import Act
from eventsvc.services.privacy import handouts
from eventsvc.services.privacy.handout_lines import draw
from eventsvc.services.privacy.personal_data import held
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import (
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.mailbox import delivered, plain
from tests.support.prints import page_texts

pytestmark = pytest.mark.usefixtures("app")

SECRET = "t" * 32
RANDOM = Random(1)
SAYS = {
    "granted": (State.GRANTED,),
    "refused": (State.REFUSED,),
    "objected": (State.OBJECTED,),
    "unknown": (),
    "withdrawn": (State.GRANTED, State.REFUSED),
    "given back": (State.OBJECTED, State.UNKNOWN),
    "never": (State.GRANTED,),
}
"""Name → what was decided, one after the other. "never" is never to be shared."""


def act(network, at=NOW) -> Act:
    return Act(network_id=network.id, by="account:office", at=at)


def people_at(network, meeting, purpose, **attendance):
    """Put one person for each line of ``SAYS`` on the list of ``meeting``."""
    found = {}
    scope = None if purpose is Purpose.CONTACT_NETWORK else meeting.id
    for name, states in SAYS.items():
        person = saved_person(
            network,
            given="Kanari",
            family=name.title(),
            sort_key=name,
            email=f"{name.replace(' ', '-')}@canary.example",
            never_share=name == "never",
        )
        saved_attendance(meeting, person, **attendance)
        for step, state in enumerate(states):
            at = NOW + timedelta(seconds=step)
            saved_decision(person, state, purpose=purpose, meeting_id=scope, decided_at=at)
        found[name] = person
    return found


def made(network, meeting=None, fields=tuple(Field), **changes) -> str:
    values = {
        "meeting": meeting,
        "fields": fields,
        "why": "Fahrgemeinschaften",
        "recipients": ("Bus@Example.org", "bahn@example.org"),
        "days": 7,
        "nonce": "",
        "is_sure": True,
    }
    new = handouts.NewHandout(**(values | changes))
    return handouts.make(new, act=act(network), random=RANDOM)


def fetched(network, public_id, form=Format.CSV, now=NOW) -> bytes:
    token = handouts.token_of(queries.handout(network.id, public_id), secret=SECRET)
    row = handouts.opened(network.id, token, secret=SECRET, now=now)
    return handouts.fetch(network, row, form=form, language="en", now=now)


@pytest.mark.parametrize("purpose", [Purpose.CONTACT_ATTENDEES, Purpose.CONTACT_NETWORK])
def test_every_format_holds_who_agreed_and_nobody_else(purpose):
    network = saved_network()
    meeting = saved_meeting(network, title={"de": "Treffen in Gera"})
    people_at(network, meeting, purpose, function="Amtsleitung")
    about = meeting if purpose is Purpose.CONTACT_ATTENDEES else None
    public_id = made(network, about)

    files = {form: fetched(network, public_id, form) for form in (Format.CSV, Format.VCARD)}
    pdf = fetched(network, public_id, Format.PDF)
    files[Format.PDF] = " ".join(" ".join(page_texts(pdf)).split()).encode()

    for data in files.values():
        text = data.decode()
        assert [name for name in SAYS if name.title() in text] == ["granted"]
        assert "Fahrgemeinschaften" in text
        # The words of the distribution list name no function.
        assert ("Amtsleitung" in text) is (about is not None)
    assert fetched(network, public_id, Format.XLSX).startswith(b"PK")
    assert draw(network, about).left == {
        Reason.SAID_NO: 3,
        Reason.NOT_ANSWERED: 2,
        Reason.NEVER_SHARE: 1,
    }


def test_a_list_holds_the_wanted_fields_of_those_who_come():
    network = saved_network()
    meeting = saved_meeting(network)
    comes, away = saved_person(network, given="Anna"), saved_person(network, given="Berta")
    saved_attendance(meeting, comes)
    saved_attendance(meeting, away, partstat=PartStat.DECLINED)
    for person in (comes, away):
        saved_decision(
            person, State.GRANTED, purpose=Purpose.CONTACT_ATTENDEES, meeting_id=meeting.id
        )

    text = fetched(network, made(network, meeting, (Field.NAME,))).decode("utf-8-sig")

    assert text.splitlines()[:2] == ["Name", f"Anna {comes.family}"]
    assert "@" not in text


def test_who_withdraws_before_the_click_is_not_on_the_list_and_who_was_on_it_is_recorded():
    network = saved_network()
    stays, leaves = saved_person(network), saved_person(network)
    for person in (stays, leaves):
        saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    public_id = made(network)
    fetched(network, public_id)
    saved_decision(
        leaves, State.REFUSED, purpose=Purpose.CONTACT_NETWORK, decided_at=NOW + timedelta(hours=1)
    )

    text = fetched(network, public_id, now=NOW + timedelta(hours=2)).decode()

    db.session.expire_all()
    rows = db.session.query(HandoutPersonRow).order_by(HandoutPersonRow.id).all()
    assert leaves.email not in text
    assert [(row.person_id, row.fetched_at - NOW) for row in rows] == [
        (stays.id, timedelta(hours=2)),
        (leaves.id, timedelta()),
    ]
    [told] = held(network, leaves.id, now=NOW)["lists_handed_out"]
    assert told["recipients"] == ["bus@example.org", "bahn@example.org"]
    assert told["purpose"] == "Fahrgemeinschaften"
    actions = [row.action for row in db.session.query(AuditRow).order_by(AuditRow.id)]
    assert actions == ["handout.made", "export.handout", "export.handout"]


def test_the_link_ends_by_time_by_hand_and_opens_nothing_else():
    network, other = saved_network(), saved_network(slug="other")
    public_id, ended = made(network), made(network, nonce="", why="Anderes")
    handouts.withdraw(ended, act=act(network))
    token = handouts.token_of(queries.handout(network.id, public_id), secret=SECRET)

    with pytest.raises(HandoutEnded):
        handouts.opened(network.id, token, secret=SECRET, now=NOW + timedelta(days=7))
    with pytest.raises(HandoutEnded):
        fetched(network, ended)
    for forged in (token[:-1] + "A", "x" + token, "", public_id):
        with pytest.raises(NotFound):
            handouts.opened(network.id, forged, secret=SECRET, now=NOW)
    with pytest.raises(NotFound):
        handouts.opened(other.id, token, secret=SECRET, now=NOW)


def test_each_recipient_gets_one_mail_with_the_link_and_no_name_of_anybody(settings):
    network = saved_network()
    person = saved_person(network)
    saved_decision(person, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    public_id = made(network)

    sent = [
        handouts.send(public_id, act=act(network), language="en", public_url=PUBLIC_URL)
        for _ in range(2)
    ]
    mails = delivered(settings, now=NOW + timedelta(seconds=5))

    token = handouts.token_of(queries.handout(network.id, public_id), secret=SECRET)
    assert sent == [2, 0]
    assert [mail["To"] for mail in mails] == ["bus@example.org", "bahn@example.org"]
    for mail in mails:
        assert f"{PUBLIC_URL}/n/thueringen/lists/{token}" in plain(mail)
        assert person.email not in plain(mail)
        assert list(mail.iter_attachments()) == []


def test_a_list_goes_to_those_alone_for_whom_people_agreed_unless_somebody_is_sure():
    network = saved_network()
    gera = saved_meeting(network)
    there = saved_person(network, email="da@example.org")
    saved_attendance(gera, there)
    saved_person(network, email="fern@example.org")
    mine = ("Da@Example.org",)

    made(network, gera, recipients=mine, is_sure=False)
    made(network, recipients=(*mine, "fern@example.org"), is_sure=False)
    for meeting, other in ((gera, "fern@example.org"), (None, "bus@example.org")):
        with pytest.raises(RecipientsOutside) as refused:
            made(network, meeting, recipients=(*mine, other), is_sure=False)
        assert refused.value.facts["addresses"] == other
    made(network, gera, recipients=("bus@example.org",), is_sure=True)

    notes = db.session.query(AuditRow).filter_by(action="handout.made").order_by(AuditRow.id)
    assert [row.facts["outside"] for row in notes] == [0, 0, 1]
