"""The form of a steward: five minutes on a phone, and only what a scan shows first."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.domain.kinds import StatementKind
from eventsvc.web import profile_fields
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Field, File, Hidden, Tick
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eventsvc.db.models import NetworkRow, StatementRow, TopicRow

ALL = "all"
"""The option "about all topics"; no option at all: free words, kept as said."""

KINDS = {"seeks": StatementKind.SEEK, "offers": StatementKind.OFFER}
OWN = (
    "sentence",
    "news",
    "contact_title",
    "contact_email",
    "contact_phone",
    "website",
    "document_url",
)
DETAILS = (
    "text",
    "licence",
    "population",
    "population_as_of",
    "area_km2",
    "state",
    "district",
    "facts_source",
    "strategy",
    "strategy_year",
    "strategy_url",
    "programme",
    "funding",
)
"""Fields of the profile that need another look only once a year."""


def profile_form(
    network: "NetworkRow", topics: "Sequence[tuple[int, object]]", *, document: str
) -> Form:
    """Return the form; ``topics``: ids and labels; ``document``: name of the file there is."""
    own = tuple(network.languages)
    return Form(
        [
            Section(lazy_gettext("One sentence"), (profile_fields.sentence(own),)),
            profile_fields.news(own),
            Section(
                lazy_gettext("What you seek and offer"),
                _spoken(own, topics),
                lazy_gettext("Your words stay as you write them. A topic lets others find you."),
            ),
            Section(
                lazy_gettext("Contact"),
                profile_fields.contact(own),
                lazy_gettext("Name a role and its mailbox, never a person."),
            ),
            Section(lazy_gettext("Profile as a document"), _document(document)),
        ],
        profile_fields.check_news,
    )


def details_form(network: "NetworkRow") -> Form:
    """Return the form of what changes rarely: text, figures, strategy and funding."""
    own = tuple(network.languages)
    about = (profile_fields.text(own), profile_fields.licence())
    return Form(
        [
            Section(lazy_gettext("About you"), about),
            Section(lazy_gettext("In figures"), profile_fields.facts()),
            Section(lazy_gettext("Strategy and funding"), profile_fields.strategy(own)),
        ]
    )


def _spoken(own: tuple[str, ...], topics: "Sequence[tuple[int, object]]") -> tuple[Rows, ...]:
    options = [
        ("", lazy_gettext("None: only my own words")),
        *topics,
        (ALL, lazy_gettext("All topics")),
    ]
    return (
        _lines("seeks", lazy_gettext("We seek support with"), lazy_gettext("Wish"), own, options),
        _lines(
            "offers", lazy_gettext("We offer support with"), lazy_gettext("Offer"), own, options
        ),
    )


def _lines(
    name: str, label: object, line: object, own: tuple[str, ...], options: list[Any]
) -> Rows:
    return Rows(
        name=name,
        label=label,
        line=line,
        is_ordered=False,
        parts=(
            Hidden(name="id"),
            Texts(name="text", label=lazy_gettext("In your own words"), languages=own, rows=2),
            Choice(name="topic_id", label=lazy_gettext("Topic"), options=options, kind=_topic),
        ),
    )


def _topic(option: str) -> int | str:
    return ALL if option == ALL else int(option)


def _document(document: str) -> tuple[Field, ...]:
    drop = Tick(name="drop_document", label=lazy_gettext("Remove the file %(name)s", name=document))
    return (
        Hidden(name="pending"),
        File(
            name="document",
            label=lazy_gettext("PDF file"),
            accept=".pdf,application/pdf",
            hint=lazy_gettext("Up to 20 MB. It takes the place of the one before."),
        ),
        *((drop,) if document else ()),
        fields.url(name="document_url", label=lazy_gettext("Or the web address of a document")),
    )


def shown_values(profile: Any, statements: "Iterable[StatementRow]") -> dict[str, Any]:
    """Return what the form shows of the profile and of what a scan shows of the statements."""
    values: dict[str, Any] = {name: getattr(profile, name, None) for name in OWN}
    values["news"] = values["news"] or [{}]  # a line to write into
    rows = list(statements)
    return values | {
        field: [
            {"id": one.id, "text": one.text, "topic_id": _option(one)}
            for one in rows
            if one.kind is kind
        ]
        or [{}]  # a line to write into
        for field, kind in KINDS.items()
    }


def _option(one: "StatementRow") -> int | str | None:
    return None if one.unsorted else one.topic_id or ALL


def to_save(values: "Mapping[str, Any]") -> dict[str, Any]:
    """Return what the form says as the service takes it."""
    return dict(values) | {field: [_said(one) for one in values[field]] for field in KINDS}


def _said(line: "Mapping[str, Any]") -> dict[str, Any]:
    topic = line["topic_id"]
    return {
        "id": line["id"],
        "topic_id": topic if isinstance(topic, int) else None,
        "unsorted": topic is None,
        "text": line["text"],
    }


def statements_to_be(
    values: "Mapping[str, Any]",
    statements: "Iterable[StatementRow]",
    topics: "Mapping[int, TopicRow]",
) -> list[Any]:
    """Return the statements as they would stand, in the order that a scan shows."""
    lines = [(kind, line) for field, kind in KINDS.items() for line in to_save(values)[field]]
    by_id = {line["id"]: (kind, line) for kind, line in lines if line["id"]}
    kept = [
        one if one.kind not in KINDS.values() else _as_row(*by_id.pop(one.id), topics)
        for one in statements
        if one.kind not in KINDS.values() or one.id in by_id
    ]
    known = {id(line) for _kind, line in by_id.values()}
    new = [(kind, line) for kind, line in lines if not line["id"] or id(line) in known]
    return [*kept, *(_as_row(kind, line, topics) for kind, line in new)]


def _as_row(
    kind: StatementKind, line: "Mapping[str, Any]", topics: "Mapping[int, TopicRow]"
) -> SimpleNamespace:
    return SimpleNamespace(**line, kind=kind, topic=topics.get(line["topic_id"] or 0))
