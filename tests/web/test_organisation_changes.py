from datetime import date
from io import BytesIO

import pytest

from eventsvc.db.models import (
    CooperationRow,
    ExperienceRow,
    OrganisationRow,
    PublicCodeRow,
    StatementRow,
    TopicRow,
    UploadRow,
)
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session
from eventsvc.domain.kinds import OrganisationKind, StatementKind
from eventsvc.domain.meetings import Visibility
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_network,
    saved_organisation,
    saved_statement,
)
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

ORGANISATIONS = "/o/ours/organisations"
WEIDA = f"{ORGANISATIONS}/weida"


@pytest.fixture
def weida(office):
    return saved_organisation(office, key="weida", code="WE1DA", name={"de": "Stadt Weida"})


def again(office, key="weida") -> OrganisationRow:
    session().expire_all()
    return organisation_by_key(office.id, key)


def test_an_organisation_is_made_with_a_code_and_an_empty_profile(organiser, office):
    answer = send(
        organiser,
        f"{ORGANISATIONS}/new",
        {
            "name.de": "Stadt Mühlhausen",
            "short.de": "Mühlhausen",
            "aliases": "Mühlhausen/Thür.\r\n\r\nStadtverwaltung Mühlhausen",
            "ags": "16064046",
        },
    )
    row = again(office, "muehlhausen")
    codes = session().query(PublicCodeRow).filter_by(organisation_id=row.id).all()

    assert answer.headers["Location"] == f"{ORGANISATIONS}/muehlhausen"
    assert (row.kind, row.member_since) == (OrganisationKind.MUNICIPALITY, date(2022, 8, 9))
    assert row.aliases == ["Mühlhausen/Thür.", "Stadtverwaltung Mühlhausen"]
    assert (row.ags, row.ars, row.profile.sentence) == ("16064046", None, {})
    assert [code.is_current for code in codes] == [True]


def test_a_lost_leading_zero_is_said_with_what_to_write(organiser, office):
    answer = send(organiser, f"{ORGANISATIONS}/new", {"name.de": "Flensburg", "ags": "1001000"})

    assert answer.status_code == 422
    assert "A leading zero was lost: write 01001000." in answer.text


def test_a_renamed_organisation_sorts_by_its_new_name_and_keeps_key_and_code(
    organiser, office, weida
):
    saved_organisation(office, key="gera", name={"de": "Gera"}, sort_key="")
    send(organiser, f"{WEIDA}/edit", {"name.de": "Aumühle"})
    send(organiser, f"{ORGANISATIONS}/gera/edit", {"name.de": "Gera"})
    text = organiser.get(ORGANISATIONS).text

    assert text.index("Aumühle") < text.index("Gera")
    assert organiser.get("/p/WE1DA").status_code == 200
    assert again(office).key == "weida"


def test_a_profile_is_filled_with_a_document_and_shown_to_who_scans(organiser, office, weida):
    send(
        organiser,
        f"{WEIDA}/profile",
        {
            "sentence.de": "Kleine Stadt mit großer Burg",
            "population": "8.500",
            "area_km2": "33,4",
            "contact_email": "Smart@Weida.example",
            "document": (BytesIO(b"%PDF-1.7 x"), "Steckbrief.pdf"),
        },
    )
    profile = again(office).profile
    upload = session().query(UploadRow).one()
    scan = organiser.get("/p/WE1DA").text

    assert (profile.population, profile.area_km2, profile.contact_email) == (
        8500,
        "33.4",
        "smart@weida.example",
    )
    assert (profile.document_id, upload.filename) == (upload.id, "Steckbrief.pdf")
    assert "Kleine Stadt mit großer Burg" in scan


def test_a_new_document_takes_the_place_of_the_old_one_which_the_history_keeps_unseen(
    organiser, office, weida
):
    path = f"{WEIDA}/profile"
    send(organiser, path, {"document": (BytesIO(b"%PDF-1.7 a"), "a.pdf")})
    send(organiser, path, {"document": (BytesIO(b"%PDF-1.7 b"), "b.pdf")})
    keys = {row.filename: row.key for row in session().query(UploadRow)}
    answers = {
        name: organiser.get(f"/n/ours/documents/{key}").status_code for name, key in keys.items()
    }
    send(organiser, path, {"drop_document": "yes"})

    assert answers == {"a.pdf": 404, "b.pdf": 200}
    assert again(office).profile.document_id is None
    assert organiser.get(f"/n/ours/documents/{keys['b.pdf']}").status_code == 404


