"""How much experience the organisation says it has, by topic; it takes grades back as well."""

from typing import TYPE_CHECKING

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import experience as queries
from eventsvc.domain.meetings import Visibility
from eventsvc.services import experience
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Radio
from eventsvc.web.forms.groups import Grades
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
    current_steward,
)
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent

SEEN_BY = (
    (Visibility.PUBLIC.value, lazy_gettext("Whoever scans our code")),
    (Visibility.NETWORK.value, lazy_gettext("Members of the network alone")),
)


@blueprint.get("/experience")
def show_experience() -> ResponseReturnValue:
    """Show the topics, each with the grade that is known."""
    return show(_page(), _filled())


@blueprint.post("/experience")
@limiter.limit("30 per minute")
def save_experience() -> ResponseReturnValue:
    """Save the grades; a topic without one is said nothing of."""
    act, today = acting(), clock.today(current_network().tzid)
    return save(
        _page(),
        _form().read(request.form),
        Saving(
            act=lambda sent: experience.assess(
                current_steward(),
                {int(topic): grade for topic, grade in sent.values["grades"].items()},
                visibility=sent.values["visibility"],
                today=today,
                act=act,
            ),
            then=lambda _none: url_for("member.show_experience"),
            said=gettext("Saved."),
        ),
    )


def seen_by() -> Radio:
    """Return the field that asks who may read what is said."""
    return Radio(
        name="visibility",
        label=lazy_gettext("Who may read it"),
        options=SEEN_BY,
        kind=Visibility,
        required=True,
    )


def _filled() -> "Sent":
    row = current_organisation()
    known = queries.experience_of(row.network_id, row.id)
    seen = known[0].visibility if known else Visibility.PUBLIC
    grades = {str(one.topic_id): one.grade for one in known}
    return _form().shown({"grades": grades, "visibility": seen.value})


def _form() -> Form:
    grades = Grades(
        name="grades",
        label=lazy_gettext("How much experience we have"),
        hint=lazy_gettext("Whoever seeks help finds those with more experience first."),
        items=[(str(one.id), text(one.label)) for one in directory.topics_of(current_network().id)],
        best=lazy_gettext("much experience"),
        worst=lazy_gettext("no experience"),
    )
    return Form((Section(None, (grades, seen_by())),))


def _page() -> Page:
    return Page(
        title=gettext("Our experience"),
        preline=current_organisation().name,
        back=(gettext("Our profile"), url_for("member.show_profile")),
        template="member/experience.html",
    )
