"""The desk in the browser's words: access, lists, taps, codes, walk-ins, papers."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsvc.db.models import (
    AttendanceRow,
    AuditRow,
    CheckinRow,
    ConsentDecisionRow,
    OrganisationRow,
    PersonRow,
    PrintRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Basis, Purpose, State
from tests.conftest import NOW
from tests.factories import (
    saved_account,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.desk import based
from tests.support.html import assert_valid
from tests.support.prints import page_texts
from tests.support.queries import counted_queries
from tests.support.signin import csrf, sign_in

pytestmark = pytest.mark.usefixtures("app", "english", "clock")

DESK = "/o/ours/meetings/gera/desk"
PERSON = f"{DESK}/people/erika"
READ = (
    DESK,
    f"{DESK}/state",
    f"{DESK}/scan",
    f"{DESK}/scan?code=GERA2",
    f"{DESK}/organisations",
    f"{DESK}/walk-in",
    f"{DESK}/photographer",
    PERSON,
    f"{PERSON}/substitute",
)
WRITTEN = {
    DESK: {"in": "erika"},
    f"{DESK}/walk-in": {"given": "Anna", "family": "Beispiel", "nonce": "n"},
    f"{DESK}/photographer.pdf": {},
    f"{DESK}/signatures.pdf": {},
    f"{PERSON}/photos": {"wish": "none"},
    f"{PERSON}/badge": {},
    f"{PERSON}/certificate.pdf": {},
    f"{PERSON}/substitute": {"given": "Anna", "family": "Beispiel", "nonce": "n"},
}


@pytest.fixture
def clock(app):
    """Signing in takes the machine's time; the desk stands in August 2022."""
    app.extensions["eventsvc.clock"] = lambda: NOW


@pytest.fixture
def ours():
    return saved_network(slug="ours", name={"de": "Unser Netz"})


@pytest.fixture
def gera(ours):
    return saved_meeting(ours, slug="gera", title={"de": "Treffen in Gera"}, place="Gera")


@pytest.fixture
def stadt(ours):
    return saved_organisation(ours, code="GERA2", name={"de": "Stadt Gera"})


@pytest.fixture
def erika(ours, gera, stadt):
    person = saved_person(ours, given="Erika", family="Mustermann", sort_key="mustermann")
    return saved_attendance(gera, person, public_id="erika", organisation_id=stadt.id)


def entered(app, account):
    client = app.test_client()
    sign_in(client, account, now=NOW)
    return client


@pytest.fixture
def helper(app, ours, gera):
    """A browser in which the helper of the meeting in Gera is signed in."""
    return entered(app, saved_account((Role.HELPER, ours), meeting=gera))


def post(client, path, data, *, form=DESK, **options):
    return client.post(path, data=data | {"csrf_token": csrf(client, form)}, **options)


def names_in(text: str) -> list[str]:
    return re.findall(r'<a href="[^"]+/desk/people/[^"]+">([^<]+)</a>', text)


def count(kind) -> int:
    return session().scalar(select(func.count()).select_from(kind))


def attending(gera, ours, name, **changes):
    person = saved_person(ours, given="X", family=name, sort_key=name)
    return saved_attendance(gera, person, **changes)


# Access


@pytest.fixture
def accounts(ours, gera, erika):
    elsewhere = saved_meeting(ours, slug="suhl")
    return {
        "administrator": saved_account((Role.ADMINISTRATOR, None)),
        "organiser": saved_account((Role.ORGANISER, ours)),
        "network helper": saved_account((Role.HELPER, ours)),
        "helper": saved_account((Role.HELPER, ours), meeting=gera),
        "helper of another meeting": saved_account((Role.HELPER, ours), meeting=elsewhere),
        "organiser of another network": saved_account(
            (Role.ORGANISER, saved_network(slug="theirs"))
        ),
    }


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200),
        ("organiser", 200),
        ("network helper", 200),
        ("helper", 200),
        ("helper of another meeting", 403),
        ("organiser of another network", 404),
    ],
)
def test_each_role_reads_the_desk_or_does_not(app, accounts, role, status):
    client = entered(app, accounts[role])

    assert {path: client.get(path).status_code for path in READ} == dict.fromkeys(READ, status)


@pytest.mark.parametrize(
    ("role", "status"),
    [("helper of another meeting", 403), ("organiser of another network", 404)],
)
def test_nobody_else_writes_at_the_desk(app, accounts, role, status):
    client = entered(app, accounts[role])
    token = csrf(client, "/sign-out")
    answers = {
        path: client.post(path, data=data | {"csrf_token": token}).status_code
        for path, data in WRITTEN.items()
    }

    assert answers == dict.fromkeys(WRITTEN, status)
    assert [count(kind) for kind in (CheckinRow, ConsentDecisionRow, PrintRow)] == [0, 0, 0]
    assert count(PersonRow) == 1


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [*READ, *WRITTEN])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, erika, path):
    assert client.get(path).status_code in {302, 405}
    if path in READ:
        assert client.get(path).headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", WRITTEN)
