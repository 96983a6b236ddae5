import re
from datetime import datetime, timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AgendaItemRow,
    AttendanceRow,
    ConsentDecisionRow,
    MeetingBasisRow,
    NoticeRow,
    OutboxRow,
    PersonRow,
    PrintRow,
    SpeakerRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.consents import PHOTO, Basis, Channel, DecidedBy, Purpose, State
from eventsvc.domain.kinds import NoticeKind, OrganisationKind
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.meetings import MeetingStatus, Visibility
from eventsvc.domain.times import wall_time
from eventsvc.web.frame import LEGAL_PAGES
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_decision,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
)
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf, sign_in

pytestmark = pytest.mark.usefixtures("app", "english", "clock")

OFFICE = {"administrator", "organiser"}
PAGES = {
    "/o/": {"administrator", "organiser", "network helper", "meeting helper"},
    "/o/ours/meetings": {"administrator", "organiser", "network helper"},
    "/o/ours/meetings/gera": {"administrator", "organiser", "network helper", "meeting helper"},
    "/o/ours/meetings/suhl": {"administrator", "organiser", "network helper"},
    "/o/ours/meetings/gera/attendees": {"administrator", "organiser"},
    "/o/ours/meetings/gera/badges": {"administrator", "organiser"},
    "/o/ours/meetings/gera/badges/preview.pdf": {"administrator", "organiser"},
    "/o/ours/meetings/gera/badges/sheet.png": {"administrator", "organiser"},
    "/o/ours/meetings/new": OFFICE,
    "/o/ours/meetings/gera/edit": OFFICE,
    "/o/ours/meetings/gera/notices": OFFICE,
    "/o/ours/meetings/gera/legal-bases": OFFICE,
    "/o/ours/meetings/gera/cancel": OFFICE,
    "/o/ours/meetings/gera/delete": OFFICE,
    "/o/ours/meetings/gera/agenda": OFFICE,
    "/o/ours/meetings/gera/agenda/new": OFFICE,
    "/o/ours/meetings/gera/attendees/new": OFFICE,
    "/o/ours/meetings/gera/attendees/import": OFFICE,
    "/o/ours/organisations": OFFICE,
    "/o/ours/organisations/new": OFFICE,
    "/o/ours/topics": OFFICE,
    "/o/ours/topics/new": OFFICE,
    "/o/ours/settings": OFFICE,
    "/o/ours/settings/network": OFFICE,
    "/o/ours/settings/pages/imprint": OFFICE,
    "/o/ours/effects": OFFICE,
    "/o/ours/settings/retention": OFFICE,
    "/o/ours/handouts": OFFICE,
    "/o/ours/meetings/gera/pictures": OFFICE,
    "/o/ours/meetings/gera/pictures/new": OFFICE,
    "/o/ours/handouts/new": OFFICE,
    "/o/ours/people": OFFICE,
    "/o/ours/people/new": OFFICE,
    "/o/ours/audit": OFFICE,
}


@pytest.fixture
def clock(app):
    """Signing in takes the machine's time; these pages show August 2022."""
    app.extensions["eventsvc.clock"] = lambda: NOW


@pytest.fixture
def ours():
    return saved_network(slug="ours", name={"de": "Unser Netz"})


@pytest.fixture
def gera(ours):
    return saved_meeting(ours, slug="gera", title={"de": "Treffen in Gera"}, place="Gera")


@pytest.fixture
def inside(app, ours):
    """A browser in which the organiser of our network is signed in."""
    client = app.test_client()
    enter(client, saved_account((Role.ORGANISER, ours)))
    return client


def enter(client, account) -> None:
    sign_in(client, account, now=NOW)


def decided(person, state, *purposes, meeting=None, source="") -> None:
    for purpose in purposes:
        saved(
            ConsentDecisionRow(
                network_id=person.network_id,
                person_id=person.id,
                meeting_id=meeting and meeting.id,
                purpose=purpose,
                state=state,
                decided_at=NOW,
                decided_by=DecidedBy.SELF,
                channel=Channel.FORM,
                source=source,
            )
        )


