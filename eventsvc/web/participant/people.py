"""The people of the distribution list: writing to one by a form, and leaving the list."""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import circulars as queries
from eventsvc.db.queries import participants
from eventsvc.domain.circulars import MOST_CHARACTERS, LetterIsEmpty, LetterTooLong
from eventsvc.domain.consents import Channel, Purpose, refusal
from eventsvc.domain.handouts import Field
from eventsvc.services.acts import Act, DoneAlready
from eventsvc.services.mails import member_letters
from eventsvc.services.privacy.consents import Answer, basis_for, decide
from eventsvc.web import clock
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.messages import MESSAGES
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.participant.view import naming
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from eventsvc.services.privacy.handout_lines import Line


def _writer() -> str:
    return f"letters:{current_person().public_id}"


@blueprint.get("/people")
def list_people() -> ResponseReturnValue:
    """Show who stands on the distribution list, by name and organisation, to who stands there."""
    lines = member_letters.on_the_list(current_network(), current_person())
    names = {one.id: one.public_id for one in queries.people_with_ids([x.person_id for x in lines])}
    return render_template(
        "participant/people.html",
        network=current_network(),
        people=[
            (names[one.person_id], one.values[Field.NAME], one.values[Field.ORGANISATION])
            for one in lines
        ],
    )


@blueprint.get("/people/<person>")
def ask_letter(person: str) -> ResponseReturnValue:
    """Ask what to write to somebody."""
    return _page(person)


@blueprint.post("/people/<person>")
@limiter.limit("10 per hour; 20 per day", key_func=_writer)
def write_letter(person: str) -> ResponseReturnValue:
    """Send it."""
    network, sender = current_network(), current_person()
    found = participants.person_and_network(network.id, person) or abort(404)
    typed, nonce = request.form.get("text", ""), request.form.get("nonce", "")[:64]
    act = Act(
        network_id=network.id,
        by=f"person:{sender.public_id}",
        at=clock.now(),
        public_url=public_address(),
    )
    try:
        member_letters.write(network, sender, found[0], typed, nonce=nonce, act=act)
    except (LetterIsEmpty, LetterTooLong) as error:
        status, words = MESSAGES[error.code]
        return _page(person, typed=typed, error=str(words) % error.facts), status
    except DoneAlready:
        flash(gettext("This was sent already; the second click changed nothing."), "info")
    else:
        flash(gettext("Your letter is on its way. An answer comes to your own mailbox."), "success")
    return redirect(url_for("participant.list_people"), HTTPStatus.SEE_OTHER)


@blueprint.get("/leave")
def ask_to_leave() -> ResponseReturnValue:
    """Show the button that leaves the distribution list; mail scanners open links, too."""
    return render_template("participant/leave.html", network=current_network(), done=False)


@blueprint.post("/leave")
def leave() -> ResponseReturnValue:
    """Take the person off the distribution list."""
    person, purpose = current_person(), Purpose.CONTACT_NETWORK
    row = naming(participants.attendances_of_person(person.id), purpose)
    meeting = row.meeting if row else None
    answer = Answer(
        purpose=purpose,
        state=refusal(basis_for(current_network(), meeting, person.id, purpose)),
        language=current_language(),
        channel=Channel.LINK,
    )
    decide(current_network(), meeting, person.id, answer, now=clock.now())
    return render_template("participant/leave.html", network=current_network(), done=True)


def _page(person: str, *, typed: str = "", error: str = "") -> str:
    line = _wanted(person)
    return render_template(
        "participant/letter.html",
        network=current_network(),
        name=line.values[Field.NAME],
        organisation=line.values[Field.ORGANISATION],
        own=current_person().email,
        most=MOST_CHARACTERS,
        typed=typed,
        error=error,
        nonce=secrets.token_hex(16),
    )


def _wanted(public_id: str) -> "Line":
    network = current_network()
    found = participants.person_and_network(network.id, public_id) or abort(404)
    lines = member_letters.on_the_list(network, current_person())
    return next((line for line in lines if line.person_id == found[0].id), None) or abort(404)
