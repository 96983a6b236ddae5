"""Settings of a network: what happens to profiles by itself."""

from typing import TYPE_CHECKING

from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.services.profiles import profile_questions
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Tick
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.settings import back

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent

_RULES = (
    Tick(
        name="asks_for_news",
        label=lazy_gettext(
            "Two weeks before each meeting, ask the stewards of all members for three lines of "
            "news. They stand on the page of the meeting."
        ),
    ),
    Tick(
        name="reviews_profiles",
        label=lazy_gettext(
            "What stewards write in their profile waits until the office publishes it, with "
            "pictures and projects."
        ),
    ),
    Tick(
        name="asks_yearly",
        label=lazy_gettext(
            "Once a year, ask the stewards whether all of the profile is still true, unless "
            "somebody said so in the meantime."
        ),
    ),
)


@blueprint.route("/<network>/settings/profiles", methods=BOTH)
@requires("network.change")
def change_profile_rules(network: str) -> ResponseReturnValue:
    """Ask which mails go by themselves and whether profiles wait for the office, and save it."""
    form = Form((Section(None, _RULES),))
    page = Page(
        title=gettext("Profiles"),
        back=back(network),
    )

    def filled() -> "Sent":
        here = current_network()
        return form.shown(
            {one.name: getattr(here, one.name) for one in _RULES}, version=here.version
        )

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: profile_questions.set_rules(
                sent.values, version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("Saved."),
            current=filled,
        ),
    )
