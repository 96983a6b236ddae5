"""Series, changed by "this and all following": another plan from some date on, or the end.

What a single date has of its own stays: a value goes over to the new plan only where the date
still has the old plan's. A date that the new plan names too stays the same meeting; when no date
is common and the rhythm is the same (Thursday becomes Wednesday), each date moves to the one at
its place, so that replies and calendar entries move with it. Any other one is cancelled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from eventsvc.db.models import MeetingRow, NetworkRow, SeriesPlanRow, SeriesRow
from eventsvc.db.queries import series as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import DomainError
from eventsvc.domain.meetings import MeetingStatus, may_change
from eventsvc.domain.recurrence import Occurrence
from eventsvc.domain.times import wall_time
from eventsvc.services.acts import Act
from eventsvc.services.calendar.revisions import seen_by_readers, tell_readers
from eventsvc.services.dates.rota import settle
from eventsvc.services.dates.series import expanded, fill, new_plan, wanted_series
from eventsvc.services.dates.series_values import Plan, plan_of
from eventsvc.services.meetings.meeting_values import write
from eventsvc.services.meetings.meetings import COPIED, keep_agenda_inside, read
from eventsvc.services.privacy.controller_changes import Body, followed


class ChangesThePast(DomainError):
    """A series changes from today on at the earliest: what took place stays as it was."""

    code = "changes-the-past"


@dataclass(frozen=True, slots=True)
class _Change:
    """What follows from the change, as meetings and the slots they get."""

    kept: Sequence[tuple[MeetingRow, Occurrence]]
    lost: Sequence[MeetingRow]


def change_from(
    slug: str,
    plan: Plan,
    *,
    version: int,
    act: Act,
    random: Random,
    body: Body | None = None,
) -> SeriesRow:
    """Let the dates from ``plan.rule.first`` on come by ``plan``.

    ``body``: what another name of who is responsible means.

    Raises:
        NotFound: The network has no such series.
        EditConflict: Somebody else changed it since ``version``.
        ChangesThePast: The first day has gone by.
        ControllerChanges: Another name is responsible, people agreed, and ``body`` says nothing.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        series = expect(wanted_series(network.id, slug), version)
        since = plan.rule.first
        _require_future(since, plan.hours.tzid, act)
        following = _following(series, since)
        seen = seen_by_readers(network, rows := {row.key: row for row in following})
        before = {row.id: _planned(row, series, act) for row in following}
        plan = _with_copied(plan, _template(series))
        rhythms = _rhythms(series, since)
        row = _replace_plans(series, plan, random=random)
        change = _paired(following, expanded(row, now=act.at), rhythms == {_rhythm(plan)})
        with followed(network, following, body=body, act=act):
            _take_over(change, row, plan, before)
        made = fill(network, series, row, since=since, random=random, now=act.at)
        rows |= {one.key: one for one in made}
        tell_readers(network, seen, now=act.at)
        settle(network, series, now=act.at, random=random)
        facts = {"kept": len(change.kept), "cancelled": len(change.lost), "made": len(made)}
        act.note("series.changed", f"series:{slug}", facts)
    return series


def end(slug: str, *, since: date, version: int, act: Act) -> SeriesRow:
    """Cancel the dates of the series from ``since`` on; there will be no more.

    Raises:
        NotFound, EditConflict, ChangesThePast: As for ``change_from``.
    """
    with transaction() as writing:
        network = writing.get_one(NetworkRow, act.network_id)
        series = expect(wanted_series(network.id, slug), version)
        _require_future(since, network.tzid, act)
        following = _following(series, since)
        seen = seen_by_readers(network, {row.key: row for row in following})
        for row in following:
            row.status = MeetingStatus.CANCELLED
        _close_plans(series, since)
        tell_readers(network, seen, now=act.at)
        act.note("series.ended", f"series:{slug}", {"cancelled": len(following)})
    return series


def _require_future(since: date, tzid: str, act: Act) -> None:
    if since < wall_time(act.at, tzid=tzid).date():
        raise ChangesThePast(field="first")


def _following(series: SeriesRow, since: date) -> list[MeetingRow]:
    return [row for row in queries.whole_dates_of(series.id) if row.slot and row.slot >= since]


def _template(series: SeriesRow) -> Mapping[str, Any]:
    return plan_of(series.plans[-1]).template


def _planned(row: MeetingRow, series: SeriesRow, act: Act) -> Mapping[str, Any]:
    """Return what the plan that made ``row`` says of it."""
    plan = next(plan for plan in series.plans if plan.id == row.plan_id)
    values = plan_of(plan)
    day = next((one.day for one in expanded(plan, now=act.at) if one.slot == row.slot), None)
    when = values.hours.on(day) if day else read(row, "when")
    return {**values.template, "when": when}


def _rhythm(plan: Plan) -> tuple[object, ...]:
    return plan.rule.rhythm, plan.rule.every


def _rhythms(series: SeriesRow, since: date) -> set[tuple[object, ...]]:
    """Return in what the plans count that hold from ``since`` on."""
    return {
        _rhythm(plan_of(plan)) for plan in series.plans if plan.last is None or plan.last >= since
    }


def _with_copied(plan: Plan, template: Mapping[str, Any]) -> Plan:
    """Return the plan with what dates took over from another meeting, which no form shows."""
    copied = {name: template[name] for name in COPIED if name in template}
    return replace(plan, template={**copied, **plan.template})


def _replace_plans(series: SeriesRow, plan: Plan, *, random: Random) -> SeriesPlanRow:
    """Let the series come by ``plan`` from its first day on."""
    _close_plans(series, plan.rule.first)
    row = new_plan(plan, random=random)
    row.left_out = sorted({slot for earlier in series.plans for slot in earlier.left_out})
    series.plans.append(row)
    series.title, series.visibility = plan.template["title"], plan.template["visibility"]
    session().flush()
    return row


def _close_plans(series: SeriesRow, since: date) -> None:
    end = date.fromordinal(since.toordinal() - 1)
    for plan in series.plans:
        plan.last = min(plan.last or end, end)


def _paired(
    following: Sequence[MeetingRow],
    dates: Sequence[Occurrence],
    same_rhythm: bool,  # noqa: FBT001 -- one of two ways
) -> _Change:
    by_slot = {one.slot: one for one in dates}
    common = [(row, by_slot[row.slot]) for row in following if row.slot in by_slot]
    kept = common or (list(zip(following, dates, strict=False)) if same_rhythm else [])
    ids = {row.id for row, _ in kept}
    return _Change(kept, [row for row in following if row.id not in ids])


def _take_over(
    change: _Change, row: SeriesPlanRow, plan: Plan, before: Mapping[int, Mapping[str, Any]]
) -> None:
    """Give meetings to the plan ``row``, with its values where they had those of their own."""
    for meeting, one in change.kept:
        meeting.plan_id, meeting.slot = row.id, one.slot
        if not may_change(meeting.status):
            continue
        wanted = {**plan.template, "when": plan.hours.on(one.day)}
        old = before[meeting.id]
        write(
            meeting,
            {
                name: value
                for name, value in wanted.items()
                if read(meeting, name) == old.get(name, value)
            },
        )
        keep_agenda_inside(meeting)
    for meeting in change.lost:
        meeting.status = MeetingStatus.CANCELLED
