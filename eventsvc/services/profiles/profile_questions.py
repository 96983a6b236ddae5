"""Asking stewards by themselves: for news before a meeting, and once a year whether all is true.

Both are off until the office switches them on. Each steward is asked once for each meeting and
once for each year; who was named after that day waits for the next one.
"""

from collections.abc import Mapping
from datetime import datetime

from eventsvc.db.models import NetworkRow, OrganisationRow, StewardRow
from eventsvc.db.queries import profile_questions as queries
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.profiles import ASKED_BEFORE, is_to_be_checked
from eventsvc.services.acts import Act
from eventsvc.services.mails.outbox import queue
from eventsvc.services.profiles.stewards import CHECK_ASKED, NEWS_ASKED, address_of, letter_to

BY_ITSELF = "job:profiles"
"""Who acts, in the audit log."""


def ask_due(*, public_url: str, now: datetime) -> int:
    """Queue the questions whose time has come, in all networks; return how many mails."""
    return sum(
        _ask(network.id, public_url=public_url, now=now) for network in queries.asking_networks()
    )


def set_rules(rules: Mapping[str, bool], *, version: int, act: Act) -> None:
    """Set which questions go by themselves.

    Raises:
        EditConflict: Somebody else changed the network since ``version``.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        for name, value in rules.items():
            setattr(network, name, value)
        act.note("network.changed", f"network:{network.slug}", {"fields": sorted(rules)})


def _ask(network_id: int, *, public_url: str, now: datetime) -> int:
    act = Act(network_id=network_id, by=BY_ITSELF, at=now, public_url=public_url)
    with transaction() as writing:
        network = writing.get_one(NetworkRow, network_id)
        there = [row for row in steward_queries.stewards(network_id) if address_of(row)]
        members = [row for row in there if not row.organisation.is_guest]
        count = _for_news(network, members, act) if network.asks_for_news else 0
        count += _for_truth(network, members, act) if network.asks_yearly else 0
        if count:
            act.note("stewards.mailed", f"network:{network.slug}", {"mails": count})
    return count


def _for_news(network: NetworkRow, stewards: list[StewardRow], act: Act) -> int:
    count = 0
    for meeting in queries.meetings_until(network.id, now=act.at, until=act.at + ASKED_BEFORE):
        for steward in stewards:
            facts = {"meeting": meeting.key}
            letter = letter_to(steward, network, meeting.key, kind=NEWS_ASKED, facts=facts)
            queued = queue(letter, public_url=act.public_url, now=act.at)
            count += queued.queued_at == act.at
    return count


def _for_truth(network: NetworkRow, stewards: list[StewardRow], act: Act) -> int:
    today, due = act.at.date(), [one for one in stewards if _is_due(one.organisation, act)]
    for steward in due:
        letter = letter_to(steward, network, str(today), kind=CHECK_ASKED)
        queue(letter, public_url=act.public_url, now=act.at)
    for steward in due:
        if steward.organisation.profile is not None:
            steward.organisation.profile.asked_on = today
    return len(due)


def _is_due(row: OrganisationRow, act: Act) -> bool:
    return row.profile is not None and is_to_be_checked(
        checked_on=row.profile.checked_on,
        asked_on=row.profile.asked_on,
        since=row.member_since,
        today=act.at.date(),
    )