def test_nothing_is_written_without_the_forms_token(helper, erika, path):
    assert helper.post(path, data=WRITTEN[path]).status_code == 400
    assert [count(kind) for kind in (CheckinRow, AuditRow, PrintRow)] == [0, 0, 0]


@pytest.mark.parametrize("path", ["", "/photos", "/badge", "/certificate.pdf", "/substitute"])
def test_a_person_of_another_meeting_does_not_exist_here(helper, ours, erika, path):
    attending(saved_meeting(ours, slug="suhl"), ours, "Anders", public_id="anders")
    address = f"{DESK}/people/anders{path}"
    data = {"wish": "none", "given": "A", "nonce": "n"}

    answer = post(helper, address, data) if path else helper.get(address)
    assert answer.status_code == 404


def test_a_tap_on_somebody_of_another_meeting_does_nothing(helper, ours, erika):
    attending(saved_meeting(ours, slug="suhl"), ours, "Anders", public_id="anders")

    assert post(helper, DESK, {"in": "anders"}).status_code == 404
    assert count(CheckinRow) == 0


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [path for path in READ if not path.endswith("/state")])
def test_the_pages_are_valid_html_and_kept_by_nobody(helper, erika, path):
    answer = helper.get(path)

    assert_valid(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"


# The list


def test_the_list_tells_who_is_missing_here_and_unexpected(helper, ours, gera):
    attending(gera, ours, "Adler")
    attending(gera, ours, "Bauer", checked_in_at=NOW)
    attending(gera, ours, "Conrad", partstat=PartStat.DECLINED, seat=Seat.NONE)
    attending(
        gera, ours, "Dietz", partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE, checked_in_at=NOW
    )
    attending(gera, ours, "Ernst", attends=Attends.ONLINE)
    text = helper.get(DESK).text

    listed, _, others = text.partition('<details class="desk-others"')
    assert names_in(listed) == ["Adler, X", "Bauer, X", "Dietz, X"]
    assert names_in(others) == ["Conrad, X", "Ernst, X"]
    assert "2 here, 2 expected · 1 still missing · 1 unexpected" in text
    assert text.count("present since 11:00") == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bäcker, X", "Müller, X", "Zander, X"]),
        ("?q=mueller", ["Müller, X"]),
        ("?q=GERA", ["Müller, X"]),
        ("?q=nobody", []),
        ("?show=missing", ["Müller, X", "Zander, X"]),
        ("?show=here", ["Bäcker, X"]),
        ("?show=no-photo", ["Bäcker, X", "Müller, X"]),
        ("?show=other", ["Bäcker, X", "Müller, X", "Zander, X"]),
    ],
)
def test_the_list_is_searched_and_narrowed(helper, ours, gera, stadt, query, found):
    attending(gera, ours, "Bäcker", checked_in_at=NOW)
    attending(gera, ours, "Müller", organisation_id=stadt.id)
    allowed = attending(gera, ours, "Zander")
    zander = session().get(PersonRow, allowed.person_id)
    for purpose in PHOTO:
        saved_decision(zander, State.GRANTED, purpose=purpose, meeting_id=gera.id)

    assert names_in(helper.get(DESK + query).text) == found


def test_a_tap_leads_back_to_the_same_place_and_can_be_taken_back(helper, erika):
    answer = post(helper, DESK, {"in": "erika", "q": "muster", "show": "missing"})
    here = helper.get(DESK).text
    post(helper, DESK, {"out": "erika"})

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{DESK}?q=muster&show=missing#a-erika"
    assert "1 of 1 here · 0 still missing" in here
    assert "0 of 1 here · 1 still missing" in helper.get(DESK).text


def test_a_page_that_is_open_asks_for_ids_and_times_alone(helper, erika):
    json = {"Accept": "application/json"}
    answer = post(helper, DESK, {"in": "erika"}, headers=json)

    expected = {
        "here": {"erika": "11:00"},
        "people": 1,
        "summary": "1 of 1 here · 0 still missing",
    }
    assert answer.json == expected
    assert helper.get(f"{DESK}/state").json == expected


def test_opening_any_page_records_nothing(helper, erika):
    for path in READ:
        helper.get(path)

    assert [count(kind) for kind in (CheckinRow, AuditRow, PrintRow)] == [0, 0, 0]


