"""Telling hosts of their turns: each once, some weeks before its date, as the office set it."""

from datetime import date, datetime, timedelta
from random import Random

from eventsvc.db.models import MeetingRow, NetworkRow, RotaMemberRow, RotaRow, SeriesRow
from eventsvc.db.queries import rota as queries
from eventsvc.db.queries import series as series_queries
from eventsvc.db.transaction import transaction
from eventsvc.services.dates.rota import settle
from eventsvc.services.mails.outbox import Letter, queue

HOST_TURN = "host-turn"
"""Kind of the mail that tells a host of its turn."""


def tell_due(*, public_url: str, now: datetime, random: Random) -> int:
    """Settle all rotas, and queue a mail to each host whose date comes near; return how many."""
    count = 0
    for series_id in [series.id for _, series in queries.rotas()]:
        with transaction() as writing:
            series = writing.get_one(SeriesRow, series_id)
            network = writing.get_one(NetworkRow, series.network_id)
            whole = series_queries.series_by_slug(network.id, series.slug)
            if whole is None:
                continue
            settle(network, whole, now=now, random=random)
            count += _tell(network, whole, public_url=public_url, now=now)
    return count


def told_on(rota: RotaRow, meeting: MeetingRow) -> date:
    """Return the day from which on the host of ``meeting`` is told."""
    return meeting.local_start.date() - timedelta(days=rota.days_before)


def address_of(member: RotaMemberRow) -> str:
    """Return where the host's mail goes: the member's own address, else the profile's contact."""
    profile = member.organisation.profile
    return member.email or (profile.contact_email if profile else "")


def _tell(network: NetworkRow, series: SeriesRow, *, public_url: str, now: datetime) -> int:
    rota, there = queries.rota_of(series.id), queries.turns_of(series.id)
    if rota is None:
        return 0
    members = {row.organisation_id: row for row in rota.members}
    count = 0
    for row in queries.coming_dates(series.id, now=now):
        turn = there[row.id]
        member = members.get(turn.host_id or 0)
        if member is None or turn.told_at or told_on(rota, row) > now.date():
            continue
        address = address_of(member)
        if not address:
            continue
        letter = Letter(
            unique_key=f"{HOST_TURN}:{turn.public_id}",
            recipient=address,
            kind=HOST_TURN,
            language=network.languages[0],
            facts={"turn": turn.public_id},
            network_id=network.id,
        )
        queue(letter, public_url=public_url, now=now)
        turn.told_at, turn.fixed_id = now, turn.host_id
        count += 1
    return count
