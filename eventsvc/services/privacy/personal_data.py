"""Everything held of one person, in one piece (GDPR Art. 15): for reading and as a file.

Names of fields are English words, as programs need them; times are in UTC with their offset.
"""

from datetime import datetime
from typing import Any

from eventsvc.db.models import (
    AttendanceRow,
    DatePollReplyRow,
    HandoutPersonRow,
    IntroductionRow,
    NetworkRow,
    OutboxRow,
    PersonRow,
    PictureRow,
    RegistrationRow,
)
from eventsvc.db.queries import date_polls, feedback, stewards
from eventsvc.db.queries import participants as queries
from eventsvc.db.queries.circulars import letters_from
from eventsvc.db.queries.doubles import addresses_of
from eventsvc.db.queries.effects import pictures_with
from eventsvc.db.queries.handouts import handouts_with
from eventsvc.db.queries.inquiries import answers_of_person
from eventsvc.db.queries.introductions import introductions_with
from eventsvc.domain.errors import NotFound
from eventsvc.domain.feedback import QUESTIONS
from eventsvc.domain.inquiries import kept_until
from eventsvc.domain.registrations import takes_replies
from eventsvc.domain.retention import days_of
from eventsvc.domain.texts import choose
from eventsvc.services.mails.member_letters import MEMBER_LETTER
from eventsvc.services.privacy.personal_calendars_data import calendars_and_groups
from eventsvc.services.privacy.personal_decisions import decided
from eventsvc.services.privacy.personal_surveys import survey_answers
from eventsvc.services.privacy.retention import contact_data_until

ALL = 10_000
"""More meetings than anybody came to."""


def held(network: NetworkRow, person_id: int, *, now: datetime) -> dict[str, Any]:
    """Return what is held, as lists and maps of texts; nothing of anybody else.

    Raises:
        NotFound: The person is gone.
    """
    person = queries.person_with_functions(network.id, person_id)
    if person is None:
        raise NotFound
    mails = queries.mails_to(network.id, addresses=addresses_of(person), public_id=person.public_id)
    return {
        "network": _text(network, network.name),
        "controller": network.organiser,
        "written_at": now.isoformat(),
        "person": _person(network, person),
        "meetings": _meetings(network, person_id, now),
        "answers": _answers(network, person_id),
        "suggestions": _suggestions(network, person_id),
        "surveys": survey_answers(network, person_id),
        "keeps_profiles_of": _stewardships(network, person_id),
        **_kept(network, person),
        **decided(network, person_id),
        "forms_waiting": [_form(network, row) for row in queries.waiting_registrations(person_id)],
        "published_pictures": [_picture(row) for _, row in pictures_with([person_id])],
        "badges_printed": _badges(person_id),
        "lists_handed_out": [_handed_out(network, row) for row in handouts_with(person_id)],
        "introductions": _introductions(network, person_id),
        "date_polls": [_date_poll(network, row) for row in date_polls.replies_of_person(person_id)],
        **calendars_and_groups(network, person_id),
        "mails": [_mail(row) for row in mails],
        "letters_waiting": _letters(network, person),
    }


def _letters(network: NetworkRow, person: PersonRow) -> list[dict[str, Any]]:
    """Return what the person wrote to others and has not left yet."""
    return [
        {"written_at": row.queued_at.isoformat(), "text": row.facts["text"]}
        for row in letters_from(network.id, person.public_id, kind=MEMBER_LETTER)
    ]


def _badges(person_id: int) -> list[dict[str, Any]]:
    return [
        {"at": row.printed_at.isoformat(), "no_photo": row.no_photo}
        for row in queries.prints_of_person(person_id)
    ]


def _kept(network: NetworkRow, person: PersonRow) -> dict[str, Any]:
    until = contact_data_until(network, person)
    return {
        "kept_for_days": {kind.value: days for kind, days in days_of(network.retention).items()},
        "contact_data_kept_until": until and until.isoformat(),
    }


