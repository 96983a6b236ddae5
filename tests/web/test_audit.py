"""The audit log: what it tells, how it is narrowed, and that nothing is missing in it."""

import shutil
from datetime import timedelta

import pytest

from eventsvc.db.extension import db
from eventsvc.db.models import AuditRow
from eventsvc.domain.access import Role
from tests.conftest import NOW
from tests.factories import (
    saved,
    saved_account,
    saved_attendance,
    saved_meeting,
    saved_network,
    saved_person,
)
from tests.support.everybody import contents, everybody, saved_things
from tests.support.forms import form_in
from tests.support.html import assert_valid
from tests.support.signin import csrf
from tests.web.test_access_matrix import TABLE

LOG = "/o/ours/audit"


def line(network, subject, **changes) -> None:
    values = {
        "network_id": network and network.id,
        "at": NOW,
        "actor": "cli:import",
        "action": "attendee.changed",
        "subject": subject,
        "facts": {"fields": ["place"]},
    }
    saved(AuditRow(**(values | changes)))


def rows(answer) -> int:
    return max(0, answer.text.count("<tr>") - 1)


def test_the_log_is_narrowed_by_person_act_actor_and_day(organiser, office):
    meeting = saved_meeting(office, title={"de": "Treffen in Gera"})
    anna = saved_person(office, given="Anna", family="Müller", folded_name="annamuller")
    guest = saved_attendance(meeting, anna)
    helper = saved_account((Role.HELPER, office), email="tuer@gera.example")
    stranger = saved_account((Role.HELPER, saved_network(slug="theirs")), email="x@suhl.example")
    line(office, f"person:{anna.public_id}")
    line(office, f"attendance:{guest.public_id}", at=NOW - timedelta(days=3))
    line(office, f"meeting:{meeting.key}", action="meeting.changed", actor="account:me")
    line(None, f"account:{helper.public_id}", action="account.reset")
    line(None, f"account:{stranger.public_id}", action="account.reset")
    found = {
        query: rows(organiser.get(f"{LOG}?{query}"))
        for query in (
            "",
            "person=müller",
            "person=tuer@",
            "person=suhl",
            "person=%25",
            "action=meeting.changed",
            "actor=account:me",
            "since=2022-08-09",
            "until=2022-08-08",
            "since=2022-08-06&until=2022-08-06",
            "since=gestern&until=9999-12-31",
        )
    }
    page = organiser.get(LOG)

    assert found == {
        "": 4,
        "person=müller": 2,
        "person=tuer@": 1,
        "person=suhl": 0,
        "person=%25": 0,
        "action=meeting.changed": 1,
        "actor=account:me": 1,
        "since=2022-08-09": 3,
        "until=2022-08-08": 1,
        "since=2022-08-06&until=2022-08-06": 1,
        "since=gestern&until=9999-12-31": 4,
    }
    assert "Anna Müller" in page.text
    assert "Treffen in Gera" in page.text
    assert "suhl.example" not in page.text
    assert_valid(page.text)


def test_moments_are_those_of_the_clocks_of_the_network(organiser, office):
    # In UTC the ninth of August has not begun yet.
    line(office, "network:ours", at=NOW.replace(day=8, hour=22, minute=15))

    page = organiser.get(LOG).text

    assert "09/08/2022, 00:15 CEST" in page
    assert rows(organiser.get(f"{LOG}?since=2022-08-09")) == 1


# Nothing is missing

_MEETING = "/o/<network>/meetings/<meeting>"
_ANNA = {"given": "Anna", "family": "Neu", "email": "anna@example.org"}
TYPED: dict[str, dict[str, object]] = {
    f"{_MEETING}/attendees/new": _ANNA,
    f"{_MEETING}/attendees/import": {"pasted": "Anna Neu <anna@example.org>"},
    f"{_MEETING}/attendees/import/<draft>": {"act": "take"},
    f"{_MEETING}/attendees/<attendance>/consents": {
        "photo-print": "refused",
        "channel": "mail",
        "source": "Mail vom 8. August",
    },
    f"{_MEETING}/attendees/replies": {"chosen": "<attendance>", "partstat": "DECLINED"},
    f"{_MEETING}/delete": {"sure": "yes"},
    f"{_MEETING}/desk": {"in": "<attendance>"},
    f"{_MEETING}/desk/people/<attendance>/photos": {"wish": "none"},
    f"{_MEETING}/desk/people/<attendance>/substitute": _ANNA,
    f"{_MEETING}/desk/walk-in": _ANNA,
    "/o/<network>/organisations/<organisation>/stewards/new": {"email": "stadt@example.org"},
    "/o/<network>/people/new": {"email": "neu@example.org", "role": "organiser"},
    "/o/<network>/handouts/new": {
        "list": "-network",
        "recipients": "partner@example.org",
        "is_sure": "yes",
        "why": "Rundbrief",
    },
}
"""Rule → what is typed into its form. All others are sent as they stand: what needs more, and is
about no person, does nothing here."""
SILENT = {
    f"{_MEETING}/attendees/import": "a draft; what is taken is told",
    f"{_MEETING}/mailings/<mailing>/people": "a draft; what is sent is told",
    f"{_MEETING}/mailings/<mailing>/text": "a draft; what is sent is told",
    "/o/<network>/distribution-list/<circular>/text": "a draft; what is sent is told",
    "/o/<network>/distribution-list/<circular>/discard": "a draft; what is sent is told",
}
"""Rule → why nothing that it does belongs into the log."""
BESIDE = ("nonce", "account_session", "audit")


@pytest.mark.proof
@pytest.mark.one_engine
@pytest.mark.form_shows("Erika", "Mustermann")
def test_every_form_of_the_office_that_changes_something_leaves_a_line(app, english, settings):
    app.extensions["eventsvc.clock"] = lambda: NOW
    app.config["RATELIMIT_ENABLED"] = False
    ours, theirs = saved_things("ours", NOW), saved_things("theirs", NOW)
    office = everybody(app, ours, theirs, NOW)["organiser"]
    file, kept = settings.data_dir / "eventsvc.sqlite", settings.data_dir / "kept.sqlite"
    db.session.remove()
    db.engine.dispose()
    shutil.copy(file, kept)
    wrong, idle = {}, {}
    for rule, method in TABLE:
        if method != "POST" or not rule.startswith("/o/<network>"):
            continue
        path = ours.address(rule)
        typed = {
            name: ours.arguments["attendance"] if value == "<attendance>" else value
            for name, value in TYPED.get(rule, {}).items()
        }
        try:
            data = form_in(office.get(path).text)
        except AssertionError:
            data = {"csrf_token": csrf(office, "/sign-out")}
        before, told = contents(without=BESIDE), len(contents()["audit"])
        answer = office.post(path, data=data | typed)
        changed = [
            name for name, found in contents(without=BESIDE).items() if found != before[name]
        ]
        is_told = len(contents()["audit"]) > told
        if changed and not is_told and rule not in SILENT:
            wrong[rule] = changed
        if not changed and not is_told:
            idle[rule] = answer.status_code
        db.session.remove()
        db.engine.dispose()
        shutil.copy(kept, file)

    assert wrong == {}
    assert {rule: status for rule, status in idle.items() if rule in TYPED} == {}
