"""The forms of what organisations say: seeks, offers, focus, and with whom they work."""

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Hidden, Line, Lines, Mistakes
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.organiser.meetings.forms import organisation_choice
from eventsvc.web.organiser.words import STATEMENTS
from eventsvc.web.words import VISIBILITIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import CooperationRow, NetworkRow, StatementRow

ALL = "all"
"""The option "about all topics": a statement without a topic."""
OPEN = "open"
"""The option of what a steward said in free words: about no topic, until one is chosen here."""
ONE_PARTNER = lazy_gettext("Choose a partner of the network, or write a name; not both.")


KIND = Choice(
    name="kind",
    label=lazy_gettext("What"),
    options=list(STATEMENTS.items()),
    kind=StatementKind,
    required=True,
)


def statements_form(network: "NetworkRow") -> Form:
    """Return the form of all that an organisation seeks, offers and works on."""
    own = tuple(network.languages)
    rows = Rows(
        name="statements",
        label=lazy_gettext("Seeks, offers, focus"),
        line=lazy_gettext("Statement"),
        is_ordered=False,
        ignored=frozenset(("kind", "visibility")),
        parts=(
            Hidden(name="id"),
            KIND,
            Choice(
                name="topic_id",
                label=lazy_gettext("Topic"),
                options=_topics(network),
                kind=_topic,
                required=True,
            ),
            Texts(name="text", label=lazy_gettext("In their words"), languages=own, rows=2),
            Line(name="source", label=lazy_gettext("Source")),
            fields.day(name="stated_on", label=lazy_gettext("Said on")),
            fields.day(name="valid_until", label=lazy_gettext("Valid until")),
            _visibility(),
        ),
    )
    return Form((Section(None, (rows,)),))


def _topics(network: "NetworkRow") -> list[tuple[object, object]]:
    own = [(row.id, text(row.label)) for row in directory.topics_of(network.id)]
    return [
        ("", "–"),
        (ALL, lazy_gettext("All topics")),
        (OPEN, lazy_gettext("No topic yet")),
        *own,
    ]


def _topic(option: str) -> int | str:
    return option if option in {ALL, OPEN} else int(option)


def said(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statements as the service takes them."""
    return [
        line
        | {
            "topic_id": line["topic_id"] if isinstance(line["topic_id"], int) else None,
            "unsorted": line["topic_id"] == OPEN,
        }
        for line in values["statements"]
    ]


def _visibility() -> Choice:
    return Choice(
        name="visibility",
        label=lazy_gettext("Who may see it"),
        options=list(VISIBILITIES.items()),
        kind=Visibility,
        required=True,
    )


def shown_statements(rows: "Sequence[StatementRow]") -> dict[str, Any]:
    """Return what the form shows of ``rows``."""
    names = ("id", "kind", "text", "source", "stated_on", "valid_until", "visibility")
    return {
        "statements": [
            {name: getattr(row, name) for name in names}
            | {"topic_id": OPEN if row.unsorted else row.topic_id or ALL}
            for row in rows
        ]
    }


def cooperations_form(network: "NetworkRow") -> Form:
    """Return the form of the co-operations that an organisation names."""
    rows = Rows(
        name="cooperations",
        label=lazy_gettext("Co-operations"),
        line=lazy_gettext("Co-operation"),
        is_ordered=False,
        ignored=frozenset(("visibility",)),
        parts=(
            Hidden(name="id"),
            organisation_choice(
                network, name="partner_id", label=lazy_gettext("Partner in the network")
            ),
            Line(name="partner_name", label=lazy_gettext("Partner outside, by name")),
            Lines(
                name="subjects",
                label=lazy_gettext("On what"),
                rows=2,
                hint=lazy_gettext("One on each line."),
            ),
            Line(name="source", label=lazy_gettext("Source")),
            _visibility(),
        ),
    )
    return Form((Section(None, (rows,)),), _check_partners)


def _check_partners(values: dict[str, Any], mistakes: Mistakes) -> None:
    for at, line in enumerate(values["cooperations"]):
        if (line["partner_id"] is None) == (line["partner_name"] == ""):
            mistakes[f"cooperations-{at}-partner_name"] = str(ONE_PARTNER)


def shown_cooperations(rows: "Sequence[CooperationRow]") -> dict[str, Any]:
    """Return what the form shows of ``rows``."""
    names = ("id", "partner_id", "partner_name", "subjects", "source", "visibility")
    return {"cooperations": [{name: getattr(row, name) for name in names} for row in rows]}