def _suggestions(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    return [
        {
            "meeting": _text(network, meeting.title),
            **{question: getattr(answer, question) for question in QUESTIONS},
        }
        for answer, meeting in feedback.answers_of_person(person_id)
    ]


def _stewardships(network: NetworkRow, person_id: int) -> list[str]:
    rows = stewards.stewardships(network.id, person_id)
    return [_text(network, row.organisation.name) for row in rows]


def _person(network: NetworkRow, person: PersonRow) -> dict[str, Any]:
    return {
        "title": person.title,
        "given": person.given,
        "family": person.family,
        "email": person.email,
        "phone": person.phone,
        "language": person.language,
        "never_share": person.never_share,
        "is_minor": person.is_minor,
        "came_in_by": person.origin,
        "informed_at": person.informed_at.isoformat() if person.informed_at else None,
        "restricted_since": person.restricted_at.isoformat() if person.restricted_at else None,
        "functions": [
            {
                "organisation": _text(network, function.organisation.name),
                "title": _text(network, function.title),
            }
            for function in person.functions
        ],
    }


def _meetings(network: NetworkRow, person_id: int, now: datetime) -> list[dict[str, Any]]:
    return [
        _meeting(network, row, now) for row in queries.attendances_of_person(person_id, limit=ALL)
    ]


def _meeting(network: NetworkRow, row: AttendanceRow, now: datetime) -> dict[str, Any]:
    meeting = row.meeting
    return {
        "meeting": _text(network, meeting.title),
        "slug": meeting.slug,
        "start": meeting.dtstart.isoformat(),
        "organisation": _text(network, row.organisation.name) if row.organisation else "",
        "function": row.function,
        "second_line": row.second_line,
        "table": row.table_name,
        "role": row.role.value,
        "reply": row.partstat.value,
        "reply_told_by": row.reply_channel.value if row.reply_channel else None,
        "reply_source": row.reply_source,
        "reply_comment": row.reply_comment,
        "attends": row.attends.value,
        "seat": row.seat.value,
        "waiting_since": row.waiting_since.isoformat() if row.waiting_since else None,
        "source": row.source,
        "on_the_list_since": row.created_at.isoformat(),
        "checked_in_at": row.checked_in_at.isoformat() if row.checked_in_at else None,
        "on_sheet_at": row.on_sheet_at.isoformat() if row.on_sheet_at else None,
        "may_change": takes_replies(meeting.status, dtend=meeting.dtend, now=now),
    }


def _mail(row: OutboxRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "to": row.recipient,
        "queued_at": row.queued_at.isoformat(),
        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
    }


def _answers(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    """Return what the person answered to questions of meetings, in words."""
    return [
        {
            "meeting": _text(network, meeting.title),
            "question": _text(network, inquiry.title),
            "answer": [
                _text(network, inquiry.options[one]) if one in inquiry.options else one
                for one in row.said
            ],
            "answered_at": row.answered_at.isoformat(),
            "erased_at": kept_until(meeting.dtend, days=inquiry.days_kept).isoformat(),
        }
        for row, inquiry, meeting in answers_of_person(person_id)
    ]


def _form(network: NetworkRow, row: RegistrationRow) -> dict[str, Any]:
    return {
        "meeting": _text(network, row.meeting.title),
        "sent_at": row.sent_at.isoformat(),
        "says": dict(row.changes),
        "agrees_to": sorted(row.grants),
    }


def _picture(row: PictureRow) -> dict[str, Any]:
    return {
        "place": row.place,
        "channel": row.channel.value,
        "published_on": row.published_on.isoformat(),
    }


def _handed_out(network: NetworkRow, row: HandoutPersonRow) -> dict[str, Any]:
    """Return a list that the person stood on: what, to whom, what for (GDPR Art. 15(1)(b, c))."""
    handout = row.handout
    return {
        "list": handout.audience.value,
        "meeting": _text(network, handout.meeting.title) if handout.meeting else "",
        "fields": list(handout.fields),
        "recipients": list(handout.recipients),
        "purpose": handout.why,
        "fetched_at": row.fetched_at.isoformat(),
    }


def _introductions(network: NetworkRow, person_id: int) -> list[dict[str, Any]]:
    return [_introduction(network, row, person_id) for row in introductions_with(person_id)]


def _introduction(network: NetworkRow, row: IntroductionRow, person_id: int) -> dict[str, Any]:
    seeks = row.asker_person_id == person_id
    agreed = row.asker_agreed_at if seeks else row.helper_agreed_at
    return {
        "with": _text(network, (row.helper if seeks else row.asker).name),
        "topic": _text(network, row.topic.label) if row.topic else "",
        "asked_at": row.asked_at.isoformat(),
        "agreed_at": agreed.isoformat() if agreed else None,
        "declined_at": row.declined_at.isoformat() if row.declined_at else None,
        "made_at": row.made_at.isoformat() if row.made_at else None,
    }


def _date_poll(network: NetworkRow, row: DatePollReplyRow) -> dict[str, Any]:
    return {
        "poll": _text(network, row.poll.title),
        "asked_at": row.asked_at.isoformat(),
        "answered_at": row.answered_at.isoformat() if row.answered_at else None,
        "answers": [
            {"date": date.local_start.isoformat(), "place": date.place, "answer": said}
            for date in row.poll.dates
            if (said := row.answers.get(str(date.id)))
        ],
        "comment": row.comment,
    }


def _text(network: NetworkRow, texts: dict[str, str]) -> str:
    return choose(texts, language=network.languages[0], fallbacks=network.languages).text
