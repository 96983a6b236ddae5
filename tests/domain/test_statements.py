from dataclasses import replace
from datetime import date, timedelta

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.statements import Audience, Statement, shown

TODAY = date(2022, 8, 9)
SAID = Statement(number=1, organisation=1, kind=StatementKind.SEEK, topic=1)


def test_a_statement_is_shown_to_whom_it_is_for_until_its_last_day():
    statements = [
        replace(SAID, number=number, visibility=visibility)
        for number, visibility in enumerate(Visibility, 1)
    ]

    seen = {
        audience: [one.visibility for one in shown(statements, to=audience, today=TODAY)]
        for audience in Audience
    }

    assert seen == {
        Audience.ANYBODY: [Visibility.PUBLIC],
        Audience.NETWORK: [Visibility.PUBLIC, Visibility.NETWORK],
        Audience.OFFICE: list(Visibility),
    }
    last_day, over = (
        replace(SAID, valid_until=TODAY),
        replace(SAID, valid_until=TODAY - timedelta(days=1)),
    )
    assert list(shown([last_day, over], to=Audience.OFFICE, today=TODAY)) == [last_day]
