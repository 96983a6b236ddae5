"""One's own account: keys, second factor, sessions."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import (
    AccountRow,
    AccountSessionRow,
    AuditRow,
    NetworkRow,
    RecoveryCodeRow,
)
from eventsvc.db.transaction import session, transaction
from eventsvc.domain import one_time_codes
from eventsvc.domain.access import Role
from eventsvc.domain.signin import FRESH
from eventsvc.services.account import accounts
from eventsvc.web.security import limiter
from tests.factories import saved_account, saved_network
from tests.support.html import assert_valid
from tests.support.signin import csrf, link_path, sign_in
from tests.web.test_signin import ELSEWHERE

pytestmark = pytest.mark.usefixtures("app", "english")

PASSWORD = "Sommerregen am Montag"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def clock(app):
    hands = {"now": datetime.now(UTC)}
    app.extensions["eventsvc.clock"] = lambda: hands["now"]
    return hands


@pytest.fixture
def account(clock):
    return saved_account((Role.ORGANISER, saved_network()))


@pytest.fixture
def client(app, account, clock):
    app.config["RATELIMIT_ENABLED"] = False
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    sign_in(client, account, now=clock["now"])
    return client


def send(client, path, **fields):
    return client.post(path, data={"csrf_token": csrf(client, path)} | fields)


def set_app(client, now) -> tuple[str, list[str]]:
    """Set up an app; return its key and the recovery codes."""
    page = client.get("/o/account/app").text
    key = re.search(r'name="key" value="([A-Z2-7]{32})"', page)[1]
    shown = send(client, "/o/account/app", key=key, code=code_of(key, now))
    return key, re.findall(r"<code>(\S{19})</code>", shown.text)


def code_of(key: str, now) -> str:
    return one_time_codes.code_at(key, int(now.timestamp()) // one_time_codes.SECONDS)


def first_step(app, account, clock):
    """A browser that used a mailed link."""
    browser = app.test_client()
    path = link_path(account, now=clock["now"])
    answer = browser.post(path, data={"csrf_token": csrf(browser, path)})
    return browser, answer.headers["Location"]


def test_every_page_of_the_account_is_valid_and_the_guard_knows_it(client, account):
    for name in (
        "",
        "/password",
        "/app",
        "/passkeys/new",
        "/language",
        "/again",
        "/recovery-codes",
    ):
        answer = client.get(f"/o/account{name}")
        assert (name, answer.status_code) == (name, 200)
        assert_valid(answer.text)
        assert answer.headers["Cache-Control"] == "no-store"


# Passwords


def test_a_password_is_set_signs_in_and_ends_the_other_sessions(app, client, account, clock):
    other = app.test_client()
    sign_in(other, account, now=clock["now"])
    short = send(client, "/o/account/password", password="zu kurz")
    answer = send(client, "/o/account/password", password=PASSWORD)
    fresh = app.test_client()
    signed_in = send(fresh, "/sign-in/password", email=account.email.upper(), password=PASSWORD)

    assert (short.status_code, "at least 12 characters" in short.text) == (422, True)
    assert "zu kurz" not in short.text
    assert answer.headers["Location"] == "/o/account"
    assert client.get("/o/").status_code == 200
    assert other.get("/o/").status_code == 302
    assert signed_in.headers["Location"] == "/o/"
    assert fresh.get("/o/account").status_code == 200
    db.session.expire_all()
    kept = session().query(AccountRow).one().password
    assert kept.startswith("$argon2id$")
    send(client, "/o/account/password/remove")
    assert fresh.get("/o/").status_code == 302
    assert (
        send(
            app.test_client(), "/sign-in/password", email=account.email, password=PASSWORD
        ).status_code
        == 422
    )


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app, client, account):
    send(client, "/o/account/password", password=PASSWORD)
    without = saved_account(email="without@example.org")
    closed = saved_account(email="closed@example.org", active=False)
    with transaction() as writing:
        kept = writing.get(AccountRow, account.id).password
        writing.get(AccountRow, closed.id).password = kept
    answers = set()
    for email in (account.email, "nobody@example.org", without.email, "not an address"):
        answer = send(app.test_client(), "/sign-in/password", email=email, password="wrong " * 3)
        answers.add((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
    shut = send(app.test_client(), "/sign-in/password", email=closed.email, password=PASSWORD)

    assert len(answers) == 1
    assert answers.pop()[0] == shut.status_code == 422


def test_guessing_passwords_of_one_account_is_limited_from_wherever(app, account):
    app.config["RATELIMIT_ENABLED"] = True
    answers = []
    for number in range(11):
        browser = app.test_client()
        browser.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        answer = send(browser, "/sign-in/password", email=account.email, password=f"guess {number}")
        answers.append(answer.status_code)

    assert answers == [422] * 10 + [429]


@pytest.mark.one_engine
def test_after_a_password_next_leads_nowhere_but_to_pages_of_organisers(
    app, client, account, monkeypatch
):
    monkeypatch.setattr(limiter, "enabled", False)  # thirty attempts are too many otherwise
    send(client, "/o/account/password", password=PASSWORD)
    data = {"email": account.email, "password": PASSWORD}
    locations = set()
    for target in ELSEWHERE:
        browser = app.test_client()
        answer = send(browser, "/sign-in/password", **data, next=target)
        locations.add(answer.headers["Location"])

    assert len(ELSEWHERE) >= 30
    assert locations == {"/o/"}


# The app and the paper


def test_with_an_app_a_link_alone_signs_nobody_in(app, client, account, clock):
    key, codes = set_app(client, clock["now"])
    clock["now"] += timedelta(minutes=2)
    browser, location = first_step(app, account, clock)
    page = browser.get(location)
    before = browser.get("/o/").status_code
    wrong = send(browser, "/sign-in/code", code="000000")
    right = send(browser, "/sign-in/code", code=code_of(key, clock["now"]), next="/o/account")

    assert len(set(codes)) == 10
    assert location.startswith("/sign-in/code")
    assert_valid(page.text)
    assert (before, wrong.status_code) == (302, 422)
    assert right.headers["Location"] == "/o/account"
    assert browser.get("/o/").status_code == 200


def test_a_code_of_the_app_and_a_recovery_code_work_once(app, client, account, clock):
    key, codes = set_app(client, clock["now"])
    clock["now"] += timedelta(minutes=2)
    answers = []
    for code in (code_of(key, clock["now"]),) * 2 + (codes[3].lower().replace("-", ""),) * 2:
        browser, _ = first_step(app, account, clock)
        answers.append(send(browser, "/sign-in/code", code=code).status_code)

    assert answers == [303, 422, 303, 422]
    assert session().query(RecoveryCodeRow).count() == 9
    assert "9 codes are left" in client.get("/o/account").text


def test_five_wrong_codes_end_the_attempt_and_a_late_one_does_not_count(
    app, client, account, clock
):
    key, _ = set_app(client, clock["now"])
    browser, _ = first_step(app, account, clock)
    tries = [send(browser, "/sign-in/code", code="000000").status_code for _ in range(5)]
    ended = browser.get("/sign-in/code").headers["Location"]
    browser, _ = first_step(app, account, clock)
    token = csrf(browser, "/sign-in/code")
    clock["now"] += timedelta(minutes=16)
    late = browser.post(
        "/sign-in/code", data={"csrf_token": token, "code": code_of(key, clock["now"])}
    )

    assert tries == [422] * 5
    assert ended.startswith("/sign-in?")
    assert late.headers["Location"].startswith("/sign-in?")
    assert browser.get("/o/").status_code == 302


def test_neither_key_nor_recovery_codes_stand_in_the_database(client, account, clock):
    key, codes = set_app(client, clock["now"])
    db.session.expire_all()
    row = session().query(AccountRow).one()

    assert key not in row.code_key
    assert len(row.code_key) > 60
    kept = {one.code_hash for one in session().query(RecoveryCodeRow)}
    assert kept.isdisjoint({code.replace("-", "") for code in codes})
    assert {len(one) for one in kept} == {64}


def test_a_wrong_code_sets_up_nothing_and_the_key_stays_on_the_page(client, account):
    page = client.get("/o/account/app").text
    key = re.search(r'name="key" value="([A-Z2-7]{32})"', page)[1]
    answer = send(client, "/o/account/app", key=key, code="123")
    own = send(client, "/o/account/app", key="WEAK", code="123")
    db.session.expire_all()

    assert answer.status_code == own.status_code == 422
    assert f'value="{key}"' in answer.text
    assert_valid(answer.text)
    assert session().query(AccountRow).one().code_key == ""


def test_removing_the_last_factor_makes_the_paper_worthless_and_renewing_the_old_one(client, clock):
    _, old = set_app(client, clock["now"])
    renewed = re.findall(r"<code>(\S{19})</code>", send(client, "/o/account/recovery-codes").text)
    send(client, "/o/account/app/remove")

    assert len(renewed) == 10
    assert set(renewed).isdisjoint(old)
    assert session().query(RecoveryCodeRow).count() == 0
    assert [row.action for row in session().query(AuditRow).order_by(AuditRow.id)][-3:] == [
        "app.set",
        "recovery.renewed",
        "app.removed",
    ]


# A network that asks for more


def test_a_network_that_asks_for_a_second_factor_leads_there_and_locks_nobody_out(
    client, account, clock
):
    with transaction() as writing:
        writing.query(NetworkRow).one().requires_second_factor = True
    led = client.get("/o/thueringen/meetings")
    page = client.get(led.headers["Location"])
    set_app(client, clock["now"])

    assert led.headers["Location"] == "/o/account"
    assert "A second factor is needed" in page.text
    assert "Network Thuringia" in page.text
    assert client.get("/o/thueringen/meetings").status_code == 200


# Sessions


def test_sessions_are_listed_in_words_and_ended_by_their_owner_alone(app, client, account, clock):
    others = [app.test_client() for _ in range(3)]
    for browser in others:
        sign_in(browser, account, now=clock["now"])
    stranger = app.test_client()
    sign_in(stranger, saved_account((Role.ADMINISTRATOR, None)), now=clock["now"])
    page = client.get("/o/account").text
    ends = re.findall(r'action="(/o/account/sessions/\w{32}/end)"', page)
    token = csrf(stranger, "/sign-out")
    stranger.post(ends[0], data={"csrf_token": token})
    still = [browser.get("/o/").status_code for browser in others]
    own = csrf(client, "/sign-out")
    client.post(ends[0], data={"csrf_token": own})
    after = [browser.get("/o/").status_code for browser in others]
    client.post("/o/account/sessions/end-others", data={"csrf_token": own})

    assert "Firefox on Linux" in page
    assert len(ends) == 3
    assert still == [200] * 3
    assert sorted(after) == [200, 200, 302]
    assert [browser.get("/o/").status_code for browser in others] == [302] * 3
    assert client.get("/o/").status_code == 200


@pytest.mark.parametrize(("other", "zone"), [("Europe/Berlin", "CE"), ("Europe/Lisbon", "UTC")])
def test_sessions_show_the_clocks_of_ones_networks_and_utc_where_these_differ(
    app, clock, other, zone
):
    networks = [saved_network(slug="theirs", tzid=other), saved_network(slug="more")]
    account = saved_account(*((Role.ORGANISER, one) for one in networks), email="zwei@gera.example")
    browser = app.test_client()
    sign_in(browser, account, now=clock["now"])

    assert re.search(rf"\d\d:\d\d {zone}", browser.get("/o/account").text)


def test_a_session_notes_once_an_hour_that_it_is_in_use(client, clock):
    def seen():
        db.session.expire_all()
        return session().query(AccountSessionRow).one().seen_at

    began = clock["now"]
    clock["now"] += timedelta(minutes=59)
    client.get("/o/")
    first = seen()
    clock["now"] += timedelta(minutes=1)
    client.get("/o/")

    assert (first, seen()) == (began, clock["now"])


def test_keys_are_changed_soon_after_signing_in_only(client, clock):
    clock["now"] += FRESH
    answers = {
        name: client.get(f"/o/account/{name}").headers.get("Location")
        for name in (
            "password",
            "password/remove",
            "app",
            "app/remove",
            "recovery-codes",
            "passkeys/new",
            "passkeys/options",
        )
    }
    again = send(client, "/o/account/again", next="/o/account/app")

    assert answers == {name: f"/o/account/again?next=/o/account/{name}" for name in answers}
    assert again.headers["Location"] == "/sign-in?next=/o/account/app"
    assert client.get("/o/").status_code == 302


def test_the_language_of_the_account_follows_into_other_browsers(app, client, account, clock):
    send(client, "/o/account/language", language="de")
    here = client.get("/o/account").text
    other = app.test_client()
    sign_in(other, account, now=clock["now"])

    assert '<html lang="de">' in here
    assert '<html lang="de">' in other.get("/o/account").text


def test_a_reset_leaves_the_mailed_link_alone(app, client, account, clock):
    send(client, "/o/account/password", password=PASSWORD)
    set_app(client, clock["now"])
    accounts.reset(account.email, by="cli:organiser", now=clock["now"])
    db.session.expire_all()
    row = session().query(AccountRow).one()
    _, location = first_step(app, account, clock)
    last = session().query(AuditRow).order_by(AuditRow.id.desc()).first()

    assert (row.password, row.code_key) == (None, "")
    assert session().query(RecoveryCodeRow).count() == 0
    assert client.get("/o/").status_code == 302
    assert location == "/o/"
    assert (last.action, last.actor) == ("account.reset", "cli:organiser")
