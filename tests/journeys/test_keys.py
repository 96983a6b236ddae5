"""Keys of an account in a browser: a passkey (virtual authenticator), an app, the paper."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from eventsvc.db.extension import db
from eventsvc.db.models import PasskeyRow
from eventsvc.db.transaction import session
from eventsvc.domain import one_time_codes
from eventsvc.domain.access import Role
from eventsvc.services.account import accounts
from tests.conftest import settings_for
from tests.factories import saved_account, saved_network
from tests.support.browser import served

pytestmark = pytest.mark.browser


@pytest.fixture
def settings(tmp_path, database_url):
    return settings_for(tmp_path, database_url, public_url="http://localhost:8000")


@pytest.fixture
def address(app):
    """The service at a name: browsers make no passkeys for numbers."""
    with served(app) as number:
        app.extensions["eventsvc.public_url"] = number.replace("127.0.0.1", "localhost")
        yield app.extensions["eventsvc.public_url"]


@pytest.fixture
def account(app):
    return saved_account((Role.ORGANISER, saved_network()), email="organiser@example.org")


def authenticator(page) -> None:
    """Plug a device in that keeps passkeys and knows its owner."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_signs_in_and_is_a_second_factor(account, address, open_page):
    token = accounts.link_for(account.email, now=datetime.now(UTC))
    visit = open_page(f"{address}/sign-in/{token}?next=/o/account", language="en")
    page = visit.page
    authenticator(page)
    main = page.get_by_role("main")
    main.get_by_role("button").click()
    assert visit.faults("keys-empty") == []
    main.get_by_role("link", name="Add a passkey").click()
    assert visit.faults("keys-passkey") == []
    main.get_by_role("textbox").fill("Rechner im Büro")
    main.get_by_role("button", name="Add a passkey").click()
    main.get_by_text("shown this once").wait_for()
    codes = main.get_by_role("listitem").all_inner_texts()
    assert visit.faults("keys-codes") == []
    main.get_by_role("link", name="I have kept them").click()
    assert main.get_by_text("Rechner im Büro").count() > 0
    assert visit.faults("keys-account") == []

    page.goto(f"{address}/sign-out")
    main.get_by_role("button").click()
    page.goto(f"{address}/sign-in?next=/o/account")
    assert visit.faults("keys-sign-in") == []
    main.get_by_role("button", name="Sign in with a passkey").click()
    main.get_by_text("Where you are signed in").first.wait_for()
    assert page.url == f"{address}/o/account"
    db.session.expire_all()
    [kept] = session().query(PasskeyRow).all()
    assert kept.used_at is not None

    page.goto(f"{address}/sign-out")
    main.get_by_role("button").click()
    page.goto(f"{address}/sign-in/{accounts.link_for(account.email, now=datetime.now(UTC))}")
    main.get_by_role("button").click()
    assert "/sign-in/code" in page.url
    assert visit.faults("keys-second") == []
    main.get_by_role("textbox").fill(codes[0])
    main.get_by_role("button", name="Go on").click()
    assert page.url == f"{address}/o/"


def test_without_javascript_an_app_is_set_up_and_passkeys_stay_out_of_the_way(
    account, address, open_page
):
    token = accounts.link_for(account.email, now=datetime.now(UTC))
    visit = open_page(
        f"{address}/sign-in/{token}?next=/o/account/app", language="en", java_script_enabled=False
    )
    page = visit.page
    main = page.get_by_role("main")
    main.get_by_role("button").click()
    visit.shot("keys-app")
    key = re.sub(r"\s", "", main.locator("code.key-text").inner_text())
    now = int(datetime.now(UTC).timestamp())
    main.get_by_role("textbox").fill(one_time_codes.code_at(key, now // 30))
    main.get_by_role("button").click()
    expect(main.get_by_role("listitem")).to_have_count(10)
    page.goto(f"{address}/sign-out")
    main.get_by_role("button").click()

    assert main.get_by_role("button").all_inner_texts() == ["Send me a link"]