# Access


@pytest.fixture
def actors(ours, gera):
    saved_meeting(ours, slug="suhl")
    return {
        "administrator": saved_account((Role.ADMINISTRATOR, None)),
        "organiser": saved_account((Role.ORGANISER, ours)),
        "network helper": saved_account((Role.HELPER, ours)),
        "meeting helper": saved_account((Role.HELPER, ours), meeting=gera),
        "organiser elsewhere": saved_account((Role.ORGANISER, saved_network(slug="theirs"))),
    }


@pytest.mark.parametrize("role", ["administrator", "organiser", "network helper", "meeting helper"])
def test_each_role_opens_exactly_its_pages(app, actors, role):
    client = app.test_client()
    enter(client, actors[role])
    answers = {path: client.get(path).status_code for path in PAGES}

    assert answers == {path: 200 if role in roles else 403 for path, roles in PAGES.items()}


def test_a_foreign_network_does_not_exist(app, actors):
    client = app.test_client()
    enter(client, actors["organiser elsewhere"])
    theirs = {path: client.get(path).status_code for path in PAGES if path != "/o/"}
    nowhere = client.get("/o/nowhere/meetings")
    foreign = client.get("/o/ours/meetings")

    assert set(theirs.values()) == {404}
    assert foreign.text.replace("ours", "nowhere") == nowhere.text
    assert "Unser Netz" not in client.get("/o/").text


def test_a_meeting_of_another_network_does_not_exist_under_ours(inside):
    saved_meeting(saved_network(slug="theirs"), slug="erfurt")
    answers = [
        inside.get(f"/o/ours/meetings/erfurt{page}").status_code
        for page in ("", "/attendees", "/badges", "/badges/preview.pdf")
    ]

    assert answers == [404] * 4


def test_an_administrator_finds_no_network_where_there_is_none(app):
    client = app.test_client()
    enter(client, saved_account((Role.ADMINISTRATOR, None)))

    assert client.get("/o/nowhere/meetings").status_code == 404


@pytest.mark.one_engine
@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(client, gera, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/sign-in?next={path}"


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [*PAGES, "/o/nowhere/meetings"])
def test_no_page_of_organisers_is_kept_by_anybody(inside, gera, path):
    answer = inside.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [path for path in PAGES if not path.endswith((".pdf", ".png"))])
def test_the_pages_are_valid_html(inside, gera, ours, path):
    saved_meeting(ours, slug="suhl")
    saved_attendance(gera, saved_person(ours))

    assert_valid(inside.get(path).text)


# What the pages say


