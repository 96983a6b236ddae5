"""Lists that leave the house, by a link that ends. Each is written when it is fetched.

So whoever withdrew between the mail and the click is not on it. Who was on it, for whom and
why is recorded: these recipients are told when somebody takes the consent back (GDPR Art. 19).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from eventsvc.db.models import (
    AuditRow,
    HandoutPersonRow,
    HandoutRow,
    MeetingRow,
    NetworkRow,
)
from eventsvc.db.queries import handouts as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.errors import NotFound
from eventsvc.domain.handouts import (
    FIELDS,
    Audience,
    Field,
    RecipientsOutside,
    ends,
    require_open,
)
from eventsvc.domain.mails import normal_address
from eventsvc.domain.personal_links import (
    Holder,
    LinkPurpose,
    LinkState,
    judge,
    named_in,
    token_for,
)
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs import formats
from eventsvc.outputs.handouts import Format, Sheet, written
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.effects import settle
from eventsvc.services.privacy.handout_lines import Drawn, draw

HANDOUT = "handout"
"""Kind of the mail that brings the link to a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandout:
    """A list as the office wants it. Without ``meeting`` it is the distribution list."""

    meeting: MeetingRow | None
    fields: tuple[Field, ...]
    why: str
    recipients: tuple[str, ...]
    days: int
    nonce: str
    is_sure: bool = False
    """Also recipients for whom nobody agreed may have it; ``why`` says the reason."""

    @property
    def audience(self) -> Audience:
        """Who gets it."""
        return Audience.ATTENDEES if self.meeting else Audience.NETWORK


def make(new: NewHandout, *, act: Act, random: Random) -> str:
    """Record a list to be fetched; return its public id.

    Raises:
        NotMailAddress: A recipient is no address.
        DoneAlready: The form was sent before.
        RecipientsOutside: People agreed to a list for others, and nobody said ``is_sure``.
    """
    with transaction() as writing:
        act.once(new.nonce)
        recipients = [normal_address(one) for one in new.recipients]
        outside = _outside(new, recipients, act=act)
        row = HandoutRow(
            network_id=act.network_id,
            public_id=f"{random.getrandbits(128):032x}",
            meeting_id=new.meeting and new.meeting.id,
            audience=new.audience,
            fields=[field.value for field in new.fields],
            why=new.why,
            recipients=recipients,
            made_at=act.at,
            made_by=act.by,
            expires_at=ends(act.at, days=new.days),
        )
        writing.add(row)
        facts = {
            "recipients": len(recipients),
            "outside": len(outside),
            "list": new.audience.value,
        }
        act.note("handout.made", f"handout:{row.public_id}", facts)
    return row.public_id


def _outside(new: NewHandout, recipients: list[str], *, act: Act) -> list[str]:
    """Return the recipients for whom nobody agreed to the list."""
    known = queries.addresses_in_audience(
        act.network_id or 0, recipients, meeting_id=new.meeting.id if new.meeting else None
    )
    outside = [one for one in recipients if one not in known]
    if outside and not new.is_sure:
        raise RecipientsOutside(field="recipients", addresses=", ".join(outside))
    return outside


def send(public_id: str, *, act: Act, language: str, public_url: str) -> int:
    """Queue a mail with the link to each recipient; return how many. A second time: none.

    Raises:
        NotFound, HandoutEnded: There is no such list, or its time is over.
    """
    with transaction():
        row = _wanted(act.network_id or 0, public_id)
        require_open(expires_at=row.expires_at, withdrawn_at=row.withdrawn_at, now=act.at)
        if row.sent_at is not None:
            return 0
        row.sent_at = act.at
        for number, recipient in enumerate(row.recipients):
            letter = Letter(
                unique_key=f"{HANDOUT}:{row.public_id}:{number}",
                recipient=recipient,
                kind=HANDOUT,
                language=language,
                facts={"handout": row.public_id},
                network_id=row.network_id,
            )
            queue(letter, public_url=public_url, now=act.at)
        act.note("handout.sent", f"handout:{row.public_id}", {"mails": len(row.recipients)})
        return len(row.recipients)