def test_counts_per_organisation_name_who_is_missing(helper, ours, gera, erika, stadt):
    attending(gera, ours, "Adler", organisation_id=stadt.id, checked_in_at=NOW)
    attending(gera, ours, "Zander")
    attending(gera, ours, "Fern", attends=Attends.ONLINE)
    text = re.sub(r"\s+", " ", helper.get(f"{DESK}/organisations").text)
    cells = re.findall(r"<t[hd][^>]*(?:scope=\"row\"|data-label)[^>]*>([^<]*)<", text)

    assert cells[:4] == ["no organisation", "0", "1", "Zander, X"]
    assert cells[4:] == ["Stadt Gera", "1", "2", "Mustermann, Erika"]


@pytest.mark.parametrize("path", ["", "/state", "/organisations", "/photographer"])
def test_three_and_three_hundred_attendees_cost_the_same_questions(helper, ours, gera, path):
    questions = []
    for number in (3, 297):
        with transaction() as writing:
            people = [
                PersonRow(
                    network_id=ours.id,
                    public_id=f"{number}-{i}",
                    given="A",
                    family="B",
                    entered_at=NOW,
                )
                for i in range(number)
            ]
            writing.add_all(people)
            writing.flush()
            writing.add_all(
                AttendanceRow(
                    network_id=ours.id,
                    public_id=f"{number}-{person.id}",
                    meeting_id=gera.id,
                    person_id=person.id,
                    partstat=PartStat.ACCEPTED,
                    seat=Seat.HELD,
                    created_at=NOW,
                )
                for person in people
            )
        with counted_queries() as asked:
            assert helper.get(DESK + path).status_code == 200
        questions.append(len(asked))

    assert questions[0] == questions[1]


# Codes


def test_a_personal_code_leads_to_its_person(helper, erika):
    answer = helper.get(f"{DESK}/scan?code=%20{erika.desk_code.lower()}")

    assert answer.headers["Location"] == PERSON


def test_the_address_on_a_badge_lists_that_organisation(helper, ours, gera, erika, stadt):
    attending(gera, ours, "Adler", organisation_id=stadt.id)
    attending(gera, ours, "Zander")
    text = helper.get(f"{DESK}/scan?code=HTTPS://NETZ.EXAMPLE.DE/P/GERA2").text

    assert names_in(text) == ["Adler, X", "Mustermann, Erika"]


def test_a_code_that_means_nobody_says_so(helper, erika):
    assert "This code means nobody at this meeting" in helper.get(f"{DESK}/scan?code=QQQQQ").text


def test_the_camera_is_allowed_on_the_page_that_scans_and_on_no_other(helper, erika):
    headers = {path: helper.get(path).headers for path in READ if "?" not in path}

    assert {
        path for path, sent in headers.items() if "blob:" in sent["Content-Security-Policy"]
    } == {f"{DESK}/scan"}
    assert {
        path for path, sent in headers.items() if "camera=(self)" in sent["Permissions-Policy"]
    } == {f"{DESK}/scan"}


# Walk-ins and substitutes


def test_a_walk_in_is_here_and_the_badge_is_next(helper, erika):
    answer = post(
        helper,
        f"{DESK}/walk-in",
        {"given": "Anna", "family": "Beispiel", "organisation": "Stadt Gera", "nonce": "n"},
    )
    page = helper.get(answer.headers["Location"]).text

    assert answer.status_code == 303
    assert "On the list and marked as present. Next: the badge." in page
    assert "present since 11:00" in page
    assert "No badge was printed yet." in page


def test_the_form_ticks_nothing_beforehand(helper, gera, erika):
    based(gera, Purpose.PHOTO_WEB, Basis.PUBLIC_TASK)
    text = helper.get(f"{DESK}/walk-in").text

    assert text.count('type="radio"') == 4
    assert text.count('type="checkbox"') == 1
    assert "checked" not in text


def test_a_form_that_does_not_fit_comes_back_with_what_was_typed(helper, erika):
    answer = post(
        helper, f"{DESK}/walk-in", {"given": "", "email": "anna@", "nonce": "n", "photo-web": "no"}
    )

    assert answer.status_code == 422
    assert "Enter a first name or a family name." in answer.text
    assert 'value="anna@"' in answer.text
    assert answer.text.count("checked") == 1
    assert_valid(answer.text)


