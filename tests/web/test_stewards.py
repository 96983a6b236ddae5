"""The office and its stewards: named, mailed after a look, what they change seen and put back."""

import re

import pytest

from eventsvc.db.models import OutboxRow, ProfileVersionRow, StewardRow
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.profiles import VersionKind
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_network,
    saved_organisation,
    saved_person,
    saved_statement,
    saved_steward,
    saved_upload,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.mailbox import delivered, plain
from tests.support.queries import counted_queries
from tests.support.signin import sign_in

MAIL = "/o/ours/profiles/mail"
WEIDA = "/o/ours/organisations/weida"


@pytest.fixture
def weida(office):
    return saved_organisation(office, key="weida", code="WE1DA", name={"de": "Stadt Weida"})


def stewards() -> list[StewardRow]:
    session().expire_all()
    return session().query(StewardRow).order_by(StewardRow.id).all()


def test_a_steward_is_a_person_or_a_mailbox_and_each_only_once(organiser, office, weida):
    erika = saved_person(office, functions=[])
    path = f"{WEIDA}/stewards/new"
    send(organiser, f"{WEIDA}/stewards/new", {"email": "Digital@Weida.example", "role": "IT"})
    again = send(organiser, path, {"email": "digital@weida.example"})
    both = send(organiser, path, {"email": "x@weida.example", "person": erika.public_id})
    none = send(organiser, path)
    page = organiser.get(path).text
    twice = [send_on(organiser, path, page, {"email": "b@weida.example"}) for _ in range(2)]
    (first, _second) = stewards()
    listed = organiser.get(f"{WEIDA}/stewards").text
    ended = send_on(organiser, "", listed, action=f"{WEIDA}/stewards/{first.public_id}/end")

    assert (first.email, first.role, first.named_at) == ("digital@weida.example", "IT", NOW)
    assert [one.status_code for one in (again, both, none)] == [409, 422, 422]
    assert [one.status_code for one in twice] == [303, 303]
    assert_valid(listed)
    assert "IT" in listed
    assert ended.status_code == 303
    assert [one.ended_at for one in stewards()] == [NOW, None]
    assert session().query(OutboxRow).count() == 0


def test_the_office_sees_to_whom_and_what_before_a_mail_goes_once(
    organiser, office, weida, client, settings
):
    full = saved_organisation(office, profile={"sentence": {"de": "Voll"}})
    saved_organisation(office, name={"de": "Ohne Pate"})
    saved_steward(full, email="voll@example.org")
    one = saved_steward(weida, email="digital@weida.example", role="Digitales")
    lost = saved_steward(weida, email="lost@weida.example", link_disowned_at=NOW)
    choice = organiser.get(MAIL).text
    everybody = organiser.get(f"{MAIL}?show=all").text
    single = organiser.get(f"{MAIL}?organisation=weida").text
    look = send_on(organiser, MAIL, choice, {"steward": [one.public_id, lost.public_id]})
    before = session().query(OutboxRow).count()
    answers = [send_on(organiser, "", look.text, action=f"{MAIL}/send") for _ in range(2)]
    mails = delivered(settings, now=NOW)
    words = plain(mails[0])
    path = re.search(r"https://netz\.example\.de(/m/\S+)", words)[1]

    for text in (choice, everybody, single, look.text):
        assert_valid(text)
    assert form_in(choice, MAIL)["steward"] == [one.public_id]
    assert len(form_in(everybody, MAIL)["steward"]) == 2
    assert form_in(single, MAIL)["steward"] == [one.public_id]
    assert "Ohne Pate" in choice
    assert "lost@weida.example" in choice
    assert "https://netz.example.de/m/…" in look.text
    assert path not in look.text
    assert "digital@weida.example" in look.text
    assert (before, [answer.status_code for answer in answers], len(mails)) == (0, [303, 303], 1)
    assert mails[0]["To"] == "digital@weida.example"
    assert mails[0]["Subject"] == "Ihr Steckbrief im Netzwerk: Stadt Weida"
    assert "Stadt Weida" in words
    assert client.get(path).status_code == 200
    assert stewards()[1].mailed_at == NOW


