"""What a steward does with the organisation's profile: change it, or say that it is still true."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any

from eventsvc.db.models import (
    OrganisationRow,
    PendingUploadRow,
    ProfileRow,
    StatementRow,
)
from eventsvc.db.queries import directory
from eventsvc.db.queries import statements as statement_queries
from eventsvc.db.queries import stewards as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import DomainError, EditConflict, NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import VersionKind
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.profiles.profile_history import catch_up, keep, write_profile
from eventsvc.services.profiles.proposals import change
from eventsvc.services.uploads import store

MOST_PENDING = 5
"""Files that may wait for one form; more are no accident."""

SPOKEN = {"seeks": StatementKind.SEEK, "offers": StatementKind.OFFER}
"""Field of the form → what its lines are."""

Values = Mapping[str, Any]


class TooManyFiles(DomainError):
    """Too many files wait already for this form to be saved."""

    code = "too-many-files"


def version_of(row: OrganisationRow) -> int:
    """Return a number that names one state of profile and statements: both only ever rise."""
    return row.version + (row.profile.version if row.profile else 0)


def keep_pending(steward_id: int, document: Document, *, act: Act, random: Random) -> int:
    """Keep a file until the form is saved; return its number for this steward.

    Raises:
        TooManyFiles: Several wait already.
    """
    with transaction() as writing:
        if queries.count_pending(steward_id) >= MOST_PENDING:
            raise TooManyFiles(field="document")
        upload_id = store(document, act=act, random=random)
        pending = PendingUploadRow(steward_id=steward_id, upload_id=upload_id, at=act.at)
        writing.add(pending)
        writing.flush()
        return pending.id


def save(steward_id: int, key: str, values: Values, *, version: int, today: date, act: Act) -> None:
    """Save what a form holds of the profile, of public seeks and offers, and of the document.

    Where the office publishes profiles, it waits for that.

    Raises:
        NotFound, EditConflict: The organisation is gone; somebody changed it since ``version``.
    """
    with transaction():
        row = _organisation(key, act, version)
        document = _waiting_document(steward_id, values)

        def write(row: OrganisationRow) -> None:
            _write(row, values, document=document, today=today)

        change(row, write, said="profile.changed", act=act)


def still_true(key: str, *, today: date, act: Act) -> None:
    """Record that everything in the profile still holds.

    Raises:
        NotFound: The organisation is gone.
    """
    with transaction():
        row = directory.organisation_by_key(act.network_id or 0, key)
        if row is None:
            raise NotFound
        catch_up(row, act=act)
        row.profile = row.profile or ProfileRow()
        row.profile.checked_on = today
        keep(row, VersionKind.CHECKED, act=act)
        act.note("profile.checked", f"organisation:{key}")


def forget_pending(*, before: datetime) -> int:
    """Delete files whose form was never saved; return how many."""
    with transaction() as writing:
        found = queries.pending_before(before)
        for pending in found:
            upload = pending.upload
            writing.delete(pending)
            writing.flush()
            writing.delete(upload)
    return len(found)


def _organisation(key: str, act: Act, version: int) -> OrganisationRow:
    row = directory.organisation_by_key(act.network_id or 0, key)
    if row is None:
        raise NotFound
    if version_of(row) != version:
        raise EditConflict(version=version, now=version_of(row))
    return row


def _waiting_document(steward_id: int, values: Values) -> int | None:
    """Return the id of the file that waits for this form; from now on it waits no more."""
    pending = queries.pending_upload(steward_id, values.get("pending") or 0)
    if pending is None:
        return None
    session().delete(pending)
    session().flush()
    return pending.upload_id


def _write(row: OrganisationRow, values: Values, *, document: int | None, today: date) -> None:
    row.profile = profile = row.profile or ProfileRow()
    write_profile(profile, values)
    if document is not None or values.get("drop_document"):
        profile.document_id = document  # the one before stays in the history
    for field, kind in SPOKEN.items():
        if field in values:
            _say(row, kind, values[field], today=today)
    profile.checked_on = today
    touch(row)
    touch(profile)


def _say(
    row: OrganisationRow, kind: StatementKind, lines: Sequence[Values], *, today: date
) -> None:
    """Make ``lines`` all that a scan shows of this kind; what is not public stays as it is."""
    shown = statement_queries.public_statements(row.network_id, organisation_id=row.id, today=today)
    there = {one.id: one for one in shown if one.kind is kind}
    for line in lines:
        one = there.pop(line.get("id") or _same(there, line), None)
        if one is None:
            one = StatementRow(
                network_id=row.network_id,
                organisation_id=row.id,
                kind=kind,
                visibility=Visibility.PUBLIC,
                stated_on=today,
            )
            session().add(one)
        one.topic_id, one.unsorted, one.text = line["topic_id"], line["unsorted"], line["text"]
    for one in there.values():
        session().delete(one)


def _same(there: Mapping[int, StatementRow], line: Values) -> int:
    """Return the number of the statement that says the same: it keeps its source and its day."""
    said = (line["topic_id"], line["unsorted"], line["text"])
    return next(
        (number for number, one in there.items() if (one.topic_id, one.unsorted, one.text) == said),
        0,
    )
