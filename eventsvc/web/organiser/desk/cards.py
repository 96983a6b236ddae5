"""Cards at the desk: whoever has no phone says it here; the office sees what was said."""

from typing import TYPE_CHECKING

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries.cards import cards_of
from eventsvc.db.queries.organisations import choices
from eventsvc.services.desk.cards import write_card
from eventsvc.web.cards import card_form, card_of, suggested
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.guards import actor_may, requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.words import STATEMENTS
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow


@blueprint.route("/<network>/meetings/<meeting>/desk/cards", methods=("GET", "POST"))
@requires("desk.use")
def desk_cards(network: str, meeting: str) -> ResponseReturnValue:
    """Show the cards of the meeting, the latest first, and take another one."""
    here, row, act = current_network(), wanted_meeting(meeting), acting()
    form = card_form(here, choices(here.id))
    address = url_for("organiser.desk_cards", network=network, meeting=meeting)
    return answer(
        _page(row),
        form,
        lambda: form.blank(suggested(here)),
        Saving(
            act=lambda sent: write_card(
                row, card_of(here, row, sent.values), nonce=sent.nonce, act=act
            ),
            then=lambda _none: address,
            said=gettext("The card is handed in."),
            again=address,
        ),
    )


def _page(meeting: "MeetingRow") -> Page:
    here = current_network()
    desk = url_for("organiser.show_desk", network=here.slug, meeting=meeting.slug)
    return Page(
        title=gettext("Cards: we seek, we offer"),
        preline=meeting.title,
        back=(gettext("Admission"), desk),
        submit=gettext("Hand in the card"),
        template="organiser/cards.html",
        facts={
            "network": here,
            "meeting": meeting,
            "cards": cards_of(here.id, meeting.id),
            "kinds": STATEMENTS,
            "visibilities": VISIBILITIES,
            "may_sort": actor_may("organisations.change", here.slug),
        },
    )
