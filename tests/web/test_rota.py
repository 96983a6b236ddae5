"""Hosts take turns: the office says who, dates follow, hosts are told and fill in by their link."""

import re
from datetime import timedelta
from random import Random

import pytest

from eventsvc.db.models import AgendaItemRow, MeetingRow, OutboxRow, SpeakerRow
from eventsvc.db.transaction import session
from eventsvc.domain.meetings import Visibility
from eventsvc.services.dates.rota_mails import tell_due
from eventsvc.services.mails.delivery import CONTENTS
from eventsvc.services.mails.letters import Office
from eventsvc.services.mails.outbox import Leased
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved, saved_meeting, saved_network, saved_organisation
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.web.test_series import LOUNGE, NEW

SERIES = "/o/ours/series/virtuelles-treffen"
OFFICE = Office(public_url=PUBLIC_URL, sender="x@example.org", carrier=print, secret="t" * 32)


@pytest.fixture
def cities(organiser, office):
    """A series with three members that take turns: Gera, Suhl, Weida."""
    template = saved_meeting(
        office,
        slug="muster",
        agenda=[
            AgendaItemRow(position=0, title={"de": "Begrüßung"}, minutes=15),
            AgendaItemRow(
                position=1, title={"de": "Vertraulich"}, visibility=Visibility.INVITED, minutes=5
            ),
        ],
    )
    names = ("Gera", "Suhl", "Weida")
    rows = [
        saved_organisation(
            office, name={"de": name}, profile={"contact_email": f"{name.lower()}@example.org"}
        )
        for name in names
    ]
    seen = send(organiser, NEW, LOUNGE | {"like": template.slug, "times": "6", "mode": "hybrid"})
    send_on(organiser, NEW, seen.text)
    wish = {"order": "hand", "days_before": "60", "members.count": "3"}
    for at, (name, row) in enumerate(zip(names, rows, strict=True)):
        wish |= {
            f"members.{at}.organisation_id": str(row.id),
            f"members.{at}.email": "rathaus@gera.example" if not at else "",
            f"members.{at}.place": name,
            f"members.{at}.join_url": f"https://{name.lower()}.example/raum",
        }
    answer = send(organiser, f"{SERIES}/hosts", wish)
    assert answer.status_code == 303, answer.text
    return {name: row.id for name, row in zip(names, rows, strict=True)}


def dates() -> list[MeetingRow]:
    session().expire_all()
    query = session().query(MeetingRow).filter(MeetingRow.series_id.is_not(None))
    return query.order_by(MeetingRow.dtstart).all()


def places() -> list[str]:
    return [f"{row.place} {row.join_url.partition('.')[0][8:]}".strip() for row in dates()]


def mails() -> list[OutboxRow]:
    return session().query(OutboxRow).order_by(OutboxRow.id).all()


def told(*, days: int = 0) -> int:
    return tell_due(public_url=PUBLIC_URL, now=NOW + timedelta(days=days), random=Random(days))


def words_of(mail: OutboxRow) -> dict[str, object] | None:
    leased = Leased(
        number=mail.id,
        message_id="<x@y>",
        recipient=mail.recipient,
        kind=mail.kind,
        language=mail.language,
        facts=mail.facts,
        network_id=mail.network_id,
        queued_at=NOW,
    )
    content = CONTENTS[mail.kind](leased, office=OFFICE, now=NOW)
    return content and content.words


def test_every_date_has_its_host_and_place_and_link_follow(organiser, cities, client):
    assert places() == ["Gera gera", "Suhl suhl", "Weida weida"] * 2
    page = organiser.get(SERIES).text
    assert_valid(page)
    assert_valid(organiser.get(f"{SERIES}/hosts").text)
    assert "3 members take turns" in page
    assert "raum" not in client.get("/n/ours/series/virtuelles-treffen.ics").text


def test_hosts_are_swapped_passed_over_and_chosen_and_a_date_keeps_what_somebody_wrote(
    organiser, cities
):
    first, second, *_ = [row.slug for row in dates()]
    assert_valid(organiser.get(f"{SERIES}/hosts/{first}").text)
    send(organiser, f"/o/ours/meetings/{second}/edit", {"place": "Jena"})

    swap = {"how": "host", "host": str(cities["Weida"]), "swaps": "yes"}
    send(organiser, f"{SERIES}/hosts/{first}", swap)
    assert places() == [
        "Weida weida", "Jena suhl", "Gera gera", "Gera gera", "Suhl suhl", "Weida weida",
    ]  # fmt: skip

    send(organiser, f"{SERIES}/hosts/{second}", {"how": "pass"})
    assert places()[:4] == ["Weida weida", "Jena weida", "Gera gera", "Suhl suhl"]
    send(organiser, f"{SERIES}/hosts/{first}", {"how": "rule"})
    assert places()[0] == "Gera gera"
    refused = send(organiser, f"{SERIES}/hosts/{first}", {"how": "host", "host": ""})
    assert refused.status_code == 422


def points() -> list[list[AgendaItemRow]]:
    """Return the points of each date's agenda."""
    rows, found = dates(), session().query(AgendaItemRow).order_by(AgendaItemRow.position).all()
    return [[item for item in found if item.meeting_id == row.id] for row in rows]