def test_the_overview_counts_what_is_left_to_do(inside, ours, gera):
    photo = saved_person(ours)
    decided(photo, State.GRANTED, *PHOTO)
    printed = saved_attendance(gera, photo)
    saved(
        PrintRow(
            network_id=ours.id,
            attendance_id=printed.id,
            printed_at=NOW,
            printed_by="cli:badges",
            sheet="avery-l4785",
            content_hash="0" * 64,
            no_photo=False,
        )
    )
    silent = saved_person(ours)
    saved_attendance(gera, silent)
    saved_attendance(gera, saved_person(ours), partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    saved_attendance(gera, saved_person(ours), attends=Attends.ONLINE)
    text = inside.get("/o/").text

    numbers = {
        show: text.partition(f"?show={show}")[2].partition(">")[2].partition("<")[0]
        for show in ("accepted", "unanswered", "no-photo", "unprinted")
    }
    assert numbers == {"accepted": "3", "unanswered": "1", "no-photo": "2", "unprinted": "1"}


def test_the_overview_leaves_out_past_meetings_and_foreign_mails(inside, ours, gera):
    saved_meeting(ours, title={"de": "Vorbei"}, start=datetime(2022, 1, 1, 9, 0))  # noqa: DTZ001
    theirs = saved_network(slug="theirs", name={"de": "Fremdes Netz"})
    saved_meeting(theirs, title={"de": "Fremd"})
    for network, recipient in ((ours, "ours@example.org"), (theirs, "theirs@example.org")):
        saved(
            OutboxRow(
                network_id=network.id,
                unique_key=recipient,
                message_id=recipient,
                recipient=recipient,
                kind="sign-in",
                language="de",
                state=OutboxState.REFUSED,
                queued_at=NOW,
                due_at=NOW,
                last_answer="550 user unknown",
            )
        )
    text = inside.get("/o/").text

    assert "Treffen in Gera" in text
    assert "ours@example.org: 550 user unknown" in text
    assert [word for word in ("Vorbei", "Fremd", "theirs@example.org") if word in text] == []


def test_pages_of_a_network_end_with_its_imprint_and_the_other_legal_pages(inside):
    text = inside.get("/o/ours/meetings").text
    footer = text[text.index("<footer") :]

    assert re.findall(r'href="/n/ours/([^"]+)"', footer) == list(LEGAL_PAGES)
    assert inside.get("/n/ours/imprint").status_code == 200


def test_the_list_of_meetings_shows_those_to_come_first_and_says_what_is_cancelled(inside, ours):
    start = datetime(2022, 8, 30, 10, 0)  # noqa: DTZ001 -- wall time
    for title, days, status in (
        ("Übernächstes", 90, MeetingStatus.TENTATIVE),
        ("Letztes", -90, MeetingStatus.CONFIRMED),
        ("Nächstes", 0, MeetingStatus.CANCELLED),
        ("Vorletztes", -180, MeetingStatus.CONFIRMED),
    ):
        saved_meeting(ours, title={"de": title}, start=start + timedelta(days=days), status=status)
    text = inside.get("/o/ours/meetings").text
    titles = ["Nächstes", "Übernächstes", "Letztes", "Vorletztes"]

    assert sorted(titles, key=text.index) == titles
    assert text.count("Cancelled") == 1
    assert text.count("Provisional") == 1


def test_a_meeting_shows_its_whole_agenda_its_notices_and_the_join_link(inside, ours):
    speaker = saved_person(ours, given="Anna", family="Beispiel")
    saved_meeting(
        ours,
        slug="jena",
        join_url="https://meet.example.org/geheim",
        visibility=Visibility.INVITED,
        notices=[NoticeRow(position=1, kind=NoticeKind.PHOTO, text={"de": "Wir machen Fotos."})],
        agenda=[
            AgendaItemRow(position=1, title={"de": "Begrüßung"}, minutes=15),
            AgendaItemRow(
                position=2,
                title={"de": "Vertrauliches"},
                minutes=30,
                visibility=Visibility.INVITED,
                speakers=[SpeakerRow(position=1, person_id=speaker.id)],
            ),
        ],
    )
    text = inside.get("/o/ours/meetings/jena").text

    assert 'href="https://meet.example.org/geheim"' in text
    assert "Wir machen Fotos." in text
    assert '<time datetime="2022-08-30T10:15">' in text
    assert "Anna Beispiel" in text
    assert text.count("Only for the invited") == 2


def row_of(text: str, name: str) -> str:
    [row] = [part for part in text.split("<tr>") if name in part]
    return row


@pytest.mark.parametrize(
    ("basis", "state", "words"),
    [
        (Basis.CONSENT, None, "Not answered, so no: Photos"),
        (Basis.CONSENT, State.GRANTED, "Yes: Photos"),
        (Basis.CONSENT, State.REFUSED, "No: Photos"),
        (Basis.PUBLIC_TASK, None, "Not objected to: Photos"),
        (Basis.PUBLIC_TASK, State.OBJECTED, "No: Photos"),
    ],
)
def test_the_list_says_by_the_meetings_basis_who_may_be_in_pictures(
    inside, ours, basis, state, words
):
    meeting = saved_meeting(
        ours,
        slug="jena",
        bases=[MeetingBasisRow(purpose=purpose, basis=basis) for purpose in PHOTO],
    )
    person = saved_person(ours, given="Erika", family="Muster")
    saved_attendance(meeting, person)
    if state:
        decided(person, state, *PHOTO, meeting=meeting)

    assert words in row_of(inside.get("/o/ours/meetings/jena/attendees").text, "Muster, Erika")


@pytest.mark.parametrize(
    ("granted", "refused", "signs"),
    [
        ((), (), ["photos-open", "list-open", "mail-open"]),
        (PHOTO, (Purpose.CONTACT_NETWORK,), ["photos-yes", "list-open", "mail-no"]),
        (PHOTO[:2], (), ["photos-mixed", "list-open", "mail-open"]),
        ((Purpose.CONTACT_ATTENDEES,), PHOTO[:1], ["photos-no", "list-yes", "mail-open"]),
    ],
)
def test_each_row_bears_signs_of_what_was_decided_and_the_page_draws_each(
    inside, ours, gera, granted, refused, signs
):
    person = saved_person(ours, given="Erika", family="Muster")
    saved_attendance(gera, person)
    decided(person, State.GRANTED, *granted, meeting=gera)
    decided(person, State.REFUSED, *refused, meeting=gera)
    text = inside.get("/o/ours/meetings/gera/attendees").text

    assert re.findall('href="#([^"]+)"', row_of(text, "Muster, Erika")) == signs
    assert set(re.findall('use href="#([^"]+)"', text)) <= set(re.findall('id="([^"]+)"', text))


def test_what_was_said_stands_in_the_row_with_day_way_and_source(inside, ours, gera):
    person = saved_person(ours, given="Erika", family="Muster", never_share=True)
    saved_attendance(gera, person)
    decided(person, State.GRANTED, *PHOTO, meeting=gera, source="liste.csv: 4")
    decided(person, State.GRANTED, Purpose.CONTACT_NETWORK)
    row = row_of(inside.get("/o/ours/meetings/gera/attendees").text, "Muster, Erika")

    assert re.findall("<li>([^<]*)</li>", row) == [
        "No: Photos – Has consented, 9 August 2022, Registration form (liste.csv: 4)",
        "No: Contact in the distribution list – Has consented, 9 August 2022, Registration form",
        "Not answered, so no: Contact on the list of attendees",
    ]


@pytest.mark.parametrize(
    ("state", "never_share", "words"),
    [
        (State.GRANTED, False, "Yes: Contact on the list of attendees"),
        (State.GRANTED, True, "No: Contact on the list of attendees"),
        (State.UNKNOWN, False, "No: Contact on the list of attendees"),
    ],
)
def test_never_share_beats_a_consent(inside, ours, gera, state, never_share, words):
    person = saved_person(ours, given="Erika", family="Muster", never_share=never_share)
    saved_attendance(gera, person)
    decided(person, state, Purpose.CONTACT_ATTENDEES)

    assert words in row_of(inside.get("/o/ours/meetings/gera/attendees").text, "Muster, Erika")


@pytest.mark.parametrize(
    ("restricted_at", "words"),
    [
        (None, "Nothing is to be passed on"),
        (NOW, "Restricted on 9 August 2022: keep the data, do not use it"),
    ],
)
def test_the_list_says_that_nothing_is_to_be_passed_on_or_used(
    inside, ours, gera, restricted_at, words
):
    person = saved_person(
        ours, given="Erika", family="Muster", never_share=True, restricted_at=restricted_at
    )
    saved_attendance(gera, person)

    assert words in row_of(inside.get("/o/ours/meetings/gera/attendees").text, "Muster, Erika")


def attending(gera, ours, name, **changes):
    given, family = name.split()
    person = saved_person(ours, given=given, family=family, sort_key=family)
    organisation = changes.pop("organisation", None)
    return saved_attendance(
        gera, person, organisation_id=organisation and organisation.id, **changes
    )


def names_in(text: str) -> list[str]:
    cells = text.split('<th scope="row">')[1:]
    return [re.sub("<[^>]*>", "", cell.partition("</th>")[0]).strip() for cell in cells]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ärger, Anna", "Muster, Max", "Novák, Jana"]),
        ("?q=aerger", ["Ärger, Anna"]),
        ("?q=NOVAK", ["Novák, Jana"]),
        ("?q=max+muster", ["Muster, Max"]),
        ("?q=plauen", ["Muster, Max"]),
        ("?q=nobody", []),
        ("?show=unanswered", ["Novák, Jana"]),
        ("?show=accepted&q=anna", ["Ärger, Anna"]),
        ("?show=nonsense", ["Ärger, Anna", "Muster, Max", "Novák, Jana"]),
        ("?page=99", ["Ärger, Anna", "Muster, Max", "Novák, Jana"]),
        ("?page=-1", ["Ärger, Anna", "Muster, Max", "Novák, Jana"]),
    ],
)
def test_the_list_is_searched_and_narrowed(inside, ours, gera, query, found):
    plauen = saved_organisation(ours, name={"de": "Stadt Plauen"})
    attending(gera, ours, "Max Muster", organisation=plauen)
    attending(gera, ours, "Jana Novák", partstat=PartStat.NEEDS_ACTION, seat=Seat.NONE)
    person = saved_person(ours, given="Anna", family="Ärger", sort_key="A")
    saved_attendance(gera, person)
    saved_attendance(saved_meeting(ours), saved_person(ours, family="Elsewhere"))

    assert names_in(inside.get(f"/o/ours/meetings/gera/attendees{query}").text) == found


