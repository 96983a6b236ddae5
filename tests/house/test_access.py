"""Closed unless opened: every page is guarded, or public by decision.

``access.txt`` says of every address and method who gets in; tests/web/test_access_matrix.py asks
each of them as everybody.
"""

from pathlib import Path

import pytest
from flask import Flask

from eventsvc.app import create_app
from eventsvc.domain.access import POLICY
from eventsvc.web.guards import organisers_only, permission_of, requires
from tests.conftest import settings_for

PUBLIC = {"public", "ops", "signin", "participant", "member", "host", "dates"}
"""Blueprints without accounts. Another one joins by decision, here. Those of participants,
members and hosts ask for a link of their own (tests/web/participant, tests/web/member)."""

OWN_ACCOUNT = {
    f"organiser.{name}"
    for name in (
        "show_account",
        "choose_language",
        "end_session",
        "end_other_sessions",
        "sign_in_again",
        "change_password",
        "remove_password",
        "set_app",
        "remove_app",
        "renew_recovery_codes",
        "passkey_options",
        "add_passkey",
        "rename_passkey",
        "remove_passkey",
    )
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Flask:
    return create_app(settings_for(tmp_path_factory.mktemp("app")))


def test_every_blueprint_is_guarded_or_public_by_decision(bare):
    guarded = {
        name
        for name, functions in bare.before_request_funcs.items()
        if organisers_only in functions
    }

    assert set(bare.blueprints) == guarded | PUBLIC
    assert guarded & PUBLIC == set()


def test_outside_of_blueprints_there_are_static_files_alone(bare):
    assert {rule.endpoint for rule in bare.url_map.iter_rules() if "." not in rule.endpoint} == {
        "asset"
    }


def test_every_guarded_page_names_a_permission_and_every_permission_has_a_page(bare):
    with bare.app_context():
        named = {
            rule.endpoint: permission_of(rule.endpoint)
            for rule in bare.url_map.iter_rules()
            if "." in rule.endpoint and rule.endpoint.partition(".")[0] not in PUBLIC
        }

    assert [endpoint for endpoint, permission in named.items() if permission is None] == []
    assert set(named.values()) == set(POLICY)


def test_every_guarded_page_names_its_network_in_its_address(bare):
    without = {
        rule.endpoint
        for rule in bare.url_map.iter_rules()
        if rule.endpoint.startswith("organiser.") and "network" not in rule.arguments
    }

    # One's own account lies in no network.
    assert without - OWN_ACCOUNT == {"organiser.overview"}
    assert without >= OWN_ACCOUNT


def test_a_page_cannot_ask_for_a_permission_that_the_policy_lacks():
    with pytest.raises(LookupError, match=r"meeting\.delete"):
        requires("meeting.delete")


def test_flask_securitys_own_pages_are_off(bare):
    assert "security" not in bare.blueprints


def test_the_table_of_access_names_every_address_and_method_and_no_other(bare):
    lines = (Path(__file__).with_name("access.txt")).read_text(encoding="utf-8").splitlines()
    named = {line.rpartition(" ")[0] for line in lines}
    served = {
        f"{rule.rule} {method}"
        for rule in bare.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert lines == sorted(set(lines))
    assert sorted(served - named) == [], "decide who gets in: add a line to tests/house/access.txt"
    assert sorted(named - served) == []
