"""Where data comes from, in words."""

import pytest

from eventsvc.domain.people import ADDRESSES
from eventsvc.domain.registrations import BY_AN_ATTENDEE
from eventsvc.outputs.origins import origin_in


@pytest.mark.parametrize("origin", [ADDRESSES, BY_AN_ATTENDEE])
@pytest.mark.parametrize("language", ["de", "cs", "pl"])
def test_an_origin_is_said_in_the_readers_language(origin, language):
    words = origin_in(origin, language=language)

    assert words not in {origin, origin_in(origin, language="en"), ""}


def test_a_row_of_a_list_stands_as_it_is():
    assert origin_in("liste.csv: 7", language="de") == "liste.csv: 7"