def test_a_long_list_comes_in_pages_that_keep_the_search(inside, ours, gera):
    for number in range(51):
        attending(gera, ours, f"Max Muster{number:02}")
    first = inside.get("/o/ours/meetings/gera/attendees?q=muster&show=accepted").text
    second = inside.get("/o/ours/meetings/gera/attendees?q=muster&show=accepted&page=2").text

    assert len(names_in(first)) == 50
    assert names_in(second) == ["Muster50, Max"]
    assert "?show=accepted&amp;q=muster&amp;page=2" in first


@pytest.mark.parametrize("page", ["", "ours/meetings/gera", "ours/meetings/gera/attendees"])
def test_three_and_three_hundred_attendees_cost_the_same_questions(inside, ours, gera, page):
    asked = []
    for people in (3, 297):
        with_many(ours, gera, people)
        with counted_queries() as queries:
            answer = inside.get(f"/o/{page}")
        assert answer.status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[0] <= 20


def with_many(ours, gera, count: int) -> None:
    started = session().query(PersonRow).count()
    with transaction() as writing:
        people = [
            PersonRow(
                network_id=ours.id,
                public_id=f"p{started + n}",
                family=f"N{started + n}",
                entered_at=NOW,
            )
            for n in range(count)
        ]
        writing.add_all(people)
        writing.flush()
        writing.add_all(
            AttendanceRow(
                network_id=ours.id,
                public_id=f"a{person.public_id}",
                meeting_id=gera.id,
                person_id=person.id,
                partstat=PartStat.ACCEPTED,
                seat=Seat.HELD,
                created_at=NOW,
            )
            for person in people
        )
        writing.add_all(
            ConsentDecisionRow(
                network_id=ours.id,
                person_id=person.id,
                purpose=Purpose.PHOTO_PRINT,
                state=State.GRANTED,
                decided_at=NOW,
                decided_by=DecidedBy.SELF,
                channel=Channel.FORM,
            )
            for person in people
        )


