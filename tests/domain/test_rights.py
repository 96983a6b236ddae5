"""By when a request about data is answered."""

from datetime import date

import pytest

from eventsvc.domain.rights import due_on


@pytest.mark.parametrize(
    ("came", "due"),
    [
        ("2022-05-03", "2022-06-03"),
        ("2022-12-15", "2023-01-15"),
        # A month without that day ends the time with its last one.
        ("2022-01-31", "2022-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2022-08-31", "2022-09-30"),
    ],
)
def test_the_answer_is_due_one_month_later(came, due):
    assert due_on(date.fromisoformat(came)) == date.fromisoformat(due)
