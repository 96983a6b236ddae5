import pytest

from eventsvc.db.models import CodeSymbolRow, PublicCodeRow
from eventsvc.db.transaction import session
from eventsvc.domain.codes import code_address
from eventsvc.outputs import qr
from eventsvc.services.badges import symbols
from tests.conftest import PUBLIC_URL
from tests.factories import saved_network, saved_organisation

pytestmark = pytest.mark.usefixtures("app")


def test_symbols_are_computed_once_and_again_for_another_public_address(monkeypatch):
    network, other = saved_network(), saved_network(slug="other")
    for owner in (network, network, other):
        saved_organisation(owner)
    codes = [row.code for row in session().query(PublicCodeRow).filter_by(network_id=network.id)]

    before = symbols.compute_all(public_url="https://old.example")
    moved = symbols.compute_missing(public_url=PUBLIC_URL, limit=2)
    rest, none = (symbols.compute_all(public_url=PUBLIC_URL) for _ in range(2))
    found = symbols.symbols_of(network.id)

    assert (before, moved, rest, none) == (3, 2, 1, 0)
    assert session().query(CodeSymbolRow).count() == 3
    assert sorted(found) == sorted(code_address(PUBLIC_URL, code) for code in codes)
    for address, symbol in found.items():
        assert symbol == qr.symbol(address)
        assert symbol.drawing == qr.symbol(address).drawn
