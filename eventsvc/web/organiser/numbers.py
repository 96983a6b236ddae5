"""The numbers beside a meeting: asked for all meetings of a page at once."""

from collections.abc import Mapping, Sequence

from eventsvc.db.queries import consents
from eventsvc.db.queries.attendances import standings
from eventsvc.domain.consents import may_photograph
from eventsvc.domain.headcounts import Counted, Headcount, headcount


def headcounts(meeting_ids: Sequence[int]) -> Mapping[int, Headcount]:
    """Return meeting id → its numbers (three questions, however many meetings and people)."""
    decisions = consents.decisions_at_meetings(meeting_ids)
    bases = consents.bases_of_meetings(meeting_ids)
    return {
        meeting_id: headcount(
            Counted(
                partstat=person.partstat,
                attends=person.attends,
                seat=person.seat,
                is_printed=person.is_printed,
                may_be_photographed=may_photograph(
                    decisions.get((meeting_id, person.person_id), ()), bases=bases[meeting_id]
                ),
            )
            for person in people
        )
        for meeting_id, people in standings(meeting_ids).items()
    }
