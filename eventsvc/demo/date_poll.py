"""A date poll in the sample: when to meet in Mühlhausen, half answered. No mail is queued."""

from datetime import datetime, timedelta
from random import Random

from eventsvc.db.models import DatePollReplyRow, MeetingRow
from eventsvc.db.queries.mailings import who_may_come
from eventsvc.db.transaction import transaction
from eventsvc.domain.date_polls import Answer, Asks, Shown
from eventsvc.domain.meetings import Mode, Visibility
from eventsvc.domain.times import When
from eventsvc.services.acts import Act
from eventsvc.services.dates import date_polls

_YES, _MAYBE, _NO = Answer.YES, Answer.IF_NEED_BE, Answer.NO
_ANSWERS = (
    (_YES, _NO, _MAYBE),
    (_YES, _YES, _NO),
    (_MAYBE, _NO, _NO),
    (_YES, _MAYBE, _YES),
    (_YES, _NO, _MAYBE),
    (_NO, _YES, _MAYBE),
)
_ASKED = 10


def add(meeting: MeetingRow, sought: MeetingRow, *, act: Act, random: Random) -> None:
    """Ask some who come to ``meeting`` for the date of ``sought``, and let most answer."""
    made = date_polls.create(_wanted(meeting, sought), nonce="", act=act, random=random)
    with transaction() as writing:
        poll = date_polls.wanted_poll(meeting.network_id, made.public_id)
        poll.asked_at = act.at
        for place, one in enumerate(who_may_come(meeting.id)[:_ASKED]):
            reply = DatePollReplyRow(
                network_id=meeting.network_id,
                poll_id=poll.id,
                public_id=date_polls.new_name(random),
                person_id=one.person_id,
                asked_at=act.at,
                answers={},
            )
            if place < len(_ANSWERS):
                said = zip(poll.dates, _ANSWERS[place], strict=True)
                reply.answers = {str(date.id): answer.value for date, answer in said}
                reply.answered_at = act.at
            writing.add(reply)


def _wanted(meeting: MeetingRow, sought: MeetingRow) -> date_polls.Wanted:
    day, tzid = sought.local_start, sought.tzid
    return date_polls.Wanted(
        values={
            "title": {"de": "Wann treffen wir uns wieder?", "en": "When do we meet again?"},
            "text": {
                "de": "Mühlhausen lädt ein. Gera springt ein, wenn dort kein Saal frei ist.",
                "en": "Mühlhausen invites us. Gera steps in if no hall is free there.",
            },
            "asks": Asks.PEOPLE,
            "shown": Shown.NUMBERS,
            "mode": Mode.ON_SITE,
            "visibility": Visibility.PUBLIC,
            "last_day": meeting.local_start.date() + timedelta(days=14),
            "remind_days": 3,
        },
        dates=[
            {"when": _hours(day, 0, tzid), "place": "Mühlhausen"},
            {"when": _hours(day, 1, tzid), "place": "Mühlhausen"},
            {"when": _hours(day, 5, tzid), "place": "Gera"},
        ],
        meeting=sought.slug,
    )


def _hours(day: datetime, later: int, tzid: str) -> When:
    begin = day.replace(hour=10, minute=0) + timedelta(days=later)
    return When(start=begin, end=begin + timedelta(hours=5), tzid=tzid)
