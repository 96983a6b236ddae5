"""The forms of mailings: whom to invite, what the mails say."""

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import organiser as meetings
from eventsvc.db.queries.groups import groups_going_on
from eventsvc.db.queries.organisations import members
from eventsvc.domain.kinds import OrganisationKind
from eventsvc.domain.placeholders import NAMES
from eventsvc.domain.texts import choose
from eventsvc.services.mails.mailings import Chosen
from eventsvc.web import clock
from eventsvc.web.forms.fields import Area, Choice, Mistakes, Tick, Ticks, whole
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.languages import current_language
from eventsvc.web.words import ORGANISATION_KINDS

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow, OrganisationRow
    from eventsvc.web.forms.sent import Sent

PASTED_ROWS = 6
TEXT_ROWS = 8
DAYS, MOST_DAYS = 7, 90
"""How many days before the meeting a reminder goes: usually; at the earliest."""


def people_form(network: "NetworkRow", meeting: "MeetingRow") -> Form:
    """Return the form that asks whom to invite."""
    listed = [one.row for one in members(network.id, today=clock.today(network.tzid))]
    kinds = {one.kind for one in listed}
    return Form(
        (
            Section(lazy_gettext("Contacts of members"), _members(network, listed, kinds)),
            *_groups(network),
            Section(lazy_gettext("Others"), _others(network, meeting)),
        ),
        _check,
    )


def _members(
    network: "NetworkRow", listed: "list[OrganisationRow]", kinds: set[OrganisationKind]
) -> tuple[Tick, Ticks, Ticks]:
    return (
        Tick(name="everybody", label=lazy_gettext("All contacts of all members")),
        Ticks(
            name="kinds",
            label=lazy_gettext("Contacts of these kinds of members"),
            options=[
                (one.value, ORGANISATION_KINDS[one]) for one in OrganisationKind if one in kinds
            ],
        ),
        Ticks(
            name="organisations",
            label=lazy_gettext("Contacts of these members"),
            options=[(one.id, _name(network, one.name)) for one in listed],
        ),
    )


def _groups(network: "NetworkRow") -> tuple[Section, ...]:
    rows = groups_going_on(network.id)
    if not rows:
        return ()
    ticks = Ticks(
        name="groups",
        label=lazy_gettext("These working groups"),
        options=[(row.id, _name(network, row.title)) for row in rows],
        hint=lazy_gettext(
            "Their people; and the contacts of those members that have nobody in the group."
        ),
    )
    return (Section(lazy_gettext("Working groups"), (ticks,)),)


def _others(network: "NetworkRow", meeting: "MeetingRow") -> tuple[Tick, Choice, Area]:
    earlier = [row for row in meetings.meetings_of(network.id) if row.dtstart < meeting.dtstart]
    return (
        Tick(
            name="on_the_list",
            label=lazy_gettext("Who stands on this meeting's list and has not replied"),
        ),
        Choice(
            name="came_to",
            label=lazy_gettext("Who came to an earlier meeting"),
            options=[
                ("", lazy_gettext("No meeting")),
                *(
                    (row.id, f"{_name(network, row.title)} ({row.local_start:%Y-%m-%d})")
                    for row in earlier
                ),
            ],
            kind=int,
        ),
        Area(
            name="pasted",
            label=lazy_gettext("Addresses from a mail program"),
            rows=PASTED_ROWS,
            hint=lazy_gettext(
                "As they are copied there: with names, one on each line, or between commas or "
                "semicolons."
            ),
        ),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if not any(values.values()):
        mistakes["everybody"] = gettext("Choose somebody to invite.")


def chosen(sent: "Sent") -> Chosen:
    """Return whom the form chose."""
    values = sent.values
    return Chosen(
        kinds=tuple(OrganisationKind)
        if values["everybody"]
        else tuple(map(OrganisationKind, values["kinds"])),
        organisations=tuple(map(int, values["organisations"])),
        groups=tuple(map(int, values.get("groups", ()))),
        came_to=values["came_to"],
        on_the_list=values["on_the_list"],
        pasted=values["pasted"],
    )


def text_form(network: "NetworkRow") -> Form:
    """Return the form of subject and introduction, in each language that mails may have."""
    languages = tuple(network.languages)
    names = ", ".join(texts[current_language()] for texts in NAMES.values())
    note = gettext("These are filled in for each person: %(names)s", names=names)
    fields = (
        Texts(name="subject", label=lazy_gettext("Subject"), languages=languages, required=True),
        Texts(
            name="text",
            label=lazy_gettext("Introduction"),
            languages=languages,
            rows=TEXT_ROWS,
            required=True,
            hint=lazy_gettext(
                "Plain text. Greeting, meeting, personal link and the office stand around it by "
                "themselves."
            ),
        ),
    )
    return Form((Section(None, fields, note),))


def _name(network: "NetworkRow", texts: dict[str, str]) -> str:
    return choose(texts, language=current_language(), fallbacks=network.languages).text


def reminder_form() -> Form:
    """Return the form that plans a reminder."""
    days = whole(
        name="days",
        label=gettext("Remind by itself, days before the meeting"),
        hint=gettext("Off unless you plan it. You see the mails beforehand."),
        type="number",
        least=1,
        most=MOST_DAYS,
        required=True,
    )
    return Form((Section(None, (days,)),))