def test_what_stewards_change_is_told_compared_and_put_back(organiser, office, weida, client):
    from tests.web.member.conftest import link

    topicless = saved_statement(weida, text={"de": "Alter Wunsch"})
    upload = saved_upload(office, filename="alt.pdf")
    with transaction() as writing:
        profile = writing.get_one(type(weida.profile), weida.id)
        profile.sentence, profile.document_id = {"de": "Alter Satz"}, upload.id
    steward = saved_steward(weida, role="Digitales")
    path = link(steward)
    quiet = organiser.get("/o/").text
    changes = {
        "sentence.de": "Neuer Satz",
        "seeks.0.text.de": "Neuer Wunsch",
        "drop_document": "yes",
    }
    send(client, path, changes)
    send(client, path, {"contact_phone": "0365 1"})
    overview = organiser.get("/o/").text
    listed = organiser.get("/o/ours/profiles").text
    compare = re.search(r'href="([^"]+since=1)"', listed)[1].replace("&amp;", "&")
    shown = organiser.get(compare).text
    restored = send_on(
        organiser, "", organiser.get(f"{WEIDA}/versions/1").text,
        action=f"{WEIDA}/versions/1/restore",
    )  # fmt: skip
    session().expire_all()
    back = organisation_by_key(office.id, "weida").profile
    said = [row.text for row in session().query(type(topicless))]
    kinds = [row.kind for row in session().query(ProfileVersionRow).order_by("number")]
    send_on(organiser, "", listed, action="/o/ours/profiles/seen")
    seen = organiser.get("/o/").text
    scan = organiser.get("/p/WE1DA").text

    assert "changed by" not in quiet
    assert "1 profile was changed by its steward since" in overview
    for text in (listed, shown, organiser.get(f"{WEIDA}/versions").text):
        assert_valid(text)
        assert "Digitales" in text
    for words in ("Alter Satz", "Neuer Satz", "Alter Wunsch", "Neuer Wunsch", "alt.pdf", "0365 1"):
        assert words in shown
    assert restored.status_code == 303
    assert (back.sentence, back.document_id, back.contact_phone) == (
        {"de": "Alter Satz"},
        upload.id,
        "",
    )
    assert said == [{"de": "Alter Wunsch"}]
    assert kinds == [
        VersionKind.FOUND,
        VersionKind.CHANGED,
        VersionKind.CHANGED,
        VersionKind.RESTORED,
    ]
    assert "changed by" not in seen
    assert "Alter Satz" in scan
    assert "alt.pdf" in scan


def test_a_version_is_not_put_back_over_a_change_that_nobody_looked_at(organiser, office, weida):
    for words in ("Eins", "Zwei", "Drei"):
        send(organiser, f"{WEIDA}/profile", {"sentence.de": words})
    page = organiser.get(f"{WEIDA}/versions/2").text
    send(organiser, f"{WEIDA}/profile", {"sentence.de": "Vier"})
    send_on(organiser, "", page, action=f"{WEIDA}/versions/2/restore")
    session().expire_all()

    assert organisation_by_key(office.id, "weida").profile.sentence == {"de": "Vier"}


def test_stewards_of_another_network_and_helpers_stay_outside(app, organiser, office, weida):
    theirs = saved_network(slug="theirs")
    far = saved_organisation(theirs, key="weida")
    foreign = saved_steward(far)
    helper, outsider = app.test_client(), app.test_client()
    sign_in(helper, saved_account((Role.HELPER, office)), now=NOW)
    sign_in(outsider, saved_account((Role.ORGANISER, theirs)), now=NOW)
    paths = [
        "/o/ours/profiles",
        MAIL,
        f"{WEIDA}/stewards",
        f"{WEIDA}/stewards/new",
        f"{WEIDA}/versions",
    ]
    form = organiser.get(f"{WEIDA}/stewards/new").text
    token = form_in(form)["csrf_token"][0]
    taken = organiser.post(f"{WEIDA}/stewards/{foreign.public_id}/end", data={"csrf_token": token})
    mailed = organiser.post(
        f"{MAIL}/send",
        data={"csrf_token": token, "steward": foreign.public_id, "nonce": "n"},
    )

    assert {path: helper.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert {path: outsider.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert (taken.status_code, mailed.status_code) == (404, 409)
    assert session().query(OutboxRow).count() == 0
    assert stewards()[0].ended_at is None


def test_the_lists_ask_no_more_with_more_stewards(organiser, office):
    counts = {path: [] for path in (f"{MAIL}?show=all", "/o/ours/profiles", "/o/")}
    for _ in range(2):
        organisation = saved_organisation(office)
        steward = saved_steward(organisation)
        with transaction() as writing:
            writing.add(
                ProfileVersionRow(
                    network_id=office.id,
                    organisation_id=organisation.id,
                    number=1,
                    kind=VersionKind.CHANGED,
                    at=NOW,
                    by=f"steward:{steward.public_id}",
                    content={"statements": []},
                )
            )
        for path, found in counts.items():
            with counted_queries() as queries:
                organiser.get(path)
            found.append(len(queries))

    assert {path: first for path, (first, _) in counts.items()} == {
        path: second for path, (_, second) in counts.items()
    }