def test_an_organisation_that_is_like_another_is_asked_about(helper, ours, erika):
    saved_organisation(ours, key="werke", name={"de": "Stadtwerke Mühlhausen GmbH"})
    data = {"given": "Anna", "nonce": "n", "organisation": "Stadtwerke Mühlhausn"}
    asked = post(helper, f"{DESK}/walk-in", data)
    saved = post(helper, f"{DESK}/walk-in", data | {"choice": "guest"})

    assert asked.status_code == 422
    assert 'value="werke"' in asked.text
    assert "checked" not in asked.text
    assert_valid(asked.text)
    assert saved.status_code == 303
    assert session().scalar(select(func.count()).where(OrganisationRow.is_guest)) == 1


def test_an_organisation_that_could_be_meant_is_called_as_on_the_rest_of_the_page(helper, ours):
    names = {"de": "Stadtwerke Mühlhausen GmbH", "en": "Public utilities of Mühlhausen"}
    saved_organisation(ours, key="werke", name=names)
    data = {"given": "Anna", "nonce": "n", "organisation": "Stadtwerke Mühlhausn"}

    asked = [
        helper.post(
            f"{DESK}/walk-in",
            data=data | {"csrf_token": csrf(helper, f"{DESK}/walk-in")},
            headers={"Accept-Language": language},
        ).text
        for language in ("en", "de", "pl")
    ]

    question = re.compile(r'value="werke".*?<label[^>]*>\s*(.*?)\s*</label>', re.DOTALL)
    called = [question.search(text).group(1) for text in asked]
    assert called == [names["en"], names["de"], names["de"]]


def test_a_substitute_is_told_on_both_pages(helper, erika):
    answer = post(
        helper, f"{PERSON}/substitute", {"given": "Anna", "family": "Beispiel", "nonce": "n"}
    )

    page = re.sub(r"\s+", " ", helper.get(answer.headers["Location"]).text)
    assert "Comes instead of</dt> <dd> Erika Mustermann" in page
    assert "Comes in this one's place" in (text := helper.get(PERSON).text)
    assert "Anna Beispiel" in text
    assert "Sends somebody else" in text


# Badges and photos


def test_one_badge_is_printed_and_the_next_label_is_remembered(helper, ours, gera, erika):
    attending(gera, ours, "Zander")
    answer = post(helper, f"{PERSON}/badge", {"sheet": "avery-l4785", "start": "9"})
    text = page_texts(answer.data)

    assert len(text) == 1
    assert "Erika" in text[0]
    assert "Zander" not in text[0]
    assert answer.headers["Content-Disposition"] == 'inline; filename="gera-badge.pdf"'
    assert [row.attendance_id for row in session().scalars(select(PrintRow))] == [erika.id]
    page = helper.get(PERSON).text
    assert 'value="10"' in page
    assert '<option value="avery-l4785" selected>' in page


def test_a_character_that_no_font_has_is_named_before_the_badge_is_printed(helper, ours, gera):
    row = saved_attendance(gera, saved_person(ours, given="Zo\ue123", family="Weiß"))
    person = f"{DESK}/people/{row.public_id}"
    refused = post(helper, f"{person}/badge", {})
    page = refused.text
    recorded = session().scalars(select(PrintRow)).all()
    printed = post(helper, f"{person}/badge", {"replace": "yes"})

    assert "Zo\ue123 Weiß: \ue123 (U+E123)" in page
    assert refused.status_code == 422
    assert 'name="replace"' in page
    assert 'name="replace"' not in helper.get(person).text
    assert recorded == []
    assert "Zo?" in page_texts(printed.data)[0]


def test_the_last_label_of_a_sheet_is_followed_by_the_first_of_the_next(helper, erika):
    post(helper, f"{PERSON}/badge", {"sheet": "avery-l4785", "start": "10"})

    assert 'type="number" value="1"' in helper.get(PERSON).text


@pytest.mark.form_shows("Erika", "Mustermann")
@pytest.mark.parametrize("wish", [{"sheet": "nothing"}, {"start": "11"}, {"start": "0"}])
def test_a_label_that_does_not_exist_prints_nothing(helper, erika, wish):
    assert post(helper, f"{PERSON}/badge", wish).status_code == 422
    assert count(PrintRow) == 0


def test_two_taps_record_that_somebody_wants_no_photos_and_the_badge_is_stale(helper, gera, erika):
    for purpose in PHOTO:
        based(gera, purpose, Basis.PUBLIC_TASK)
    post(helper, f"{PERSON}/badge", {})
    before = helper.get(PERSON).text
    post(helper, f"{PERSON}/photos", {"wish": "none"})
    after = helper.get(PERSON).text
    post(helper, f"{PERSON}/badge", {})
    printed = helper.get(PERSON).text

    stale = "The printed badge is stale"
    assert [stale in text for text in (before, after, printed)] == [False, True, False]
    assert "badge is stale" not in helper.get(DESK).text
    assert '<span class="no-photo">' in after
    assert '<span class="no-photo">' not in before


