"""Answering a date poll by the mailed link, without an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from eventsvc.db.extension import Texts
from eventsvc.db.models import DatePollReplyRow, NetworkRow
from eventsvc.db.queries import date_polls as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.date_polls import Answer, DatePollClosed, Shown, seen_by_others
from eventsvc.domain.errors import NotFound
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
from eventsvc.services.dates.date_polls import is_open, new_name
from eventsvc.services.privacy.personal import address_is_wrong


@dataclass(frozen=True, slots=True)
class Answering:
    """Whoever came by a good link of a date poll."""

    reply: DatePollReplyRow
    network: NetworkRow


def token_of(reply: DatePollReplyRow, *, secret: str) -> str:
    """Return the token that opens the poll for whom it asks."""
    return token_for(_holder(reply), LinkPurpose.DATES, secret=secret)


def answering(token: str, *, secret: str) -> Answering:
    """Return whose answer ``token`` opens.

    Raises:
        NotFound: It opens nothing, or the poll is gone.
    """
    for reply, network in queries.replies_called(named_in(token)):
        state = judge(token, holder=_holder(reply), purpose=LinkPurpose.DATES, secret=secret)
        if state is LinkState.GOOD:
            return Answering(reply, network)
    raise NotFound


def answering_again(found: Answering) -> DatePollReplyRow:
    """Return the answer as it is stored now.

    Raises:
        NotFound: The poll is gone.
    """
    rows = queries.replies_called(found.reply.public_id)
    if not rows:
        raise NotFound
    return rows[0][0]


def answer(
    public_id: str, answers: Mapping[int, Answer], *, comment: str, version: int, act: Act
) -> DatePollReplyRow:
    """Keep who can when; a date without an answer stays open.

    Raises:
        NotFound: The poll is gone.
        EditConflict: Somebody of the same organisation answered since ``version``.
        DatePollClosed: It takes no answers any more.
    """
    with transaction():
        found = queries.replies_called(public_id)
        if not found:
            raise NotFound
        row, network = found[0]
        expect(row, version)
        if not is_open(row.poll, network, now=act.at):
            raise DatePollClosed
        there = {date.id for date in row.poll.dates}
        row.answers = {str(key): said.value for key, said in answers.items() if key in there}
        row.comment, row.answered_at = comment, act.at
    return row


def disown(public_id: str, *, act: Act, random: Random) -> None:
    """Make a link worthless, because a reader says that the question is not for them.

    Nothing is mailed for it until the office asks again. A person's answer goes, and no other
    mail reaches that address either; an organisation's stays, for several may have its link.

    Raises:
        NotFound: The poll is gone.
    """
    with transaction():
        found = queries.replies_called(public_id)
        if not found:
            raise NotFound
        row, _network = found[0]
        row.public_id, row.disowned_at = new_name(random), act.at
        if row.person is not None:
            row.answers, row.comment, row.answered_at = {}, "", None
            address_is_wrong(row.person, now=act.at)
        act.note("link.disowned", f"date-poll:{row.poll.public_id}")


def others(reply: DatePollReplyRow) -> tuple[Shown, list[DatePollReplyRow]]:
    """Return what whoever answered sees of the others, and their answers.

    Who wants to be named nowhere is not in it; before the own answer there is nothing.
    """
    if reply.poll.shown is Shown.NOTHING or reply.answered_at is None:
        return Shown.NOTHING, []
    rows = [row for row in queries.replies_of_poll(reply.poll_id) if row.answered_at]
    shown = seen_by_others(reply.poll.shown, answered=len(rows))
    if shown is Shown.NAMES:
        rows = [row for row in rows if row.person is None or not _is_hidden(row)]
    return shown, [] if shown is Shown.NOTHING else rows


def called(row: DatePollReplyRow) -> Texts | str:
    """Return the name of whom the poll asks."""
    if row.person is None:
        return row.organisation.name if row.organisation else ""
    person = row.person
    return display_name(
        title=person.title, given=person.given, family=person.family, language=person.language
    )


def _is_hidden(row: DatePollReplyRow) -> bool:
    person = row.person
    return person is not None and (person.never_share or person.restricted_at is not None)


def _holder(reply: DatePollReplyRow) -> Holder:
    return Holder(network_id=reply.network_id, public_id=reply.public_id, generation=0)