def withdraw(public_id: str, *, act: Act) -> None:
    """End the link to a list at once.

    Raises:
        NotFound: There is no such list.
    """
    with transaction():
        row = _wanted(act.network_id or 0, public_id)
        row.withdrawn_at = row.withdrawn_at or act.at
        act.note("handout.withdrawn", f"handout:{row.public_id}")


def token_of(row: HandoutRow, *, secret: str) -> str:
    """Return what stands in the link to a list."""
    return token_for(_holder(row), LinkPurpose.LIST, secret=secret)


def opened(network_id: int, token: str, *, secret: str, now: datetime) -> HandoutRow:
    """Return the list that a link opens.

    Raises:
        NotFound: It opens none.
        HandoutEnded: Its time is over.
    """
    row = _wanted(network_id, named_in(token))
    good = judge(token, holder=_holder(row), purpose=LinkPurpose.LIST, secret=secret)
    if good is not LinkState.GOOD:
        raise NotFound
    require_open(expires_at=row.expires_at, withdrawn_at=row.withdrawn_at, now=now)
    return row


def fetch(
    network: NetworkRow, row: HandoutRow, *, form: Format, language: str, now: datetime
) -> bytes:
    """Return the list as a file, as it is right now, and record who stands on it."""
    with transaction() as writing:
        drawn = draw(network, row.meeting)
        known = queries.persons_on(row.id)
        for line in drawn.lines:
            if line.person_id in known:
                known[line.person_id].fetched_at = now
            else:
                writing.add(
                    HandoutPersonRow(handout_id=row.id, person_id=line.person_id, fetched_at=now)
                )
        settle([line.person_id for line in drawn.lines], now=now)
        writing.add(
            AuditRow(
                network_id=network.id,
                at=now,
                actor="link:list",
                action="export.handout",
                subject=f"handout:{row.public_id}",
                facts={"people": len(drawn.lines), "format": form.value},
            )
        )
    return written(_sheet(network, row, drawn, language=language, now=now), form=form)


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the mail with the link; None once the list has ended."""
    row = queries.handout(letter.network_id or 0, str(letter.facts["handout"]))
    if row is None or row.withdrawn_at is not None or row.expires_at <= now:
        return None
    network = queries.network_of(row.network_id)
    name = _text(network, network.name)
    until = wall_time(row.expires_at, tzid=network.tzid)
    token = token_of(row, secret=office.secret)
    return Content(
        words={
            "network": name,
            "email": network.email,
            "about": _text(network, row.meeting.title) if row.meeting else name,
            "why": row.why,
            "link": f"{office.public_url}/n/{network.slug}/lists/{token}",
            "until": formats.period_text(until, None, language=letter.language),
        },
        sender_name=network.sender_name or name,
        reply_to=network.reply_to or network.email,
    )


def _sheet(
    network: NetworkRow, row: HandoutRow, drawn: Drawn, *, language: str, now: datetime
) -> Sheet:
    moment = wall_time(now, tzid=network.tzid)
    fields = [field for field in FIELDS[row.audience] if field.value in row.fields]
    return Sheet(
        title=_text(network, row.meeting.title if row.meeting else network.name),
        audience=row.audience,
        why=row.why,
        made=formats.period_text(moment, None, language=language, weekday=False),
        organiser=network.organiser,
        language=language,
        fields=tuple(fields),
        lines=tuple({field: line.values[field] for field in fields} for line in drawn.lines),
    )


def _wanted(network_id: int, public_id: str) -> HandoutRow:
    row = queries.handout(network_id, public_id)
    if row is None:
        raise NotFound
    return row


def _holder(row: HandoutRow) -> Holder:
    return Holder(network_id=row.network_id, public_id=row.public_id, generation=0)


def _text(network: NetworkRow, texts: Mapping[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text