def test_a_slip_about_photos_is_taken_back(helper, gera, erika):
    for purpose in PHOTO:
        based(gera, purpose, Basis.PUBLIC_TASK)
    post(helper, f"{PERSON}/photos", {"wish": "none"})
    post(helper, f"{PERSON}/photos", {"wish": "back"})
    page = helper.get(PERSON).text

    assert '<span class="no-photo">' not in page
    assert 'value="back"' not in page
    assert post(helper, f"{PERSON}/photos", {"wish": "back"}).status_code == 409


def test_answers_by_channel_are_recorded(helper, erika):
    post(helper, f"{PERSON}/photos", {"photo-print": "yes", "photo-web": "no"})

    rows = session().scalars(select(ConsentDecisionRow).order_by(ConsentDecisionRow.id))
    assert [(row.purpose, row.state) for row in rows] == [
        (Purpose.PHOTO_PRINT, State.GRANTED),
        (Purpose.PHOTO_WEB, State.REFUSED),
    ]


# Papers


def exports() -> list[tuple[str, str, dict]]:
    rows = session().scalars(select(AuditRow).where(AuditRow.action.startswith("export.")))
    return [(row.action, row.subject, row.facts) for row in rows]


def test_the_signature_list_names_who_is_expected_or_here_and_is_recorded(
    helper, ours, gera, erika
):
    attending(gera, ours, "Absage", partstat=PartStat.DECLINED, seat=Seat.NONE)
    attending(
        gera, ours, "Spontan", partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE, checked_in_at=NOW
    )
    text = " ".join(page_texts(post(helper, f"{DESK}/signatures.pdf", {}).data))

    assert "Mustermann, Erika" in text
    assert "Spontan, X" in text
    assert "Absage" not in text
    assert exports() == [("export.signatures", f"meeting:{gera.key}", {"people": 2})]


def test_the_photographers_sheet_holds_first_names_and_organisations_alone(
    helper, ours, gera, erika
):
    attending(gera, ours, "Absage", partstat=PartStat.DECLINED, seat=Seat.NONE)
    page = helper.get(f"{DESK}/photographer").text
    text = " ".join(page_texts(post(helper, f"{DESK}/photographer.pdf", {}).data))

    for sheet in (page, text):
        assert "Erika" in sheet
        assert "Stadt Gera" in sheet
        assert "11:00" in sheet
        assert "Mustermann" not in sheet
        assert "Absage" not in sheet
    assert exports() == [("export.photographer", f"meeting:{gera.key}", {"people": 1})]


def test_the_photographers_sheet_names_tables_where_there_is_a_plan(helper, ours, gera, erika):
    without = helper.get(f"{DESK}/photographer").text
    attending(gera, ours, "Zander", table_name="Blue 7")
    page = helper.get(f"{DESK}/photographer").text
    text = " ".join(page_texts(post(helper, f"{DESK}/photographer.pdf", {}).data))

    assert "Table" not in without
    assert_valid(page)
    for sheet in (page, text):
        assert "Blue 7" in sheet


def test_a_certificate_is_for_who_was_here(helper, gera, erika):
    before = post(helper, f"{PERSON}/certificate.pdf", {})
    post(helper, DESK, {"in": "erika"})
    after = post(helper, f"{PERSON}/certificate.pdf", {})
    text = " ".join(" ".join(page_texts(after.data)).split())

    assert before.status_code == 409
    assert "Erika Mustermann" in text
    assert "Treffen in Gera" in text
    assert exports() == [("export.certificate", "attendance:erika", {})]


def test_hostile_names_stay_text(helper, ours, gera):
    evil = "<script>alert(1)</script>\"'&"
    person = saved_person(ours, given=evil, family=evil)
    row = saved_attendance(
        gera,
        person,
        second_line=evil,
        checked_in_at=NOW - timedelta(hours=1),
        organisation_id=saved_organisation(ours, name={"de": evil}).id,
    )
    pages = [DESK, f"{DESK}/people/{row.public_id}", f"{DESK}/walk-in", f"{DESK}/organisations"]
    pages += [f"{DESK}/photographer", f"{DESK}/scan?code={evil}", f"{DESK}?q={evil}"]

    for path in pages:
        text = helper.get(path).text
        assert "<script>alert" not in text
        assert_valid(text)
    for path in (f"{DESK}/signatures.pdf", f"{DESK}/photographer.pdf"):
        assert post(helper, path, {}).data.startswith(b"%PDF-")
