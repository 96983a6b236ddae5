"""The card of a meeting as a form: for attendees by their own link, and at the desk."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from flask_babel import force_locale, gettext, lazy_gettext

from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.texts import choose
from eventsvc.inputs.networks.values import long_text
from eventsvc.services.desk.cards import Card
from eventsvc.web import clock
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Area, Choice, Mistakes, Radio
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.languages import current_language
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import MeetingRow, NetworkRow, OrganisationRow

MOST = 300
"""Characters on a card."""
HOLDS_FOR = timedelta(days=365)
"""Until when a card holds unless the writer says otherwise."""
_SAYS = [
    (StatementKind.SEEK, lazy_gettext("We seek")),
    (StatementKind.OFFER, lazy_gettext("We offer")),
]
_KIND = Radio(
    name="kind",
    label=lazy_gettext("What"),
    options=_SAYS,
    kind=StatementKind,
    required=True,
    across=True,
)
_SEEN_BY = (Visibility.NETWORK, Visibility.PUBLIC)


def card_form(network: "NetworkRow", organisations: "Sequence[OrganisationRow]") -> Form:
    """Return the form of a card of one of ``organisations``.

    Where the office looks before profiles are published, cards are for members alone.
    """
    who = Choice(
        name="organisation",
        label=lazy_gettext("Organisation"),
        options=[("", "–"), *((row.id, text(row.name)) for row in organisations)],
        kind=int,
        required=True,
    )
    seen = [] if network.reviews_profiles else [_visibility()]
    parts = (
        who,
        _KIND,
        Area(
            name="words",
            label=lazy_gettext("In your own words"),
            rows=3,
            reader=partial(long_text, most=MOST),
            required=True,
            hint=lazy_gettext("One thing on each card. A topic is chosen for it later."),
        ),
        *seen,
        fields.day(name="valid_until", label=lazy_gettext("Valid until")),
    )
    return Form((Section(None, parts),), _check)


def _visibility() -> Radio:
    return Radio(
        name="visibility",
        label=lazy_gettext("Who may see it"),
        options=[(one, VISIBILITIES[one]) for one in _SEEN_BY],
        kind=Visibility,
        required=True,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    until = values["valid_until"]
    if until is not None and until < clock.now().date():
        mistakes.setdefault("valid_until", gettext("This day is over. Write one to come."))


def suggested(network: "NetworkRow", organisation_id: int | None = None) -> dict[str, Any]:
    """Return what a new card says already."""
    return {
        "organisation": organisation_id,
        "kind": StatementKind.SEEK,
        "visibility": Visibility.NETWORK,
        "valid_until": clock.today(network.tzid) + HOLDS_FOR,
    }


def card_of(network: "NetworkRow", meeting: "MeetingRow", values: dict[str, Any]) -> Card:
    """Return what was written, in the language of the page, with where it was said."""
    own = network.languages
    language = current_language() if current_language() in own else own[0]
    with force_locale(own[0]):
        title = choose(meeting.title, language=own[0], fallbacks=own).text
        source = gettext("Card at the meeting: %(meeting)s", meeting=title)
    return Card(
        organisation=values["organisation"],
        kind=values["kind"],
        text={language: values["words"]},
        visibility=values.get("visibility") or Visibility.NETWORK,
        valid_until=values["valid_until"],
        source=source,
        today=clock.today(network.tzid),
    )
