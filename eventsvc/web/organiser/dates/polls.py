"""Date polls as the office sees them: made, who can when, the choice of the date."""

import secrets
from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventsvc.db.queries import changing
from eventsvc.db.queries import date_polls as queries
from eventsvc.domain.date_polls import DatePollDecided, best
from eventsvc.domain.errors import EditConflict
from eventsvc.domain.times import wall_time
from eventsvc.services.dates import date_poll_decision as decision
from eventsvc.services.dates import date_polls as services
from eventsvc.services.dates.date_poll_asking import due_of
from eventsvc.web import clock
from eventsvc.web.date_poll_words import ANSWERS, SHOWN, date_words
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.sent import Form
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.dates import poll_forms as forms
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.db.models import DatePollRow
    from eventsvc.web.forms.sent import Sent


@blueprint.get("/<network>/date-polls")
@requires("meetings.change")
def list_date_polls(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the date polls of the network, and how many answered each."""
    here, now = current_network(), clock.now()
    rows = queries.date_polls_of(here.id)
    return render_template(
        "organiser/date_polls.html",
        network=here,
        polls=[(row, services.is_open(row, here, now=now)) for row in rows],
        counts=queries.counts_of(here.id),
    )


@blueprint.route("/<network>/date-polls/new", methods=BOTH)
@requires("meetings.change")
def new_date_poll(network: str) -> ResponseReturnValue:
    """Ask for a new poll and make it; ``?meeting=`` names the provisional one that seeks a date."""
    here, act = current_network(), acting()
    form = forms.poll_form(here)
    meeting = changing.whole_meeting(here.id, request.args.get("meeting", ""))
    page = Page(
        title=gettext("New date poll"),
        back=(gettext("Date polls"), url_for("organiser.list_date_polls", network=network)),
        lead=gettext("Nobody is asked yet: next you see whom, and what the mail says."),
        submit=gettext("Create the date poll"),
    )
    return answer(
        page,
        form,
        lambda: form.blank(forms.suggested(meeting)),
        Saving(
            act=lambda sent: services.create(
                forms.wanted(sent.values), nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda row: address_of(network, row.public_id),
            said=gettext("The date poll is there. Now ask who can when."),
            again=page.back[1],
        ),
    )


@blueprint.get("/<network>/date-polls/<poll>")
@requires("meetings.change")
def show_date_poll(network: str, poll: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show who can when, with what can be done now."""
    here, now = current_network(), clock.now()
    row = services.wanted_poll(here.id, poll)
    tallies = services.tallies_of(row.dates, row.replies)
    return render_template(
        "organiser/date_poll.html",
        network=here,
        poll=row,
        is_open=services.is_open(row, here, now=now),
        chosen=services.chosen_date(row),
        tallies=tallies,
        best=best(tallies),
        answered=[one for one in row.replies if one.answered_at],
        missing=[one for one in row.replies if not one.answered_at and not one.disowned_at],
        astray=[one for one in row.replies if one.disowned_at],
        reminder=wall_time(due_of(row, here), tzid=here.tzid) if row.remind_days else None,
        date_words=date_words,
        answer_words=ANSWERS,
        shown_words=SHOWN,
        asks_words=forms.ASKS,
        nonce=secrets.token_hex(16),
    )


@blueprint.route("/<network>/date-polls/<poll>/edit", methods=BOTH)
@requires("meetings.change")
def change_date_poll(network: str, poll: str) -> ResponseReturnValue:
    """Show the poll's form and save it; once somebody was asked, the last day and the reminder."""
    here, act = current_network(), acting()
    row = services.wanted_poll(here.id, poll)
    if row.decided_at is not None:
        raise DatePollDecided
    is_asked = row.asked_at is not None
    form = forms.prolonging_form() if is_asked else forms.poll_form(here, kept=row.meeting)

    def filled() -> "Sent":
        now = services.wanted_poll(here.id, poll)
        return form.shown(forms.shown(now), version=now.version)

    def save(sent: "Sent") -> "DatePollRow":
        if is_asked:
            return services.prolong(poll, **sent.values, version=sent.version, act=act)
        return services.change(poll, forms.wanted(sent.values), version=sent.version, act=act)

    title = gettext("Change the last day") if is_asked else gettext("Change the date poll")
    return answer(
        Page(title=title, back=_back(network, row)),
        form,
        filled,
        Saving(
            act=save,
            then=lambda _row: address_of(network, poll),
            said=gettext("The date poll is changed."),
            current=filled,
        ),
    )


@blueprint.post("/<network>/date-polls/<poll>/decide")
@requires("meetings.change")
def decide_date_poll(network: str, poll: str) -> ResponseReturnValue:
    """Make the meeting of one date, and tell those who answered."""
    try:
        meeting, mails = decision.decide(
            poll,
            request.form.get("date", 0, type=int),
            version=request.form.get("version", 0, type=int),
            act=acting(),
            random=SystemRandom(),
        )
    except EditConflict:
        flash(gettext("Somebody changed this meanwhile. Look once more, then choose."), "warning")
        return redirect(address_of(network, poll), HTTPStatus.SEE_OTHER)
    told = ngettext("%(num)s mail tells of it.", "%(num)s mails tell of it.", mails)
    flash(f"{gettext('The meeting has its date.')} {told}", "success")
    address = url_for("organiser.show_meeting", network=network, meeting=meeting.slug)
    return redirect(address, HTTPStatus.SEE_OTHER)


@blueprint.route("/<network>/date-polls/<poll>/delete", methods=BOTH)
@requires("meetings.change")
def delete_date_poll(network: str, poll: str) -> ResponseReturnValue:
    """Say what goes with the poll, and delete it."""
    row, act, form = services.wanted_poll(current_network().id, poll), acting(), Form(())
    answers = sum(one.answered_at is not None for one in row.replies)
    page = Page(
        title=gettext("Delete the date poll"),
        back=_back(network, row),
        submit=gettext("Delete the date poll"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                ngettext("%(num)s answer", "%(num)s answers", answers),
                gettext("The links that were mailed lead nowhere. Nobody is told by a mail."),
            ]
        },
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(
            act=lambda sent: services.delete(poll, version=sent.version, act=act),
            then=lambda _none: url_for("organiser.list_date_polls", network=network),
            said=gettext("The date poll is deleted."),
        ),
    )


def address_of(network: str, poll: str) -> str:
    """Return the address of a poll's page."""
    return url_for("organiser.show_date_poll", network=network, poll=poll)


def _back(network: str, row: "DatePollRow") -> tuple[object, str]:
    return row.title, address_of(network, row.public_id)
