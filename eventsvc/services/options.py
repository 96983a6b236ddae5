"""Options to choose from: each has a number that stays its own, whatever it is called later."""

from collections.abc import Mapping, Sequence
from typing import Any


def renumbered(known: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return number → label for the lines of a form, in their order.

    A line that names a number keeps it; a new one gets the next that was never given.
    """
    following = max(map(int, known), default=0) + 1
    options: dict[str, Any] = {}
    for line in lines:
        number = line["number"]
        if number is None or str(number) not in known or str(number) in options:
            number, following = following, following + 1
        options[str(number)] = line["label"]
    return options
