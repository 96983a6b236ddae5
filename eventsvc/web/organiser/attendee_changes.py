"""Changing the list of a meeting: one person, many replies, decisions on behalf."""

from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import attendances as queries
from eventsvc.db.queries import consents, directory
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat
from eventsvc.domain.consents import Basis, Channel, Decision, Purpose, State, latest_state
from eventsvc.domain.errors import NotFound
from eventsvc.domain.names import display_name
from eventsvc.inputs.attendees.lists import AttendeeRow
from eventsvc.services import attendances
from eventsvc.web.forms import fields
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Choice, Line, Mistakes, Radio, short_line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meeting_changes import BOTH
from eventsvc.web.organiser.meeting_forms import organisation_choice
from eventsvc.web.organiser.words import (
    ATTENDS,
    BASES,
    CHANNELS,
    REPLIES,
    ROLES,
    STATES,
)
from eventsvc.web.questions import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import AttendanceRow, ConsentDecisionRow
    from eventsvc.web.forms.sent import Sent

NAMELESS = lazy_gettext("This person has no name. Write the first name, the last name or both.")
_PERSON = ("title", "given", "family", "email", "phone")
_HERE = ("organisation_id", "function", "second_line", "role", "partstat", "attends")


@blueprint.route("/<network>/meetings/<meeting>/attendees/new", methods=BOTH)
@requires("attendees.change")
def new_attendee(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for one more person, and put them on the list."""
    row, here = wanted_meeting(meeting), current_network()
    form = _form(is_new=True)
    page = Page(
        title=gettext("Add a person"),
        back=_back(network, meeting),
        lead=gettext("Nobody answers consents for others: ask the person, or send the own link."),
    )
    if request.method == "GET":
        usual = {"partstat": PartStat.ACCEPTED, "attends": Attends.ON_SITE}
        return show(page, form.blank(usual))
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: attendances.add(here, row, _new(sent), act=act, random=SystemRandom()),
            then=lambda _is_new: page.back[1],
            said=gettext("The person is on the list."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>", methods=BOTH)
@requires("attendees.change")
def change_attendee(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Show one person's form, and save it."""
    row = wanted_meeting(meeting)
    form = _form(is_new=False)
    found = _wanted(row.id, attendance)
    page = Page(
        title=gettext("Change a person"),
        preline=_name(found),
        back=_back(network, meeting),
        template="organiser/attendee.html",
        facts={"network": current_network(), "meeting": row, "attendance": attendance},
    )

    def filled() -> "Sent":
        one = _wanted(row.id, attendance)
        values: dict[str, Any] = {name: getattr(one.person, name) for name in _PERSON}
        values |= {name: getattr(one, name) for name in _HERE}
        return form.shown(values, version=attendances.version_of(one))

    if request.method == "GET":
        return show(page, filled())
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: attendances.change(
                row, attendance, sent.values, version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The person is changed. A badge printed before may be out of date."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/remove", methods=BOTH)
@requires("attendees.change")
def remove_attendee(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Ask whether somebody leaves the list, and take them off it."""
    row, form = wanted_meeting(meeting), Form(())
    found = _wanted(row.id, attendance)
    page = Page(
        title=gettext("Take off the list"),
        lead=_name(found),
        back=_back(network, meeting),
        submit=gettext("Take off the list"),
        template="organiser/confirm.html",
        facts={
            "losses": [
                gettext("The reply, and the record of printed badges for this meeting."),
                gettext("The person and all decisions stay: they are proof."),
            ]
        },
    )
    if request.method == "GET":
        return show(page, form.shown({}))
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda _sent: attendances.remove(row, attendance, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The person is off the list."),
        ),
    )


@blueprint.post("/<network>/meetings/<meeting>/attendees/replies")
@requires("attendees.change")
def reply_for_many(network: str, meeting: str) -> ResponseReturnValue:
    """Set the reply of everybody ticked."""
    row = wanted_meeting(meeting)
    chosen, words = request.form.getlist("chosen"), request.form.get("partstat", "")
    back = _back(network, meeting)[1]
    if not chosen or words not in {one.value for one in PartStat}:
        flash(gettext("Tick the people first, and choose the reply."), "warning")
        return redirect(back, 303)
    number = attendances.reply_for(row, chosen, PartStat(words), act=acting())
    flash(ngettext("%(num)s reply is changed.", "%(num)s replies are changed.", number), "success")
    return redirect(back, 303)


@blueprint.route("/<network>/meetings/<meeting>/attendees/<attendance>/consents", methods=BOTH)
@requires("attendees.change")
def record_consents(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Show what somebody decided, and record what the office was told."""
    row = wanted_meeting(meeting)
    found = _wanted(row.id, attendance)
    bases = consents.bases_of_meeting(row.id)
    history = consents.history_of(row.network_id, person_id=found.person_id, meeting_id=row.id)
    form = _consent_form({one: bases.get(one, Basis.CONSENT) for one in Purpose}, history)
    page = Page(
        title=gettext("Consents"),
        preline=_name(found),
        back=_back(network, meeting),
        lead=gettext(
            "Record only what the person said, and where that can be read. A yes never comes from "
            "silence."
        ),
        template="organiser/consents.html",
        facts={
            "history": history,
            "purposes": PURPOSES,
            "states": STATES,
            "channels": CHANNELS,
        },
    )
    if request.method == "GET":
        return show(page, form.blank())
    act = acting()
    return save(
        page,
        form.read(request.form),
        Saving(
            act=lambda sent: attendances.record(row, attendance, _told(sent), act=act),
            then=lambda _none: request.path,
            said=gettext("The decisions are recorded, with their source."),
        ),
    )


def _form(*, is_new: bool) -> Form:
    return Form(
        (
            Section(lazy_gettext("Person"), _person()),
            Section(lazy_gettext("At this meeting"), _here(is_new=is_new)),
        ),
        _check,
    )


def _person() -> tuple[fields.Field, ...]:
    return (
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


def _here(*, is_new: bool) -> tuple[fields.Field, ...]:
    guest = Line(
        name="guest",
        label=lazy_gettext("Or a guest from"),
        hint=lazy_gettext("An organisation outside the network; it is made as a guest."),
    )
    roles = Choice(
        name="role",
        label=lazy_gettext("Role"),
        options=list(ROLES.items()),
        kind=AttendanceRole,
        required=True,
    )
    return (
        organisation_choice(
            current_network(), name="organisation_id", label=lazy_gettext("Comes for")
        ),
        *((guest,) if is_new else ()),
        Line(name="function", label=lazy_gettext("Function")),
        Line(
            name="second_line",
            label=lazy_gettext("Second line on the badge"),
            hint=lazy_gettext("A department or a working group."),
        ),
        *(() if is_new else (roles,)),
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


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not values["given"] and not values["family"]:
        mistakes["family"] = str(NAMELESS)


def _new(sent: "Sent") -> attendances.NewAttendee:
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
            **{name: values[name] for name in (*_PERSON, "function", "second_line")},
        ),
        organisation=known.key if known else "",
        guest=values["guest"],
        partstat=values["partstat"],
        nonce=sent.nonce,
    )


def _consent_form(bases: "dict[Purpose, Basis]", history: "Sequence[ConsentDecisionRow]") -> Form:
    decisions = [
        Decision(purpose=one.purpose, state=one.state, decided_at=one.decided_at, number=one.id)
        for one in history
    ]
    asked = [
        Choice(
            name=purpose.value,
            label=PURPOSES[purpose],
            options=[
                ("", _as_before(latest_state(decisions, purpose))),
                *((state, STATES[state]) for state in attendances.ANSWERS[basis]),
            ],
            kind=State,
            hint=BASES[basis],
        )
        for purpose, basis in bases.items()
    ]
    how = (
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
    return Form((Section(lazy_gettext("Decisions"), asked), Section(lazy_gettext("Proof"), how)))


def _as_before(state: State) -> object:
    return gettext("As before: %(state)s", state=STATES[state])


def _told(sent: "Sent") -> attendances.Told:
    said = {one: sent.values[one.value] for one in Purpose if sent.values[one.value]}
    return attendances.Told(
        states=said, channel=sent.values["channel"], source=sent.values["source"]
    )


def _wanted(meeting_id: int, public_id: str) -> "AttendanceRow":
    rows = queries.attendances_by_public_ids(current_network().id, meeting_id, [public_id])
    if not rows:
        raise NotFound
    return rows[0]


def _name(row: "AttendanceRow") -> str:
    person = row.person
    return display_name(title=person.title, given=person.given, family=person.family)


def _back(network: str, meeting: str) -> tuple[object, str]:
    address = url_for("organiser.list_attendees", network=network, meeting=meeting)
    return gettext("Attendees"), address
