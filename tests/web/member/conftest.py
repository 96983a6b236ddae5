import pytest

from eventsvc.db.models import TopicRow
from eventsvc.db.queries.stewards import stewards_by_public_ids
from eventsvc.domain.access import Role
from eventsvc.services.profiles.stewards import token_of
from tests.conftest import NOW
from tests.factories import saved, saved_account, saved_network, saved_organisation, saved_steward
from tests.support.signin import sign_in

SECRET = "t" * 32


@pytest.fixture
def client(app, english):
    """A browser of somebody who reads English."""
    return app.test_client()


@pytest.fixture
def network(app, english):
    """Our network, three weeks before its meeting in Gera."""
    app.extensions["eventsvc.clock"] = lambda: NOW
    return saved_network(slug="ours", name={"de": "Unser Netz"})


@pytest.fixture
def weida(network):
    return saved_organisation(network, key="weida", code="WE1DA", name={"de": "Stadt Weida"})


@pytest.fixture
def steward(weida):
    return saved_steward(weida, email="digital@weida.example", role="Digitales Weida")


@pytest.fixture
def topic(network):
    return saved(TopicRow(network_id=network.id, key="tourismus", label={"de": "Tourismus"}))


@pytest.fixture
def organiser(app, network):
    client = app.test_client()
    sign_in(client, saved_account((Role.ORGANISER, network)), now=NOW)
    return client


def link(steward, path="") -> str:
    row = stewards_by_public_ids(steward.network_id, [steward.public_id])[steward.public_id]
    return f"/m/{token_of(row, secret=SECRET)}{path}"
