"""The forms about people on a list: who they are, how they come, what they decided."""

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat
from eventsvc.domain.consents import Basis, Channel, Decision, Purpose, State, latest_state
from eventsvc.inputs.attendees.lists import AttendeeRow
from eventsvc.services.attendees import attendances
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, File, Line, Mistakes, Radio, Tick, short_line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.organiser.attendees.lines import said_in_words
from eventsvc.web.organiser.blueprint import current_network
from eventsvc.web.organiser.meetings.forms import organisation_choice
from eventsvc.web.organiser.words import (
    ATTENDS,
    BASES,
    CHANNELS,
    REPLIES,
    ROLES,
)
from eventsvc.web.questions import purposes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, ConsentDecisionRow, NetworkRow
    from eventsvc.inputs.networks.documents import Document
    from eventsvc.web.forms.sent import Sent

NAMELESS = lazy_gettext("This person has no name. Write the first name, the last name or both.")
PERSON = ("title", "given", "family", "email", "phone", "is_minor")
HERE = ("organisation_id", "function", "second_line", "table_name", "role", "partstat", "attends")


TABLE = Line(
    name="table_name",
    label=lazy_gettext("Table"),
    hint=lazy_gettext("A number or a name; badges can be printed in the order of tables."),
    reader=short_line,
)


def attendee_form(*, is_new: bool) -> Form:
    """Return the form of one person; of a new one it may name a guest organisation."""
    return Form(
        (
            Section(lazy_gettext("Person"), (*NAMES, MINOR)),
            Section(lazy_gettext("At this meeting"), _here(is_new=is_new)),
        ),
        _check,
    )


NAMES = (
    Line(name="title", label=lazy_gettext("Academic title"), reader=short_line),
    Line(name="given", label=lazy_gettext("First name")),
    Line(name="family", label=lazy_gettext("Last name")),
    fields.email(
        name="email",
        label=lazy_gettext("Mail address"),
        hint=lazy_gettext("It may be shared with others, and it may be missing."),
    ),
    Line(name="phone", label=lazy_gettext("Phone"), type="tel", reader=short_line),
)
"""How a person is called and reached."""
MINOR = Tick(
    name="is_minor",
    label=lazy_gettext("Under 18: for photos and the like, only a yes counts"),
)
GUEST = Line(
    name="guest",
    label=lazy_gettext("Or a guest from"),
    hint=lazy_gettext("An organisation outside the network; it is made as a guest."),
)
ROLE = Choice(
    name="role",
    label=lazy_gettext("Role"),
    options=list(ROLES.items()),
    kind=AttendanceRole,
    required=True,
)
_ANSWERS = (
    Radio(
        name="partstat",
        label=lazy_gettext("Reply"),
        options=list(REPLIES.items()),
        kind=PartStat,
        required=True,
    ),
    Radio(
        name="attends",
        label=lazy_gettext("Takes part"),
        options=list(ATTENDS.items()),
        kind=Attends,
        required=True,
    ),
)
PROOF = (
    Radio(
        name="channel",
        label=lazy_gettext("How you were told"),
        options=[(one, CHANNELS[one]) for one in (Channel.MAIL, Channel.PAPER, Channel.DESK)],
        kind=Channel,
        required=True,
    ),
    Line(
        name="source",
        label=lazy_gettext("Source"),
        required=True,
        hint=lazy_gettext("Where it can be read: the mail of which day, which form."),
    ),
)

SCAN = File(
    name="scan",
    label=lazy_gettext("Scan of the signed paper"),
    accept=".pdf,.jpg,.jpeg,.png,.webp",
    hint=lazy_gettext("PDF or picture, up to 20 MB. It goes when the person is erased."),
)


def _here(*, is_new: bool) -> tuple[fields.Field, ...]:
    return (
        organisation_choice(
            current_network(), name="organisation_id", label=lazy_gettext("Comes for")
        ),
        *((GUEST,) if is_new else ()),
        Line(name="function", label=lazy_gettext("Function")),
        Line(
            name="second_line",
            label=lazy_gettext("Second line on the badge"),
            hint=lazy_gettext("A department or a working group."),
        ),
        TABLE,
        *(() if is_new else (ROLE,)),
        *_ANSWERS,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["given"] and not values["family"]:
        mistakes["family"] = str(NAMELESS)


def wanted(sent: "Sent") -> attendances.NewAttendee:
    """Return whom the service shall put on the list."""
    values = sent.values
    chosen = values["organisation_id"]
    known = directory.organisation_by_id(current_network().id, chosen) if chosen else None
    named = values["guest"] or (known.key if known else "")
    return attendances.NewAttendee(
        row=AttendeeRow(
            sheet="",
            row=0,
            organisation=named,
            attends=values["attends"].value,
            table=values["table_name"],
            **{name: values[name] for name in (*PERSON, "function", "second_line")},
        ),
        organisation=known.key if known else "",
        guest=values["guest"],
        partstat=values["partstat"],
        nonce=sent.nonce,
    )


def consent_form(
    network: "NetworkRow",
    bases: "dict[Purpose, Basis]",
    history: "Sequence[ConsentDecisionRow]",
) -> Form:
    """Return the form that asks, for each purpose, what its basis lets a person answer."""
    titles = purposes_of(network)
    decisions = [
        Decision(purpose=one.purpose, state=one.state, decided_at=one.decided_at, number=one.id)
        for one in history
    ]
    asked = [
        Choice(
            name=purpose.value,
            label=titles[purpose],
            options=[
                ("", _as_before(latest_state(decisions, purpose), basis)),
                *((state, said_in_words(state, basis)) for state in attendances.ANSWERS[basis]),
            ],
            kind=State,
            hint=BASES[basis],
        )
        for purpose, basis in bases.items()
    ]
    proof = Section(lazy_gettext("Proof"), (*PROOF, SCAN))
    return Form((Section(lazy_gettext("Decisions"), asked), proof))


def _as_before(state: State, basis: Basis) -> object:
    return gettext("As before: %(state)s", state=said_in_words(state, basis))


def reply_form() -> Form:
    """Return the form for a reply that came by phone or mail, with its source."""
    return Form((Section(lazy_gettext("Reply"), _ANSWERS), Section(lazy_gettext("Proof"), PROOF)))


def told(sent: "Sent", scan: "Document | None") -> attendances.Told:
    """Return the decisions that the form tells, and their source."""
    said = {one: state for one in Purpose if (state := sent.values.get(one.value))}
    return attendances.Told(
        states=said,
        channel=sent.values["channel"],
        source=sent.values["source"],
        scan=scan,
    )


def shown(row: "AttendanceRow") -> dict[str, Any]:
    """Return what the form shows of ``row``."""
    person: dict[str, Any] = {name: getattr(row.person, name) for name in PERSON}
    return person | {name: getattr(row, name) for name in HERE}
