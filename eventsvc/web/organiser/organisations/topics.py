"""The topics of a network."""

from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory as queries
from eventsvc.domain.errors import NotFound
from eventsvc.services.organisations import topics
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Lines
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import place_in_order, text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.db.models import TopicRow
    from eventsvc.web.forms.sent import Sent


@blueprint.get("/<network>/topics")
@requires("organisations.change")
def list_topics(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the topics, parts below what they are a part of, and how often each is named."""
    here = current_network()
    rows = sorted(queries.topics_of(here.id), key=lambda row: place_in_order(text(row.label)))
    return render_template(
        "organiser/topics.html",
        network=here,
        topics=rows,
        labels={row.id: row.label for row in rows},
        counts=queries.count_statements(here.id),
        unsorted=len(queries.unsorted_statements(here.id)),
    )


@blueprint.route("/<network>/topics/new", methods=BOTH)
@requires("organisations.change")
def new_topic(network: str) -> ResponseReturnValue:
    """Ask for a new topic, and make it."""
    form = _form()
    page = Page(title=gettext("New topic"), back=_back(network))
    act = acting()
    return answer(
        page,
        form,
        form.blank,
        Saving(
            act=lambda sent: topics.create(sent.values, nonce=sent.nonce, act=act),
            then=lambda _row: page.back[1],
            said=gettext("The topic is there."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/topics/<topic>", methods=BOTH)
@requires("organisations.change")
def change_topic(network: str, topic: str) -> ResponseReturnValue:
    """Show a topic's form, and save it."""
    row = _wanted(topic)
    form = _form(row)
    page = Page(title=gettext("Change the topic"), back=_back(network))

    def filled() -> "Sent":
        found = _wanted(topic)
        names = ("label", "synonyms", "parent_id")
        values: dict[str, Any] = {name: getattr(found, name) for name in names}
        return form.shown(values, version=found.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: topics.change(topic, sent.values, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The topic is changed."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/topics/<topic>/delete", methods=BOTH)
@requires("organisations.change")
def delete_topic(network: str, topic: str) -> ResponseReturnValue:
    """Ask whether a topic goes, and delete it."""
    row, act = _wanted(topic), acting()
    form = Form(())
    page = Page(
        title=gettext("Delete the topic"),
        lead=row.label,
        back=_back(network),
        submit=gettext("Delete the topic"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext(
                    "Its names and synonyms. What is said about it is never lost: a "
                    "topic that is named cannot be deleted."
                )
            ]
        },
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(
            act=lambda sent: topics.delete(topic, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The topic is deleted."),
        ),
    )


def _form(row: "TopicRow | None" = None) -> Form:
    network = current_network()
    others = [one for one in queries.topics_of(network.id) if row is None or one.id != row.id]
    return Form(
        (
            Section(
                None,
                (
                    Texts(
                        name="label",
                        label=lazy_gettext("Name"),
                        languages=tuple(network.languages),
                        required=True,
                    ),
                    Lines(
                        name="synonyms",
                        label=lazy_gettext("Other words for it"),
                        hint=lazy_gettext("One on each line. They help to find the topic."),
                    ),
                    Choice(
                        name="parent_id",
                        label=lazy_gettext("Part of"),
                        options=[("", "–"), *((one.id, text(one.label)) for one in others)],
                        kind=int,
                    ),
                ),
            ),
        )
    )


def _wanted(key: str) -> "TopicRow":
    rows = queries.topics_of(current_network().id)
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def _back(network: str) -> tuple[object, str]:
    return gettext("Topics"), url_for("organiser.list_topics", network=network)
