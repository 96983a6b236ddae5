"""The forms about organisations: names and keys, profile, what they say, with whom they work."""

from functools import partial
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.domain.kinds import OrganisationKind
from eventsvc.inputs.networks import values as readers
from eventsvc.web import profile_fields
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import (
    Choice,
    Field,
    File,
    Line,
    Lines,
    Mistakes,
    Tick,
)
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

MEMBERSHIP_ENDS = lazy_gettext("The membership ends before it begins. Correct one of the two days.")


def organisation_form(network: "NetworkRow") -> Form:
    """Return the form of an organisation itself."""
    own = tuple(network.languages)
    return Form(
        [
            Section(lazy_gettext("Names"), _names(own)),
            Section(lazy_gettext("Membership"), _membership()),
            Section(
                lazy_gettext("Keys of registers"),
                KEYS,
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


def _key(name: str, label: object, hint: object, reader: Any) -> Line:
    return Line(name=name, label=label, hint=hint, reader=reader, empty=None)


KEYS = (
    _key(
        "ags",
        lazy_gettext("AGS"),
        lazy_gettext("8 digits of a German municipality."),
        partial(readers.register_key, digits=8, code="ags"),
    ),
    _key(
        "ars",
        lazy_gettext("ARS"),
        lazy_gettext("12 digits."),
        partial(readers.register_key, digits=12, code="ars"),
    ),
    _key(
        "lau",
        lazy_gettext("LAU code"),
        lazy_gettext("Of a Czech or Polish municipality."),
        partial(readers.matching, pattern="[A-Z0-9]{1,16}", code="lau"),
    ),
    _key(
        "nuts",
        lazy_gettext("NUTS code"),
        lazy_gettext("Such as DEG02."),
        partial(readers.matching, pattern="[A-Z]{2}[A-Z0-9]{0,3}", code="nuts"),
    ),
    _key(
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
    first = (profile_fields.sentence(own), profile_fields.text(own), profile_fields.licence())
    return Form(
        [
            Section(lazy_gettext("What a scan shows first"), first),
            profile_fields.news(own),
            Section(lazy_gettext("Contact: a role, never a person"), profile_fields.contact(own)),
            Section(lazy_gettext("Facts"), (*profile_fields.facts(), _CHECKED)),
            Section(lazy_gettext("Strategy and funding"), profile_fields.strategy(own)),
            Section(lazy_gettext("Place on the map"), _PLACE),
            Section(lazy_gettext("Document"), _document(document)),
        ],
        profile_fields.check_news,
    )


_CHECKED = fields.day(
    name="checked_on",
    label=lazy_gettext("Checked on"),
    hint=lazy_gettext("When the organisation agreed to its profile last."),
)
_PLACE = (
    Line(
        name="position",
        label=lazy_gettext("Latitude and longitude"),
        reader=readers.position,
        empty=None,
        writer=lambda place: f"{place[0]}, {place[1]}",
        hint=lazy_gettext("Such as: 50.8787, 12.0827. Empty: not on the map."),
    ),
)


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
