from tests.factories import saved_network, saved_organisation
from tests.support.html import assert_valid


def test_the_door_leads_to_the_only_network(client):
    saved_network()

    response = client.get("/")

    assert (response.status_code, response.location) == (302, "/n/thueringen/")


def test_the_door_lists_several_networks(page):
    saved_network(slug="b", name={"de": "Netz B"})
    saved_network(slug="a", name={"de": "Netz A"})

    html = page("/")

    assert_valid(html)
    assert html.index('href="/n/a/"') < html.index('href="/n/b/"')


def test_the_door_of_an_empty_service_says_what_to_do(page):
    html = page("/")

    assert_valid(html)
    assert "eventsvc import network.yaml" in html


def test_the_start_tells_what_the_network_is_and_how_many_belong_to_it(page):
    network = saved_network(about={"de": "Wir **lernen** voneinander.", "en": "We **learn**."})
    saved_organisation(network)
    saved_organisation(network, is_guest=True)

    html = page("/n/thueringen/")

    assert_valid(html)
    assert "We <strong>learn</strong>." in html
    assert '<a href="/n/thueringen/organisations">1</a>' in html


def test_an_unknown_network_is_not_found(client):
    assert client.get("/n/nowhere/").status_code == 404
    assert client.get("/n/nowhere/meetings").status_code == 404


def test_the_menu_and_the_footer_lead_everywhere(thueringen, page, client):
    html = page("/n/thueringen/")
    paths = ["", "meetings", "organisations", "imprint", "privacy", "accessibility", "barrier"]

    for path in [*paths, "easy-language", "sign-language"]:
        assert f'href="/n/thueringen/{path}"' in html
        assert client.get(f"/n/thueringen/{path}").status_code == 200
