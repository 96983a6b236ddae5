"""Statements without a topic: what they could be about is suggested, a person confirms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import directory as queries
from eventsvc.db.queries.matching import known_topics
from eventsvc.domain.spelling import fold
from eventsvc.domain.topics import SURE, SuggestedTopic
from eventsvc.services.organisations import statement_sorting
from eventsvc.services.organisations.statement_sorting import Sorted
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.matching.lists import by_label
from eventsvc.web.organiser.organisations.statement_forms import ALL
from eventsvc.web.organiser.words import STATEMENTS

if TYPE_CHECKING:
    from eventsvc.db.models import StatementRow, TopicRow


@dataclass(frozen=True, slots=True)
class Suggested:
    """A topic that is suggested; ``word``: the synonym that the words are like, if not its name."""

    row: "TopicRow"
    word: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement that waits for its topic, and what it could be about."""

    row: "StatementRow"
    suggested: list[Suggested]


@blueprint.get("/<network>/statements/unsorted")
@requires("organisations.change")
def sort_statements(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what was said in free words, with the topics it could be about."""
    here = current_network()
    rows = {row.id: row for row in queries.topics_of(here.id)}
    known = known_topics(here.id)
    waiting = [
        Waiting(
            row,
            [_suggested(rows[one.topic], one) for one in known.suggest(row.text.values())],
        )
        for row in queries.unsorted_statements(here.id)
    ]
    return render_template(
        "organiser/statement_sorting.html",
        network=here,
        waiting=waiting,
        topics=by_label(rows.values()),
        kinds=STATEMENTS,
        all_topics=ALL,
    )


def _suggested(row: "TopicRow", one: SuggestedTopic) -> Suggested:
    """Return the topic; its name in another language than the page's explains nothing more."""
    is_name = fold(one.word) in map(fold, row.label.values())
    return Suggested(row, "" if is_name else one.word, one.score == SURE)


@blueprint.post("/<network>/statements/unsorted")
@requires("organisations.change")
def sort_statement(network: str) -> ResponseReturnValue:
    """Give one statement the topic that the person chose."""
    topic = request.form.get("suggested", "") or request.form.get("topic", "")
    if topic:
        decided = Sorted(
            statement=request.form.get("statement", 0, int),
            version=request.form.get("version", 0, int),
            topic=None if topic == ALL else topic,
            remember="remember" in request.form,
        )
        statement_sorting.sort(decided, act=acting())
        flash(gettext("The statement has its topic."), "success")
    else:
        flash(gettext("Choose a topic, then press the button again."), "danger")
    return redirect(url_for("organiser.sort_statements", network=network), 303)
