"""A meeting's own questions: what is asked, how often each answer was given, who said what."""

from dataclasses import dataclass
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import inquiries as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.inquiries import USUAL_DAYS, InquiryKind, SeenBy, totals
from eventsvc.domain.names import index_name
from eventsvc.services.meetings import inquiries
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Hidden, Mistakes, Radio, Tick, whole
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.inquiries import KINDS, SEEN_BY, options_of
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import InquiryRow
    from eventsvc.db.queries.inquiries import Given

MOST_DAYS = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question with what came in. ``totals``: pairs of words and number."""

    row: "InquiryRow"
    answered: int
    totals: "Sequence[tuple[object, int]]"


@blueprint.get("/<network>/meetings/<meeting>/questions")
@requires("attendees.change")
def list_inquiries(network: str, meeting: str) -> ResponseReturnValue:
    """Show what is asked, how often each answer was given, and who said what."""
    row = wanted_meeting(meeting)
    rows = queries.inquiries_of([row.id])[row.id]
    given = queries.answers_at(row.id)
    return render_template(
        "organiser/inquiries.html",
        network=current_network(),
        meeting=row,
        results=[_result(one, given) for one in rows],
        people=_people(rows, given),
        kinds=KINDS,
        seen_by=SEEN_BY,
        at={"network": network, "meeting": meeting},
    )


@blueprint.post("/<network>/meetings/<meeting>/questions.csv")
@requires("attendees.change")
def export_inquiries(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Give totals and answers of the questions that may leave the house, without names."""
    row = wanted_meeting(meeting)
    body = inquiries.table_of(row, language=current_network().languages[0], act=acting())
    response = Response(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.slug}-answers.csv"'
    return response


