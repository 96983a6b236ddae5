import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from eventsvc.app import create_app
from eventsvc.db.extension import db
from eventsvc.db.models import AccountSessionRow, OutboxRow, SignInTokenRow
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.devices import Device
from eventsvc.domain.signin import LINK_LIVES, SESSION_LIVES
from eventsvc.jobs.outbox import deliver_due
from eventsvc.services.account import accounts, sessions
from eventsvc.services.mails.delivery import office_of
from tests.conftest import PUBLIC_URL, settings_for
from tests.factories import saved_account, saved_network
from tests.support.html import assert_valid
from tests.support.queries import counted_queries
from tests.support.signin import csrf, link_path, sign_in

pytestmark = pytest.mark.usefixtures("app", "english")


@pytest.fixture
def organiser():
    return saved_account((Role.ORGANISER, saved_network()))


@pytest.fixture
def clock(app):
    """The application's clock, which a test may turn."""
    hands = {"now": datetime.now(UTC)}
    app.extensions["eventsvc.clock"] = lambda: hands["now"]
    return hands


def ask(client, email, **fields):
    data = {"csrf_token": csrf(client, "/sign-in"), "email": email} | fields
    return client.post("/sign-in", data=data)


def queued() -> list[OutboxRow]:
    db.session.expire_all()
    return session().query(OutboxRow).order_by(OutboxRow.id).all()


def mailed_link(settings) -> str:
    """Deliver what is queued; return the path of the link in the only mail."""
    deliver_due(datetime.now(UTC) + timedelta(seconds=5), office=office_of(settings))
    [file] = (settings.data_dir / "mails").glob("*.eml")
    text = file.read_bytes().replace(b"=\r\n", b"").replace(b"=3D", b"=").decode()
    found = re.search(re.escape(PUBLIC_URL) + r"(/sign-in/\S+)", text)
    assert found
    return found[1]


def test_an_organiser_gets_a_link_by_mail_and_lands_where_they_wanted_to(
    client, organiser, settings
):
    wanted = client.get("/o/thueringen/meetings").headers["Location"]
    asked = client.post(
        "/sign-in",
        data={
            "csrf_token": csrf(client, wanted),
            "email": f" {organiser.email.upper()} ",
            "next": "/o/thueringen/meetings",
        },
        follow_redirects=True,
    )
    path = mailed_link(settings)
    page = client.get(path)
    signed_in = client.post(
        path.partition("?")[0],
        data={
            "csrf_token": csrf(client, path),
            "next": re.search(r'name="next" value="([^"]+)"', page.text)[1],
        },
    )

    assert wanted == "/sign-in?next=/o/thueringen/meetings"
    assert "mail with a link is on its way" in asked.text
    assert signed_in.headers["Location"] == "/o/thueringen/meetings"
    assert client.get("/o/thueringen/meetings").status_code == 200


@pytest.mark.one_engine
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?next=/o/x", "/sign-in/sent", "/sign-out"])
def test_the_pages_are_valid_html_without_being_signed_in(client, path):
    assert_valid(client.get(path).text)


# Enumeration


def test_known_unknown_and_closed_addresses_get_the_same_answer(app, organiser):
    closed = saved_account(email="closed@example.org", active=False)
    answers = []
    for email in (organiser.email, "nobody@example.org", closed.email):
        answer = ask(app.test_client(), email)
        headers = {key: value for key, value in answer.headers if key != "Set-Cookie"}
        answers.append((answer.status_code, answer.text, headers))

    assert answers[1] == answers[0]
    assert answers[2] == answers[0]


def test_known_and_unknown_addresses_cost_the_same_questions_to_the_database(app, organiser):
    asked = []
    for email in (organiser.email, "nobody@example.org"):
        client = app.test_client()
        token = csrf(client, "/sign-in")
        with counted_queries() as queries:
            client.post("/sign-in", data={"csrf_token": token, "email": email})
        asked.append(queries)

    assert asked[0] == asked[1]
    assert len(asked[0]) > 0