@pytest.mark.parametrize(
    ("data", "name"), [(b"MZ\x90", "virus.exe"), (b"MZ\x90", "virus.pdf"), (b"%PDF-", "page.html")]
)
def test_what_is_no_document_is_not_kept(organiser, office, weida, data, name):
    answer = send(organiser, f"{WEIDA}/profile", {"document": (BytesIO(data), name)})

    assert answer.status_code == 422
    assert "no document that can be kept" in answer.text
    assert session().query(UploadRow).count() == 0


def test_statements_are_changed_as_a_list_and_keep_their_rows(organiser, office, weida):
    topic = saved(TopicRow(network_id=office.id, key="tourismus", label={"de": "Tourismus"}))
    kept = saved_statement(weida, topic_id=topic.id, text={"de": "Alt"})
    gone = saved_statement(weida, kind=StatementKind.OFFER)
    other = saved_statement(saved_organisation(office))
    path = f"{WEIDA}/statements"
    page = organiser.get(path).text
    shown = form_in(page)
    more = send_on(organiser, path, page, {"do": "statements:add"}).text
    first = {
        "statements.0.text.de": "Hilfe beim Radweg",
        "statements.2.kind": "focus",
        "statements.2.topic_id": "all",
        "statements.2.text.de": "Alles",
    }
    two = send_on(organiser, path, more, {**first, "do": "statements:remove:1"}).text
    send_on(organiser, path, two)
    rows = session().query(StatementRow).filter_by(organisation_id=weida.id)

    assert shown["statements.count"] == ["2"]
    assert [(row.kind, row.topic_id, row.text) for row in rows.order_by(StatementRow.id)] == [
        (StatementKind.SEEK, topic.id, {"de": "Hilfe beim Radweg"}),
        (StatementKind.FOCUS, None, {"de": "Alles"}),
    ]
    assert rows.order_by(StatementRow.id).first().id == kept.id
    assert session().get(StatementRow, gone.id) is None
    assert session().get(StatementRow, other.id) is not None


def test_a_cooperation_needs_exactly_one_partner(organiser, office, weida):
    gera = saved_organisation(office)
    path = f"{WEIDA}/cooperations"
    line = {"cooperations.count": "1", "cooperations.0.visibility": "public"}
    both = {"cooperations.0.partner_id": str(gera.id), "cooperations.0.partner_name": "Uni"}
    refused = send(organiser, path, line | both)
    send(
        organiser,
        path,
        line | {"cooperations.0.partner_id": str(gera.id), "cooperations.0.subjects": "Radweg"},
    )
    [row] = session().query(CooperationRow)

    assert refused.status_code == 422
    assert 'href="#cooperations-0-partner_name"' in refused.text
    assert (row.organisation_id, row.partner_id, row.subjects, row.visibility) == (
        weida.id,
        gera.id,
        ["Radweg"],
        Visibility.PUBLIC,
    )


def test_a_merge_keeps_every_code_and_can_be_undone(organiser, office, weida):
    saved_organisation(office, key="weida-neu", code="NEU11", name={"de": "Weida (Stadt)"})
    question = organiser.get(f"{WEIDA}/merge").text
    send_on(organiser, f"{WEIDA}/merge", question, {"into": "weida-neu"})
    merged = organiser.get("/p/WE1DA")
    send(organiser, f"{WEIDA}/separate")

    assert "Similar names: Weida (Stadt)" in question
    assert (merged.status_code, merged.headers["Location"][-8:]) == (302, "/p/NEU11")
    assert organiser.get("/p/WE1DA").status_code == 200


def test_what_was_merged_before_goes_along(organiser, office, weida):
    saved_organisation(office, key="b", code="BBBB2")
    saved_organisation(office, key="c", code="CCCC2")
    send(organiser, f"{WEIDA}/merge", {"into": "b"})
    send(organiser, f"{ORGANISATIONS}/b/merge", {"into": "c"})

    assert organiser.get("/p/WE1DA").headers["Location"][-8:] == "/p/CCCC2"


def test_a_closed_organisation_says_so_behind_its_code_until_it_opens_again(
    organiser, office, weida
):
    send(organiser, f"{WEIDA}/retire")
    closed = organiser.get("/p/WE1DA").status_code
    listed = organiser.get(f"{ORGANISATIONS}?show=gone").text
    send(organiser, f"{WEIDA}/reopen")

    assert (closed, organiser.get("/p/WE1DA").status_code) == (410, 200)
    assert "Stadt Weida" in listed


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("members", ["Stadt Weida", "Stadt Gera"]),
        ("guests", ["Presse"]),
        ("empty", ["Stadt Weida"]),
        ("gone", ["Früher"]),
        ("all", ["Stadt Weida", "Stadt Gera", "Presse", "Früher"]),
    ],
)
def test_the_list_is_narrowed(organiser, office, weida, show, names):
    saved_organisation(office, name={"de": "Stadt Gera"}, profile={"sentence": {"de": "Hier"}})
    saved_organisation(office, name={"de": "Presse"}, is_guest=True)
    saved_organisation(office, name={"de": "Früher"}, retired_at=NOW)
    text = organiser.get(f"{ORGANISATIONS}?show={show}").text

    every = ("Stadt Weida", "Stadt Gera", "Presse", "Früher")
    assert [name for name in every if f">{name}</span></a>" in text] == names


