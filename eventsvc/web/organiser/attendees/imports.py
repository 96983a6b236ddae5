"""Importing a list: upload or paste, look and say what is meant, take."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import organisations as organisation_queries
from eventsvc.domain.errors import DomainError
from eventsvc.inputs.attendees.correcting import rows_to_correct
from eventsvc.inputs.attendees.problems import PROBLEMS
from eventsvc.inputs.sheets import column_letters
from eventsvc.inputs.tables import read_table
from eventsvc.outputs.tables import xlsx_bytes
from eventsvc.services.attendees import attendee_drafts as drafts
from eventsvc.services.attendees.represented import GUEST, NOBODY
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Area, File
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.languages import current_language
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.attendees.columns import columns_here, own_guess
from eventsvc.web.organiser.attendees.sums import sums
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.db.models import DraftRow, MeetingRow
    from eventsvc.inputs.attendees.problems import Problem
    from eventsvc.services.attendees.attendee_drafts import Looked
    from eventsvc.web.forms.sent import Sent

MOST_SENT = 11_000_000
"""Bytes of a form with a list."""
_SHOWN = 20
"""Rows of the preview; the numbers are of all."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column as the page asks about it. ``chosen``: what it is taken for, or the guess."""

    name: str
    """How a mapping calls it: by its heading, else by its letter."""
    label: str
    examples: tuple[str, ...]
    chosen: str
    is_sure: bool


