"""Bringing two people together: the office asks both, and sees how each introduction stands."""

from random import SystemRandom
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import introductions as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.introductions import Standing
from eventsvc.domain.names import index_name
from eventsvc.services.matching import introductions
from eventsvc.services.matching.introductions import Wanted
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow, TopicRow
    from eventsvc.web.forms.sent import Sent

STANDINGS = {
    Standing.ASKED: lazy_gettext("Both asked"),
    Standing.HALF: lazy_gettext("One agreed"),
    Standing.MADE: lazy_gettext("Introduced"),
    Standing.DECLINED: lazy_gettext("One said no"),
}


@blueprint.get("/<network>/introductions")
@requires("attendees.change")
def list_introductions(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show whom the office brought together, and how it stands; who said no is not told."""
    here = current_network()
    return render_template(
        "organiser/introductions.html",
        network=here,
        rows=queries.introductions_of(here.id),
        standing_of=introductions.standing_of,
        standings=STANDINGS,
    )


@blueprint.route("/<network>/introductions/new", methods=BOTH)
@requires("attendees.change")
def introduce(network: str) -> ResponseReturnValue:
    """Ask which two people shall be introduced, and send the question to both.

    Which two organisations, and on what, the list of matches says.
    """
    if not request.args.keys() >= {"asker", "helper", "topic"}:
        return redirect(url_for("organiser.list_matches", network=network))
    asker, helper, topic = _organisation("asker"), _organisation("helper"), _topic()
    address = url_for("organiser.list_introductions", network=network)
    both = (_person("asker_person", asker), _person("helper_person", helper))
    form, act = Form((Section(None, both),)), acting()

    def ask(sent: "Sent") -> str:
        wanted = Wanted(topic=topic, asker=asker, helper=helper, nonce=sent.nonce, **sent.values)
        return introductions.introduce(wanted, act=act, random=SystemRandom())

    return answer(
        _question(network, topic),
        form,
        form.blank,
        Saving(
            act=ask,
            then=lambda _id: address,
            said=gettext("The question is on its way to both."),
            again=address,
        ),
    )


def _question(network: str, topic: "TopicRow") -> Page:
    return Page(
        title=gettext("Introduce these two"),
        preline=topic.label,
        lead=gettext(
            "Both get a mail with your question. Only when both agree, each gets the other's name "
            "and mail address."
        ),
        back=(gettext("Matches"), url_for("organiser.list_matches", network=network)),
        submit=gettext("Send the question to both"),
    )


def _person(name: str, organisation: "OrganisationRow") -> Choice:
    people = queries.reachable_people(organisation.network_id, organisation.id)
    options: list[tuple[object, object]] = [
        (one.id, index_name(title=one.title, given=one.given, family=one.family)) for one in people
    ]
    nobody = gettext("Nobody is known here who has a mail address and wants mails.")
    return Choice(
        name=name,
        label=text(organisation.name),
        options=[("", "–"), *options],
        kind=int,
        required=True,
        hint=None if options else nobody,
    )


def _organisation(name: str) -> "OrganisationRow":
    row = directory.organisation_by_key(current_network().id, request.args.get(name, ""))
    if row is None or row.retired_at is not None or row.merged_into_id is not None:
        raise NotFound
    return row


def _topic() -> "TopicRow":
    rows = directory.topics_of(current_network().id)
    found = next((row for row in rows if row.key == request.args.get("topic", "")), None)
    if found is None:
        raise NotFound
    return found