def test_the_list_is_searched_in_every_spelling(organiser, office, weida):
    saved_organisation(office, name={"de": "Bauhaus.Mobility.Lab"}, aliases=["NT.AG"])
    text = organiser.get(f"{ORGANISATIONS}?q=nt+ag").text

    assert ("Bauhaus" in text, "Stadt Weida" in text) == (True, False)


def test_more_organisations_ask_no_more_questions(organiser, office, weida):
    def cost() -> int:
        with counted_queries() as queries:
            organiser.get(ORGANISATIONS)
        return len(queries)

    one = cost()
    for _ in range(3):
        saved_organisation(office)

    assert cost() == one


def test_a_stale_edit_keeps_both_texts(organiser, office, weida):
    path = f"{WEIDA}/profile"
    stale = organiser.get(path).text
    send(organiser, path, {"sentence.de": "Ihrer"})
    answer = send_on(organiser, path, stale, {"sentence.de": "Meiner"})

    assert answer.status_code == 409
    assert ["Ihrer" in answer.text, "Meiner" in answer.text] == [True, True]
    assert_valid(answer.text)


def test_the_overview_says_how_many_profiles_are_empty(organiser, office, weida):
    saved_organisation(office, profile={"text": {"de": "Hier"}})
    saved_organisation(office, is_guest=True)
    saved_organisation(saved_network(slug="theirs"))

    assert "1 member has an empty profile</a>" in organiser.get("/o/").text


# Topics


def test_topics_are_made_changed_and_deleted(organiser, office):
    send(organiser, "/o/ours/topics/new", {"label.de": "Mobilität", "synonyms": "Verkehr\nBus"})
    send(organiser, "/o/ours/topics/new", {"label.de": "Radverkehr"})
    rows = {row.key: row for row in session().query(TopicRow)}
    parent = str(rows["mobilitaet"].id)
    send(organiser, "/o/ours/topics/radverkehr", {"parent_id": parent})
    circle = send(organiser, "/o/ours/topics/mobilitaet", {"parent_id": str(rows["radverkehr"].id)})
    in_use = send(organiser, "/o/ours/topics/mobilitaet/delete")
    send(organiser, "/o/ours/topics/radverkehr/delete")
    session().expire_all()

    assert rows["mobilitaet"].synonyms == ["Verkehr", "Bus"]
    assert (circle.status_code, in_use.status_code) == (409, 409)
    assert [row.key for row in session().query(TopicRow)] == ["mobilitaet"]


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "page",
    [
        "",
        "/edit",
        "/profile",
        "/statements",
        "/cooperations",
        "/merge",
        "/separate",
        "/retire",
        "/reopen",
    ],
)
def test_every_page_is_valid_html_and_none_shows_a_foreign_organisation(
    organiser, office, weida, page
):
    saved_organisation(saved_network(slug="theirs"), key="fremd")

    assert_valid(organiser.get(WEIDA + page).text)
    assert organiser.get(f"{ORGANISATIONS}/fremd{page}").status_code == 404


@pytest.mark.one_engine
@pytest.mark.parametrize("page", ["organisations", "organisations/new", "topics", "topics/new"])
def test_the_lists_are_valid_html(organiser, weida, page):
    assert_valid(organiser.get(f"/o/ours/{page}").text)


def test_the_office_enters_and_takes_back_what_a_member_says_of_its_experience(
    organiser, client, office, weida
):
    water, energy = (
        saved(TopicRow(network_id=office.id, key=key, label={"de": key.title()}))
        for key in ("wasser", "energie")
    )
    path = f"{WEIDA}/experience"

    page = organiser.get(path).text
    send(organiser, path, {f"grades.{water.id}": "2", f"grades.{energy.id}": "5"})
    told, scan = organiser.get(WEIDA).text, client.get("/p/WE1DA").text
    send(organiser, path, {f"grades.{energy.id}": "", "visibility": "network"})

    assert_valid(page)
    assert_valid(told)
    assert path in told
    assert told.index("Wasser") < told.index("Energie")
    assert "1 = much experience … 6 = no experience." in told
    assert "Wasser" in scan
    [left] = session().query(ExperienceRow).all()
    assert (left.topic_id, left.grade, left.visibility) == (water.id, 2, Visibility.NETWORK)
    assert "Wasser" in organiser.get(WEIDA).text
    assert "Wasser" not in client.get("/p/WE1DA").text
