"""Documents of a meeting: added, described, put in order, removed."""

from collections.abc import Mapping, Sequence
from random import Random

from eventsvc.db.models import MeetingDocumentRow, MeetingRow, NetworkRow
from eventsvc.db.queries import documents as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.db.versions import expect
from eventsvc.domain.documents import Audience
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.slugs import slug_of
from eventsvc.domain.texts import choose
from eventsvc.inputs.networks.documents import Document
from eventsvc.services.acts import Act
from eventsvc.services.uploads import store

MOST = 50
"""Documents of one meeting."""


class TooManyDocuments(DomainError):
    """The meeting has as many documents as it may."""

    code = "too-many-documents"


def add(
    meeting: MeetingRow,
    files: Sequence[Document],
    *,
    audience: Audience,
    nonce: str,
    act: Act,
    random: Random,
) -> None:
    """Keep ``files`` behind those that there are; their titles are their names at first.

    Raises:
        DoneAlready: The same form was sent before.
        TooManyDocuments: With these there would be too many.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, meeting.network_id)
        there = _documents(meeting)
        if len(there) + len(files) > MOST:
            raise TooManyDocuments(field="files", most=MOST)
        for number, file in enumerate(files, start=len(there) + 1):
            row = MeetingDocumentRow(
                network_id=network.id,
                meeting_id=meeting.id,
                upload_id=store(file, act=act, random=random),
                title={network.languages[0]: _title(file.filename)},
                audience=audience,
                position=number,
                added_at=act.at,
            )
            writing.add(row)
        act.note("documents.added", f"meeting:{meeting.key}", {"documents": len(files)})


def describe(
    meeting: MeetingRow,
    key: str,
    *,
    title: Mapping[str, str],
    audience: Audience,
    version: int,
    act: Act,
) -> None:
    """Change what a document is called and who may read it.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction():
        row = expect(_document(meeting, key), version)
        row.title, row.audience = dict(title), audience
        act.note("document.changed", f"meeting:{meeting.key}", {"audience": audience.value})


def move(meeting: MeetingRow, key: str, *, up: bool, act: Act) -> None:
    """Change places with the document above or below.

    Raises:
        NotFound: There is none.
    """
    with transaction():
        wanted = _document(meeting, key)
        rows = _documents(meeting)
        at = next(number for number, row in enumerate(rows) if row.id == wanted.id)
        to = at - 1 if up else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
        for number, row in enumerate(rows, start=1):
            row.position = number
        act.note("documents.moved", f"meeting:{meeting.key}")


def remove(meeting: MeetingRow, key: str, *, act: Act) -> None:
    """Delete a document and its file.

    Raises:
        NotFound: There is none.
    """
    with transaction():
        forget([_document(meeting, key)])
        act.note("document.removed", f"meeting:{meeting.key}")


def forget_all(meeting: MeetingRow) -> None:
    """Delete the documents of a meeting, in the transaction that deletes the meeting."""
    forget(_documents(meeting))


def forget(rows: Sequence[MeetingDocumentRow]) -> None:
    """Delete documents with their files, in the running transaction."""
    writing = session()
    for row in rows:
        upload = row.upload
        writing.delete(row)
        writing.flush()
        writing.delete(upload)


def saved_as(row: MeetingDocumentRow, *, language: str, fallbacks: Sequence[str]) -> str:
    """Return what the file is called where it is saved: made of the title, never as it came."""
    title = choose(row.title, language=language, fallbacks=fallbacks).text
    return f"{slug_of(title)}.{row.upload.filename.rpartition('.')[2]}"


def _documents(meeting: MeetingRow) -> list[MeetingDocumentRow]:
    found = queries.documents_of(meeting.network_id, [meeting.id], audiences=set(Audience))
    return found[meeting.id]


def _document(meeting: MeetingRow, key: str) -> MeetingDocumentRow:
    row = queries.document_with_key(meeting.network_id, key)
    if row is None or row.meeting_id != meeting.id:
        raise NotFound
    return row


def _title(filename: str) -> str:
    stem = filename.rpartition(".")[0]
    return " ".join(stem.replace("_", " ").split())[:255] or filename[:255]
