"""One person at the desk: let in, badge, photos."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import (
    current_app,
    flash,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import consents
from eventsvc.db.queries import desk as queries
from eventsvc.domain.badges import GlyphsMissing
from eventsvc.domain.consents import PHOTO, Basis, Purpose, State, bases_for, latest_state
from eventsvc.domain.inquiries import SeenBy
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, UnknownSheet
from eventsvc.domain.sheets import NO_OFFSET, Offset, Sheet, StartOutsideSheet
from eventsvc.services.badges import badge_styles, badges
from eventsvc.services.desk import desk
from eventsvc.services.privacy.consents import words_for
from eventsvc.web.forms.answers import Page, refuse, show
from eventsvc.web.forms.fields import Choice, Line
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.inquiries import answers_in_words
from eventsvc.web.jinja import person_name
from eventsvc.web.languages import current_language
from eventsvc.web.organiser.attendees.lines import said_in_words
from eventsvc.web.organiser.badges.paper import Stock, start_on, stock
from eventsvc.web.organiser.badges.words import sheet_label
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.desk.lines import Line as DeskLine
from eventsvc.web.organiser.desk.pages import wanted_person
from eventsvc.web.organiser.downloads import pdf_file
from eventsvc.web.organiser.words import REPLIES
from eventsvc.web.questions import PURPOSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

    from eventsvc.db.models import AttendanceRow, MeetingRow

PAPER = "desk-paper"
"""Where the session keeps which labels lie in the printer, and the first free one."""
_PRINTER = "printer:"


@dataclass(frozen=True, slots=True)
class Labels:
    """What lies in the printer beside the desk."""

    name: str
    """Of the sheet, or of a printer behind ``_PRINTER``."""
    sheet: Sheet
    start: int = 1
    offset: Offset = NO_OFFSET

    def after(self, count: int) -> int:
        """Return the first free label once ``count`` labels more are used."""
        return (self.start + count - 1) % self.sheet.per_page + 1


@dataclass(frozen=True, slots=True)
class Question:
    """One channel of photos: on which basis, in which words; what was answered."""

    purpose: Purpose
    label: object
    words: "Mapping[str, str]"
    basis: Basis
    state: State

    @property
    def is_asked(self) -> bool:
        """Whether one is asked; else one is told, and may object."""
        return self.basis is Basis.CONSENT

    @property
    def answer(self) -> object:
        """What was answered, in words."""
        return said_in_words(self.state, self.basis)

    @property
    def is_refused(self) -> bool:
        """Whether somebody said no to this channel."""
        return self.state in {State.REFUSED, State.OBJECTED}


@blueprint.get("/<network>/meetings/<meeting>/desk/people/<attendance>")
@requires("desk.use")
def show_person(network: str, meeting: str, attendance: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show one person with everything the desk can do for them."""
    row, there = wanted_meeting(meeting), stock()
    labels = _labels(there)
    filled = {"sheet": labels.name, "start": labels.start}
    return show(_page(row, wanted_person(row, attendance)), _label_form(there).shown(filled))


@blueprint.post("/<network>/meetings/<meeting>/desk/people/<attendance>/photos")
@requires("desk.use")
def change_photos(network: str, meeting: str, attendance: str) -> ResponseReturnValue:
    """Record what somebody says about photos: no to all, a slip taken back, or by channel."""
    row = wanted_meeting(meeting)
    wish = request.form.get("wish")
    if wish == "none":
        desk.refuse_photos(row, attendance, language=current_language(), act=acting())
        flash(gettext("Recorded: no photos. It is on the photographer's sheet from now on."))
    elif wish == "back":
        desk.take_back_photos(row, attendance, act=acting())
        flash(gettext("Taken back: what counted before counts again."))
    else:
        bases = photo_bases(row, wanted_person(row, attendance).row)
        said = photo_answers(request.form, bases=bases)
        desk.answer_photos(row, attendance, said, act=acting())
        flash(gettext("The answers are recorded."))
    return redirect(
        url_for("organiser.show_person", network=network, meeting=meeting, attendance=attendance),
        HTTPStatus.SEE_OTHER,
    )


