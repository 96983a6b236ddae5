"""What stands in a Steckbrief beside the first screen: news, figures, strategy, licence."""

from datetime import timedelta

from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import Licence, Strategy
from tests.conftest import NOW
from tests.factories import saved_meeting, saved_organisation
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.web.member.conftest import link

SCAN = "/p/WE1DA"
WALL = NOW.replace(tzinfo=None)
FIGURES = {
    "text.de": "Weida liegt an der *Osterburg*.",
    "licence": "cc-by-4.0",
    "population": "8.432",
    "population_as_of": "2021-12-31",
    "area_km2": "33,51",
    "district": "Landkreis Greiz",
    "facts_source": "Landesamt für Statistik",
    "strategy": "adopted",
    "strategy_year": "2021",
    "strategy_url": "https://weida.example/strategie.pdf",
    "programme.de": "Modellprojekte Smart Cities",
    "funding.de": "Bund, bis 2026",
}


def again(network):
    session().expire_all()
    return organisation_by_key(network.id, "weida").profile


def test_figures_strategy_and_licence_stand_on_the_scan_page(client, network, weida, steward):
    path = link(steward, "/details")
    preview = send(client, path, FIGURES | {"show": "preview"})
    unsaved = client.get(SCAN).text
    saved = send_on(client, path, preview.text, action=path)
    scan = client.get(SCAN).text
    profile = again(network)

    assert_valid(client.get(path).text)
    assert_valid(scan)
    assert (preview.status_code, saved.status_code) == (200, 303)
    assert "Smart Cities" not in unsaved
    assert (profile.population, profile.area_km2) == (8432, "33.51")
    assert (profile.strategy, profile.strategy_year) == (Strategy.ADOPTED, 2021)
    assert profile.licence is Licence.CC_BY
    for page in (preview.text, scan):
        assert "Small town (5,000 to 20,000)" in page
        assert "Adopted (2021)" in page
        assert 'href="https://weida.example/strategie.pdf"' in page
        assert "Others may use this text: With the author's name (CC BY 4.0)." in page
        assert "Bund, bis 2026" in page


def test_a_wrong_figure_is_named_and_nothing_typed_is_lost(client, network, weida, steward):
    wrong = {"strategy_year": "21", "strategy_url": "javascript:alert(1)", "population": "viele"}

    answer = send(client, link(steward, "/details"), FIGURES | wrong)

    assert answer.status_code == 422
    assert form_in(answer.text)["funding.de"] == ["Bund, bis 2026"]
    for words in ("“21” does not fit here", "“viele” does not fit here", "javascript:alert(1)"):
        assert words in answer.text
    assert again(network).population is None


def test_news_stand_in_the_profile_and_on_the_page_of_the_next_meeting(
    client, network, weida, steward
):
    saved_meeting(network, slug="vorher", start=WALL - timedelta(days=100))
    saved_meeting(network, slug="treffen", start=WALL + timedelta(days=14))
    guest = {"news": [{"on": str(NOW.date()), "text": {"de": "Vom Gast"}}]}
    saved_organisation(network, is_guest=True, profile=guest)
    path = link(steward)
    lines = {
        "news.count": "2",
        "news.0.on": str(NOW.date() - timedelta(days=200)),
        "news.0.text.de": "Alte Meldung",
        "news.1.text.de": "Der <b>Radweg</b> ist fertig",
    }

    answer = send(client, path, lines)
    scan = client.get(SCAN).text
    meeting = client.get("/n/ours/meetings/treffen").text

    assert answer.status_code == 303
    assert [line["on"] for line in again(network).news] == ["2022-08-09", "2022-01-21"]
    assert scan.index("Der &lt;b&gt;Radweg&lt;/b&gt; ist fertig") < scan.index("Alte Meldung")
    assert "What is new among the members" in meeting
    assert "Der &lt;b&gt;Radweg&lt;/b&gt; ist fertig" in meeting
    assert "Alte Meldung" not in meeting
    assert "Vom Gast" not in meeting
    assert "Stadt Weida" in meeting
    assert_valid(meeting)


def test_a_fourth_line_of_news_and_a_day_without_words_are_refused(client, network, weida, steward):
    lines = {"news.count": "4"} | {f"news.{at}.text.de": f"Nr. {at}" for at in range(4)}
    many = send(client, link(steward), lines)
    empty = send(client, link(steward), {"news.count": "1", "news.0.on": "2022-08-01"})

    assert (many.status_code, empty.status_code) == (422, 422)
    assert "Three lines at most. Remove the oldest." in many.text
    assert "News: This is missing. Fill it in." in empty.text
    assert again(network).news == []


def test_the_form_says_what_readers_would_still_look_for(client, network, weida, steward):
    first = client.get(link(steward)).text
    send(client, link(steward), {"sentence.de": "Kurz", "contact_email": "a@weida.example"})
    then = client.get(link(steward)).text

    assert "One sentence on what you are known for" in first
    assert "One sentence on what you are known for" not in then
    assert f'href="{link(steward, "/details")}#population"' in then


def test_the_office_changes_the_same_fields_and_an_old_version_brings_them_back(
    client, organiser, network, weida, steward
):
    path = "/o/ours/organisations/weida/profile"
    assert send(client, link(steward, "/details"), FIGURES).status_code == 303
    office = {"position": "50.7739, 12.0605", "strategy": "", "news.count": "1"}
    assert send(organiser, path, office | {"news.0.text.de": "Neu"}).status_code == 303
    changed = (again(network).position, again(network).strategy)
    compared = organiser.get("/o/ours/organisations/weida/versions/3").text
    page = organiser.get("/o/ours/organisations/weida/versions/2").text
    restore = "/o/ours/organisations/weida/versions/2/restore"
    put_back = organiser.post(restore, data={k: v[0] for k, v in form_in(page).items()})
    profile = again(network)

    assert changed == ((50.7739, 12.0605), None)
    assert "Adopted" in compared
    assert "2022-08-09: Neu" in compared
    assert put_back.status_code == 303
    assert (profile.strategy, profile.news, profile.population) == (Strategy.ADOPTED, [], 8432)
    assert str(profile.population_as_of) == "2021-12-31"
    assert profile.position == (50.7739, 12.0605)
