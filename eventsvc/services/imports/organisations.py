"""Organisations with their profiles, codes and documents, from the file into the database."""

from collections.abc import Mapping
from datetime import date, datetime, time

from eventsvc.db.models import OrganisationRow, ProfileRow, UploadRow
from eventsvc.db.queries.imports import organisations_of, uploads_of
from eventsvc.db.transaction import session
from eventsvc.domain.collation import sort_key
from eventsvc.domain.profiles import kept_news
from eventsvc.domain.texts import choose
from eventsvc.domain.times import moment_of
from eventsvc.inputs.networks.documents import Document, is_address
from eventsvc.inputs.networks.organisations import OrganisationPart, ProfilePart
from eventsvc.services.acts import Act
from eventsvc.services.codes import give_code, keep_printed
from eventsvc.services.imports.merging import Accessor
from eventsvc.services.imports.records import (
    Importing,
    Wanted,
    parents_first,
    values_of,
)
from eventsvc.services.uploads import store

_COLUMNS = {
    name: name
    for name in ("kind", "name", "short", "aliases", "ags", "ars", "lau", "nuts", "wikidata")
} | {"guest": "is_guest", "since": "member_since", "until": "member_until"}
_PROFILE = {name: name for name in ("sentence", "text", "population", "state", "district")} | {
    **{name: name for name in ("licence", "position", "programme", "funding")},
    "as_of": "population_as_of",
    "area": "area_km2",
    "facts_source": "facts_source",
    "website": "website",
    "checked_on": "checked_on",
}
_STRATEGY = {"state": "strategy", "year": "strategy_year", "url": "strategy_url"}
_CONTACT = {"title": "contact_title", "email": "contact_email", "phone": "contact_phone"}


def take_organisations(
    importing: Importing, parts: list[OrganisationPart], documents: Mapping[str, Document]
) -> None:
    """Bring in all organisations; those that others merged into come first."""
    importing.organisations = {row.key: row for row in organisations_of(importing.network.id)}
    files = _Files(importing, documents)
    for part in parents_first(parts, key=lambda p: p.key, parent=lambda p: p.merged_into):
        row = _take_organisation(importing, part)
        if row is not None:
            importing.organisations[part.key] = row
            _take_profile(importing, part, row, files)


def _take_organisation(importing: Importing, part: OrganisationPart) -> OrganisationRow | None:
    values, said = values_of(part, _COLUMNS)
    into = importing.organisations.get(part.merged_into)
    values |= {
        "merged_into_id": into.id if into else None,
        "retired_at": _midnight(part.retired, importing.network.tzid),
    }
    links = {"merged_into": "merged_into_id", "retired": "retired_at"}
    said |= {column for name, column in links.items() if name in part.model_fields_set}
    known = importing.organisations.get(part.key)
    row = importing.take(
        Wanted(subject="organisation", key=part.key, values=values, said=said),
        known,
        create=lambda: OrganisationRow(
            network_id=importing.network.id, key=part.key, name={}, short={}, aliases=[]
        ),
    )
    if row is not None:
        _give_codes(importing, part, row, is_new=known is None)
        place(row, importing.network.languages)
    return row


def place(row: OrganisationRow, languages: list[str]) -> None:
    """Put ``row`` where lists have it, in the alphabet of the network's own language."""
    row.sort_key = sort_key(shown_name(row, languages), language=languages[0])


def shown_name(row: OrganisationRow, languages: list[str]) -> str:
    """Return the name that lists sort by: the short one, so that not all stand under "Stadt"."""
    own = languages[0]
    short = choose(row.short, language=own, fallbacks=languages).text
    return short or choose(row.name, language=own, fallbacks=languages).text


def _give_codes(
    importing: Importing, part: OrganisationPart, row: OrganisationRow, *, is_new: bool
) -> None:
    if part.code:
        keep_printed(row, part.code, is_current=is_new, now=importing.now)
    elif is_new:
        give_code(row, random=importing.random, now=importing.now)


def _take_profile(
    importing: Importing, part: OrganisationPart, row: OrganisationRow, files: "_Files"
) -> None:
    if "profile" not in part.model_fields_set:
        if row.profile is None:
            row.profile = ProfileRow()
        return
    profile = part.profile
    values, said = values_of(profile, _PROFILE)
    contact, contact_said = values_of(profile.contact, _CONTACT)
    values, said = values | contact, said | contact_said
    strategy, strategy_said = _strategy_of(profile)
    values, said = values | strategy, said | strategy_said
    if "news" in profile.model_fields_set:
        lines = [{"on": line.date, "text": line.text} for line in profile.news]
        values["news"] = kept_news(lines, today=importing.now.date())
        said |= {"news"}
    if "document" in profile.model_fields_set:
        address = profile.document if is_address(profile.document) else ""
        document = files.digest(profile.document)
        values |= {"document_url": address, "document": document}
        said |= {"document_url", "document"}
    importing.take(
        Wanted(subject="profile", key=part.key, values=values, said=said),
        row.profile,
        create=lambda: ProfileRow(organisation_id=row.id, sentence={}, text={}, contact_title={}),
        accessors={"document": Accessor(files.read, files.write)},
    )


def _strategy_of(profile: ProfilePart) -> tuple[dict[str, object], set[str]]:
    if profile.strategy is None:
        return {}, set()
    values, said = values_of(profile.strategy, _STRATEGY)
    return dict(values), set(said)


class _Files:
    """Documents of profiles: compared by digest, stored when they differ."""

    def __init__(self, importing: Importing, documents: Mapping[str, Document]) -> None:
        self._importing = importing
        self._named = documents
        self._documents = {document.digest: document for document in documents.values()}
        self._stored = {row.id: row for row in uploads_of(importing.network.id)}

    def digest(self, name: str) -> str:
        """Return the digest of the file that a profile calls ``name``; "" for none."""
        return self._named[name].digest if name in self._named else ""

    def read(self, profile: ProfileRow) -> str:
        """Return the digest of the profile's file."""
        row = self._stored.get(profile.document_id or 0)
        return row.sha256 if row else ""

    def write(self, profile: ProfileRow, digest: str) -> None:
        """Store the file, and let the one before go."""
        old = self._stored.pop(profile.document_id or 0, None)
        profile.document_id = self._store(self._documents[digest]) if digest else None
        if old is not None:
            session().flush()
            session().delete(old)

    def _store(self, document: Document) -> int:
        act = Act(network_id=self._importing.network.id, by="", at=self._importing.now)
        stored = store(document, act=act, random=self._importing.random)
        self._stored[stored] = session().get_one(UploadRow, stored)
        return stored


def _midnight(day: date | None, tzid: str) -> datetime | None:
    return moment_of(datetime.combine(day, time.min), tzid=tzid) if day else None
