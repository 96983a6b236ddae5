"""What a scan costs: no more in a network of all municipalities of Germany than in a small one."""

import pytest

from tests.bench.matching import ORGANISATIONS
from tests.bench.scan import SMALL, scan_costs

pytestmark = [pytest.mark.one_engine, pytest.mark.proof, pytest.mark.timeout(300)]

MOST = 5.0
"""Milliseconds of processor time for a page that is made."""


@pytest.mark.parametrize("organisations", [SMALL, ORGANISATIONS])
def test_a_scan_is_made_in_five_milliseconds_and_kept_for_twice_a_constant_route(organisations):
    costs = scan_costs(organisations)

    assert costs["made"] <= MOST
    assert costs["made, with what connects"] <= MOST
    for kind in ("kept", "kept, with what connects", "unchanged since"):
        assert costs[kind] <= 2 * costs["constant"]