def agendas() -> list[list[str]]:
    return [[item.title["de"] for item in items] for items in points()]


def test_the_agenda_follows_the_host_until_somebody_changes_it(organiser, office, cities):
    usual = ["Begrüßung", "Vertraulich"]
    assert agendas() == [usual] * 6
    guides = [
        SpeakerRow(position=0, name="Jan Novák"),
        SpeakerRow(position=1, organisation_id=cities["Gera"]),
    ]
    tour = AgendaItemRow(position=0, title={"de": "Rundgang"}, minutes=60, day=2, speakers=guides)
    model = saved_meeting(office, slug="rundgang", title={"de": "Damals in Gera"}, agenda=[tour])
    other = saved_meeting(saved_network(slug="theirs"), agenda=[])
    form = organiser.get(f"{SERIES}/hosts").text
    assert "Damals in Gera" in form
    assert form.count(dates()[0].title["de"]) == form.count("<h1")  # its own dates are no models
    mine = {"members.0.agenda_like_id": str(model.id)}
    assert send(organiser, f"{SERIES}/hosts", mine).status_code == 303
    wrong = send(organiser, f"{SERIES}/hosts", {"members.0.agenda_like_id": str(other.id)})
    assert wrong.status_code == 422

    assert agendas() == [["Rundgang"], usual, usual] * 2
    assert [item.day for item in points()[0]] == [1]  # of two days the date has one
    there = session().query(SpeakerRow).filter_by(agenda_item_id=points()[0][0].id)
    assert [row.name for row in there] == [""]  # the organisation alone

    def begun(tour: str = "Rundgang") -> list[list[str]]:
        return [[tour] if place == "Gera gera" else usual for place in places()]

    _, second, third, *_ = [row.slug for row in dates()]
    swap = {"how": "host", "host": str(cities["Gera"]), "swaps": "yes"}
    send(organiser, f"{SERIES}/hosts/{third}", swap)
    assert agendas() == begun()
    assert agendas()[2] == ["Rundgang"]

    number = points()[2][0].id
    send(organiser, f"/o/ours/meetings/{third}/agenda/{number}", {"title.de": "Bei Regen"})
    send(organiser, f"{SERIES}/hosts/{third}", {"how": "host", "host": str(cities["Suhl"])})
    send(organiser, f"{SERIES}/hosts/{second}", {"how": "host", "host": str(cities["Gera"])})
    assert agendas() == [*begun()[:2], ["Bei Regen"], *begun()[3:]]
    assert agendas()[1] == ["Rundgang"]

    tour.title = {"de": "Rundgang mit Imbiss"}
    saved(tour)
    told()
    begun_anew = begun("Rundgang mit Imbiss")
    assert agendas() == [*begun_anew[:2], ["Bei Regen"], *begun_anew[3:]]
    send(organiser, f"/o/ours/meetings/{model.slug}/delete", {"sure": "yes"})
    told(days=1)
    assert agendas() == [usual, usual, ["Bei Regen"], usual, usual, usual]


def test_the_next_host_is_told_in_time_once_and_fills_in_without_an_account(
    organiser, cities, client
):
    assert told() == 1
    assert told() == 0
    (mail,) = mails()
    assert (mail.recipient, mail.kind) == ("rathaus@gera.example", "host-turn")
    words = words_of(mail)
    path = words["link"].removeprefix(PUBLIC_URL) + "/"
    page = client.get(path)
    assert_valid(page.text)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "Vertraulich" not in page.text
    assert client.get(path[:-5] + "AAAA/").status_code == 404

    answer = send(
        client,
        path,
        {
            "venue": "Rathaus, Saal 2",
            "agenda.count": "2",
            "agenda.0.minutes": "20",
            "agenda.1.at": "",
            "agenda.1.title": "Unsere Zisternen",
            "agenda.1.minutes": "45",
            "agenda.1.speakers": "Erika Muster, Jan Beispiel",
        },
    )

    assert answer.status_code == 303, answer.text
    assert "Thank you" in client.get(path).text
    shown = client.get(f"/n/ours/meetings/{dates()[0].slug}").text
    assert "Unsere Zisternen" in shown
    assert "Erika Muster" in shown
    assert "Vertraulich" not in shown
    assert "Rathaus\\, Saal 2" in client.get("/n/ours/series/virtuelles-treffen.ics").text
    assert re.search("The host has filled it in", organiser.get(SERIES).text)
    assert form_in(client.get(path).text)["agenda.1.speakers"] == ["Erika Muster, Jan Beispiel"]
    items = organiser.get(f"/o/ours/meetings/{dates()[0].slug}/agenda").text
    assert "Vertraulich" in items


def test_another_host_has_another_link_and_the_old_one_is_dead(organiser, cities, client):
    told()
    (mail,) = mails()
    path = words_of(mail)["link"].removeprefix(PUBLIC_URL) + "/"

    send(organiser, f"{SERIES}/hosts/{dates()[0].slug}", {"how": "pass"})

    assert client.get(path).status_code == 404
    assert words_of(mail) is None
    assert told() == 1
    assert [one.recipient for one in mails()] == ["rathaus@gera.example", "suhl@example.org"]
    assert places()[:3] == ["Suhl suhl", "Gera gera", "Weida weida"]
    assert "Gera" not in words_of(mails()[1]).values()
