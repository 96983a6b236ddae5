"""Series: made, changed from some date on, ended, kept 18 months ahead.

Each date is a meeting of its own, so all that meetings can do dates can do: move, be cancelled,
have their own agenda. Its UID comes from the plan and the slot (RFC 9562 5.5), so making the same
date twice is impossible; a slot once deleted is never filled again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID, uuid5

from eventsvc.db.models import MeetingRow, NetworkRow, SeriesPlanRow, SeriesRow
from eventsvc.db.queries import changing
from eventsvc.db.queries import series as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.meetings import SHOWN_AHEAD, uid_for_new
from eventsvc.domain.recurrence import Occurrence, occurrences
from eventsvc.domain.slugs import free_slug
from eventsvc.domain.texts import choose
from eventsvc.domain.times import When, wall_time
from eventsvc.services.acts import Act
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.codes import give_code
from eventsvc.services.dates.series_values import Plan, packed, plan_of
from eventsvc.services.meetings.meeting_values import empty_meeting, write
from eventsvc.services.meetings.meetings import COPIED, keep_agenda_inside, read, slug_for


def create(plan: Plan, *, nonce: str, like: str, act: Act, random: Random) -> SeriesRow:
    """Make a series and its dates up to 18 months ahead.

    Args:
        plan: Its template lacks agenda, notices and legal bases.
        nonce: Of the form.
        like: The slug of the meeting to take those from; empty for none.
        act: Who acts.
        random: Makes names that nobody guesses.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has no meeting to copy from.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        template = {**_copied(network.id, like), **plan.template}
        title = template["title"]
        name = choose(title, language=network.languages[0], fallbacks=network.languages)
        row = SeriesRow(
            network_id=network.id,
            slug=free_slug(name.text, taken={"new"} | queries.series_slugs(network.id)),
            title=title,
            visibility=template["visibility"],
            created_at=act.at.replace(microsecond=0),
            plans=[new_plan(replace(plan, template=template), random=random)],
        )
        writing.add(row)
        rows: dict[str, MeetingRow] = {}
        seen = seen_by_readers(network, rows)
        dates = fill(network, row, row.plans[0], since=date.min, random=random, now=act.at)
        rows |= {date.key: date for date in dates}
        tell_readers(network, seen, now=act.at)
        act.note("series.created", f"series:{row.slug}", {"dates": len(dates)})
    return row


def add_date(slug: str, when: When, *, nonce: str, act: Act, random: Random) -> MeetingRow:
    """Add one date beside the rule, with what all dates begin with.

    Raises:
        DoneAlready: The same form was sent before.
        NotFound: The network has no such series.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        series = wanted_series(network.id, slug)
        template = plan_of(series.plans[-1]).template
        rows: dict[str, MeetingRow] = {}
        seen = seen_by_readers(network, rows)
        row = _meeting(network, series, when, template, random=random, now=act.at)
        rows[row.key] = row
        tell_readers(network, seen, now=act.at)
        act.note("series.date-added", f"series:{slug}", {"meeting": row.key})
    return row


def extend(*, now: datetime, random: Random) -> int:
    """Make the dates that came within 18 months; return how many."""
    made = 0
    for plan_id in [plan.id for plan, _ in queries.plans_going_on(today=now.date())]:
        with transaction() as writing:
            plan = writing.get_one(SeriesPlanRow, plan_id)
            series = writing.get_one(SeriesRow, plan.series_id)
            network = writing.get_one(NetworkRow, series.network_id)
            rows: dict[str, MeetingRow] = {}
            seen = seen_by_readers(network, rows)
            dates = fill(network, series, plan, since=now.date(), random=random, now=now)
            rows |= {date.key: date for date in dates}
            if dates:
                tell_readers(network, seen, now=now)
            made += len(dates)
    return made


def fill(
    network: NetworkRow,
    series: SeriesRow,
    plan: SeriesPlanRow,
    *,
    since: date,
    random: Random,
    now: datetime,
) -> list[MeetingRow]:
    """Make the meetings that ``plan`` lacks from ``since`` to 18 months ahead of ``now``."""
    session().flush()
    values = plan_of(plan)
    there = queries.slots_of(plan.id) | {date.fromisoformat(slot) for slot in plan.left_out}
    taken = {"new"} | changing.meeting_slugs(network.id)
    made = []
    for one in expanded(plan, now=now):
        if one.slot in there or one.slot < since:
            continue
        when = values.hours.on(one.day)
        row = _meeting(network, series, when, values.template, random=random, now=now, taken=taken)
        row.plan_id, row.slot = plan.id, one.slot
        row.uid = str(uuid5(UUID(plan.uid), one.slot.isoformat()))
        taken |= {row.slug}
        made.append(row)
    session().flush()
    return made


def expanded(plan: SeriesPlanRow, *, now: datetime) -> Sequence[Occurrence]:
    """Return the dates of ``plan`` up to 18 months ahead of ``now``."""
    values = plan_of(plan)
    end = (wall_time(now, tzid=values.hours.tzid) + SHOWN_AHEAD).date()
    return list(occurrences(values.rule, until=min(end, plan.last or date.max)))


def wanted_series(network_id: int, slug: str) -> SeriesRow:
    """Return the series with its plans.

    Raises:
        NotFound: The network has none of this name.
    """
    row = queries.series_by_slug(network_id, slug)
    if row is None:
        raise NotFound
    return row


def new_plan(plan: Plan, *, random: Random) -> SeriesPlanRow:
    """Return a row for ``plan``, with a name space of its own for UIDs."""
    return SeriesPlanRow(uid=uid_for_new(random), left_out=[], **packed(plan))


def _copied(network_id: int, like: str) -> dict[str, Any]:
    if not like:
        return {}
    earlier = changing.whole_meeting(network_id, like)
    if earlier is None:
        raise NotFound
    return {name: read(earlier, name) for name in COPIED}


def _meeting(  # noqa: PLR0913 -- all of what a meeting is made of
    network: NetworkRow,
    series: SeriesRow,
    when: When,
    template: Any,
    *,
    random: Random,
    now: datetime,
    taken: Iterable[str] | None = None,
) -> MeetingRow:
    """Add a meeting of ``series``, with a code for its badges."""
    names = {"new"} | changing.meeting_slugs(network.id) if taken is None else set(taken)
    slug = slug_for(network, template["title"], when.start.date(), taken=names)
    row = empty_meeting(network.id, slug, random=random, now=now)
    row.slug, row.series_id = slug, series.id
    write(row, {**template, "when": when})
    keep_agenda_inside(row)
    session().add(row)
    session().flush()
    give_code(row, random=random, now=now)
    return row
