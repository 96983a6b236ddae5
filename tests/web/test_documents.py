"""Documents of a meeting: kept by the office, read by whom they are meant for, run by nobody."""

from io import BytesIO

import pytest

from eventsvc.db.models import MeetingDocumentRow, UploadRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.documents import Audience
from eventsvc.domain.meetings import Visibility
from tests.factories import (
    saved_attendance,
    saved_document,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_steward,
)
from tests.support.forms import send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.web.member.conftest import link
from tests.web.participant.conftest import my

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
GERA = "/o/ours/meetings/gera/documents"


@pytest.fixture
def gera(office):
    return saved_meeting(office, slug="gera", title={"de": "Treffen in Gera"})


def rows() -> list[MeetingDocumentRow]:
    session().expire_all()
    found = session().query(MeetingDocumentRow).order_by(MeetingDocumentRow.position)
    return found.all()


def test_several_files_are_kept_described_put_in_order_and_removed(organiser, office, gera):
    files = [(BytesIO(PDF), "Proto_koll.pdf"), (BytesIO(PDF), "Folien.pdf")]
    page = organiser.get(f"{GERA}/new").text
    answers = [
        send_on(organiser, f"{GERA}/new", page, {"files": [(BytesIO(PDF), "a.svg")]}),
        send_on(organiser, f"{GERA}/new", page, {}),
    ]
    nothing = len(rows())
    added = send_on(organiser, f"{GERA}/new", page, {"files": files})
    twice = send_on(organiser, f"{GERA}/new", page, {"files": [(BytesIO(PDF), "c.pdf")]})
    titles = [row.title for row in rows()]
    keys = [session().get(UploadRow, row.upload_id).key for row in rows()]
    send(
        organiser,
        f"{GERA}/{keys[0]}/edit",
        {"title.de": "Das Protokoll / 1", "title.en": "Minutes", "audience": "public"},
    )
    listed = organiser.get(GERA).text
    send_on(organiser, "", listed, {"do": "down"}, action=f"{GERA}/{keys[0]}")
    order = [row.title["de"] for row in rows()]
    file = organiser.get(f"{GERA}/{keys[0]}", headers={"Accept-Language": "de"})
    send_on(organiser, "", listed, {"do": "remove"}, action=f"{GERA}/{keys[1]}")

    assert_valid(page)
    assert_valid(listed)
    assert [answer.status_code for answer in answers] == [422, 422]
    assert (nothing, added.status_code, twice.status_code) == (0, 303, 303)
    assert titles == [{"de": "Proto koll"}, {"de": "Folien"}]
    assert order == ["Folien", "Das Protokoll / 1"]
    assert file.headers["Content-Disposition"] == "attachment; filename=das-protokoll-1.pdf"
    assert [row.title["de"] for row in rows()] == ["Das Protokoll / 1"]
    assert session().query(UploadRow).count() == 1


def test_each_reads_what_is_meant_for_them_and_nothing_else(client, organiser, office, gera):
    closed = saved_meeting(office, slug="closed", visibility=Visibility.INVITED)
    theirs = saved_network(slug="theirs")
    far = saved_meeting(theirs, slug="gera")
    documents = {
        "public": saved_document(gera, audience=Audience.PUBLIC),
        "network": saved_document(gera, audience=Audience.NETWORK),
        "attendees": saved_document(gera, audience=Audience.ATTENDEES),
        "closed": saved_document(closed, audience=Audience.PUBLIC, title={"de": "Geheim"}),
        "theirs": saved_document(far, audience=Audience.PUBLIC),
    }
    keys = {name: row.upload.key for name, row in documents.items()}
    attendee, declined, member = (saved_person(office) for _ in range(3))
    saved_attendance(gera, attendee)
    saved_attendance(gera, declined, partstat=PartStat.DECLINED)
    steward = saved_steward(saved_organisation(office))
    readers = {
        "outsider": "/n/ours/meetings/gera/documents/",
        "attendee": my(attendee, "/documents/"),
        "declined": my(declined, "/documents/"),
        "member": my(member, "/documents/"),
        "steward": link(steward, "/documents/"),
    }
    found = {
        who: {name for name, key in keys.items() if client.get(path + key).status_code == 200}
        for who, path in readers.items()
    }
    lists = [client.get(readers[who].rstrip("/")).text for who in ("member", "steward")]
    own = client.get(my(attendee)).text
    other = client.get(my(declined)).text
    public = client.get("/n/ours/meetings/gera").text

    assert found == {
        "outsider": {"public"},
        "attendee": {"public", "network", "attendees"},
        "declined": {"public", "network"},
        "member": {"public", "network"},
        "steward": {"public", "network"},
    }
    for text in (*lists, own, public):
        assert_valid(text)
        assert "Geheim" not in text
    for text in lists:
        assert keys["network"] in text
        assert keys["attendees"] not in text
    assert {name for name in keys if keys[name] in own} == {"public", "network", "attendees"}
    assert {name for name in keys if keys[name] in other} == {"public", "network"}
    assert {name for name in keys if keys[name] in public} == {"public"}


def test_a_download_runs_nothing_and_stays_with_its_reader(client, office, gera):
    document = saved_document(
        gera,
        title={"de": '"><script>alert(1)</script>\r\nSet-Cookie: a'},
        upload={"filename": "x.pdf", "data": PDF},
    )
    person = saved_person(office)
    saved_attendance(gera, person)
    answer = client.get(my(person, f"/documents/{document.upload.key}"))
    headers = answer.headers

    assert answer.data == PDF
    assert headers["Content-Disposition"].startswith("attachment; filename=script-alert-1")
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    assert "<script>alert" not in client.get(my(person)).text


def test_a_deleted_meeting_takes_its_files_along(organiser, office, gera):
    saved_document(gera)
    saved_document(saved_meeting(office))
    send(organiser, "/o/ours/meetings/gera/delete", {"sure": "yes"})

    assert len(rows()) == session().query(UploadRow).count() == 1


def test_pages_ask_no_more_with_more_documents(client, organiser, office, gera):
    person = saved_person(office)
    saved_attendance(gera, person)
    paths = [GERA, my(person), my(person, "/documents"), "/n/ours/meetings/gera"]
    counts = {path: [] for path in paths}
    for _ in range(2):
        saved_document(gera, audience=Audience.PUBLIC)
        saved_document(saved_meeting(office), audience=Audience.NETWORK)
        for path, found in counts.items():
            with counted_queries() as queries:
                (organiser if path == GERA else client).get(path)
            found.append(len(queries))

    assert {path: one for path, (one, _) in counts.items()} == {
        path: two for path, (_, two) in counts.items()
    }
