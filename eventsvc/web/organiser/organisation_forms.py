"""The forms about organisations: names and keys, profile, what they say, with whom they work."""

from functools import partial
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.domain.kinds import OrganisationKind, StatementKind
from eventsvc.domain.meetings import Visibility
from eventsvc.inputs.networks import values as readers
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import (
    Choice,
    Field,
    File,
    Hidden,
    Line,
    Lines,
    Mistakes,
    Rows,
    Texts,
    Tick,
    short_line,
)
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.organiser.meeting_forms import organisation_choice
from eventsvc.web.organiser.words import STATEMENTS, VISIBILITIES
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import CooperationRow, NetworkRow, StatementRow

ALL = "all"
"""The option "about all topics": a statement without a topic."""
MEMBERSHIP_ENDS = lazy_gettext("The membership ends before it begins. Correct one of the two days.")
ONE_PARTNER = lazy_gettext("Choose a partner of the network, or write a name; not both.")


def organisation_form(network: "NetworkRow") -> Form:
    """Return the form of an organisation itself."""
    own = tuple(network.languages)
    return Form(
        [
            Section(lazy_gettext("Names"), _names(own)),
            Section(lazy_gettext("Membership"), _membership()),
            Section(
                lazy_gettext("Keys of registers"),
                _keys(),
                lazy_gettext("They may all be empty. With one, the program finds data again."),
            ),
        ],
        _check,
    )


def _names(own: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        Texts(name="name", label=lazy_gettext("Name"), languages=own, required=True),
        Texts(
            name="short",
            label=lazy_gettext("Short name"),
            languages=own,
            hint=lazy_gettext("For badges and lists; lists sort by it."),
        ),
        Choice(
            name="kind",
            label=lazy_gettext("Kind"),
            options=list(ORGANISATION_KINDS.items()),
            kind=OrganisationKind,
            required=True,
        ),
        Lines(
            name="aliases",
            label=lazy_gettext("Other spellings"),
            rows=3,
            hint=lazy_gettext("One on each line. Attendee lists that use them are understood."),
        ),
    )


def _membership() -> tuple[Field, ...]:
    return (
        Tick(name="is_guest", label=lazy_gettext("A guest from outside the network, not a member")),
        fields.day(name="member_since", label=lazy_gettext("Member since")),
        fields.day(name="member_until", label=lazy_gettext("Member until")),
    )


def _keys() -> tuple[Field, ...]:
    def key(name: str, label: object, hint: object, reader: Any) -> Line:
        return Line(name=name, label=label, hint=hint, reader=reader, empty=None)

    return (
        key(
            "ags",
            lazy_gettext("AGS"),
            lazy_gettext("8 digits of a German municipality."),
            partial(readers.register_key, digits=8, code="ags"),
        ),
        key(
            "ars",
            lazy_gettext("ARS"),
            lazy_gettext("12 digits."),
            partial(readers.register_key, digits=12, code="ars"),
        ),
        key(
            "lau",
            lazy_gettext("LAU code"),
            lazy_gettext("Of a Czech or Polish municipality."),
            partial(readers.matching, pattern="[A-Z0-9]{1,16}", code="lau"),
        ),
        key(
            "nuts",
            lazy_gettext("NUTS code"),
            lazy_gettext("Such as DEG02."),
            partial(readers.matching, pattern="[A-Z]{2}[A-Z0-9]{0,3}", code="nuts"),
        ),
        key(
            "wikidata",
            lazy_gettext("Wikidata"),
            lazy_gettext("Such as Q3750."),
            partial(readers.matching, pattern=r"Q[1-9]\d{0,14}", code="wikidata"),
        ),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    since, until = values["member_since"], values["member_until"]
    if since and until and until < since:
        mistakes["member_until"] = str(MEMBERSHIP_ENDS)


def profile_form(network: "NetworkRow", *, document: str) -> Form:
    """Return the form of the profile; ``document``: name of the file that it has."""
    own = tuple(network.languages)
    return Form(
        [
            Section(
                lazy_gettext("What a scan shows first"),
                (
                    Texts(
                        name="sentence",
                        label=lazy_gettext("One sentence"),
                        languages=own,
                        hint=lazy_gettext("What one should know about you, in one line."),
                    ),
                    Texts(
                        name="text",
                        label=lazy_gettext("Text"),
                        languages=own,
                        rows=8,
                        hint=lazy_gettext("News belong here too. Markdown is understood."),
                    ),
                ),
            ),
            Section(lazy_gettext("Contact: a role, never a person"), _contact(own)),
            Section(lazy_gettext("Facts"), _facts()),
            Section(lazy_gettext("Document"), _document(document)),
        ]
    )


def _contact(own: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        Texts(
            name="contact_title",
            label=lazy_gettext("Called"),
            languages=own,
            hint=lazy_gettext("Such as: Smart city coordination."),
        ),
        fields.email(name="contact_email", label=lazy_gettext("Mail address")),
        Line(name="contact_phone", label=lazy_gettext("Phone"), type="tel", reader=short_line),
        fields.url(name="website", label=lazy_gettext("Website")),
    )


def _facts() -> tuple[Field, ...]:
    return (
        fields.whole(
            name="population", label=lazy_gettext("Inhabitants"), least=0, most=50_000_000
        ),
        fields.day(name="population_as_of", label=lazy_gettext("Counted on")),
        Line(name="area_km2", label=lazy_gettext("Area in km²"), reader=readers.area),
        Line(name="state", label=lazy_gettext("State"), reader=short_line),
        Line(name="district", label=lazy_gettext("District"), reader=_district),
        Line(
            name="facts_source",
            label=lazy_gettext("Source"),
            hint=lazy_gettext("Where the numbers come from."),
        ),
        fields.day(
            name="checked_on",
            label=lazy_gettext("Checked on"),
            hint=lazy_gettext("When the organisation agreed to its profile last."),
        ),
    )


_district = partial(readers.line, most=128)


def _document(document: str) -> tuple[Field, ...]:
    has = (
        (
            Tick(
                name="drop_document",
                label=lazy_gettext("Remove the file %(name)s", name=document),
            ),
        )
        if document
        else ()
    )
    return (
        fields.url(name="document_url", label=lazy_gettext("Web address of a document")),
        *has,
        File(
            name="document",
            label=lazy_gettext("Upload a document"),
            accept=".pdf,.docx,.pptx,.xlsx,.odt,.odp,.ods",
            hint=lazy_gettext(
                "PDF or office file, up to 20 MB. Choose it last: after a mistake it "
                "must be chosen again."
            ),
        ),
    )


def statements_form(network: "NetworkRow") -> Form:
    """Return the form of all that an organisation seeks, offers and works on."""
    own = tuple(network.languages)
    topics = [(row.id, text(row.label)) for row in directory.topics_of(network.id)]
    rows = Rows(
        name="statements",
        label=lazy_gettext("Seeks, offers, focus"),
        line=lazy_gettext("Statement"),
        is_ordered=False,
        ignored=frozenset(("kind", "visibility", "topic_id")),
        parts=(
            Hidden(name="id"),
            Choice(
                name="kind",
                label=lazy_gettext("What"),
                options=list(STATEMENTS.items()),
                kind=StatementKind,
                required=True,
            ),
            Choice(
                name="topic_id",
                label=lazy_gettext("Topic"),
                options=[(ALL, lazy_gettext("All topics")), *topics],
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


def _topic(option: str) -> int | None:
    return None if option == ALL else int(option)


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
            {name: getattr(row, name) for name in names} | {"topic_id": row.topic_id or ALL}
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
