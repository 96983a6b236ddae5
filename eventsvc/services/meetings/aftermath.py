"""What the mail after a meeting tells: documents, the next meeting, the form for suggestions."""

from datetime import datetime

from eventsvc.db.queries import documents, feedback
from eventsvc.db.queries.meetings import coming_meetings
from eventsvc.domain.documents import FOR_ATTENDEES
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.domain.texts import choose
from eventsvc.outputs.formats import period_text
from eventsvc.services.mails.personal_mails import About


def after(about: About, *, link: str, now: datetime) -> dict[str, object]:
    """Return the words of a mail that thanks; what there is not is empty.

    ``link`` opens the person's own pages; that of the form is one of them.
    """
    meeting = about.meeting
    form = feedback.form_of(meeting.id)
    found = documents.documents_of(meeting.network_id, [meeting.id], audiences=FOR_ATTENDEES)
    return {
        "documents": len(found[meeting.id]),
        "feedback": f"{link}/meetings/{meeting.slug}/feedback" if form and form.is_open else "",
        **_next(about, now=now),
    }


def _next(about: About, *, now: datetime) -> dict[str, str]:
    coming = coming_meetings(about.network.id, now=now, limit=5)
    row = next((one for one in coming if one.status is not MeetingStatus.CANCELLED), None)
    if row is None:
        return {"next_title": "", "next_when": ""}
    languages = about.network.languages
    start, end = row.local_start, row.local_end
    provisional = row.status is MeetingStatus.TENTATIVE
    when = (
        period_text(start.date(), end.date(), language=about.language, provisional=provisional)
        if row.all_day
        else period_text(start, end, language=about.language, provisional=provisional)
    )
    return {
        "next_title": choose(row.title, language=about.language, fallbacks=languages).text,
        "next_when": when,
    }