HOSTILE = "<script>alert(1)</script>"


def test_hostile_names_stay_text(inside, ours):
    organisation = saved_organisation(ours, name={"de": HOSTILE})
    meeting = saved_meeting(
        ours,
        slug="jena",
        title={"de": HOSTILE},
        place=HOSTILE,
        join_url="javascript:alert(1)",
        notices=[NoticeRow(position=1, kind=NoticeKind.OTHER, text={"de": HOSTILE})],
        agenda=[AgendaItemRow(position=1, title={"de": HOSTILE}, description={"de": HOSTILE})],
    )
    person = saved_person(ours, given=HOSTILE, family=HOSTILE)
    saved_attendance(meeting, person, organisation_id=organisation.id, function=HOSTILE)
    pages = [
        inside.get(path).text
        for path in (
            "/o/",
            "/o/ours/meetings",
            "/o/ours/meetings/jena",
            "/o/ours/meetings/jena/attendees?q=<script>",
            "/o/ours/meetings/jena/badges",
        )
    ]

    assert [page for page in pages if "<script" in page or 'href="javascript' in page] == []


# Badges


def prints() -> int:
    db.session.expire_all()
    return session().query(PrintRow).count()


def test_a_preview_records_nothing_and_a_print_records_each_badge(inside, ours, gera):
    saved_attendance(gera, saved_person(ours))
    saved_attendance(gera, saved_person(ours), partstat=PartStat.DECLINED, seat=Seat.NONE)
    preview = inside.get("/o/ours/meetings/gera/badges/preview.pdf?sheet=herma-4412&start=3&x=0,5")
    after_preview = prints()
    data = {"csrf_token": csrf(inside, "/o/ours/meetings/gera/badges"), "sheet": "herma-4412"}
    printed = inside.post("/o/ours/meetings/gera/badges", data=data)

    assert (preview.mimetype, preview.data[:5], after_preview) == ("application/pdf", b"%PDF-", 0)
    assert (printed.mimetype, printed.data[:5], prints()) == ("application/pdf", b"%PDF-", 1)
    assert printed.headers["Content-Disposition"] == 'attachment; filename="gera-badges.pdf"'
    assert session().query(PrintRow).one().printed_by.startswith("account:account-")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("sheet=nonsense", "There is no such sheet of labels."),
        ("start=11", "The sheet has no label 11. Name one from 1 to 10."),
        ("start=0", "The sheet has no label 0."),
        ("x=99", "Name at most 10 millimetres."),
        ("y=nan", "Name at most 10 millimetres."),
    ],
)
def test_what_cannot_be_printed_is_told(inside, gera, query, words):
    answer = inside.get(f"/o/ours/meetings/gera/badges?{query}")

    assert answer.status_code == 422
    assert words in answer.text


