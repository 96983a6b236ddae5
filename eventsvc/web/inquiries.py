"""What a meeting asks, for the pages that ask it and those that show what was answered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries.inquiries import answers_of, inquiries_of
from eventsvc.domain.inquiries import NO, YES, InquiryKind, SeenBy, kept_until
from eventsvc.domain.times import wall_time

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import InquiryAnswerRow, InquiryRow, MeetingRow

KINDS: Mapping[InquiryKind, LazyString] = {
    InquiryKind.CHOICE: lazy_gettext("One of several answers"),
    InquiryKind.CHOICES: lazy_gettext("Several answers at once"),
    InquiryKind.YES_NO: lazy_gettext("Yes or no"),
    InquiryKind.TEXT: lazy_gettext("A text"),
}
SEEN_BY: Mapping[SeenBy, LazyString] = {
    SeenBy.OFFICE: lazy_gettext("The office alone sees the answer."),
    SeenBy.HELPERS: lazy_gettext("The office and the helpers at the meeting see the answer."),
}
PREFIX = "inquiry-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One inquiry as a page asks it. ``options``: pairs of value and words."""

    key: str
    kind: InquiryKind
    title: Mapping[str, str]
    hint: Mapping[str, str]
    options: Sequence[tuple[str, object]]
    seen_by: LazyString
    kept_until: date
    said: Sequence[str]

    @property
    def name(self) -> str:
        """Return what its fields are sent as."""
        return PREFIX + self.key


def asked(
    meeting: "MeetingRow",
    inquiries: "Iterable[InquiryRow]",
    answers: "Mapping[int, InquiryAnswerRow] | None" = None,
) -> list[Asked]:
    """Return what ``meeting`` asks, with what was answered."""
    there = answers or {}
    return [
        Asked(
            key=row.key,
            kind=row.kind,
            title=row.title,
            hint=row.hint,
            options=options_of(row),
            seen_by=SEEN_BY[row.seen_by],
            kept_until=wall_time(
                kept_until(meeting.dtend, days=row.days_kept), tzid=meeting.tzid
            ).date(),
            said=there[row.id].said if row.id in there else (),
        )
        for row in inquiries
    ]


def asked_again(shown: Iterable[Asked], said: Mapping[str, Sequence[str]]) -> list[Asked]:
    """Return the same with what was typed, for a form that comes back."""
    return [replace(one, said=[text for text in said.get(one.key, ()) if text]) for one in shown]


def options_of(row: "InquiryRow") -> list[tuple[str, object]]:
    """Return what may be chosen: pairs of value and words."""
    if row.kind is InquiryKind.YES_NO:
        return [(YES, gettext("Yes")), (NO, gettext("No"))]
    return [(key, row.options[key]) for key in row.order]


def said_in(form: "MultiDict[str, str]") -> dict[str, list[str]]:
    """Return key of each inquiry that the page asked → what was answered."""
    keys = form.getlist("inquiries")[:100]
    return {key: form.getlist(PREFIX + key) for key in keys}


def answers_in_words(
    meeting_id: int, attendance_id: int, *, audience: Collection[SeenBy] = tuple(SeenBy)
) -> list[tuple[Mapping[str, str], list[object]]]:
    """Return what one person answered: pairs of question and answers, for those who may see it."""
    given = answers_of([attendance_id]).get(attendance_id, {})
    return [
        (row.title, [dict(options_of(row)).get(one, one) for one in given[row.id].said])
        for row in inquiries_of([meeting_id])[meeting_id]
        if row.id in given and row.seen_by in audience
    ]
