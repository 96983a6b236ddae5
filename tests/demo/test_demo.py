from datetime import date, timedelta
from random import Random

import pytest

from eventsvc import demo
from eventsvc.db.queries.imports import meetings_of, network_by_slug
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("app")


def test_the_demo_loads_and_loading_it_again_changes_nothing():
    first = demo.load(NOW, Random(1))
    second = demo.load(NOW, Random(2))

    assert first.counts() == {"new": 77, "changed": 0, "same": 0, "removed": 0, "kept": 0}
    assert second.counts() == {"new": 0, "changed": 0, "same": 77, "removed": 0, "kept": 0}
