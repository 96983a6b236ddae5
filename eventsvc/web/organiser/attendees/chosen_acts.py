"""What can be done with several people of a list at once: its question, and what goes with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventsvc.domain.attendances import AttendanceRole, PartStat
from eventsvc.domain.badges import Order, Which
from eventsvc.domain.headcounts import gets_badge
from eventsvc.domain.sheet_presets import DEFAULT_SHEET
from eventsvc.domain.sheets import NO_OFFSET, Sheet, StartOutsideSheet
from eventsvc.services.attendees import attendances
from eventsvc.services.badges import badge_styles, badges
from eventsvc.services.badges.print_runs import AT_ONCE, Asked
from eventsvc.services.badges.sheets import sheet_called, sheets_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice, Field, Line, Radio, Tick
from eventsvc.web.languages import public_address
from eventsvc.web.organiser.attendees.forms import TABLE
from eventsvc.web.organiser.attendees.lines import Attendee
from eventsvc.web.organiser.badges.runs import begin
from eventsvc.web.organiser.blueprint import acting, current_network
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.words import REPLIES, ROLES

if TYPE_CHECKING:
    from werkzeug import Response

    from eventsvc.db.models import MeetingRow
    from eventsvc.web.forms.sent import Sent

_MOST_LABELS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do. ``words`` name it; ``losses`` say what goes with it, for these people."""

    words: LazyString
    fields: Callable[[], Sequence[Field]] = tuple
    losses: Callable[[Sequence[Attendee]], Sequence[str]]
    do: Callable[["MeetingRow", Sequence[str], "Sent"], "str | Response"]
    """Does it; returns what the list says then, or the file to send."""


def _remove(meeting: "MeetingRow", chosen: Sequence[str], _sent: "Sent") -> str:
    number = attendances.remove(meeting, chosen, act=acting())
    return str(
        ngettext("%(num)s person is off the list.", "%(num)s people are off the list.", number)
    )


def _reply(meeting: "MeetingRow", chosen: Sequence[str], sent: "Sent") -> str:
    number = attendances.reply_for(meeting, chosen, sent.values["partstat"], act=acting())
    words: str = ngettext("%(num)s reply is changed.", "%(num)s replies are changed.", number)
    return words


def _seat(meeting: "MeetingRow", chosen: Sequence[str], _sent: "Sent") -> str:
    number = attendances.seat(meeting, chosen, act=acting())
    return str(
        ngettext("%(num)s person has a seat now.", "%(num)s people have a seat now.", number)
    )


def _describe(meeting: "MeetingRow", chosen: Sequence[str], sent: "Sent") -> str:
    values = {name: sent.values[name] for name in ("function", "table_name", "role")}
    number = attendances.describe(meeting, chosen, values, act=acting())
    words: str = ngettext("%(num)s person is changed.", "%(num)s people are changed.", number)
    return words


def _print(meeting: "MeetingRow", chosen: Sequence[str], sent: "Sent") -> "str | Response":
    network = current_network()
    sheet = sheet_called(network.id, sent.values["sheet"])
    start = sent.values["start"]
    if start > sheet.per_page:
        raise StartOutsideSheet(start=start, most=sheet.per_page, field="start")
    job = badges.print_job(network, meeting, public_url=public_address()).called(chosen)
    if not job.badges:
        return str(gettext("There is nothing of that to print any more."))
    options = badge_styles.print_options(network, meeting, public_url=public_address(), start=start)
    if not sent.values["replace"]:
        badges.refuse_missing_glyphs(job, sheet=sheet, options=options)
    if len(job.badges) > AT_ONCE:
        return begin(meeting, _asked(sheet, start, chosen), total=len(job.badges))
    pdf = badges.print_badges(
        job,
        sheet=sheet,
        options=options,
        act=acting(),
        nonce=request.form.get("nonce", "")[:64],
    )
    return pdf_file(pdf, f"{meeting.slug}-badges.pdf")


def _asked(sheet: Sheet, start: int, chosen: Sequence[str]) -> Asked:
    """Return a print of those chosen that nobody waits for."""
    return Asked(
        which=Which.ALL, order=Order.NAME, sheet=sheet, start=start, offset=NO_OFFSET, only=chosen
    )


def _reply_fields() -> tuple[Field, ...]:
    return (
        Radio(
            name="partstat",
            label=lazy_gettext("Reply"),
            options=list(REPLIES.items()),
            kind=PartStat,
            required=True,
        ),
    )


def _describe_fields() -> tuple[Field, ...]:
    same = ("", lazy_gettext("As before"))
    return (
        Line(
            name="function", label=lazy_gettext("Function"), hint=lazy_gettext("Empty: as before.")
        ),
        replace(TABLE, hint=lazy_gettext("Empty: as before.")),
        Choice(
            name="role",
            label=lazy_gettext("Role"),
            options=[same, *ROLES.items()],
            kind=AttendanceRole,
        ),
    )


def _print_fields() -> tuple[Field, ...]:
    known = sheets_of(current_network().id)
    sheets = [(sheet.name, sheet.label) for sheet in known.values()]
    return (
        Choice(
            name="sheet", label=lazy_gettext("Labels in the printer"), options=sheets, required=True
        ),
        fields.whole(
            name="start",
            label=lazy_gettext("First free label"),
            least=1,
            most=_MOST_LABELS,
            required=True,
        ),
        Tick(name="replace", label=lazy_gettext("Print “?” for characters that no font has")),
    )


def _printing(people: Sequence[Attendee]) -> list[str]:
    without = sum(not gets_badge(one.counted) for one in people)
    losses = [gettext("Afterwards the list knows these badges as printed.")]
    if without:
        losses.append(
            ngettext(
                "%(num)s of them does not come on site, waits or has not said yes, and gets none.",
                "%(num)s of them do not come on site, wait or have not said yes, and get none.",
                without,
            )
        )
    return losses


def _stale(people: Sequence[Attendee]) -> list[str]:
    printed = sum(one.counted.paper != "missing" for one in people)
    if not printed:
        return []
    return [
        ngettext(
            "%(num)s badge is printed already and will be out of date.",
            "%(num)s badges are printed already and will be out of date.",
            printed,
        )
    ]


ACTS: Mapping[str, Act] = {
    "reply": Act(
        words=lazy_gettext("Set the reply"),
        fields=_reply_fields,
        losses=lambda _people: [
            gettext("Who says yes gets a seat if there is one, else waits."),
            gettext("Seats that become free go to those who wait; they get a mail."),
        ],
        do=_reply,
    ),
    "describe": Act(
        words=lazy_gettext("Set function, table or role"),
        fields=_describe_fields,
        losses=_stale,
        do=_describe,
    ),
    "seat": Act(
        words=lazy_gettext("Give a seat beyond the limit"),
        losses=lambda _people: [
            gettext("Who waits has a seat at once, also when there are more people than seats."),
            gettext("No mail goes by itself."),
        ],
        do=_seat,
    ),
    "print": Act(
        words=lazy_gettext("Print these badges"),
        fields=_print_fields,
        losses=_printing,
        do=_print,
    ),
    "remove": Act(
        words=lazy_gettext("Take off the list"),
        losses=lambda _people: [
            gettext("The reply, and the record of printed badges for this meeting."),
            gettext("The person and all decisions stay: they are proof."),
            gettext("Seats that become free go to those who wait; they get a mail."),
        ],
        do=_remove,
    ),
}
"""What a list offers for those who are ticked."""
FIRST = {"partstat": PartStat.ACCEPTED, "sheet": DEFAULT_SHEET, "start": 1}
"""What the questions begin with."""