def test_known_and_unknown_addresses_are_answered_in_about_the_same_time(app, organiser):
    app.config["RATELIMIT_ENABLED"] = False

    def median(email: str) -> float:
        times = []
        for _ in range(5):
            client = app.test_client()
            token = csrf(client, "/sign-in")
            began = time.perf_counter()
            client.post("/sign-in", data={"csrf_token": token, "email": email})
            times.append(time.perf_counter() - began)
        return sorted(times)[2]

    assert abs(median(organiser.email) - median("nobody@example.org")) < 0.1


def test_nobody_without_an_account_gets_a_mail_and_nothing_is_kept_of_them(client, settings):
    ask(client, "nobody@example.org")
    deliver_due(datetime.now(UTC) + timedelta(seconds=5), office=office_of(settings))

    assert queued() == []
    assert not (settings.data_dir / "mails").exists()


# Brute force


def test_one_caller_asks_ten_times_a_minute_and_no_more(app):
    client = app.test_client()
    answers = [ask(client, f"somebody{number}@example.org").status_code for number in range(11)]

    assert answers == [303] * 10 + [429]


@pytest.mark.parametrize("known", [True, False])
def test_one_address_is_asked_for_five_times_from_wherever(app, organiser, known):
    email = organiser.email if known else "nobody@example.org"
    answers = []
    for number in range(6):
        client = app.test_client()
        token = csrf(client, "/sign-in")
        data = {"csrf_token": token, "email": email.upper() if number % 2 else email}
        caller = {"REMOTE_ADDR": f"192.0.2.{number}"}
        answers.append(client.post("/sign-in", data=data, environ_base=caller).status_code)

    assert answers == [303] * 5 + [429]


def test_the_addresses_of_one_ipv6_household_share_a_limit(app):
    answers = []
    for number in range(11):
        client = app.test_client()
        data = {"csrf_token": csrf(client, "/sign-in"), "email": f"somebody{number}@example.org"}
        caller = {"REMOTE_ADDR": f"2001:db8::{number:x}"}
        answers.append(client.post("/sign-in", data=data, environ_base=caller).status_code)

    assert answers == [303] * 10 + [429]


def test_a_forged_x_forwarded_for_buys_no_further_tries(app):
    client = app.test_client()
    token = csrf(client, "/sign-in")
    answers = [
        client.post(
            "/sign-in",
            data={"csrf_token": token, "email": f"somebody{number}@example.org"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for number in range(11)
    ]

    assert answers[-1] == 429


def test_guessing_links_is_limited(client):
    token = csrf(client, "/sign-in")
    answers = [
        client.post(f"/sign-in/guess{number}", data={"csrf_token": token}).status_code
        for number in range(21)
    ]

    assert answers == [410] * 20 + [429]


# CSRF


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/token", "/sign-out"])
@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_form_without_its_token_does_nothing(client, organiser, path, token):
    answer = client.post(path, data={"email": organiser.email, "csrf_token": token or ""})

    assert answer.status_code == 400
    assert queued() == []


def test_another_browsers_form_token_signs_nobody_in(app, organiser):
    attacker, victim = app.test_client(), app.test_client()
    path = link_path(organiser)
    token = csrf(attacker, path)
    csrf(victim, "/sign-in")

    assert victim.post(path, data={"csrf_token": token}).status_code == 400
    assert victim.get("/o/").status_code == 302


def test_signing_out_from_another_page_is_refused(client, organiser):
    sign_in(client, organiser)

    assert client.post("/sign-out").status_code == 400
    assert client.get("/o/").status_code == 200


# Mail scanners


def test_a_scanner_that_opens_the_link_neither_signs_in_nor_uses_it_up(app, organiser):
    path = link_path(organiser)
    scanner = app.test_client()
    opened = [scanner.get(path).status_code for _ in range(3)] + [scanner.head(path).status_code]
    inside = scanner.get("/o/").status_code
    person = app.test_client()
    signed_in = person.post(path, data={"csrf_token": csrf(person, path)})

    assert (opened, inside) == ([200] * 4, 302)
    assert signed_in.status_code == 303


# Tokens


def test_a_link_works_once(app, organiser):
    path = link_path(organiser)
    answers = []
    for _ in range(2):
        client = app.test_client()
        token = csrf(client, "/sign-in")
        answers.append(client.post(path, data={"csrf_token": token}).status_code)

    assert answers == [303, 410]
    assert app.test_client().get(path).status_code == 410


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (LINK_LIVES - timedelta(seconds=5), 200),
        (LINK_LIVES, 410),
        (timedelta(minutes=-1), 200),
        (timedelta(days=-365), 410),
    ],
)
def test_a_link_lives_a_quarter_of_an_hour_and_one_from_the_future_is_dead(
    client, organiser, clock, age, status
):
    path = link_path(organiser, now=clock["now"])
    clock["now"] += age

    assert client.get(path).status_code == status


