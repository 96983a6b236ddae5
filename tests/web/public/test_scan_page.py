import re
from datetime import date, datetime, timedelta

import pytest

from eventsvc.db.models import CooperationRow, FunctionRow, PublicCodeRow, TopicRow
from eventsvc.domain.consents import State
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    CREATED,
    START,
    saved,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_statement,
    saved_upload,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries

LIGHTEST_PHONE = 60 * 1024


def in_order(html: str, *words: str) -> bool:
    assert [word for word in words if word not in html] == []
    places = [html.index(word) for word in words]
    return places == sorted(places)


def test_first_stands_who_then_seeks_and_offers_then_the_contact_then_the_rest(thueringen, page):
    html = page("/p/TB3CK")

    assert_valid(html)
    assert in_order(
        html,
        "<h1>",
        'lang="de">Zweckverband Allianz',
        "Sechs Gemeinden, ein gemeinsamer Weg",
        "We seek support with",
        "Bürgerbeteiligung (Vermarktung Produkte)",
        "We offer support with",
        "Interkommunale Zusammenarbeit",
        "geschaeftsstelle@<wbr>allianz.example.org",
        "Save contact",
        "What we work on",
        "TU Berlin",
        "4. Netzwerktreffen",
        "33,125",
    )


@pytest.mark.parametrize("path", ["/p/tb3ck", "/P/TB3CK", "/p/Tb3cK", "/p/TB3-CK"])
def test_the_code_is_read_in_any_letter_case(thueringen, page, path):
    assert "Zweckverband Allianz" in page(path)


def test_a_topic_that_is_said_in_several_ways_stands_once(thueringen, page):
    html = page("/p/S3TNR")

    assert html.count("Finanzierungsmöglichkeiten") == 1
    assert in_order(html, "Vermittlung von EU-Mitteln", "Dorfbauförderung", "Monetäre")


def test_words_that_only_repeat_the_topic_are_not_said_twice(thueringen, page):
    assert page("/p/FH3RF").count("Mobilität") == 1


def test_an_offer_to_all_topics_says_so(thueringen, page):
    html = page("/p/7M3NA")

    assert in_order(html, "We offer support with", "All topics", "zu fast allen Themen")


def test_what_is_hidden_or_expired_is_not_shown(thueringen, page):
    _, organisations, _ = thueringen
    gera = organisations["gera"]
    saved_statement(gera, text={"de": "canary network"}, visibility=Visibility.NETWORK)
    saved_statement(gera, text={"de": "canary invited"}, visibility=Visibility.INVITED)
    saved_statement(gera, text={"de": "canary expired"}, valid_until=date(2022, 8, 8))
    saved_statement(gera, text={"de": "last day"}, valid_until=date(2022, 8, 9))
    saved(
        CooperationRow(
            network_id=gera.network_id,
            organisation_id=gera.id,
            partner_name="canary partner",
            visibility=Visibility.NETWORK,
        )
    )

    html = page("/p/GERA2")

    assert "last day" in html
    assert "canary" not in html


def test_an_empty_profile_says_so_kindly(thueringen, page):
    html = page("/p/MHAVS")

    assert_valid(html)
    assert "Stadt Mühlhausen has not written its profile yet." in html


def test_a_profile_of_name_sentence_and_link_is_complete(thueringen, page):
    html = page("/p/DNGS7")

    assert_valid(html)
    assert "has not written" not in html
    assert 'href="https://dingelstaedt.example.org/steckbrief.pdf"' in html


def test_a_person_is_shown_from_the_consent_until_its_withdrawal(thueringen, page, client):
    network, organisations, _ = thueringen
    person = saved_person(
        network,
        given="Petra",
        family="Probe",
        email="petra@example.org",
        functions=[
            FunctionRow(
                network_id=network.id,
                organisation_id=organisations["gera"].id,
                title={"de": "Smart-City-Beauftragte"},
            )
        ],
    )
    silent = page("/p/GERA2")
    saved_decision(person, State.GRANTED)
    granted = client.get("/p/GERA2", headers={"Accept-Language": "en"})
    saved_decision(person, State.REFUSED, decided_at=CREATED + timedelta(days=1))
    again = client.get(
        "/p/GERA2", headers={"Accept-Language": "en", "If-None-Match": granted.headers["ETag"]}
    )

    assert "Petra Probe" in granted.text
    assert in_order(granted.text, "Petra Probe", "Smart-City-Beauftragte", "petra@")
    assert "Probe" not in silent
    assert again.status_code == 200
    assert "Probe" not in again.text