@blueprint.post("/<network>/meetings/<meeting>/desk/people/<attendance>/badge")
@requires("desk.use")
def print_one_badge(network: str, meeting: str, attendance: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the PDF of this one badge and record it; the next free label is remembered."""
    row, there = wanted_meeting(meeting), stock()
    line = wanted_person(row, attendance)
    try:
        pdf = _printed(row, line.row, _wished_labels(request.form, there))
    except (UnknownSheet, StartOutsideSheet, GlyphsMissing) as error:
        return refuse(_page(row, line), _label_form(there).read(request.form), error, at="replace")
    return pdf_file(pdf, f"{row.slug}-badge.pdf", disposition="inline")


def _printed(meeting: "MeetingRow", row: "AttendanceRow", labels: Labels) -> bytes:
    """Return the badge as it is to be printed, and remember the label after it."""
    public_url = current_app.extensions["eventsvc.public_url"]
    job = badges.job_for([row], network=current_network(), meeting=meeting, public_url=public_url)
    options = badge_styles.print_options(
        current_network(), meeting, public_url=public_url, start=labels.start, offset=labels.offset
    )
    if not request.form.get("replace"):
        badges.refuse_missing_glyphs(job, sheet=labels.sheet, options=options)
    pdf = badges.print_badges(job, sheet=labels.sheet, options=options, act=acting())
    session[PAPER] = [labels.name, labels.after(1)]
    return pdf


def photo_bases(
    meeting: "MeetingRow", row: "AttendanceRow | None" = None
) -> "Mapping[Purpose, Basis]":
    """Return the legal bases at the desk: those of one person, or of whoever comes."""
    named = consents.bases_of_meeting(meeting.id)
    return bases_for(named, must_agree=row is not None and row.must_agree)


def photo_questions(meeting: "MeetingRow", row: "AttendanceRow | None") -> list[Question]:
    """Return the channels of photos with the answers of a person, or of nobody yet.

    A question is asked where the basis is consent; where it is another, one may object.
    """
    bases, network = photo_bases(meeting, row), current_network()
    known = consents.decisions_of_person(row.person_id, meeting.id) if row else ()
    return [
        Question(
            purpose,
            PURPOSES[purpose],
            words_for(network, meeting, purpose, basis=bases.get(purpose, Basis.CONSENT)),
            basis=bases.get(purpose, Basis.CONSENT),
            state=latest_state(known, purpose),
        )
        for purpose in PHOTO
    ]


def photo_answers(form: "MultiDict[str, str]", *, bases: "Mapping[Purpose, Basis]") -> desk.Spoken:
    """Return the answers in ``form``; a question left open is not in it."""
    answers = {
        purpose: form[purpose] == "yes"
        for purpose in PHOTO
        if _is_asked(purpose, bases) and form.get(purpose) in {"yes", "no"}
    }
    if form.get("objects") == "yes":
        answers |= {purpose: False for purpose in PHOTO if not _is_asked(purpose, bases)}
    return desk.Spoken(answers, current_language())


def _is_asked(purpose: Purpose, bases: "Mapping[Purpose, Basis]") -> bool:
    return bases.get(purpose, Basis.CONSENT) is Basis.CONSENT


def _labels(there: Stock) -> Labels:
    """Return what lies in the printer as far as this session knows."""
    name, start = session.get(PAPER, (DEFAULT_SHEET, 1))
    try:
        found = _labels_called(name, there)
    except UnknownSheet:
        return _labels_called(DEFAULT_SHEET, there)
    return replace(found, start=min(start, found.sheet.per_page))


def _wished_labels(form: "MultiDict[str, str]", there: Stock) -> Labels:
    """Return what the form says.

    Raises:
        UnknownSheet, StartOutsideSheet: There is no such label.
    """
    found = _labels_called(form.get("sheet", DEFAULT_SHEET), there)
    return replace(found, start=start_on(found.sheet, form))


def _labels_called(name: str, there: Stock) -> Labels:
    """Return the sheet ``name``, or that of a printer, shifted as this one needs it."""
    printer = there.printer(name.removeprefix(_PRINTER)) if name.startswith(_PRINTER) else None
    if printer is None:
        return Labels(name, there.sheet(name))
    return Labels(name, there.sheet(printer.sheet), offset=Offset(x=printer.x, y=printer.y))


def _label_form(there: Stock) -> Form:
    """Return what lies in the printer as a form; ``_wished_labels`` reads it."""
    sheet = Choice(
        name="sheet",
        label=gettext("Labels in the printer"),
        options=_choices(there),
        required=True,
    )
    start = Line(
        name="start",
        label=gettext("First free label"),
        hint=gettext("Counted on after each badge you print here."),
        type="number",
        required=True,
    )
    return Form((Section(None, (sheet, start)),))


def _page(meeting: "MeetingRow", line: DeskLine) -> Page:
    """Return the page of one person, around the form of their badge."""
    at: dict[str, Any] = {"network": current_network().slug, "meeting": meeting.slug}
    desk_page = url_for("organiser.show_desk", **at)
    return Page(
        title=person_name(line.row.person),
        back=(gettext("Admission"), f"{desk_page}#a-{line.id}"),
        template="organiser/desk_person.html",
        facts=lambda: _person_facts(meeting, line),
        address=url_for("organiser.show_person", attendance=line.id, **at),
    )


def _person_facts(meeting: "MeetingRow", line: DeskLine) -> dict[str, Any]:
    return {
        "network": current_network(),
        "meeting": meeting,
        "line": line,
        "replies": REPLIES,
        "questions": photo_questions(meeting, line.row),
        "can_take_back": bool(desk.before_the_desk(line.row.person_id, meeting.id)),
        "inquiries": answers_in_words(meeting.id, line.row.id, audience={SeenBy.HELPERS}),
        "stands_in_for": queries.attendance_by_id(line.row.delegated_from_id),
        "substitutes": queries.substitutes_for(line.row.id),
    }


def _choices(there: Stock) -> list[tuple[str, str]]:
    """Return what may lie in the printer: those the office named, then every sheet."""
    named = [
        (f"{_PRINTER}{row.name}", f"{row.name}: {sheet_label(there.sheets[row.sheet])}")
        for row in there.printers
        if row.sheet in there.sheets
    ]
    return named + [(sheet.name, sheet_label(sheet)) for sheet in there.sheets.values()]