def test_printing_without_the_forms_token_records_nothing(inside, ours, gera):
    saved_attendance(gera, saved_person(ours))

    assert inside.post("/o/ours/meetings/gera/badges").status_code == 400
    assert prints() == 0


LONG = "Bartholomäus" * 6


def test_the_overview_and_the_meeting_lead_to_what_is_left_to_do(inside, ours, gera):
    empty = saved_organisation(ours, name={"de": "Stadt Leer"})
    saved_organisation(ours, name={"de": "Stadt Fern"})
    attending(gera, ours, "Max Muster", seat=Seat.WAITING, organisation=empty)
    attending(gera, ours, f"{LONG} Lang")
    person = saved_person(ours, given="Eva", family="Fremd", link_disowned_at=NOW)
    stale = saved_attendance(gera, person)
    saved(
        PrintRow(
            network_id=ours.id,
            attendance_id=stale.id,
            printed_at=NOW,
            printed_by="account:1",
            sheet="avery-l4785",
            content_hash="0" * 64,
            no_photo=False,
        )
    )
    lists = "/o/ours/meetings/gera/attendees?show="
    pages = [inside.get(path).text for path in ("/o/", "/o/ours/meetings/gera")]
    coming_empty = "/o/ours/organisations?show=empty&amp;meeting=gera"

    for show, name in {
        "waiting": "Muster, Max",
        "stale": "Fremd, Eva",
        "cramped": f"Lang, {LONG}",
        "disowned": "Fremd, Eva",
    }.items():
        assert [f'"{lists}{show}"' in page for page in pages] == [True, True]
        [found] = names_in(inside.get(lists + show).text)
        assert found.startswith(name)
    assert coming_empty in pages[1]
    assert names_in(inside.get(coming_empty.replace("&amp;", "&")).text) == ["Stadt Leer"]


