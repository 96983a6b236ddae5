"""The register of published pictures: where one can be seen, and who is on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from eventsvc.db.models import MeetingRow, PicturePersonRow, PictureRow
from eventsvc.db.queries import effects as queries
from eventsvc.db.queries.attendances import attendances_by_public_ids
from eventsvc.db.transaction import transaction
from eventsvc.domain.consents import Purpose
from eventsvc.domain.errors import NotFound
from eventsvc.services.acts import Act
from eventsvc.services.privacy.effects import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A picture that was published. ``people``: public ids of attendances."""

    channel: Purpose
    place: str
    published_on: date
    people: Sequence[str]
    nonce: str


def publish(meeting: MeetingRow, new: NewPicture, *, act: Act, random: Random) -> str:
    """Register a picture; whoever on it said no already is on the list of effects at once.

    Raises:
        DoneAlready: The form was sent before.
    """
    with transaction() as writing:
        act.once(new.nonce)
        people = attendances_by_public_ids(meeting.network_id, meeting.id, new.people)
        row = PictureRow(
            network_id=meeting.network_id,
            public_id=f"{random.getrandbits(128):032x}",
            meeting_id=meeting.id,
            channel=new.channel,
            place=new.place,
            published_on=new.published_on,
            people=[PicturePersonRow(person_id=one.person_id) for one in people],
        )
        writing.add(row)
        settle([one.person_id for one in people], now=act.at)
        act.note("picture.added", f"picture:{row.public_id}", {"people": len(people)})
    return row.public_id


def take_down(meeting: MeetingRow, public_id: str, *, act: Act) -> None:
    """Note that a picture cannot be seen any more, which ends what was to be done about it.

    Raises:
        NotFound: The meeting has no such picture.
    """
    with transaction():
        pictures = queries.pictures_of(meeting.network_id, meeting.id)
        row = next((one for one in pictures if one.public_id == public_id), None)
        if row is None:
            raise NotFound
        row.taken_down_at = row.taken_down_at or act.at
        settle([one.person_id for one in row.people], now=act.at, done_by=act.by)
        act.note("picture.taken-down", f"picture:{public_id}")