def test_no_token_and_no_session_secret_stands_in_the_database(client, organiser, settings):
    ask(client, organiser.email)
    facts = [mail.facts for mail in queued()]
    token = mailed_link(settings).removeprefix("/sign-in/").partition("?")[0]
    path = f"/sign-in/{token}"
    client.post(path, data={"csrf_token": csrf(client, path)})
    with client.session_transaction() as cookie:
        key = cookie["key"]

    [kept] = session().query(SignInTokenRow).all()
    [running] = session().query(AccountSessionRow).all()
    assert facts == [{"landing": "/o/"}]
    assert (len(token), len(kept.token_hash), len(running.key_hash)) == (43, 64, 64)
    assert token not in str(vars(kept))
    assert key not in str(vars(running))


def test_the_page_of_a_link_tells_its_address_to_nobody_and_is_kept_nowhere(client, organiser):
    answer = client.get(link_path(organiser))

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "alternate" not in answer.text


def test_a_second_click_queues_no_second_mail(client, organiser):
    for _ in range(2):
        ask(client, organiser.email, nonce="the same form")

    assert len(queued()) == 1


def test_a_text_that_is_no_address_is_told_so_at_its_field(client):
    answer = ask(client, "Erika Mustermann")

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "Write the address like name@example.org" in answer.text
    assert_valid(answer.text)


@pytest.mark.parametrize(
    "email",
    [
        "organiser@example.org\r\nBcc: evil@example.com",
        "organiser@example.org,evil@example.com",
        "organiser@example.org evil@example.com",
        "<organiser@example.org>",
        "a@b@example.org",
        "organiser@example.org\x00",
        f"{'a' * 250}@example.org",
        "",
    ],
)
def test_an_address_that_smuggles_something_queues_nothing(client, email):
    assert ask(client, email).status_code == 422
    assert queued() == []


# Sessions


def test_signing_out_ends_the_session_for_copies_of_the_cookie_too(app, client, organiser):
    sign_in(client, organiser)
    stolen = client.get_cookie("__Host-session").value
    client.post("/sign-out", data={"csrf_token": csrf(client, "/sign-out")})
    thief = app.test_client()
    thief.set_cookie("__Host-session", stolen)

    assert client.get("/o/").status_code == 302
    assert thief.get("/o/").status_code == 302


def test_closing_an_account_signs_it_out_everywhere_and_kills_its_links(app, client, organiser):
    sign_in(client, organiser)
    path = link_path(organiser)
    accounts.disable(organiser.email, by="cli:organiser", now=datetime.now(UTC))

    assert client.get("/o/").status_code == 302
    fresh = app.test_client()
    answer = fresh.post(path, data={"csrf_token": csrf(fresh, "/sign-in")})
    assert answer.status_code == 410


def test_removing_an_account_signs_it_out(client, organiser):
    sign_in(client, organiser)
    accounts.take(organiser.email, by="cli:organiser", now=datetime.now(UTC))

    assert client.get("/o/").status_code == 302


def test_a_session_ends_after_a_week(client, organiser, clock):
    sign_in(client, organiser)
    before = client.get("/o/").status_code
    clock["now"] += SESSION_LIVES

    assert (before, client.get("/o/").status_code) == (200, 302)


def test_a_session_prepared_by_somebody_else_does_not_survive_signing_in(app, organiser):
    client = app.test_client()
    path = link_path(organiser)
    token = csrf(client, path)
    planted = client.get_cookie("__Host-session").value
    client.post(path, data={"csrf_token": token})
    other = app.test_client()
    other.set_cookie("__Host-session", planted)

    assert other.get("/o/").status_code == 302
    with client.session_transaction() as cookie:
        assert cookie.get("csrf_token") is None


