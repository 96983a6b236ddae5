"""The copy of what is held of a person, for the person and for the office that hands it over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsvc.db.models import NetworkRow
from eventsvc.domain.consents import Purpose
from eventsvc.domain.papers import Paper
from eventsvc.outputs.archive import archive_zip
from eventsvc.outputs.papers import paper_page
from eventsvc.outputs.personal_copy import Reader, Section, copy_pdf, readme, sections
from eventsvc.services.privacy.consents import title_in
from eventsvc.services.privacy.papers import facts_of
from eventsvc.services.privacy.personal_data import held


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Everything held of one person at a moment, and who reads it."""

    network: NetworkRow
    facts: dict[str, Any]
    reader: Reader
    now: datetime

    @property
    def parts(self) -> list[Section]:
        """The lists of the copy in words."""
        return sections(self.facts, self.reader)

    def as_zip(self, *, public_url: str) -> bytes:
        """Return the copy as files, with the notice that says what the data is used for."""
        parts, language = self.parts, self.reader.language
        about = facts_of(self.network, None, language=language, public_url=public_url, now=self.now)
        return archive_zip(
            self.facts,
            parts,
            readme=readme(self.facts, parts, self.reader),
            notice=paper_page(Paper.NOTICE, about, language=language),
        )

    def as_pdf(self) -> bytes:
        """Return the copy on paper."""
        return copy_pdf(self.facts, self.parts, self.reader)


def copy_of(network: NetworkRow, person_id: int, *, language: str, now: datetime) -> Copy:
    """Return the copy, in words of ``language``.

    Raises:
        NotFound: The person is gone.
    """
    purposes = {one.value: title_in(network, one, language=language) for one in Purpose}
    reader = Reader(language, network.tzid, purposes)
    return Copy(network=network, facts=held(network, person_id, now=now), reader=reader, now=now)
