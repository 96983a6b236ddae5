"""A network's file into the database, and what an import must know of it before."""

import random as randomness
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import partial

from eventsvc.db.models import (
    AuditRow,
    ImportMemoryRow,
    NetworkPageRow,
    NetworkRow,
    TopicRow,
)
from eventsvc.db.queries.groups import group_slugs
from eventsvc.db.queries.imports import (
    meetings_of,
    organisations_of,
    rows_of,
)
from eventsvc.db.queries.limits import people_of_network
from eventsvc.db.queries.networks import network_by_slug, networks
from eventsvc.db.transaction import transaction
from eventsvc.domain.kinds import PageKind
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.services.acts import Act
from eventsvc.services.attendees.seating import give_seats
from eventsvc.services.calendar.revisions import Seen, seen_by_readers, tell_readers
from eventsvc.services.imports.groups import take_groups
from eventsvc.services.imports.meetings import take_meetings, with_other_seats
from eventsvc.services.imports.organisations import take_organisations
from eventsvc.services.imports.people import take_people
from eventsvc.services.imports.projects import take_projects
from eventsvc.services.imports.records import Importing, Wanted, values_of
from eventsvc.services.imports.report import ImportReport
from eventsvc.services.imports.surveys import take_surveys
from eventsvc.services.imports.topics import take_cooperations, take_statements, take_topics
from eventsvc.services.privacy.controller_changes import followed
from eventsvc.services.privacy.effects import settle

_COLUMNS = {
    name: name
    for name in (
        "name",
        "organiser",
        "organiser_short",
        "email",
        "languages",
        "mailing_list_name",
        "about",
    )
} | {"timezone": "tzid"}


def import_network(
    file: NetworkFile,
    *,
    now: datetime,
    random: randomness.Random,
    dry_run: bool = False,
    actor: str = "cli:import",
    public_url: str = "",
) -> ImportReport:
    """Bring a network's file into the database: all of it, or nothing.

    Things are known by their keys. What people changed since the last import stays and is
    reported, what the file does not name stays too. The same file again changes nothing.

    Args:
        file: What to import.
        now: The moment that new and changed things bear.
        random: Makes codes and ids; ``secrets.SystemRandom()`` outside tests.
        dry_run: Only report; nothing is written.
        actor: Who acts, for the audit log.
        public_url: Named in the mails to people for whom the file has a seat more.

    Raises:
        CodeTaken: A printed code in the file belongs to something else.
        ControllerChanges: It names another body that is responsible, and people agreed to the one
            before: that is said in a form, by somebody who knows.
    """
    with transaction() as writing:
        act = Act(network_id=None, by=actor, at=now, public_url=public_url)
        with _followed(network_by_slug(file.network.slug), act=act):
            importing, seen = _begin(file, now=now, random=random)
            _take_parts(importing, file, seen)
        for meeting in with_other_seats(importing, seen.rows):
            give_seats(meeting, public_url=public_url, now=now)
        tell_readers(importing.network, seen, now=now)
        # Children, guests, bases, who is never to be shared: any of them may be new.
        settle(people_of_network(importing.network.id), now=now)
        report = ImportReport(
            network=file.network.slug, dry_run=dry_run, records=tuple(importing.records)
        )
        writing.add(_audit(importing.network, report, now=now, actor=actor))
        writing.flush()
        if dry_run:
            writing.rollback()
    return report


def _followed(network: NetworkRow | None, *, act: Act) -> AbstractContextManager[None]:
    """Follow the names of who is responsible through the import, if the network is there."""
    if network is None:
        return nullcontext()
    return followed(network, [None, *meetings_of(network.id)], body=None, act=act)


def _take_parts(importing: Importing, file: NetworkFile, seen: Seen) -> None:
    """Bring in each part after those that it names."""
    _take_pages(importing, file)
    take_organisations(importing, file.organisations, file.documents)
    take_topics(importing, file.topics)
    take_statements(importing, file)
    take_cooperations(importing, file.cooperations)
    take_projects(importing, file.projects)
    take_surveys(importing, file.surveys)
    take_people(importing, file.people)
    take_groups(importing, file.groups)
    take_meetings(importing, file.meetings, seen.rows)


def has_network() -> bool:
    """Tell whether the database has a network."""
    return bool(networks(limit=1))


def keys_of_network(slug: str) -> Mapping[str, frozenset[str]]:
    """Return the keys that a file of the network may name without containing them."""
    network = network_by_slug(slug)
    if network is None:
        return {}
    memories = rows_of(ImportMemoryRow, network.id)
    return {
        "organisations": frozenset(row.key for row in organisations_of(network.id)),
        "groups": group_slugs(network.id),
        "topics": frozenset(row.key for row in rows_of(TopicRow, network.id)),
        "people": frozenset(row.key for row in memories if row.subject == "person"),
    }


def _begin(
    file: NetworkFile, *, now: datetime, random: randomness.Random
) -> tuple[Importing, Seen]:
    network = network_by_slug(file.network.slug)
    rows = {row.key: row for row in meetings_of(network.id)} if network else {}
    seen = seen_by_readers(network, rows)
    memories = rows_of(ImportMemoryRow, network.id) if network else ()
    importing = Importing(
        network=network or _new_network(file, now),
        now=now,
        random=random,
        memories={(row.subject, row.key): row for row in memories},
    )
    values, said = values_of(file.network, _COLUMNS)
    importing.take(
        Wanted(subject="network", key=file.network.slug, values=values, said=said),
        network,
        create=lambda: importing.network,
    )
    return importing, seen


def _new_network(file: NetworkFile, now: datetime) -> NetworkRow:
    return NetworkRow(
        slug=file.network.slug,
        feed_changed_at=now.replace(microsecond=0),
        name={},
        about={},
        mailing_list_name={},
    )


def _take_pages(importing: Importing, file: NetworkFile) -> None:
    there = {row.kind: row for row in rows_of(NetworkPageRow, importing.network.id)}
    for kind, text in file.network.pages.items():
        importing.take(
            Wanted(subject="page", key=kind, values={"text": text}, said=frozenset(("text",))),
            there.get(kind),
            create=partial(_new_page, importing.network.id, kind),
        )


def _new_page(network_id: int, kind: PageKind) -> NetworkPageRow:
    return NetworkPageRow(network_id=network_id, kind=kind, text={})


def _audit(network: NetworkRow, report: ImportReport, *, now: datetime, actor: str) -> AuditRow:
    return AuditRow(
        network_id=network.id,
        at=now,
        actor=actor,
        action="network.imported",
        subject=f"network:{network.slug}",
        facts=report.counts(),
    )
