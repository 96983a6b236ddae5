"""Two networks that call everything by the same names: nothing of one is on a page of the other."""

import pytest

from eventsvc.db.models import (
    AgendaItemRow,
    CooperationRow,
    FunctionRow,
    MeetingHostRow,
    NetworkPageRow,
    NoticeRow,
    SpeakerRow,
    TopicRow,
)
from eventsvc.domain.consents import State
from eventsvc.domain.kinds import PageKind, StatementKind
from tests.factories import (
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

PATHS = (
    "",
    "meetings",
    "meetings/gera",
    "meetings/gera.ics",
    "calendar.ics",
    "calendar",
    "organisations",
    "organisations?topic=daten",
    "imprint",
    "barrier",
)


def saved_everything(slug: str, code: str, words: str):
    """Fill a network in which every text of people reads ``words``, with the same keys."""
    text = {"de": words}
    network = saved_network(
        slug=slug, name=text, about=text, organiser=words[:255], email=f"{code.lower()}@example.org"
    )
    topic = saved(TopicRow(network_id=network.id, key="daten", label=text))
    upload = saved_upload(network, key=f"key-{code}", filename=f"{words[:40]}.pdf")
    profile = {
        "sentence": text,
        "text": text,
        "population": 7,
        "state": words[:64],
        "district": words[:128],
        "facts_source": words[:255],
        "website": words,
        "document_url": words,
        "document_id": upload.id,
        "contact_title": text,
        "contact_email": f"{code.lower()}@example.org",
        "contact_phone": "0365 1",
    }
    row = saved_organisation(network, code=code, key="gera", name=text, profile=profile)
    person = saved_person(
        network,
        given=words[:255],
        family=words[:255],
        email="",
        functions=[FunctionRow(network_id=network.id, organisation_id=row.id, title=text)],
    )
    saved_decision(person, State.GRANTED)
    for kind in StatementKind:
        saved_statement(row, kind=kind, text=text, topic_id=topic.id)
    saved(
        CooperationRow(
            network_id=network.id,
            organisation_id=row.id,
            partner_name=words[:255],
            subjects=[words],
        )
    )
    saved(NetworkPageRow(network_id=network.id, kind=PageKind.IMPRINT, text=text))
    saved_meeting(
        network,
        key="gera",
        slug="gera",
        title=text,
        description=text,
        place=words[:255],
        venue=words[:255],
        address=words[:255],
        organiser_body=words[:255],
        on_behalf_of=words[:255],
        start=START,
        join_url="https://join.example.org/joinlink",
        hosts=[MeetingHostRow(organisation_id=row.id, position=1)],
        notices=[NoticeRow(position=1, text=text)],
        agenda=[
            AgendaItemRow(
                position=1,
                number=words[:16],
                title=text,
                description=text,
                track=words[:64],
                speakers=[SpeakerRow(position=1, name=words[:255])],
            )
        ],
    )
    return network


def pages(client, slug: str, code: str) -> dict[str, str]:
    paths = [f"/n/{slug}/{path}" for path in PATHS]
    paths += [f"/p/{code}", f"/p/{code}.vcf", f"/n/{slug}/documents/key-{code}"]
    answers = {path: client.get(path) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        paths, 200
    )
    return {path: answer.text + str(answer.headers) for path, answer in answers.items()}


def test_nothing_of_one_network_is_on_a_page_of_another(client):
    saved_everything("one", "QNES2", "mark-first")
    saved_everything("two", "TWXS2", "mark-second")

    first, second = pages(client, "one", "QNES2"), pages(client, "two", "TWXS2")

    assert [path for path, html in first.items() if "mark-second" in html] == []
    assert [path for path, html in second.items() if "mark-first" in html] == []
    assert [path for path, html in (first | second).items() if "joinlink" in html] == []
    assert client.get("/n/one/documents/key-TWXS2").status_code == 404


HOSTILE = {
    "script": '<script>alert("x")</script><img src=x onerror=alert(1)>',
    "link": "javascript:alert(1)",
    "markdown": "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <iframe>",
    "long": "Donaudampfschifffahrts" * 14,
    "right-to-left": "\u202eabc\u202c עִבְרִית",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "czech and polish": "Žluťoučký kůň, Zażółć gęślą jaźń",
    "template": "{{ 7 * 7 }} %(x)s %s {0}",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_stay_texts(client, words):
    saved_everything("one", "QNES2", words)

    html = {path: text for path, text in pages(client, "one", "QNES2").items() if "<!DOC" in text}

    for text in html.values():
        document = text[: text.index("</html>") + len("</html>")]
        assert_valid(document.replace("\u202e", ""))
        assert "<script>" not in text
        assert "<img src=x" not in text
        assert 'src="https://evil' not in text
        assert "<iframe" not in text
        assert 'href="javascript:' not in text
    # Behind the document stand headers, whose clock may show a 49.
    assert "49 " not in html["/p/QNES2"].partition("</html>")[0]
