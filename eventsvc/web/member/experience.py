"""How much experience the organisation says it has, by topic; it takes grades back as well."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.services.profiles import experience
from eventsvc.web import clock
from eventsvc.web.experience_fields import experience_form
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
)
from eventsvc.web.security import limiter


@blueprint.get("/experience")
def show_experience() -> ResponseReturnValue:
    """Show the topics, each with the grade that is known."""
    return show(_page(), experience_form(current_organisation()))


@blueprint.post("/experience")
@limiter.limit("30 per minute")
def save_experience() -> ResponseReturnValue:
    """Save the grades; a topic without one is said nothing of."""
    act, today, row = acting(), clock.today(current_network().tzid), current_organisation()
    return save(
        _page(),
        experience_form(row).form.read(request.form),
        Saving(
            act=lambda sent: experience.assess(row.id, sent.values, today=today, act=act),
            then=lambda _none: url_for("member.show_experience"),
            said=gettext("Saved."),
        ),
    )


def _page() -> Page:
    return Page(
        title=gettext("Our experience"),
        preline=current_organisation().name,
        back=(gettext("Our profile"), url_for("member.show_profile")),
        template="member/experience.html",
    )
