"""Lists and certificates of a meeting on paper. Each is an export of persons, and is recorded."""

from collections.abc import Sequence
from datetime import datetime

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow
from eventsvc.db.queries import attendances, consents
from eventsvc.db.queries.effects import people_at, put_on_sheet
from eventsvc.db.transaction import transaction
from eventsvc.domain.badge_styles import watched
from eventsvc.domain.collation import sort_key
from eventsvc.domain.desk import IsNotHere, is_expected
from eventsvc.domain.meetings import where
from eventsvc.domain.names import display_name, index_name
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs import formats
from eventsvc.outputs.certificates import Participation, certificate_pdf
from eventsvc.outputs.lists import Heading, Signer, photographer_pdf, signatures_pdf
from eventsvc.services.acts import Act
from eventsvc.services.badges.badge_styles import style_of
from eventsvc.services.desk.desk import person_at
from eventsvc.services.privacy.consents import may_be_in_pictures
from eventsvc.services.privacy.controllers import bodies_of
from eventsvc.services.privacy.effects import settle


def signature_list(network: NetworkRow, meeting: MeetingRow, *, act: Act) -> bytes:
    """Return the PDF for funding proofs: everybody expected or here, and room for walk-ins."""
    rows = [row for row in attendances.attendances_of(network.id, meeting.id) if _is_wanted(row)]
    people = [
        Signer(
            index_name(title=row.person.title, given=row.person.given, family=row.person.family),
            _organisation(network, row),
        )
        for row in rows
    ]
    pdf = signatures_pdf(
        people, heading=_heading(network, meeting, act=act), language=network.languages[0]
    )
    with transaction():
        _note(meeting, "signatures", people=len(people), act=act)
    return pdf


def photographer_sheet(network: NetworkRow, meeting: MeetingRow, *, act: Act) -> bytes:
    """Return the PDF of who must not be in pictures."""
    rows = _without_photos(network, meeting)
    pdf = photographer_pdf(
        _signers(network, rows),
        heading=_heading(network, meeting, act=act),
        language=network.languages[0],
        signs=watched(style_of(meeting).scheme),
    )
    with transaction():
        put_on_sheet([row.id for row in rows], at=act.at)
        _note(meeting, "photographer", people=len(rows), act=act)
        settle(people_at(meeting.id), now=act.at, done_by=act.by)
    return pdf


def without_photos(network: NetworkRow, meeting: MeetingRow) -> Sequence[Signer]:
    """Return who is expected or here and must not be in pictures, by first name.

    First names, organisations and tables: what a photographer needs to find them, nothing else.
    """
    return _signers(network, _without_photos(network, meeting))


def _without_photos(network: NetworkRow, meeting: MeetingRow) -> list[AttendanceRow]:
    decisions = consents.decisions_for_meeting(network.id, meeting.id)
    bases = consents.bases_of_meeting(meeting.id)
    return [
        row
        for row in attendances.attendances_of(network.id, meeting.id)
        if _is_wanted(row)
        and not may_be_in_pictures(row, decisions.get(row.person_id, ()), bases=bases)
    ]


def _signers(network: NetworkRow, rows: Sequence[AttendanceRow]) -> list[Signer]:
    own = network.languages[0]
    found = [
        Signer(row.person.given or row.person.family, _organisation(network, row), row.table_name)
        for row in rows
    ]
    return sorted(
        found,
        key=lambda one: tuple(
            sort_key(words, language=own) for words in (one.name, one.organisation)
        ),
    )


def certificate(network: NetworkRow, meeting: MeetingRow, public_id: str, *, act: Act) -> bytes:
    """Return the PDF that confirms one person's attendance.

    Raises:
        NotFound: Nobody on the list is known by ``public_id``.
        IsNotHere: The person was not let in.
    """
    with transaction():
        row = person_at(meeting, public_id)
        if row.checked_in_at is None:
            raise IsNotHere
        act.note("export.certificate", f"attendance:{row.public_id}")
    person = row.person
    language = network.languages[0]
    return certificate_pdf(
        Participation(
            name=display_name(
                title=person.title, given=person.given, family=person.family, language=language
            ),
            organisation=_organisation(network, row),
        ),
        heading=_heading(network, meeting, act=act),
        language=language,
    )


def made_at(moment: datetime, *, tzid: str, language: str) -> str:
    """Return when a list was made, as one reads it on the wall: "30. August 2022, 08:10 Uhr"."""
    local = wall_time(moment, tzid=tzid)
    return formats.period_text(local, None, language=language, weekday=False)


def _heading(network: NetworkRow, meeting: MeetingRow, *, act: Act) -> Heading:
    language = network.languages[0]
    whole, who = meeting.all_day, bodies_of(network, meeting)
    return Heading(
        meeting=_text(network, meeting.title),
        when=formats.period_text(
            meeting.local_start.date() if whole else meeting.local_start,
            meeting.local_end.date() if whole else meeting.local_end,
            language=language,
        ),
        place=where(meeting),
        organiser=who.organiser,
        on_behalf_of=who.on_behalf_of,
        made=made_at(act.at, tzid=meeting.tzid, language=language),
    )


def _is_wanted(row: AttendanceRow) -> bool:
    expected = is_expected(partstat=row.partstat, attends=row.attends, seat=row.seat)
    return expected or row.checked_in_at is not None


def _organisation(network: NetworkRow, row: AttendanceRow) -> str:
    return _text(network, row.organisation.name) if row.organisation else ""


def _text(network: NetworkRow, texts: dict[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text


def _note(meeting: MeetingRow, what: str, *, people: int, act: Act) -> None:
    act.note(f"export.{what}", f"meeting:{meeting.key}", {"people": people})
