"""Of merging people: what is asked and written of single tables."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, or_, select, update

from eventsvc.db.models import (
    ConsentDecisionRow,
    DifferentPeopleRow,
    EffectRow,
    FunctionRow,
    ImportMemoryRow,
    IntroductionRow,
    OutboxRow,
    PersonRow,
    PrintRow,
    PrintRunRow,
    RegistrationRow,
    SpeakerRow,
    StewardRow,
)
from eventsvc.db.queries.merging import rows_of
from eventsvc.db.transaction import session
from eventsvc.domain.effects import EffectKind


def people_locked(network_id: int, public_ids: Collection[str]) -> Mapping[str, PersonRow]:
    """Return public id → person, of those who are there and not erased, locked in one order."""
    rows = session().scalars(
        select(PersonRow)
        .where(PersonRow.network_id == network_id)
        .where(PersonRow.public_id.in_(public_ids))
        .where(PersonRow.erased_at.is_(None))
        .order_by(PersonRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.public_id: row for row in rows}


def functions_of(person_ids: Collection[int]) -> Sequence[FunctionRow]:
    """Return what these people are in which organisations."""
    return rows_of(FunctionRow, FunctionRow.person_id, person_ids)


def mails_naming(network_id: int, public_id: str) -> list[OutboxRow]:
    """Return the mails that are for the person or by the person, whoever gets them."""
    names = (OutboxRow.facts[fact].as_string() == public_id for fact in ("person", "from"))
    return list(
        session().scalars(
            select(OutboxRow)
            .where(OutboxRow.network_id == network_id)
            .where(or_(*names))
            .order_by(OutboxRow.id)
        )
    )


def remember_instead(network_id: int, *, gone: int, kept: int) -> None:
    """Let network files that name the one entry mean the other one."""
    session().execute(
        update(ImportMemoryRow)
        .where(ImportMemoryRow.network_id == network_id)
        .where(ImportMemoryRow.subject == "person")
        .where(ImportMemoryRow.row_id == gone)
        .values(row_id=kept)
    )


def say_whose(person_id: int, entry: str) -> None:
    """Note beside each decision of a person under which entry it was made, unless it is noted."""
    session().execute(
        update(ConsentDecisionRow)
        .where(ConsentDecisionRow.person_id == person_id)
        .where(ConsentDecisionRow.entry == "")
        .values(entry=entry)
    )


def badges_are_now(meeting_id: int, *, gone: str, kept: str) -> None:
    """Let effects and prints under way that name one line of a meeting's list name another one."""
    session().execute(
        update(EffectRow)
        .where(EffectRow.kind == EffectKind.BADGE)
        .where(EffectRow.subject == gone)
        .values(subject=kept)
    )
    runs = select(PrintRunRow).where(PrintRunRow.meeting_id == meeting_id)
    for run in session().scalars(runs.where(PrintRunRow.finished_at.is_(None))):
        run.only = list(dict.fromkeys(kept if one == gone else one for one in run.only))


def two_papers(attendance_ids: Collection[int]) -> None:
    """Where badges of several lines were printed, let none of them be the one that is true."""
    mine = PrintRow.attendance_id.in_(attendance_ids)
    printed = session().scalars(select(PrintRow.attendance_id).where(mine).distinct()).all()
    if len(printed) > 1:
        session().execute(update(PrintRow).where(mine).values(content_hash=""))


def registrations_waiting(person_ids: Collection[int]) -> Sequence[RegistrationRow]:
    """Return the forms of these people that wait for the link."""
    rows: Sequence[RegistrationRow] = rows_of(
        RegistrationRow, RegistrationRow.person_id, person_ids
    )
    return [row for row in rows if row.confirmed_at is None]


def stewards_of(person_ids: Collection[int]) -> Sequence[StewardRow]:
    """Return for whom these people keep or kept a profile."""
    return rows_of(StewardRow, StewardRow.person_id, person_ids)


def drop_introductions_between(one: int, other: int) -> None:
    """Delete what was asked of two people who are one."""
    both = (one, other)
    session().execute(
        delete(IntroductionRow)
        .where(IntroductionRow.asker_person_id.in_(both))
        .where(IntroductionRow.helper_person_id.in_(both))
    )


def drop_twin_speakers(*, gone: int, kept: int) -> None:
    """Take one of two off the agenda where both speak on the same point."""
    theirs = select(SpeakerRow.agenda_item_id).where(SpeakerRow.person_id == kept)
    session().execute(
        delete(SpeakerRow)
        .where(SpeakerRow.person_id == gone)
        .where(SpeakerRow.agenda_item_id.in_(theirs))
    )


def drop_pairs(pairs: Sequence[DifferentPeopleRow]) -> None:
    """Forget that these were said to be two people."""
    numbers = [row.id for row in pairs]
    session().execute(delete(DifferentPeopleRow).where(DifferentPeopleRow.id.in_(numbers)))
