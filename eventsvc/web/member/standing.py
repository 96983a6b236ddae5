"""The profile as its stewards wrote it last: what waits for the office, else what readers see."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries.profile_pictures import pictures_of
from eventsvc.db.queries.proposals import proposal
from eventsvc.db.queries.statements import public_statements
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import PictureKind, pictures_in
from eventsvc.services.proposals import would_be
from eventsvc.web import clock
from eventsvc.web.member.blueprint import current_network, current_organisation

if TYPE_CHECKING:
    from datetime import date

    from eventsvc.db.models import OrganisationRow, StatementRow


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


def saved_words() -> str:
    """Return what a page says once a form is saved."""
    row = current_organisation()
    waits = current_network().reviews_profiles or proposal(row.network_id, row.id) is not None
    return str(
        gettext("Saved. The office looks at it, then everybody sees it.")
        if waits
        else gettext("Saved. Whoever scans your code sees it at once.")
    )
