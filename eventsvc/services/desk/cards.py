"""A card written at a meeting: "we seek …", "we offer …", kept in the words it was said in.

Its topic is suggested afterwards and chosen by a person (``services.statement_sorting``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eventsvc.db.models import MeetingRow, OrganisationRow, StatementRow
from eventsvc.db.queries.organisations import choices
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.profiles import VersionKind
from eventsvc.services.acts import Act
from eventsvc.services.profiles.profile_history import catch_up, keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card, and who says it."""

    organisation: int
    kind: StatementKind
    text: Mapping[str, str]
    visibility: Visibility
    valid_until: date | None
    source: str
    today: date


def write_card(meeting: MeetingRow, card: Card, *, nonce: str, act: Act) -> None:
    """Let the organisation say what stands on the card, from today on.

    Raises:
        NotFound: The network has no such organisation today.
        DoneAlready: The form was sent before.
    """
    with transaction() as writing:
        act.once(nonce)
        living = {row.id for row in choices(meeting.network_id)}
        if card.organisation not in living:
            raise NotFound
        row = writing.get_one(OrganisationRow, card.organisation)
        catch_up(row, act=act)
        writing.add(
            StatementRow(
                network_id=row.network_id,
                organisation_id=row.id,
                meeting_id=meeting.id,
                kind=card.kind,
                unsorted=True,
                text=dict(card.text),
                source=card.source[:255],
                stated_on=card.today,
                visibility=card.visibility,
                valid_until=card.valid_until,
            )
        )
        touch(row)
        keep(row, VersionKind.CHANGED, act=act)
        facts = {"meeting": meeting.slug, "kind": card.kind.value}
        act.note("statement.written", f"organisation:{row.key}", facts)
