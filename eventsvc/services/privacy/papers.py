"""The papers of data protection, written from what the network and its meetings say.

And telling people who came in by a list (GDPR Art. 14(3)): within a month, by one mail each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries import consents, participants
from eventsvc.db.queries import papers as queries
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.addresses import consent_address, imported_address, personal_address
from eventsvc.domain.asking import NobodyToAsk
from eventsvc.domain.consents import ALWAYS_ASKED, Basis, Purpose, asked_at_meeting
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.names import display_name
from eventsvc.domain.papers import Ground, read
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken
from eventsvc.domain.retention import days_of
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs.formats import date_text, period_text
from eventsvc.outputs.origins import origin_in
from eventsvc.outputs.papers import Facts, Use
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import Content, Office, from_office, language_for
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.privacy.asking import asked_in
from eventsvc.services.privacy.consents import title_in, words_for
from eventsvc.services.privacy.controllers import bodies_of
from eventsvc.services.privacy.personal import token_of

IMPORTED = "data-imported"
"""Kind of the mail to people who came in by a list."""


def facts_of(
    network: NetworkRow,
    meeting: MeetingRow | None,
    *,
    language: str,
    public_url: str,
    now: datetime,
) -> Facts:
    """Return what the papers say of a meeting; without one, of the network and all its meetings."""
    today = wall_time(now, tzid=network.tzid).date()
    is_public = meeting is not None and meeting.visibility is Visibility.PUBLIC
    return Facts(
        network=_text(network, network.name, language),
        who=bodies_of(network, meeting),
        email=network.email,
        office=read(network.papers),
        days=days_of(network.retention),
        uses=tuple(_uses(network, meeting, language)),
        uses_at_meetings=() if meeting else tuple(_uses_at_meetings(network, language)),
        made=date_text(today, language=language),
        meeting=_text(network, meeting.title, language) if meeting else "",
        when=_when(meeting, language) if meeting else "",
        photographed_by=_photographers(network, meeting),
        video=_video(network, meeting),
        principals=tuple(queries.principals(network.id)),
        page=consent_address(
            public_url, network.slug, meeting.slug if meeting and is_public else ""
        ),
    )


def on_interest(network: NetworkRow) -> Sequence[Purpose]:
    """Return what stands on legitimate interest though the network's body has a public task.

    Authorities cannot rely on it for their tasks (GDPR Art. 6(1), second subparagraph).
    """
    if read(network.papers).ground is not Ground.PUBLIC_TASK:
        return ()
    named = {*queries.bases_at_meetings(network.id), *asked_in(network, None).items()}
    found = {purpose for purpose, basis in named if basis is Basis.LEGITIMATE_INTEREST}
    return [purpose for purpose in Purpose if purpose in found]


def change(values: Mapping[str, Any], *, version: int, act: Act) -> None:
    """Keep what the office says for its papers.

    Raises:
        EditConflict: Somebody else changed the network since ``version``.
    """
    with transaction() as writing:
        network = expect(writing.get_one(NetworkRow, act.network_id), version)
        network.papers = dict(values)
        act.note("papers.changed", f"network:{network.slug}", {"fields": sorted(values)})


def tell(network: NetworkRow, *, nonce: str, act: Act) -> int:
    """Queue the mail of Art. 14 to who came in by a list and was never told; return how many.

    Raises:
        DoneAlready: The same form was sent before.
        NobodyToAsk: Everybody of a list who can be written to was told.
    """
    with transaction():
        act.once(nonce)
        people = queries.untold(network.id)
        if not people:
            raise NobodyToAsk
        for person in people:
            person.informed_at = act.at
            letter = Letter(
                unique_key=f"{IMPORTED}:{person.public_id}",
                recipient=person.email,
                kind=IMPORTED,
                language=language_for(network, person),
                facts={"person": person.public_id},
                network_id=network.id,
            )
            queue(letter, public_url=act.public_url, now=act.at)
        act.note("papers.told", f"network:{network.slug}", {"mails": len(people)})
    return len(people)


def mail(letter: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail of Art. 14; None when nobody is there to be written to."""
    found = participants.person_and_network(letter.network_id or 0, str(letter.facts["person"]))
    if found is None or found[0].erased_at or found[0].link_disowned_at:
        return None
    person, network = found
    name = display_name(title=person.title, given=person.given, family=person.family)
    token = token_of(person, LinkPurpose.MY, secret=office.secret)
    return from_office(
        network,
        letter.language,
        name=spoken(name),
        controller=network.organiser,
        origin=origin_in(person.origin, language=letter.language),
        notice=imported_address(office.public_url, network.slug),
        link=personal_address(office.public_url, token),
    )


def _uses(network: NetworkRow, meeting: MeetingRow | None, language: str) -> Iterator[Use]:
    if meeting is None:
        bases = asked_in(network, None)
    else:
        bases = asked_at_meeting(consents.bases_of_meeting(meeting.id))
    rows = queries.bases_with_balance(meeting.id) if meeting else ()
    balances = {row.purpose: row.balance for row in rows}
    for purpose, basis in bases.items():
        use = _use(network, meeting, purpose, basis, language=language)
        yield replace(use, balance=balances.get(purpose, ""))


def _uses_at_meetings(network: NetworkRow, language: str) -> Iterator[Use]:
    """Yield each use that any meeting names, on each basis, beside those of the whole network."""
    named = queries.bases_at_meetings(network.id)
    asked = {purpose for purpose, _ in named}
    named |= {(purpose, Basis.CONSENT) for purpose in ALWAYS_ASKED if purpose not in asked}
    for purpose, basis in sorted(named - {*asked_in(network, None).items()}):
        yield _use(network, None, purpose, basis, language=language)


def _use(
    network: NetworkRow,
    meeting: MeetingRow | None,
    purpose: Purpose,
    basis: Basis,
    *,
    language: str,
) -> Use:
    return Use(
        purpose=purpose,
        title=title_in(network, purpose, language=language),
        basis=basis,
        words=_text(network, words_for(network, meeting, purpose, basis=basis), language),
    )


def _photographers(network: NetworkRow, meeting: MeetingRow | None) -> tuple[str, ...]:
    if meeting is None:
        return tuple(queries.photographers(network.id))
    return tuple(meeting.photographed_by) or (bodies_of(network, meeting).organiser,)


def _video(network: NetworkRow, meeting: MeetingRow | None) -> tuple[str, ...]:
    """Return the hosts of the video services that people are sent to, by name; never a link."""
    links = queries.join_links(network.id, meeting_id=meeting.id if meeting else None)
    return tuple(sorted({host for link in links if (host := urlsplit(link).hostname)}))


def _when(meeting: MeetingRow, language: str) -> str:
    whole = meeting.all_day
    start = meeting.local_start.date() if whole else meeting.local_start
    return period_text(start, None, language=language)


def _text(network: NetworkRow, texts: Mapping[str, str], language: str) -> str:
    return choose(texts, language=language, fallbacks=network.languages).text