def test_a_page_that_did_not_change_is_not_sent_again(thueringen, client):
    first = client.get("/p/GERA2")
    second = client.get("/p/GERA2", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (second.status_code, second.data) == (304, b"")


def test_a_meeting_that_runs_is_told_as_running(thueringen, app, page):
    *_, meeting = thueringen
    app.extensions["eventsvc.clock"] = lambda: meeting.dtstart + timedelta(hours=1)

    assert in_order(page("/p/GERA2"), "Running now", "4. Netzwerktreffen")


def test_an_old_code_and_one_of_a_merged_organisation_lead_to_the_current_one(client):
    network = saved_network()
    gera = saved_organisation(network, code="GERA2")
    saved_organisation(network, code="MRGD2", merged_into_id=gera.id, retired_at=CREATED)
    saved(
        PublicCodeRow(
            code="GERA3",
            network_id=network.id,
            organisation_id=gera.id,
            given_at=CREATED,
            is_current=False,
        )
    )

    answers = [client.get(path) for path in ("/p/gera3", "/P/MRGD2?lang=en", "/p/mrgd2.vcf")]

    assert [(answer.status_code, answer.location) for answer in answers] == [
        (302, "/p/GERA2"),
        (302, "/p/GERA2?lang=en"),
        (302, "/p/GERA2.vcf"),
    ]


def test_a_retired_code_is_gone_kindly_and_an_unknown_one_is_unknown(thueringen, client):
    gone, unknown = client.get("/p/W3GG7"), client.get("/p/NEVER")
    english = {"Accept-Language": "en"}

    assert (gone.status_code, unknown.status_code) == (410, 404)
    assert "is no longer part of this network" in client.get("/p/W3GG7", headers=english).text
    assert "Compare each sign" in client.get("/p/NEVER", headers=english).text
    assert_valid(gone.text)
    assert_valid(unknown.text)


def test_a_code_whose_organisation_was_deleted_is_gone(client):
    saved(PublicCodeRow(code="GXNE2", network_id=saved_network().id, given_at=CREATED))
    saved(PublicCodeRow(code="GXNE3", given_at=CREATED))

    assert [client.get(path).status_code for path in ("/p/GXNE2", "/p/GXNE3.vcf")] == [410, 410]


def test_a_merged_organisation_whose_target_has_no_code_is_gone(client):
    network = saved_network()
    target = saved_organisation(network, code="TRGT2")
    saved_organisation(network, code="MRGD2", merged_into_id=target.id)
    saved(PublicCodeRow(code="MEETX", given_at=CREATED))
    from eventsvc.db.transaction import transaction

    with transaction() as session:
        session.get(PublicCodeRow, "TRGT2").is_current = False

    assert client.get("/p/MRGD2").status_code == 410


def test_a_meeting_code_leads_to_the_meeting_and_never_to_one_that_is_not_public(client):
    network = saved_network()
    meetings = {
        "MEET2": saved_meeting(network, slug="gera"),
        "MEET3": saved_meeting(network, slug="secret", visibility=Visibility.INVITED),
    }
    for code, meeting in meetings.items():
        saved(
            PublicCodeRow(code=code, network_id=network.id, meeting_id=meeting.id, given_at=CREATED)
        )

    answers = [client.get(f"/P/{code}") for code in meetings]

    assert [(answer.status_code, answer.location) for answer in answers] == [
        (302, "/n/thueringen/meetings/gera"),
        (302, "/n/thueringen/"),
    ]


def test_the_role_contact_comes_as_a_card_for_the_phone(thueringen, client):
    response = client.get("/P/tb3ck.vcf", headers={"Accept-Language": "de"})

    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="TB3CK.vcf"'
    assert response.text == (
        "BEGIN:VCARD\r\n"
        "VERSION:3.0\r\n"
        'FN:Zweckverband Allianz "Thüringer Becken"\r\n'
        "N:;;;;\r\n"
        "X-ABShowAs:COMPANY\r\n"
        'ORG:Zweckverband Allianz "Thüringer Becken"\r\n'
        "TITLE:Geschäftsstelle der Allianz\r\n"
        "TEL;TYPE=work:03634 12 34-5\r\n"
        "EMAIL;TYPE=work:geschaeftsstelle@allianz.example.org\r\n"
        "URL:https://netz.example.de/p/TB3CK\r\n"
        "NOTE:Smart Cities / Smart Regions in Thüringen\r\n"
        "END:VCARD\r\n"
    )


def test_there_is_no_card_without_a_role_contact(thueringen, client):
    assert client.get("/p/GERA2.vcf").status_code == 404
    assert client.get("/p/DNGS7.vcf").status_code == 404


def test_a_file_of_the_profile_is_linked_and_a_telephone_can_be_dialled(page):
    network = saved_network()
    upload = saved_upload(network, key="k3y", filename="Exposé.pdf")
    saved_organisation(
        network,
        code="GERA2",
        profile={"document_id": upload.id, "contact_phone": "+49 (0)365 838-0"},
    )

    html = page("/p/GERA2")

    assert 'href="/n/thueringen/documents/k3y" download' in html
    assert 'href="tel:+493658380"' in html


def test_a_language_that_is_missing_is_marked_as_the_one_shown(page):
    network = saved_network()
    saved_organisation(network, code="GERA2", profile={"sentence": {"cs": "Město u řeky."}})

    assert '<span lang="cs">Město u řeky.</span>' in page("/p/GERA2")


def test_the_page_with_all_it_loads_is_light(thueringen, client):
    packed = {"Accept-Encoding": "gzip"}
    html = client.get("/p/TB3CK", headers=packed)
    css_path = re.search(r'href="(/static/site[^"]*\.css)"', html.text)[1]
    css = client.get(css_path, headers=packed)
    fonts = set(re.findall(r"url\((/static/fonts/[^)]+)\)", client.get(css_path).text))
    icon = re.search(r'rel="icon" href="([^"]+)"', html.text)[1]

    assert not re.search(r"<script|<img", html.text)
    assert len(fonts) == 2
    assert (
        len(html.data)
        + len(css.data)
        + sum(len(client.get(path, headers=packed).data) for path in (*fonts, icon))
        <= LIGHTEST_PHONE
    )


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_scan_asks_five_questions_however_much_there_is_to_say(client, count):
    network = saved_network()
    gera = saved_organisation(network, code="GERA2")
    for number in range(count):
        topic = saved(TopicRow(network_id=network.id, key=f"t{number}", label={"de": "Daten"}))
        saved_statement(gera, topic_id=topic.id, kind=StatementKind.OFFER)
        other = saved_organisation(network)
        saved(CooperationRow(network_id=network.id, organisation_id=gera.id, partner_id=other.id))
        person = saved_person(
            network, functions=[FunctionRow(network_id=network.id, organisation_id=gera.id)]
        )
        saved_decision(person, State.GRANTED)
        saved_meeting(network, start=START + timedelta(days=number))

    with counted_queries() as queries:
        html = client.get("/p/GERA2").text

    assert html.count("Mustermann") == min(count, 20)
    assert len(queries) == 5


def test_midnight_is_that_of_the_network(app, page):
    from zoneinfo import ZoneInfo

    network = saved_network(tzid="Europe/Berlin")
    gera = saved_organisation(network, code="GERA2")
    saved_statement(gera, text={"de": "until today"}, valid_until=date(2022, 8, 9))
    berlin = ZoneInfo("Europe/Berlin")
    app.extensions["eventsvc.clock"] = lambda: datetime(2022, 8, 9, 23, 59, tzinfo=berlin)
    before = page("/p/GERA2")
    app.extensions["eventsvc.clock"] = lambda: datetime(2022, 8, 10, 0, 1, tzinfo=berlin)

    assert "until today" in before
    assert "until today" not in page("/p/GERA2")
