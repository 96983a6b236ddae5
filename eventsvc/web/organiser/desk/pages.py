"""The desk: one list, one tap; two helpers see the same, because the server says who is here."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import desk as queries
from eventsvc.domain.desk import Movement, Tally, code_in, tally
from eventsvc.domain.errors import NotFound
from eventsvc.domain.spelling import words as words_of
from eventsvc.services.desk import desk
from eventsvc.web.guards import requires
from eventsvc.web.headers import CONTENT_SECURITY_POLICY, HEADERS
from eventsvc.web.jinja import place_in_order
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.desk.lines import (
    Line,
    everybody,
    lines_of,
    since,
    stand_of,
    summary,
    tally_of,
)
from eventsvc.web.organiser.words import REPLIES

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.db.models import MeetingRow

FILTERS: Mapping[str, Callable[[Line], bool]] = {
    "missing": lambda line: line.stand.is_expected and not line.stand.is_here,
    "here": lambda line: line.stand.is_here,
    "no-photo": lambda line: line.is_on_list and line.no_photo,
}
"""What ``?show=`` may ask for; each number above the list leads to the list behind it."""

CAMERA_POLICY = f"{CONTENT_SECURITY_POLICY}; worker-src 'self' blob:"
CAMERA_PERMISSIONS = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")


@dataclass(frozen=True, slots=True)
class Delegation:
    """One organisation: how many of its people are expected and here, and who is missing."""

    name: str
    numbers: Tally
    missing: list[str]


@blueprint.get("/<network>/meetings/<meeting>/desk")
@requires("desk.use")
def show_desk(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the list, searched by ``?q=``, narrowed by ``?show=``."""
    row = wanted_meeting(meeting)
    lines = everybody(row)
    show, query = request.args.get("show", ""), request.args.get("q", "").strip()
    found = _found(lines, show=show, query=query)
    return render_template(
        "organiser/desk.html",
        network=current_network(),
        meeting=row,
        listed=[line for line in found if line.is_on_list],
        others=[line for line in found if not line.is_on_list],
        total=len(lines),
        show=show if show in FILTERS else "",
        q=query,
        summary=summary(tally_of(lines)),
        replies=REPLIES,
    )


@blueprint.post("/<network>/meetings/<meeting>/desk")
@requires("desk.use")
def move(network: str, meeting: str) -> ResponseReturnValue:
    """Let somebody in (``in=ID``) or take that back (``out=ID``); twice is once."""
    row = wanted_meeting(meeting)
    movement = Movement.IN if "in" in request.form else Movement.OUT
    person = request.form.get(movement, "")
    desk.move(row, person, movement, act=acting())
    if request.accept_mimetypes.best == "application/json":
        return _state(row)
    if request.form.get("back") == "person":
        return redirect(
            url_for("organiser.show_person", network=network, meeting=meeting, attendance=person),
            HTTPStatus.SEE_OTHER,
        )
    return redirect(
        url_for(
            "organiser.show_desk",
            network=network,
            meeting=meeting,
            q=request.form.get("q") or None,
            show=request.form.get("show") or None,
            _anchor=f"a-{person}",
        ),
        HTTPStatus.SEE_OTHER,
    )


@blueprint.get("/<network>/meetings/<meeting>/desk/state")
@requires("desk.use")
def desk_state(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Tell who is here, for pages that are open: ids and times, no names."""
    return _state(wanted_meeting(meeting))


@blueprint.get("/<network>/meetings/<meeting>/desk/scan")
@requires("desk.use")
def scan(network: str, meeting: str) -> ResponseReturnValue:
    """Show whom ``?code=`` means; the camera only types what one may type."""
    row = wanted_meeting(meeting)
    text = request.args.get("code", "")
    code = code_in(text)
    found = queries.attendances_by_code(row.network_id, row.id, code) if code else []
    if len(found) == 1 and found[0].desk_code == code:
        person = found[0].public_id
        return redirect(
            url_for("organiser.show_person", network=network, meeting=meeting, attendance=person)
        )
    page: str = render_template(
        "organiser/desk_scan.html",
        network=current_network(),
        meeting=row,
        code=text,
        lines=lines_of(found, row) if found else [],
        replies=REPLIES,
    )
    return page, {
        "Content-Security-Policy": CAMERA_POLICY,
        "Permissions-Policy": CAMERA_PERMISSIONS,
    }


@blueprint.get("/<network>/meetings/<meeting>/desk/organisations")
@requires("desk.use")
def count_organisations(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show how many of each organisation are here, and who of them is missing."""
    row = wanted_meeting(meeting)
    lines = [line for line in everybody(row) if line.is_on_list]
    return render_template(
        "organiser/desk_organisations.html",
        network=current_network(),
        meeting=row,
        delegations=_delegations(lines),
        summary=summary(tally_of(lines)),
    )


def wanted_person(meeting: "MeetingRow", attendance: str) -> Line:
    """Return the person in the address, of the meeting in the address.

    Raises:
        NotFound: The meeting's list has nobody of this id.
    """
    row = queries.attendance(meeting.network_id, meeting.id, attendance)
    if row is None:
        raise NotFound
    (line,) = lines_of([row], meeting)
    return line


def _found(lines: Sequence[Line], *, show: str, query: str) -> list[Line]:
    """Return those that ``show`` asks for and that have every word of ``query`` somewhere."""
    sought = words_of(query)
    fits = FILTERS.get(show)
    return [
        line
        for line in lines
        if (fits is None or fits(line)) and all(word in line.searched for word in sought)
    ]


def _state(meeting: "MeetingRow") -> "Response":
    places = queries.places(meeting.network_id, meeting.id)
    return jsonify(
        here={
            one.public_id: since(one.checked_in_at, meeting) for one in places if one.checked_in_at
        },
        people=len(places),
        summary=summary(tally(map(stand_of, places))),
    )


def _delegations(lines: Sequence[Line]) -> list[Delegation]:
    """Return the organisations by name, those with somebody missing first."""
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[str(line.organisation)].append(line)
    found = [
        Delegation(
            name,
            tally_of(people),
            [line.name for line in people if line.stand.is_expected and not line.stand.is_here],
        )
        for name, people in grouped.items()
    ]
    return sorted(found, key=lambda one: (not one.missing, place_in_order(one.name)))
