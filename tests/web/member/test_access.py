"""Who gets in by which link, and what a mail scanner does by opening one."""

from random import Random

from eventsvc.db.models import AuditRow, OrganisationRow, OutboxRow, ProfileVersionRow, StewardRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.privacy.personal import token_of as personal_token
from eventsvc.services.profiles.members import keep_pending
from tests.conftest import NOW
from tests.factories import (
    saved_network,
    saved_organisation,
    saved_person,
    saved_statement,
    saved_steward,
)
from tests.support.forms import send, send_on
from tests.web.member.conftest import SECRET, link

PAGES = ("", "/not-mine")


def test_opening_the_pages_changes_nothing_and_tells_nobody(client, network, weida, steward):
    answers = [client.get(link(steward, page)) for page in PAGES]

    assert [answer.status_code for answer in answers] == [200, 200]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert steward.email not in answer.text or answer is answers[0]
    for kind in (AuditRow, ProfileVersionRow, OutboxRow):
        assert session().query(kind).count() == 0
    assert session().get(StewardRow, steward.id).link_generation == 0


def test_no_other_link_opens_the_page_and_this_one_opens_no_other(client, network, weida, steward):
    person = saved_person(network, public_id=steward.public_id)
    token = link(steward).removeprefix("/m/")
    purposes = [LinkPurpose.MY, LinkPurpose.CALENDAR]
    refused = [f"/m/{personal_token(person, purpose, secret=SECRET)}" for purpose in purposes] + [
        f"/my/{token}",
        f"/my/{token}/calendar.ics",
        f"/m/{token[:-1]}",
        f"/m/{token}x",
        f"/m/{'A' * 40}",
        "/m/",
    ]

    assert {path: client.get(path).status_code for path in refused} == dict.fromkeys(refused, 404)


def test_a_steward_of_one_organisation_reaches_nothing_of_another(client, network, weida, steward):
    gera = saved_organisation(network, key="gera", name={"de": "Stadt Gera"})
    theirs = saved_network(slug="theirs")
    far = saved_organisation(theirs, key="weida", name={"de": "Weida drüben"})
    others = [saved_steward(gera), saved_steward(far, public_id=steward.public_id)]

    numbers = [
        keep_pending(
            other.id,
            Document("fremd.pdf", "application/pdf", b"%PDF-1.7"),
            act=Act(network_id=other.network_id, by="steward:x", at=NOW),
            random=Random(number),
        )
        for number, other in enumerate(others)
    ]
    path = link(steward)
    fetched = [client.get(link(steward, f"/file/{number}")).status_code for number in numbers]
    taken = send(client, path, {"pending": str(numbers[0]), "sentence.de": "Meins"})
    session().expire_all()

    assert fetched == [404, 404]
    assert taken.status_code == 303
    rows = {row.key + row.name["de"]: row.profile for row in session().query(type(gera))}
    assert rows["weidaStadt Weida"].document_id is None
    assert rows["weidaStadt Weida"].sentence == {"de": "Meins"}
    assert rows["geraStadt Gera"].sentence == rows["weidaWeida drüben"].sentence == {}


def test_a_statement_of_another_organisation_cannot_be_taken(client, network, weida, steward):
    foreign = saved_statement(saved_organisation(network), text={"de": "Fremd"})
    send(
        client,
        link(steward),
        {"seeks.count": "1", "seeks.0.id": str(foreign.id), "seeks.0.text.de": "Meins"},
    )
    session().expire_all()
    found = {row.id: row.text for row in session().query(type(foreign))}

    assert found.pop(foreign.id) == {"de": "Fremd"}
    assert list(found.values()) == [{"de": "Meins"}]


def test_a_link_that_is_good_no_more_says_so(client, network, weida, steward):
    into = saved_organisation(network).id
    endings = [
        (StewardRow, {"ended_at": NOW}),
        (StewardRow, {"link_generation": 1}),
        (OrganisationRow, {"retired_at": NOW}),
        (OrganisationRow, {"merged_into_id": into}),
    ]
    for kind, values in endings:
        organisation = saved_organisation(network)
        one = saved_steward(organisation)
        path = link(one)
        good = client.get(path).status_code
        with transaction() as writing:
            row = writing.get_one(kind, one.id if kind is StewardRow else organisation.id)
            for name, value in values.items():
                setattr(row, name, value)
        answer = client.get(path)

        assert (good, answer.status_code, values) == (200, 410, values)
        assert "is no longer good" in answer.text


def test_a_reader_whose_link_it_is_not_makes_it_worthless(
    client, network, weida, steward, organiser
):
    path = link(steward)
    answer = send(client, f"{path}/not-mine")
    page = organiser.get("/o/ours/organisations/weida/stewards").text

    assert "The link is dead now" in answer.text
    assert client.get(path).status_code == 410
    assert "A reader said that the link is not theirs" in page
    row = session().query(AuditRow).one()
    assert (row.action, row.actor) == ("link.disowned", f"steward:{steward.public_id}")


def test_a_forged_form_is_refused(client, network, weida, steward):
    path = link(steward)

    assert client.post(path, data={"sentence.de": "x"}).status_code == 400
    assert client.post(f"{path}/still-true").status_code == 400
    page = client.get(path).text
    assert send_on(client, path, page, action=f"{path}/still-true").status_code == 303
