"""Who can when: one choice for each date, and a line for the office."""

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.domain.date_polls import Answer, Shown
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.networks import values
from eventsvc.services.dates import date_poll_answers as services
from eventsvc.services.dates.date_polls import chosen_date, is_open, tallies_of
from eventsvc.web import clock
from eventsvc.web.date_poll_words import ANSWERS, date_words
from eventsvc.web.dates.blueprint import acting, blueprint, current_answering
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Area, Field, Mistakes, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text

if TYPE_CHECKING:
    from eventsvc.db.models import DatePollReplyRow, DatePollRow
    from eventsvc.web.forms.sent import Sent

_LONGEST = 500
_NOTHING = lazy_gettext("Say of at least one date whether you can.")


@blueprint.route("", methods=("GET", "POST"))
def show_poll() -> ResponseReturnValue:
    """Show the dates to answer to; save the answer; afterwards show what became of it."""
    found, act = current_answering(), acting()
    form = _form()
    return answer(
        _page(),
        form,
        lambda: _filled(form),
        Saving(
            act=lambda sent: services.answer(
                found.reply.public_id,
                _answers(sent.values),
                comment=sent.values["comment"],
                version=sent.version,
                act=act,
            ),
            then=lambda _row: url_for("dates.show_poll"),
            said=gettext("Thank you, your answer is saved. You can change it until the last day."),
            current=lambda: _filled(form),
        ),
    )


def _page() -> Page:
    found = current_answering()
    reply, network, poll = found.reply, found.network, found.reply.poll
    chosen = chosen_date(poll)
    return Page(
        title=text(poll.title),
        back=(gettext("The network"), url_for("public.network")),
        submit=gettext("Send the answer"),
        template="dates/poll.html",
        # Values, no rows: a refused answer shows the page again when these are forgotten.
        facts={
            "organisation": reply.organisation.name if reply.organisation else None,
            "last_day": poll.last_day,
            "text": poll.text,
            "promise": poll.shown,
            "email": network.email,
            "meeting": _public_meeting(poll),
            "dates": [
                (str(one.id), date_words(one), one.local_start, one.all_day) for one in poll.dates
            ],
            "answers": dict(reply.answers) if reply.answered_at else None,
            "is_open": is_open(poll, network, now=clock.now()),
            "chosen": date_words(chosen) if chosen else "",
            "answer_words": ANSWERS,
            **_others(reply),
        },
    )


def _public_meeting(poll: "DatePollRow") -> str:
    """Return the slug of the meeting that came of it, if everybody may see its page."""
    meeting = poll.meeting
    return meeting.slug if meeting and meeting.visibility is Visibility.PUBLIC else ""


def _others(reply: "DatePollReplyRow") -> dict[str, object]:
    """Return what the reader sees of the others' answers."""
    shown, others = services.others(reply)
    tallies = tallies_of(reply.poll.dates, others)
    named = others if shown is Shown.NAMES else []
    return {
        "shown": shown,
        "others": [(services.called(one), dict(one.answers)) for one in named],
        "tallies": [(date_words(one), tallies[one.id]) for one in reply.poll.dates],
    }


def _filled(form: Form) -> "Sent":
    # Read again: after a stale edit somebody else's answer is shown beside this one.
    reply = services.answering_again(current_answering())
    said = {f"date-{key}": answer for key, answer in reply.answers.items()}
    return form.shown({**said, "comment": reply.comment}, version=reply.version)


def _form() -> Form:
    poll = current_answering().reply.poll
    questions: tuple[Field, ...] = tuple(
        Radio(
            name=f"date-{one.id}",
            label=date_words(one),
            options=list(ANSWERS.items()),
            kind=Answer,
            across=True,
        )
        for one in poll.dates
    )
    comment = Area(
        name="comment",
        label=lazy_gettext("For the office"),
        rows=2,
        hint=lazy_gettext("Only the office reads it."),
        reader=partial(values.long_text, most=_LONGEST),
    )
    return Form((Section(None, (*questions, comment)),), _check)


def _check(sent: dict[str, Any], mistakes: Mistakes) -> None:
    if not _answers(sent):
        mistakes[next(iter(sent))] = str(_NOTHING)


def _answers(sent: dict[str, Any]) -> dict[int, Answer]:
    return {
        int(name.removeprefix("date-")): said
        for name, said in sent.items()
        if name.startswith("date-") and said
    }
