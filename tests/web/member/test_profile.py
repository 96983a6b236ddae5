"""A steward keeps a profile true: by the form, by one click, with somebody else at it."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from eventsvc.db.models import PendingUploadRow, ProfileVersionRow, StatementRow, UploadRow
from eventsvc.db.queries.directory import organisation_by_key
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import VersionKind
from eventsvc.services.profiles.members import forget_pending
from tests.conftest import NOW
from tests.factories import saved_statement, saved_steward
from tests.support.forms import form_in, send, send_on
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.web.member.conftest import link

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
SCAN = "/p/WE1DA"


def again(network):
    session().expire_all()
    return organisation_by_key(network.id, "weida")


def versions(row) -> list[tuple[int, VersionKind, str]]:
    session().expire_all()
    rows = session().query(ProfileVersionRow).filter_by(organisation_id=row.id)
    return [(one.number, one.kind, one.by) for one in rows.order_by(ProfileVersionRow.number)]


def test_what_a_steward_saves_is_what_a_scan_shows_at_once(client, network, weida, steward, topic):
    kept = saved_statement(weida, topic_id=topic.id, text={"de": "Alt"})
    unseen = saved_statement(weida, text={"de": "Nur intern"}, visibility=Visibility.NETWORK)
    path = link(steward)
    before = client.get(SCAN)
    page = client.get(path)
    more = send_on(client, path, page.text, {"do": "offers:add"}).text

    answer = send_on(
        client,
        path,
        more,
        {
            "sentence.de": "Zeigt <b>Radwege</b>",
            "sentence.en": "Shows cycle paths",
            "seeks.0.text.de": "Hilfe beim Radweg",
            "offers.0.text.de": "Ein Verleih, wie ihn keiner hat",
            "contact_email": "Digital@Weida.example",
            "contact_phone": "036603 540",
            "website": "https://weida.example",
            "document": (BytesIO(PDF), "Steckbrief.pdf"),
        },
    )
    row = again(network)
    said = session().query(StatementRow).filter_by(organisation_id=weida.id)
    after = client.get(SCAN, headers={"If-None-Match": before.headers["ETag"]})
    german = client.get(SCAN, headers={"Accept-Language": "de"})

    assert_valid(page.text)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert row.profile.sentence == {"de": "Zeigt <b>Radwege</b>", "en": "Shows cycle paths"}
    assert row.profile.checked_on == NOW.date()
    assert [
        (one.id, one.kind, one.topic_id, one.unsorted, one.text, one.visibility)
        for one in said.order_by(StatementRow.id)
    ] == [
        (kept.id, StatementKind.SEEK, topic.id, False, {"de": "Hilfe beim Radweg"}, "public"),
        (unseen.id, StatementKind.SEEK, None, False, {"de": "Nur intern"}, "network"),
        (
            unseen.id + 1,
            StatementKind.OFFER,
            None,
            True,
            {"de": "Ein Verleih, wie ihn keiner hat"},
            "public",
        ),
    ]
    assert (after.status_code, after.headers["Cache-Control"]) == (200, "no-cache")
    assert "Shows cycle paths" in after.text
    assert "Zeigt &lt;b&gt;Radwege&lt;/b&gt;" in german.text
    for words in ("Hilfe beim Radweg", "Ein Verleih, wie ihn keiner hat", "Steckbrief.pdf"):
        assert words in german.text
    assert "Nur intern" not in german.text
    assert "Nur intern" in page.text
    assert versions(weida) == [
        (1, VersionKind.FOUND, ""),
        (2, VersionKind.CHANGED, f"steward:{steward.public_id}"),
    ]


def test_a_preview_is_the_scan_page_and_saves_nothing(client, network, weida, steward, topic):
    path = link(steward)
    page = client.get(path).text
    typed = {
        "sentence.de": "Neu",
        "seeks.count": "1",
        "seeks.0.topic_id": str(topic.id),
        "offers.count": "1",
        "offers.0.text.de": "Wegweiser",
        "document": (BytesIO(PDF), "Neu.pdf"),
    }
    preview = send_on(client, path, page, typed | {"show": "preview"})
    waiting = session().query(PendingUploadRow).one()
    file = client.get(link(steward, f"/file/{waiting.id}"))
    unsaved = client.get(SCAN).text
    edited = send_on(client, path, preview.text, {"do": "edit"}, action=path)
    saved = send_on(client, path, preview.text, action=path)
    scan = client.get(SCAN).text

    assert_valid(preview.text)
    assert (preview.status_code, saved.status_code) == (200, 303)
    assert (file.data, file.headers["Cache-Control"]) == (PDF, "no-store")
    assert "Neu" not in unsaved
    assert form_in(edited.text, path)["seeks.0.topic_id"] == [str(topic.id)]
    main = scan.partition("<main")[2].partition("</main>")[0]
    blocks = [block for block in main.split("<section") if 'class="statements' in block]
    assert len(blocks) == 2
    for block in blocks:
        assert block.partition("</section>")[0] in preview.text
    assert "Neu.pdf" in scan
    assert session().query(PendingUploadRow).count() == 0


def test_one_click_says_that_all_is_still_true(client, network, weida, steward):
    path = link(steward)
    first = client.get(path).text
    answer = send_on(client, path, first, action=f"{path}/still-true")
    page = client.get(path).text

    assert "Nobody has checked it yet." in first
    assert answer.status_code == 303
    assert "Checked last on 9 August 2022 by Digitales Weida." in page
    assert "Checked by Stadt Weida on 9 August 2022." in client.get(SCAN).text
    assert again(network).profile.checked_on == NOW.date()
    assert [kind for _, kind, _ in versions(weida)] == [VersionKind.FOUND, VersionKind.CHECKED]


def test_the_stale_one_of_two_editors_sees_both_texts(client, network, weida, steward):
    path, other = link(steward), link(saved_steward(weida))
    mine = client.get(path).text
    theirs = client.get(other).text
    send_on(
        client, other, theirs, {"sentence.de": "Ihr Satz", "contact_phone": "112"}, action=other
    )
    conflict = send_on(
        client,
        path,
        mine,
        {"sentence.de": "Mein Satz", "website": "https://w.example"},
        action=path,
    )
    kept = again(network).profile.sentence
    merged = send_on(
        client, path, conflict.text, {"take.sentence": "mine", "take.contact_phone": "theirs"}
    )
    profile = again(network).profile

    assert conflict.status_code == 409
    assert "Mein Satz" in conflict.text
    assert "Ihr Satz" in conflict.text
    assert kept == {"de": "Ihr Satz"}
    assert merged.status_code == 303
    assert (profile.sentence, profile.contact_phone, profile.website) == (
        {"de": "Mein Satz"},
        "112",
        "https://w.example",
    )


HOSTILE = (
    ("a.pdf", b"<html><script>alert(1)</script>"),
    ("a.html", PDF),
    ("a.pdf", b"%PDF-1.7 no end"),
    ("a.pdf", PDF + b"<script>" + b"x" * 2000),
    ("a.pdf", b"GIF89a" + PDF),
    ("a.docx", b"PK\x03\x04 office"),
    ("a.svg", b"<svg onload=alert(1)>"),
)


def archive() -> bytes:
    """Return a PDF that is an archive too."""
    data = BytesIO()
    data.write(PDF)
    with ZipFile(data, "a") as file:
        file.writestr("a", "x")
    return data.getvalue()


def test_a_file_that_is_not_only_a_pdf_is_refused(client, network, weida, steward):
    path = link(steward)
    page = client.get(path).text
    for name, data in (*HOSTILE, ("a.pdf", archive())):
        answer = send_on(client, path, page, {"document": (BytesIO(data), name)})

        assert (answer.status_code, name, data[:20]) == (422, name, data[:20])
    assert session().query(UploadRow).count() == 0


def test_hostile_texts_and_addresses_do_no_harm(client, network, weida, steward):
    path = link(steward)
    refused = send(
        client, path, {"website": "javascript:alert(1)", "contact_email": "a\r\nBcc: b@c"}
    )
    send(
        client, path, {"sentence.de": "<script>alert(1)</script>{{ 7*7 }}", "seeks.count": "9" * 9}
    )

    assert refused.status_code == 422
    assert_valid(refused.text)
    scan = client.get(SCAN).text
    assert "<script>alert(1)" not in scan
    assert "{{ 7*7 }}" in scan


def test_files_whose_form_was_never_saved_are_forgotten(client, network, weida, steward):
    path = link(steward)
    for _ in range(6):
        answer = send(client, path, {"document": (BytesIO(PDF), "a.pdf"), "show": "preview"})
    count = session().query(UploadRow).count()
    early = forget_pending(before=NOW - timedelta(hours=1))
    late = forget_pending(before=NOW + timedelta(hours=1))

    assert (answer.status_code, count) == (422, 5)
    assert "Several files wait already" in answer.text
    assert (early, late) == (0, 5)
    assert session().query(UploadRow).count() == 0


def test_a_page_of_many_statements_asks_no_more_questions(client, network, weida, steward):
    counts = []
    for _ in range(2):
        saved_statement(weida)
        saved_statement(weida, kind=StatementKind.OFFER)
        with counted_queries() as queries:
            client.get(link(steward))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_organisation_without_a_profile_gets_one(client, network, weida, steward):
    with transaction() as writing:
        writing.delete(writing.merge(weida.profile))
    session().expire_all()

    assert send(client, link(steward), {"sentence.de": "Da"}).status_code == 303
    assert again(network).profile.sentence == {"de": "Da"}