@blueprint.route("/<network>/meetings/<meeting>/questions/new", methods=BOTH)
@requires("attendees.change")
def new_inquiry(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for a new question, and put it into the form."""
    row, form, act = wanted_meeting(meeting), _form(None), acting()
    page = Page(title=gettext("Ask something"), back=_back(network, meeting))
    usual = {"kind": InquiryKind.CHOICE, "seen_by": SeenBy.OFFICE, "days_kept": USUAL_DAYS}
    return answer(
        page,
        form,
        lambda: form.blank(usual | {"options": [{}, {}]}),
        Saving(
            act=lambda sent: inquiries.add(
                row, sent.values, nonce=sent.nonce, act=act, random=SystemRandom()
            ),
            then=lambda _row: page.back[1],
            said=gettext("The question stands in the registration form and on personal pages."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/questions/<inquiry>", methods=BOTH)
@requires("attendees.change")
def change_inquiry(network: str, meeting: str, inquiry: str) -> ResponseReturnValue:
    """Show one question, and save it."""
    row, act = wanted_meeting(meeting), acting()
    form = _form(_wanted(row.id, inquiry))
    page = Page(title=gettext("Change the question"), back=_back(network, meeting))

    def filled() -> Any:
        one = _wanted(row.id, inquiry)
        values: dict[str, Any] = {name: getattr(one, name) for name in inquiries.CHANGED}
        options = [{"number": int(key), "label": one.options[key]} for key in one.order]
        return form.shown(values | {"options": options}, version=one.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: inquiries.change(
                row, inquiry, {"options": ()} | sent.values, version=sent.version, act=act
            ),
            then=lambda _row: page.back[1],
            said=gettext("The question is changed."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/questions/<inquiry>/remove", methods=BOTH)
@requires("attendees.change")
def remove_inquiry(network: str, meeting: str, inquiry: str) -> ResponseReturnValue:
    """Say what goes with a question, and take it out."""
    row, act, form = wanted_meeting(meeting), acting(), Form(())
    one = _wanted(row.id, inquiry)
    answers = queries.count_answers(one.id)
    page = Page(
        title=gettext("Take the question out"),
        lead=str(text(one.title)),
        back=_back(network, meeting),
        submit=gettext("Take the question out"),
        template="organiser/confirm.html",
        facts={"losses": [gettext("Answers that go with it: %(number)s", number=answers)]},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}),
        Saving(
            act=lambda _sent: inquiries.remove(row, inquiry, act=act),
            then=lambda _none: page.back[1],
            said=gettext("The question is gone, with its answers."),
        ),
    )


def _wanted(meeting_id: int, key: str) -> "InquiryRow":
    row = queries.inquiry_by_key(meeting_id, key)
    if row is None:
        raise NotFound
    return row


def _result(row: "InquiryRow", given: "Sequence[Given]") -> Result:
    said = [answer.said for answer, _ in given if answer.inquiry_id == row.id]
    counted = totals(said)
    counts = [] if row.kind is InquiryKind.TEXT else options_of(row)
    return Result(
        row=row,
        answered=len(said),
        totals=[(label, counted.get(key, 0)) for key, label in counts],
    )


def _people(rows: "Sequence[InquiryRow]", given: "Sequence[Given]") -> list[dict[str, Any]]:
    """Return one line for each who answered: name, and the words of each answer."""
    lines: dict[int, dict[str, Any]] = {}
    for answered, attendance in given:
        person = attendance.person
        name = index_name(title=person.title, given=person.given, family=person.family)
        line = lines.setdefault(attendance.id, {"name": name, "row": attendance})
        line[str(answered.inquiry_id)] = answered.said
    words = {row.id: dict(options_of(row)) for row in rows}
    for line in lines.values():
        for row in rows:
            said = line.get(str(row.id), ())
            line[str(row.id)] = ", ".join(_said(words[row.id].get(one, one)) for one in said) or "–"
    return sorted(lines.values(), key=lambda line: line["row"].person.sort_key)


def _said(words: object) -> str:
    return str(text(words)) if isinstance(words, dict) else str(words)


def _form(row: "InquiryRow | None") -> Form:
    languages = current_network().languages
    kind = Radio(
        name="kind",
        label=lazy_gettext("How one answers"),
        options=list(KINDS.items()),
        kind=InquiryKind,
        required=True,
    )
    chooses = row is None or row.kind in {InquiryKind.CHOICE, InquiryKind.CHOICES}
    asks = (
        Texts(name="title", label=lazy_gettext("Question"), languages=languages, required=True),
        Texts(name="hint", label=lazy_gettext("Hint"), languages=languages),
        *((kind,) if row is None else ()),
        *((_options(),) if chooses else ()),
    )
    return Form(
        (
            Section(None, asks),
            Section(lazy_gettext("What happens with the answers"), _keeping()),
        ),
        _check if chooses else None,
    )


def _options() -> Rows:
    languages = current_network().languages
    label = Texts(name="label", label=lazy_gettext("Answer"), languages=languages)
    return Rows(
        name="options",
        label=lazy_gettext("Answers to choose from"),
        hint=lazy_gettext("An answer that you remove here is lost for those who chose it."),
        parts=(Hidden(name="number"), label),
        line=lazy_gettext("Answer"),
        ignored=frozenset({"number"}),
    )


def _keeping() -> tuple[Any, ...]:
    return (
        Radio(
            name="seen_by",
            label=lazy_gettext("Who sees them"),
            options=list(SEEN_BY.items()),
            kind=SeenBy,
            required=True,
        ),
        Tick(
            name="is_exported",
            label=lazy_gettext("They may leave the house without names, such as to the caterer"),
        ),
        whole(
            name="days_kept",
            label=lazy_gettext("Days kept after the meeting"),
            least=0,
            most=MOST_DAYS,
            required=True,
            hint=lazy_gettext("Then they are erased by themselves. Food and access: 7 at most."),
        ),
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    kind = values.get("kind", InquiryKind.CHOICE)
    if kind in {InquiryKind.CHOICE, InquiryKind.CHOICES} and not values["options"]:
        mistakes["options"] = gettext("Write at least one answer to choose from.")


def _back(network: str, meeting: str) -> tuple[object, str]:
    address = url_for("organiser.list_inquiries", network=network, meeting=meeting)
    return gettext("Questions of the meeting"), address
