"""Fixtures of tests that work as an organiser."""

import pytest

from eventsvc.domain.access import Role
from tests.conftest import NOW
from tests.factories import saved_account, saved_network
from tests.support.signin import sign_in


@pytest.fixture
def office(app):
    """Our network, at a moment three weeks before its meeting in Gera."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network(slug="ours", name={"de": "Unser Netz"})


@pytest.fixture
def organiser(app, english, office):
    """A browser in which an organiser of our network, who reads English, is signed in."""
    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, office)), now=NOW)
    return client
