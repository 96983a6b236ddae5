"""The profile as its stewards wrote it last: what waits for the office, else what readers see."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask_babel import LazyString, gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries.profile_pictures import pictures_of
from eventsvc.db.queries.projects import projects_of
from eventsvc.db.queries.proposals import proposal
from eventsvc.db.queries.statements import public_statements
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import PictureKind, pictures_in
from eventsvc.domain.projects import Fate, project_changes
from eventsvc.services.profiles.project_history import kept_projects, values_of
from eventsvc.services.profiles.proposals import would_be
from eventsvc.web import clock
from eventsvc.web.member.blueprint import current_network, current_organisation
from eventsvc.web.project_fields import OwnProject

if TYPE_CHECKING:
    from datetime import date

    from eventsvc.db.models import OrganisationRow, ProjectRow, StatementRow, TopicRow
    from eventsvc.domain.projects import Kept


def public(row: "OrganisationRow") -> "Sequence[StatementRow]":
    """Return what a scan shows of the statements today."""
    return public_statements(row.network_id, organisation_id=row.id, today=today())


def today() -> "date":
    """Return the day where the network is."""
    return clock.today(current_network().tzid)


def standing(row: "OrganisationRow") -> tuple[Any, Sequence[Any], bool]:
    """Return profile and public statements as last written, and whether they wait."""
    waiting = proposal(row.network_id, row.id)
    if waiting is None:
        return row.profile, public(row), False
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    there = would_be(row, waiting)
    said = [
        SimpleNamespace(
            id=None,
            kind=StatementKind(one["kind"]),
            topic_id=one["topic_id"],
            topic=topics.get(one["topic_id"] or 0),
            unsorted=one["unsorted"],
            text=one["text"],
        )
        for one in there["statements"]
        if one["visibility"] == Visibility.PUBLIC
    ]
    texts = ("sentence", "text", "contact_title", "programme", "funding")
    content = {**there, **{name: there[name] or {} for name in texts}}
    return SimpleNamespace(**content), said, True


def standing_pictures(row: "OrganisationRow") -> Mapping[PictureKind, Any]:
    """Return the pictures as last hung up, be it that they wait."""
    waiting = proposal(row.network_id, row.id)
    return pictures_of(row.id) if waiting is None else pictures_in(would_be(row, waiting))


def standing_projects(row: "OrganisationRow") -> list[OwnProject]:
    """Return the own projects as last told, be it that they wait; those that shall go, last."""
    rows = projects_of(row.network_id, row.id)
    waiting = proposal(row.network_id, row.id)
    told = would_be(row, waiting).get("projects") if waiting else None
    if told is None:
        return [OwnProject(one) for one in rows]
    there = {one.key: one for one in rows}
    fates = {
        (one.after or one.before or {})["key"]: one.fate
        for one in project_changes(kept_projects(row), told)
    }
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    found = [
        OwnProject(_as_row(one, there.get(one["key"]), topics), fates.get(one["key"]))
        for one in told
    ]
    gone = (one for one in rows if fates.get(one.key) is Fate.GONE)
    return [*found, *(OwnProject(one, Fate.GONE) for one in gone)]


def _as_row(
    told: "Kept", there: "ProjectRow | None", topics: "Mapping[int, TopicRow]"
) -> SimpleNamespace:
    values = values_of(told)
    return SimpleNamespace(
        id=there.id if there else None,
        key=told["key"],
        topic=topics.get(values["topic_id"] or 0),
        **values,
    )


def something_waits() -> bool:
    """Tell whether what stewards wrote, be it just now, waits for the office."""
    row = current_organisation()
    return proposal(row.network_id, row.id) is not None


def saved_words() -> LazyString:
    """Return what a page says once a form is saved."""
    return told_words(gettext("Saved. Whoever scans your code sees it at once."))


def told_words(at_once: str) -> LazyString:
    """Return ``at_once``, or in its place that what is saved waits: known once it is saved."""
    waits = gettext("Saved. The office looks at it, then everybody sees it.")
    return LazyString(lambda: waits if something_waits() else at_once)
