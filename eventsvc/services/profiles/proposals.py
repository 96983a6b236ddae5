"""Profiles that the office publishes: what stewards wrote waits, whole, until it says yes or no."""

from collections.abc import Callable
from typing import Any

from eventsvc.db.models import (
    NetworkRow,
    OrganisationRow,
    ProfileProposalRow,
    ProfileRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries.profile_pictures import forget_pictures, hanging
from eventsvc.db.queries.profile_versions import BY_STEWARD
from eventsvc.db.queries.proposals import proposal
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.profiles import Content, VersionKind, changes, merged
from eventsvc.services.acts import Act
from eventsvc.services.profiles.profile_history import catch_up, content_of, keep, put_back
from eventsvc.services.profiles.project_history import with_own_keys
from eventsvc.services.profiles.proposal_mails import tell_office, tell_stewards


def change(
    row: OrganisationRow,
    write: Callable[[OrganisationRow], None],
    *,
    said: str,
    act: Act,
    about: str = "",
) -> None:
    """Let ``write`` change the profile; what a steward writes waits where the office publishes.

    It waits too while something of the profile waits already: stewards write on what they see.
    ``said``: what the audit log calls it; ``about``: of what, unless of the organisation. Runs
    inside the caller's transaction.
    """
    reviews = session().get_one(NetworkRow, row.network_id).reviews_profiles
    waits = reviews or proposal(row.network_id, row.id) is not None
    if waits and act.by.startswith(BY_STEWARD):
        propose(row, write, act=act)
        return
    catch_up(row, act=act)
    write(row)
    keep(row, VersionKind.CHANGED, act=act)
    act.note(said, about or f"organisation:{row.key}")


def propose(row: OrganisationRow, write: Callable[[OrganisationRow], None], *, act: Act) -> None:
    """Keep what ``write`` would make of the profile; readers go on seeing it as it is.

    What waits already is written on, and waits no more once nothing of it is left; of what is
    new, the office gets a mail. Runs inside the caller's transaction.
    """
    waiting, before = proposal(row.network_id, row.id), content_of(row)
    content = _as_if(row, waiting, write)
    touch(row)
    if waiting is not None and not changes(before, content):
        session().delete(waiting)
        act.note("profile.taken-back", f"organisation:{row.key}")
        return
    if waiting is None:
        tell_office(row, act=act)
        waiting = ProfileProposalRow(organisation_id=row.id, network_id=row.network_id)
        session().add(waiting)
    waiting.base = before
    waiting.content, waiting.at, waiting.by = content, act.at, act.by
    act.note("profile.proposed", f"organisation:{row.key}")


def publish(key: str, *, state: int, word: str, act: Act) -> None:
    """Let readers see what waits; its stewards get a mail.

    ``state``: the organisation's version when it was shown; ``word``: what the office says to it.

    Raises:
        NotFound, EditConflict: Nothing waits; it was written on since it was shown.
    """
    with transaction() as writing:
        row, waiting = _waiting(key, state, act)
        hung = hanging(row.id)
        catch_up(row, act=act)
        row.profile = row.profile or ProfileRow()
        writing.flush()
        put_back(row, would_be(row, waiting))
        row.profile.checked_on = waiting.at.date()
        writing.delete(waiting)
        touch(row)
        keep(row, VersionKind.CHANGED, act=act)
        writing.flush()
        forget_pictures(row.id, hung=hung)
        tell_stewards(row, is_published=True, word=word, act=act)
        act.note("profile.published", f"organisation:{key}")


def turn_down(key: str, *, state: int, word: str, act: Act) -> None:
    """Drop what waits; the profile stays as readers see it, and its stewards get a mail.

    Raises:
        NotFound, EditConflict: As for ``publish``.
    """
    with transaction() as writing:
        row, waiting = _waiting(key, state, act)
        writing.delete(waiting)
        writing.flush()
        forget_pictures(row.id)
        touch(row)
        tell_stewards(row, is_published=False, word=word, act=act)
        act.note("profile.turned-down", f"organisation:{key}")


def would_be(row: OrganisationRow, waiting: ProfileProposalRow) -> Content:
    """Return the profile as it would be: what others changed meanwhile stays."""
    content = merged(content_of(row), base=waiting.base, proposed=waiting.content)
    return with_own_keys(row, content)


def _as_if(
    row: OrganisationRow,
    waiting: ProfileProposalRow | None,
    write: Callable[[OrganisationRow], None],
) -> dict[str, Any]:
    """Return what ``write`` makes of the profile with what waits; nothing of it is kept."""
    with session().begin_nested() as as_if:
        if waiting is not None:
            put_back(row, would_be(row, waiting))
            session().flush()
        write(row)
        session().flush()
        content = content_of(row)
        as_if.rollback()
    session().refresh(row)
    return content


def _waiting(key: str, state: int, act: Act) -> tuple[OrganisationRow, ProfileProposalRow]:
    row = directory.organisation_by_key(act.network_id or 0, key)
    waiting = proposal(row.network_id, row.id) if row else None
    if row is None or waiting is None:
        raise NotFound
    if row.version != state:
        raise EditConflict(version=state, now=row.version)
    return row, waiting