def test_the_cookie_is_for_this_host_https_and_no_script(client):
    header = client.get("/sign-in").headers["Set-Cookie"]
    name, _, flags = header.partition("=")

    assert name == "__Host-session"
    assert flags.split("; ")[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]


def test_a_local_service_without_https_still_signs_in(tmp_path, sqlite_template):
    (tmp_path / "eventsvc.sqlite").write_bytes(sqlite_template.read_bytes())
    app = create_app(settings_for(tmp_path, public_url="http://127.0.0.1:8000"))
    with app.app_context():
        account = saved_account((Role.ADMINISTRATOR, None))
        client = app.test_client()
        sign_in(client, account)

        assert client.get_cookie("session").secure is False
        assert client.get("/o/").status_code == 200
        db.engine.dispose()


def test_a_token_in_the_address_signs_nobody_in(client, organiser):
    answer = client.get(f"/o/?auth_token={organiser.fs_uniquifier}")

    assert answer.status_code == 302


def test_public_pages_read_no_session(client, organiser):
    sign_in(client, organiser)
    answer = client.get("/static/nothing.css")

    assert "Set-Cookie" not in answer.headers


# Open redirects

ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/o/",
    "//evil.example",
    "///evil.example",
    "////evil.example/o/",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "/o/\r\nLocation: https://evil.example",
    "\t//evil.example",
    " //evil.example",
    "//evil.example@netz.example.de",
    "https://netz.example.de@evil.example/",
    "https://netz.example.de.evil.example/",
    "/o//evil.example/../..//evil.example",
    "/o/..//evil.example",
    "/o/%2e%2e//evil.example",
    "/o/..\\evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "//evil。example",
    "/o/\u2028//evil.example",
    "//[::1]/o/",
    "?next=//evil.example",
    "/sign-out",
    "ftp://evil.example",
    "/o@evil.example",
    "/o/:80//evil.example",
]


@pytest.mark.one_engine
@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_but_to_pages_of_organisers(client, organiser, target):
    path = link_path(organiser)
    data = {"csrf_token": csrf(client, path), "next": target}
    location = client.post(path, data=data).headers["Location"]
    already = client.get("/sign-in", query_string={"next": target}).headers["Location"]

    assert (location, already) == ("/o/", "/o/")


@pytest.mark.parametrize("target", ["/o/", "/o/netz/meetings/treffen-4/attendees?q=M%C3%BC&page=2"])
def test_next_leads_back_to_the_page_that_was_wanted(client, organiser, target):
    path = link_path(organiser)
    data = {"csrf_token": csrf(client, path), "next": target}
    location = client.post(path, data=data).headers["Location"]

    assert location == target
    assert urlsplit(urljoin(PUBLIC_URL, location)).netloc == "netz.example.de"


# Host header


def test_a_forged_host_is_refused_and_never_reaches_a_mail(client, organiser, settings):
    forged = client.get("/sign-in", headers={"Host": "evil.example"})
    token = csrf(client, "/sign-in")
    client.post(
        "/sign-in",
        data={"csrf_token": token, "email": organiser.email},
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )
    mailed_link(settings)
    [file] = (settings.data_dir / "mails").glob("*.eml")

    assert forged.status_code == 400
    assert b"evil" not in file.read_bytes()


def test_old_tokens_and_sessions_are_forgotten_on_the_way(organiser):
    now = datetime.now(UTC)
    accounts.link_for(organiser.email, now=now - timedelta(days=3))
    with transaction() as writing:
        writing.add(
            AccountSessionRow(
                key_hash="old",
                public_id="old",
                account_id=organiser.id,
                started_at=now - 2 * SESSION_LIVES,
                seen_at=now - 2 * SESSION_LIVES,
            )
        )
    token = accounts.link_for(organiser.email, now=now)
    sessions.sign_in(token, device=Device(), now=now)

    assert session().query(SignInTokenRow).count() == 1
    assert session().query(AccountSessionRow).filter_by(key_hash="old").count() == 0
