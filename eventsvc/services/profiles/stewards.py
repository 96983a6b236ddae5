"""Stewards: named by the office, known by their link, mailed when a person says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from types import MappingProxyType
from typing import Any

from eventsvc.db.models import NetworkRow, OrganisationRow, StewardRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import stewards as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.domain.mails import normal_address
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import (
    Holder,
    LinkPurpose,
    LinkState,
    judge,
    named_in,
    token_for,
)
from eventsvc.services.acts import Act
from eventsvc.services.mails.outbox import Letter, queue
from eventsvc.services.privacy.personal import PersonalLinkRevoked

MEMBER_LINK = "member-link"
"""Kind of the mail that brings a steward the link."""
NEWS_ASKED = "news-asked"
"""Kind of the mail that asks a steward for news before a meeting."""
CHECK_ASKED = "check-asked"
"""Kind of the mail that asks a steward whether all is still true."""


class StewardAlready(DomainError):
    """This address or person keeps the profile of this organisation already."""

    code = "steward-already"


class NobodyToMail(DomainError):
    """None of those chosen is a steward who can be written to."""

    code = "nobody-to-mail"


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Whoever came by a good steward's link."""

    steward: StewardRow
    organisation: OrganisationRow
    network: NetworkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom the office names: a ``person`` (public id), else whoever reads ``email``."""

    person: str = ""
    email: str = ""
    role: str = ""


def token_of(steward: StewardRow, *, secret: str) -> str:
    """Return the steward's token, the same until it is revoked."""
    return token_for(_holder(steward), LinkPurpose.MEMBER, secret=secret)


def entrusted(token: str, *, secret: str) -> Entrusted:
    """Return whose link ``token`` is.

    Raises:
        PersonalLinkRevoked: It was good once; the steward is none any more, or the organisation
            is closed or became part of another.
        NotFound: It is nobody's.
    """
    for steward, network in queries.stewards_called(named_in(token)):
        holder = _holder(steward)
        state = judge(token, holder=holder, purpose=LinkPurpose.MEMBER, secret=secret)
        if state is LinkState.FORGED:
            continue
        row = steward.organisation
        is_gone = steward.ended_at or row.retired_at or row.merged_into_id
        if state is LinkState.REVOKED or is_gone:
            raise PersonalLinkRevoked
        return Entrusted(steward, row, network)
    raise NotFound


def address_of(steward: StewardRow) -> str:
    """Return where the steward's mail goes; empty when nowhere, as for restricted data."""
    if steward.link_disowned_at is not None:
        return ""
    person = steward.person
    if person is None:
        return steward.email
    return "" if person.link_disowned_at or person.restricted_at else person.email


def called(steward: StewardRow) -> str:
    """Return what the office calls the steward: the person's name, else role or mailbox."""
    person = steward.person
    if person is None:
        return steward.role or steward.email
    return display_name(
        title=person.title, given=person.given, family=person.family, language=person.language
    )


def name_steward(key: str, named: Named, *, nonce: str, act: Act, random: Random) -> StewardRow:
    """Let somebody keep the organisation's profile.

    Raises:
        NotFound, StewardAlready, NotMailAddress, DoneAlready: See there.
    """
    with transaction() as writing:
        act.once(nonce)
        row = directory.organisation_by_key(act.network_id or 0, key)
        who = queries.person_called(act.network_id or 0, named.person)
        if row is None or (named.person and who is None):
            raise NotFound
        address = "" if who else normal_address(named.email)
        for other in queries.stewards_of(row.network_id, row.id):
            if (who and other.person_id == who.id) or (address and other.email == address):
                raise StewardAlready(field="person" if who else "email")
        steward = StewardRow(
            network_id=row.network_id,
            organisation_id=row.id,
            public_id=f"{random.getrandbits(128):032x}",
            person_id=who.id if who else None,
            email=address,
            role="" if who else named.role,
            named_at=act.at,
        )
        writing.add(steward)
        act.note("steward.named", f"steward:{steward.public_id}", {"organisation": key})
    return steward


def end(public_id: str, *, act: Act) -> None:
    """Let the steward be none any more; the link is dead from now on.

    Raises:
        NotFound: The network has no such steward.
    """
    with transaction():
        steward = _steward(public_id, act)
        if steward.ended_at is None:
            steward.ended_at = act.at
            act.note("steward.ended", f"steward:{public_id}")


def revoke(public_id: str, *, act: Act) -> None:
    """Make every link of the steward worthless; the next mail brings a new one.

    Raises:
        NotFound: The network has no such steward.
    """
    with transaction():
        _steward(public_id, act).link_generation += 1
        act.note("link.revoked", f"steward:{public_id}")


def disown(steward_id: int, *, now: datetime) -> None:
    """Revoke the link because a reader says it is not theirs; no mail goes there any more."""
    with transaction():
        steward = session().get_one(StewardRow, steward_id)
        steward.link_generation += 1
        steward.link_disowned_at = now
        by = f"steward:{steward.public_id}"
        Act(network_id=steward.network_id, by=by, at=now).note("link.disowned", by)


def mail(public_ids: Sequence[str], *, nonce: str, public_url: str, act: Act) -> int:
    """Queue the link for these stewards, once for each ``nonce``; return for how many.

    Those who are none any more or cannot be written to are left out.

    Raises:
        DoneAlready: The same form was sent before.
        NobodyToMail: None of them can be written to.
    """
    with transaction() as writing:
        act.once(nonce)
        network = writing.get_one(NetworkRow, act.network_id)
        count = 0
        for steward in queries.stewards_by_public_ids(network.id, public_ids).values():
            if steward.ended_at is not None or not address_of(steward):
                continue
            queue(letter_to(steward, network, nonce), public_url=public_url, now=act.at)
            steward.mailed_at = act.at
            count += 1
        if not count:
            raise NobodyToMail
        act.note("stewards.mailed", f"network:{network.slug}", {"mails": count})
    return count


def letter_to(
    steward: StewardRow,
    network: NetworkRow,
    reason: str,
    *,
    kind: str = MEMBER_LINK,
    facts: Mapping[str, Any] = MappingProxyType({}),
) -> Letter:
    """Return a mail with the steward's link; ``reason`` names the act: one mail for each."""
    person = {"person": steward.person.public_id} if steward.person else {}
    return Letter(
        unique_key=f"{kind}:{steward.public_id}:{reason}",
        recipient=address_of(steward),
        kind=kind,
        language=language_of(steward, network),
        facts={"steward": steward.public_id, **person, **facts},
        network_id=network.id,
    )


def language_of(steward: StewardRow, network: NetworkRow) -> str:
    """Return the language that the steward's mail is written in."""
    own = steward.person.language if steward.person else ""
    return own or network.languages[0]


def _steward(public_id: str, act: Act) -> StewardRow:
    found = queries.stewards_by_public_ids(act.network_id or 0, [public_id])
    if public_id not in found:
        raise NotFound
    return found[public_id]


def _holder(steward: StewardRow) -> Holder:
    return Holder(
        network_id=steward.network_id,
        public_id=steward.public_id,
        generation=steward.link_generation,
    )
