"""Who gets in: every address, method and kind of person, as tests/house/access.txt has it."""

from pathlib import Path

import pytest
from werkzeug.routing import Rule

from eventsvc.db.models import AuditRow
from eventsvc.db.transaction import session
from eventsvc.services.account import accounts
from tests.conftest import NOW
from tests.support.everybody import contents, everybody, saved_things
from tests.support.signin import csrf

pytestmark = pytest.mark.one_engine

LINES = (Path(__file__).parents[1] / "house" / "access.txt").read_text("utf-8").splitlines()
TABLE = {tuple(line.split()[:2]): line.split()[2] for line in LINES}

PEOPLE = (
    "outsider",
    "attendee",
    "steward",
    "helper here",
    "helper at another meeting",
    "helper of the network",
    "organiser",
    "organiser elsewhere",
    "administrator",
)
EXPECTED = {
    # who gets in: what each of PEOPLE meets. sign: sent to sign in.
    "everybody": "in   in   in   in  in  in  in in  in",
    "link":      "in   in   in   in  in  in  in in  in",
    "accounts":  "sign sign sign in  in  in  in in  in",
    "meeting":   "sign sign sign in  403 in  in 404 in",
    "network":   "sign sign sign 403 403 in  in 404 in",
    "service":   "sign sign sign 403 403 403 403 404 in",
    "office":    "sign sign sign 403 403 403 in 404 in",
}  # fmt: skip
"""``link``: whoever has the address with the token; it is asked about below."""

BESIDE = ("nonce", "account_session", "personal_calendar")
"""Tables that opening a page may touch: when a session was seen, a calendar was fetched."""
PLACES = {"network", "kind", "name", "paper", "purpose"}
"""Arguments that name no row of a network: the network itself, one of a few words, a file."""


@pytest.fixture
def world(app, english):
    app.extensions["eventsvc.clock"] = lambda: NOW
    app.config["RATELIMIT_ENABLED"] = False
    ours, theirs = saved_things("ours", NOW), saved_things("theirs", NOW)
    return ours, theirs, everybody(app, ours, theirs, NOW)


def met(answer) -> str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in"):
        return "sign"
    return {403: "403", 404: "404"}.get(answer.status_code, "in")


def stubbed(app) -> None:
    """Let every view answer without doing anything: the guards alone are asked."""
    for endpoint, view in app.view_functions.items():

        def nothing(**_names):
            return "", 204

        nothing.permission = getattr(view, "permission", None)
        app.view_functions[endpoint] = nothing


def test_everybody_gets_in_where_the_table_says_and_nowhere_else(app, world):
    ours, _, browsers = world
    inside = EXPECTED["accounts"].split()
    tokens = {
        name: csrf(browsers[name], "/sign-out" if signed_in == "in" else "/sign-in")
        for name, signed_in in zip(PEOPLE, inside, strict=True)
    }
    stubbed(app)
    wrong = []
    for (rule, method), who in TABLE.items():
        path = ours.address(rule)
        for name, expected in zip(PEOPLE, EXPECTED[who].split(), strict=True):
            data = {"csrf_token": tokens[name]} if method == "POST" else None
            found = met(browsers[name].open(path, method=method, data=data))
            if found != expected:
                wrong.append((method, rule, name, expected, found))

    assert wrong == []


def test_things_of_another_network_do_not_exist_under_ours(app, world):
    ours, theirs, browsers = world
    before = contents(without=BESIDE)
    wrong = []
    for name in ("organiser", "administrator"):
        token = csrf(browsers[name], "/sign-out")
        for (rule, method), who in TABLE.items():
            if who not in {"office", "meeting", "network", "accounts", "service"}:
                continue
            if (name, who) == ("organiser", "service"):
                continue  # told that it has no right, whatever is there
            for argument in sorted(Rule(rule, endpoint="it").arguments - PLACES):
                path = ours.address(rule, {argument: theirs.arguments[argument]})
                data = {"csrf_token": token} if method == "POST" else None
                found = browsers[name].open(path, method=method, data=data).status_code
                # Ending a session that is not one's own does nothing and says so of all.
                if found != 404 and not path.endswith("/end"):
                    wrong.append((method, path, name, found))

    assert wrong == []
    assert contents(without=BESIDE) == before


def test_a_link_opens_its_own_pages_and_no_other_ones(world):
    ours, theirs, browsers = world
    outsider = browsers["outsider"]
    data = {"csrf_token": csrf(outsider, "/sign-in"), "format": "csv"}
    before = contents(without=BESIDE)
    wrong = []
    for rule, method in [key for key, who in TABLE.items() if who == "link"]:
        begin = next(begin for begin in ours.tokens if rule.startswith(begin))
        wanted = [{"token": f"{ours.tokens[begin].partition('.')[0]}.{'A' * 27}"}]
        wanted += [{"token": one} for other, one in ours.tokens.items() if other != begin]
        wanted += [{"token": theirs.tokens[begin]}] if "<network>" in rule else []
        wanted += [{name: theirs.arguments[name]} for name in ("slug",) if f"<{name}>" in rule]
        for changes in wanted:
            path = ours.address(rule, changes)
            status = outsider.open(path, method=method, data=data).status_code
            # An empty form may be told so before anybody asks which meeting it is about.
            if status != 404 and not ("slug" in changes and status == 422):
                wrong.append((method, path, status))

    assert wrong == []
    assert contents(without=BESIDE) == before


def test_no_post_does_anything_without_the_token_of_its_form(world):
    ours, _, browsers = world
    before = contents()
    posts = [rule for rule, method in TABLE if method == "POST"]
    found = {rule: browsers["administrator"].post(ours.address(rule)).status_code for rule in posts}

    assert {rule: status for rule, status in found.items() if status != 400} == {}
    assert len(posts) > 50
    assert contents() == before


@pytest.mark.proof
def test_opening_any_page_changes_nothing_whoever_opens_it(world):
    ours, _, browsers = world
    link = accounts.link_for(ours.organiser.email, now=NOW)
    before = contents(without=(*BESIDE, "audit"))
    statuses = {}
    for rule, method in TABLE:
        if method != "GET":
            continue
        path = f"/sign-in/{link}" if rule == "/sign-in/<token>" else ours.address(rule)
        for name in ("outsider", "organiser"):
            for verb in ("GET", "HEAD"):
                statuses[verb, rule, name] = browsers[name].open(path, method=verb).status_code

    assert {key: status for key, status in statuses.items() if status >= 500} == {}
    assert contents(without=(*BESIDE, "audit")) == before
    # A file with people in it may be fetched by GET; that it was is kept.
    assert {row.action.partition(".")[2] for row in session().query(AuditRow)} <= {"exported"}
