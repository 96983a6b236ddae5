"""A person's rights in the browser: a copy, no sharing, erasure after a mail."""

import io
import zipfile

import pytest

from eventsvc.db.erasures import NAME
from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow, NetworkRow, PersonRow
from eventsvc.db.transaction import transaction
from eventsvc.domain.consents import Purpose, State
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_decision, saved_person
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, personal_path
from tests.support.signin import csrf
from tests.web.participant.conftest import my

pytestmark = pytest.mark.usefixtures("app", "english")


def press(client, person, path, **data):
    return client.post(
        my(person, path), data={"csrf_token": csrf(client, my(person, "/data"))} | data
    )


def network_of(one) -> NetworkRow:
    return db.session.get_one(NetworkRow, one.network_id)


def person() -> PersonRow:
    db.session.expire_all()
    return db.session.query(PersonRow).one()


def test_a_person_takes_everything_along_and_that_is_logged(client, erika):
    answer = press(client, erika, "/data.zip")

    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert "erika@example.org" in archive.read("data.json").decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert [row.action for row in db.session.query(AuditRow)] == ["rights.access"]


def test_a_person_reads_everything_that_is_held(client, erika):
    saved_decision(erika, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)

    page = client.get(my(erika, "/data/all")).text

    assert_valid(page)
    for words in ("erika@example.org", "Contact in the distribution list", "Has consented"):
        assert words in page
    assert "How long data is kept" in page
    assert my(erika, "/data/all") in client.get(my(erika, "/data")).text


def test_a_person_sees_where_the_data_comes_from_and_that_only_a_yes_counts(client, erika):
    child = saved_person(network_of(erika), is_minor=True, origin="schule.csv: 7")

    page = client.get(my(child, "/data")).text

    assert_valid(page)
    assert "From a list (with its row): schule.csv: 7" in page
    assert "only your yes counts" in page
    assert "From a list" not in client.get(my(erika, "/data")).text


def test_a_person_sees_until_when_the_contact_data_stays(client, erika):
    person = saved_person(network_of(erika), entered_at=NOW)
    others = [saved_person(network_of(erika)) for _ in range(2)]
    saved_decision(others[0], State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    with transaction() as writing:
        writing.get_one(PersonRow, others[1].id).restricted_at = NOW

    pages = [client.get(my(one, "/data")).text for one in (person, *others)]

    assert "Erased on 8 August 2025, unless you come to a meeting" in pages[0]
    assert "Kept while you agree to a list of the network" in pages[1]
    assert "Nothing of it is erased while its use is restricted." in pages[2]


def test_a_person_stops_all_sharing_and_takes_that_back(client, erika):
    saved_decision(erika, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    assert press(client, erika, "/rights", right="never-share").status_code == 303
    page = client.get(my(erika, "/data")).text
    assert_valid(page)
    assert "Nothing of you is passed on." in page
    assert "You are not on it: your data is never shared." in page
    press(client, erika, "/rights", right="share-again")
    assert person().never_share is False
    press(client, erika, "/rights", right="restrict")
    assert person().restricted_at == NOW
    assert "Your data is kept, and not used." in client.get(my(erika, "/data")).text
    assert press(client, erika, "/rights", right="everything").status_code == 400


def test_while_nothing_is_passed_on_no_answer_is_asked_for_or_shown_as_a_yes(client, erika):
    saved_decision(erika, State.GRANTED, purpose=Purpose.CONTACT_NETWORK)
    assert "You agreed" in client.get(my(erika)).text
    press(client, erika, "/rights", right="restrict")

    page = client.get(my(erika)).text

    assert_valid(page)
    assert "No: nothing of you is passed on" in page
    assert "You agreed" not in page
    assert "Yes, I agree" not in page
    assert "You get no invitations" in page
    assert "What stops, and how to lift it" in page
    told = client.get(my(erika, "/data")).text
    assert_valid(told)
    assert "get no invitations" in told
    assert "You lift it here." in told


def test_erasing_takes_a_mail_and_a_button_and_ends_all_links(client, erika, settings):
    press(client, erika, "/rights", right="erase")
    press(client, erika, "/rights", right="erase")
    [mail] = delivered(settings, now=NOW)
    link = personal_path(mail, PUBLIC_URL)
    page = client.get(link)
    assert_valid(page.text)
    assert person().erased_at is None
    # Neither link opens what the other one is for.
    assert client.get(link.removesuffix("/erase")).status_code == 404
    assert client.get(my(erika, "/erase")).status_code == 404

    done = client.post(link, data={"csrf_token": csrf(client, link)})

    assert_valid(done.text)
    assert (person().family, person().email) == ("–", "")
    assert (settings.data_dir / NAME).exists()
    # The link's own number is nobody's any more.
    assert [client.get(address).status_code for address in (link, my(erika))] == [404, 404]


@pytest.mark.parametrize(("state", "kind"), [(State.GRANTED, "success"), (None, "info")])
def test_silence_where_people_are_told_is_not_shown_as_a_yes(client, meeting, erika, state, kind):
    if state:
        saved_decision(erika, state, purpose=Purpose.PHOTO_PRINT, meeting_id=meeting.id)

    page = client.get(my(erika)).text

    line = page.partition('id="gera-photo-print"')[2].partition("</p>")[0]
    assert f"kern-badge--{kind}" in line
    assert ("You have not objected" in line) is (state is None)
