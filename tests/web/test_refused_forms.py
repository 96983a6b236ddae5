"""A form that was filled in wrongly comes back with what was typed, whichever it is.

``tests/proof/test_refused_forms.py`` does the same to every form there is.
"""

import pytest

from tests.conftest import NOW
from tests.support.canaries import let_forms_show
from tests.support.everybody import everybody, saved_things, words_of_all
from tests.support.page_forms import forms_on, links_on
from tests.support.rewinding import rewound
from tests.support.signin import csrf
from tests.support.spoilt import HOST, complaint, same_browser, spoilt

PAGES = {
    "outsider": [
        "/d/<token>",
        "/h/<token>/",
        "/m/<token>/projects/new",
        "/my/<token>",
        "/my/<token>/data",
        "/n/<network>/meetings/<slug>/register",
        "/sign-in",
    ],
    "organiser": [
        "/o/<network>/meetings/<meeting>/badges",
        "/o/<network>/meetings/<meeting>/desk/people/<attendance>",
        "/o/<network>/meetings/<meeting>/mailings",
    ],
}
"""Who opens them → pages: one of each audience, and those that hold more than one form."""


@pytest.fixture
def world(app, english, monkeypatch):
    app.extensions["eventsvc.clock"] = lambda: NOW
    monkeypatch.setattr("eventsvc.web.security.limiter.enabled", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    ours, theirs = saved_things("ours", NOW), saved_things("theirs", NOW)
    browsers = everybody(app, ours, theirs, NOW)
    let_forms_show(words_of_all())
    return ours, browsers


@pytest.mark.parametrize("who", PAGES)
def test_a_form_filled_in_wrongly_comes_back_with_what_was_typed(world, who):
    ours, browsers = world
    client, found, count = browsers[who], [], 0
    forms = [
        form
        for rule in PAGES[who]
        for form in forms_on(ours.address(rule), client.get(ours.address(rule)).text)
    ]
    with rewound() as rewind:
        for form in forms:
            for way, data in spoilt(form):
                with same_browser(client):
                    wrong, answer = complaint(client, form, way, data)
                if answer.status_code < 400:
                    rewind()
                count += 1
                found += [(form.page, form.buttons[0][2], way, wrong)] * bool(wrong)

    assert found == []
    assert count > 20


@pytest.mark.one_engine
def test_what_no_browser_sends_gets_a_page_that_leads_back_and_repeats_no_secret(world):
    ours, browsers = world
    client = browsers["organiser"]
    page = ours.address("/o/<network>/meetings/<meeting>/mailings")
    mine = ours.address("/my/<token>")
    unknown = {"kind": "no-such-kind", "csrf_token": csrf(client, page)}
    secret = {"scope": "no-such-scope", "csrf_token": csrf(client, mine)}

    refused = client.post(f"{page}/prepare", data=unknown, headers={"Referer": HOST + page})
    elsewhere = client.post(
        f"{page}/prepare", data=unknown, headers={"Referer": f"https://elsewhere.example{page}"}
    )
    behind = client.post(f"{mine}/calendar", data=secret, headers={"Referer": HOST + mine})

    assert [one.status_code for one in (refused, elsewhere, behind)] == [400, 400, 400]
    assert page in links_on(f"{page}/prepare", refused.text)
    assert page not in refused.text
    assert page not in links_on(f"{page}/prepare", elsewhere.text)
    assert "Back to the form" not in behind.text
    assert mine.rpartition("/")[2] not in behind.text


@pytest.mark.one_engine
def test_a_form_that_came_back_leads_to_its_page_in_other_languages(world):
    ours, browsers = world
    client = browsers["organiser"]
    page = ours.address("/o/<network>/meetings/<meeting>/mailings")
    data = {"days": "0", "nonce": "n", "csrf_token": csrf(client, page)}

    answer = client.post(f"{page}/plan", data=data)

    assert answer.status_code == 422
    assert f"{page}?lang=pl" in links_on(f"{page}/plan", answer.text)
    assert client.get(f"{page}/plan").status_code == 404