def test_the_overview_and_the_mails_of_a_meeting_lead_to_the_distribution_list(
    app, inside, ours, gera
):
    link = 'href="/o/ours/distribution-list"'
    helper = app.test_client()
    enter(helper, saved_account((Role.HELPER, ours)))
    pages = [inside.get(path).text for path in ("/o/", "/o/ours/meetings/gera/mailings")]

    assert [link in page for page in pages] == [True, True]
    assert link not in helper.get("/o/").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?reply=DECLINED", ["Nein, Nora"]),
        ("?attends=online", ["Fern, Fritz"]),
        ("?seat=waiting", ["Warte, Willi"]),
        ("?seat=held&kind=district", ["Kreis, Karla"]),
        ("?kind=guest", ["Warte, Willi"]),
        ("?kind=none&reply=ACCEPTED", ["Fern, Fritz"]),
        ("?consent=network", ["Kreis, Karla"]),
        ("?consent=no-list&seat=held", ["Kreis, Karla"]),
        ("?consent=open", ["Fern, Fritz", "Kreis, Karla", "Nein, Nora", "Warte, Willi"]),
    ],
)
def test_the_list_is_narrowed_by_reply_way_seat_consent_and_kind(inside, ours, gera, query, found):
    kreis = saved_organisation(ours, kind=OrganisationKind.DISTRICT)
    guest = saved_organisation(ours, is_guest=True)
    karla = attending(gera, ours, "Karla Kreis", organisation=kreis)
    attending(gera, ours, "Fritz Fern", attends=Attends.ONLINE, seat=Seat.NONE)
    attending(gera, ours, "Willi Warte", seat=Seat.WAITING, organisation=guest)
    attending(gera, ours, "Nora Nein", partstat=PartStat.DECLINED, seat=Seat.NONE)
    saved_decision(
        session().get_one(PersonRow, karla.person_id),
        State.GRANTED,
        purpose=Purpose.CONTACT_NETWORK,
        source="Mail vom 3. August",
        channel=Channel.MAIL,
    )
    text = inside.get(f"/o/ours/meetings/gera/attendees{query}").text

    assert names_in(text) == found
    if "Kreis, Karla" in found:
        assert "Yes: Contact in the distribution list" in row_of(text, "Kreis, Karla")
        assert "Has consented, 1 June 2022, Mail (Mail vom 3. August)" in " ".join(
            row_of(text, "Kreis, Karla").split()
        )


@pytest.mark.parametrize(
    ("starts", "first", "leads"),
    [
        (timedelta(days=3), "Before the meeting", "Attendees"),
        (timedelta(hours=-1), "At the meeting", "Admission"),
        (timedelta(days=-3), "After the meeting", "Documents"),
    ],
)
def test_a_meeting_tells_first_what_is_next_to_do(inside, ours, starts, first, leads):
    row = saved_meeting(ours, start=wall_time(NOW + starts, tzid="Europe/Berlin"))
    page = inside.get(f"/o/ours/meetings/{row.slug}").text
    headings = re.findall(r'id="step-[a-z]+">\s*([^<]+)</h2>', page)
    primary = re.findall(r'kern-btn--primary"[^>]*>\s*<span class="kern-label">([^<]+)<', page)

    assert headings[0] == first
    assert len(headings) == 4
    assert primary == [leads]
    assert "/consents#posters" in page