@blueprint.route("/<network>/meetings/<meeting>/attendees/import", methods=BOTH)
@requires("attendees.change")
def import_list(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for a list, and keep it for the next step."""
    row = wanted_meeting(meeting)
    page = Page(
        title=gettext("Import a list"),
        lead=gettext("Excel, CSV, or the recipients of a mail. You look before anything is taken."),
        back=_back(network, meeting),
        submit=gettext("Look at the list"),
        takes_files=True,
    )
    form = _upload_form()
    if request.method != "POST":
        return show(page, form.shown({}))
    request.max_content_length = request.max_form_memory_size = MOST_SENT
    sent = form.read(request.form)
    name, data = _sent_list(sent)
    act = acting()
    if not data:
        sent = sent.refused("file", gettext("Choose a file, or paste the list below."))
    return save(
        page,
        sent,
        Saving(
            act=lambda _sent: drafts.keep(row, name, data, act=act, random=SystemRandom()),
            then=lambda key: _address(network, meeting, key),
            said=gettext("Nothing is taken yet. Check the columns and the organisations."),
        ),
    )


@blueprint.get("/<network>/meetings/<meeting>/attendees/import/<draft>")
@requires("attendees.change")
def look_at_list(network: str, meeting: str, draft: str) -> ResponseReturnValue:
    """Show what the columns mean, who is meant, and what taking the list would do."""
    row = wanted_meeting(meeting)
    found = drafts.draft(row, draft)
    looked, refusal = _look(row, found)
    return render_template(
        "organiser/import.html",
        network=current_network(),
        meeting=row,
        draft=found,
        looked=looked,
        sums=sums(looked) if looked else (),
        refusal=refusal,
        headings=_headings(found, looked),
        columns=columns_here(),
        unknown=_unknown(found, looked),
        organisations=_choices(),
        sentence=_sentence,
        rows=looked.read.rows[:_SHOWN] if looked else (),
        back=_back(network, meeting)[1],
    )


@blueprint.post("/<network>/meetings/<meeting>/attendees/import/<draft>")
@requires("attendees.change")
def take_list(network: str, meeting: str, draft: str) -> ResponseReturnValue:
    """Keep what was chosen; with the button for it, take the list."""
    row = wanted_meeting(meeting)
    here = _address(network, meeting, draft)
    drafts.choose(row, draft, _chosen(row, drafts.draft(row, draft)))
    if request.form.get("act") != "take":
        return redirect(here, 303)
    looked = drafts.take(current_network(), row, draft, act=acting(), random=SystemRandom())
    flash(gettext("The list is taken: %(sums)s.", sums="; ".join(sums(looked))), "success")
    return redirect(_back(network, meeting)[1], 303)


@blueprint.get("/<network>/meetings/<meeting>/attendees/import/<draft>/correct.xlsx")
@requires("attendees.change")
def rows_to_mend(network: str, meeting: str, draft: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the rows that would not be taken, each with what is wrong."""
    row = wanted_meeting(meeting)
    looked, _ = _look(row, drafts.draft(row, draft))
    rows = rows_to_correct(looked.read, sentence=_sentence) if looked else ()
    drafts.exported(row, rows=len(rows), act=acting())
    response = Response(
        xlsx_bytes(rows),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{meeting}-correct.xlsx"'
    return response


def _sent_list(sent: "Sent") -> tuple[str, bytes]:
    """Return name and bytes of the file, else of what was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.filename, file.read()
    return gettext("pasted list"), str(sent.values["pasted"]).encode()


def _upload_form() -> Form:
    return Form(
        (
            Section(
                None,
                (
                    File(
                        name="file",
                        label=lazy_gettext("File"),
                        accept=".xlsx,.csv,.txt",
                        hint=lazy_gettext("XLSX or CSV as it is; columns in any order."),
                    ),
                    Area(
                        name="pasted",
                        label=lazy_gettext("Or paste the list"),
                        rows=6,
                        reader=str,
                        hint=lazy_gettext("Rows from a table, or recipients from a mail."),
                    ),
                ),
            ),
        )
    )


def _look(meeting: "MeetingRow", draft: "DraftRow") -> "tuple[Looked | None, str]":
    """Return what taking would do, or why the list cannot be understood yet."""
    try:
        looked = drafts.look(
            current_network(),
            meeting,
            draft,
            told_in=current_language(),
            act=acting(),
            random=SystemRandom(),
        )
    except DomainError as error:
        sentence = str(MESSAGES[error.code][1])
        return None, sentence % error.facts if error.facts else sentence
    return looked, ""


def _headings(draft: "DraftRow", looked: "Looked | None") -> list[Heading]:
    if looked is None:
        return _lettered(draft)
    return [
        Heading(
            one.heading or one.letters,
            one.heading or one.letters,
            one.examples,
            draft.mapping.get(one.heading or one.letters)
            or own_guess(one)
            or one.guess
            or "ignore",
            one.is_sure and not own_guess(one),
        )
        for one in looked.read.columns
    ]


def _lettered(draft: "DraftRow") -> list[Heading]:
    """Return the columns by letters, with what stands in the first rows."""
    sheet = read_table(draft.data).sheets[0]
    width = max((len(row.cells) for row in sheet.rows), default=0)
    letters = [column_letters(at) for at in range(width)]
    return [
        Heading(
            name,
            name,
            tuple(filter(None, (row.cell(at) for row in sheet.rows[:3]))),
            draft.mapping.get(name, "ignore"),
            is_sure=False,
        )
        for at, name in enumerate(letters)
    ]


def _unknown(draft: "DraftRow", looked: "Looked | None") -> list[tuple[str, tuple[str, ...], str]]:
    """Return each name somebody must explain: as written, similar ones, what was chosen."""
    unknown = dict(looked.report.unknown) if looked else {}
    chosen = {name: unknown.get(name, ()) for name in draft.organisations}
    return [
        (name, similar, draft.organisations.get(name, ""))
        for name, similar in sorted({**unknown, **chosen}.items())
    ]


def _choices() -> list[tuple[str, object]]:
    rows = organisation_queries.choices(current_network().id)
    return [
        ("", gettext("Do not take these rows")),
        (GUEST, gettext("A guest from outside: make it")),
        (NOBODY, gettext("No organisation")),
        *((row.key, text(row.name)) for row in rows),
    ]


def _chosen(meeting: "MeetingRow", draft: "DraftRow") -> drafts.Choices:
    """Return what the page says; a column that is sure and left as it is needs no word."""
    looked, _ = _look(meeting, draft)
    others = GUEST if request.form.get("guests") == "yes" else ""
    sure = {
        one.heading or one.letters: one.guess or "ignore"
        for one in (looked.read.columns if looked else ())
        if one.is_sure and not own_guess(one) and (one.heading or one.letters) not in draft.mapping
    }
    return drafts.Choices(
        mapping={
            name: kind
            for name, kind in _pairs("column").items()
            if kind in columns_here() and sure.get(name) != kind
        },
        organisations={
            name: chosen
            for name, key in _pairs("organisation").items()
            if (chosen := key or others)
        },
        has_replied=request.form.get("has_replied") == "yes",
    )


def _pairs(kind: str) -> Mapping[str, str]:
    """Return name → value of the page's numbered pairs of fields."""
    names = request.form.getlist(f"{kind}.name")
    return dict(zip(names, request.form.getlist(f"{kind}.value"), strict=False))


def _sentence(problem: "Problem") -> str:
    return str(gettext(PROBLEMS[problem.code], **problem.placeholders))


def _back(network: str, meeting: str) -> tuple[object, str]:
    address = url_for("organiser.list_attendees", network=network, meeting=meeting)
    return gettext("Attendees"), address


def _address(network: str, meeting: str, key: str) -> str:
    return url_for("organiser.look_at_list", network=network, meeting=meeting, draft=key)
