"""A card by the personal link: what the own organisation seeks or offers, said at a meeting."""

from typing import TYPE_CHECKING

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries.matching import organisations_of_person
from eventsvc.db.queries.participants import attendance_at
from eventsvc.services.acts import Act
from eventsvc.services.desk.cards import write_card
from eventsvc.web import clock
from eventsvc.web.cards import card_form, card_of, suggested
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, OrganisationRow


@blueprint.route("/meetings/<slug>/card", methods=("GET", "POST"))
@limiter.limit("30 per minute", methods=["POST"])
def my_card(slug: str) -> ResponseReturnValue:
    """Ask for a card, and let the person's organisation say what stands on it."""
    network, person = current_network(), current_person()
    attendance = attendance_at(person.id, slug=slug) or abort(404)
    meeting = attendance.meeting
    organisations = organisations_of_person(network.id, person.id) or abort(404)
    form = card_form(network, organisations)
    back = url_for("participant.show")
    return answer(
        Page(
            title=gettext("We seek … We offer …"),
            preline=meeting.title,
            lead=gettext("What you write stands for your organisation, without your name."),
            back=(gettext("My meetings"), back),
            submit=gettext("Hand in the card"),
        ),
        form,
        lambda: form.blank(suggested(network, _own(attendance, organisations))),
        Saving(
            act=lambda sent: write_card(
                meeting,
                card_of(network, meeting, sent.values),
                nonce=sent.nonce,
                act=Act(network_id=network.id, by=f"person:{person.public_id}", at=clock.now()),
            ),
            then=lambda _none: back,
            said=gettext("Thank you. Your card counts as soon as the office chose its topic."),
            again=back,
        ),
    )


def _own(attendance: "AttendanceRow", organisations: "Sequence[OrganisationRow]") -> int | None:
    """Return for whom the person came, else the only one there is."""
    numbers = [row.id for row in organisations]
    if attendance.organisation_id in numbers:
        return attendance.organisation_id
    return numbers[0] if len(numbers) == 1 else None
