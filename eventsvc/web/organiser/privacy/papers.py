"""The papers of data protection: what they say, what the office adds, telling who was imported."""

import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from eventsvc.db.queries import papers as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.papers import NEEDS_REASON, Behalf, Ground, Paper, read
from eventsvc.outputs.papers import TITLES
from eventsvc.services.acts import DoneAlready
from eventsvc.services.privacy import papers
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Area, Choice, Line, Mistakes, Radio
from eventsvc.web.forms.groups import Rows
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.papers import paper_page
from eventsvc.web.questions import purposes_of

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent

FIELDS = {
    "address": lazy_gettext("Address of the controller"),
    "officer": lazy_gettext("Data protection officer"),
    "authority": lazy_gettext("Supervisory authority"),
    "ground": lazy_gettext("Legal basis of holding meetings"),
}
"""What no paper can do without."""


@blueprint.get("/<network>/papers")
@requires("network.change")
def list_papers(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the papers, what they still lack, and who was never told of the own data."""
    here = current_network()
    return render_template(
        "organiser/papers.html",
        network=here,
        papers={paper: lazy_gettext(title) for paper, title in TITLES.items()},
        missing=[FIELDS[name] for name in read(here.papers).missing],
        interests=[purposes_of(here)[purpose] for purpose in papers.on_interest(here)],
        untold=queries.count_untold(here.id),
        nonce=secrets.token_hex(16),
    )


@blueprint.get("/<network>/papers/<paper>")
@requires("network.change")
def show_paper(network: str, paper: str) -> ResponseReturnValue:
    """Show one paper, or send it as a PDF."""
    if paper not in set(Paper):
        raise NotFound
    back = url_for("organiser.list_papers", network=network)
    return paper_page(
        current_network(), None, Paper(paper), template="organiser/paper.html", back=back
    )


@blueprint.post("/<network>/papers")
@requires("network.change")
def tell_imported(network: str) -> ResponseReturnValue:
    """Send the notice of Art. 14 to everybody who was never told."""
    try:
        number = papers.tell(
            current_network(), nonce=request.form.get("nonce", "")[:64], act=acting()
        )
    except DoneAlready:
        flash(gettext("This was sent already; the second click changed nothing."), "info")
    else:
        words = ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number)
        flash(words, "success")
    return redirect(url_for("organiser.list_papers", network=network), 303)


@blueprint.route("/<network>/settings/papers", methods=BOTH)
@requires("network.change")
def change_papers(network: str) -> ResponseReturnValue:
    """Ask what the program cannot know: addresses, officer, authority, who works for whom."""
    form, back = _form(), url_for("organiser.list_papers", network=network)
    page = Page(
        title=gettext("For the papers"),
        back=(gettext("Papers of data protection"), back),
        lead=gettext("Have it checked by your data protection officer: this is no legal advice."),
    )

    def filled() -> "Sent":
        row = current_network()
        return form.shown(asdict(read(row.papers)), version=row.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: papers.change(sent.values, version=sent.version, act=act),
            then=lambda _none: back,
            said=gettext("Saved. The papers say it from now on."),
            current=filled,
        ),
    )


def _form() -> Form:
    return Form(
        (
            Section(lazy_gettext("Who is responsible"), _WHO),
            Section(lazy_gettext("Holding meetings"), _GROUND),
            Section(lazy_gettext("Who works for you and with you"), (_BEHALF, *_OTHERS)),
            Section(lazy_gettext("Imported data and safety"), _MORE),
        ),
        _check,
    )


def _check(values: dict[str, Any], mistakes: Mistakes) -> None:
    if values["ground"] in NEEDS_REASON and not values["reason"]:
        mistakes["reason"] = gettext(
            "Name the law that sets the public task, or the interest and why it outweighs."
        )


_WHO = (
    Area(name="address", label=FIELDS["address"], rows=3),
    Area(
        name="officer",
        label=FIELDS["officer"],
        rows=3,
        hint=lazy_gettext("How to reach them; a name is not needed."),
    ),
    Area(name="authority", label=FIELDS["authority"], rows=3),
)
_GROUND = (
    Choice(
        name="ground",
        label=FIELDS["ground"],
        options=(
            ("", "–"),
            (Ground.PUBLIC_TASK, lazy_gettext("Public task (GDPR Art. 6(1)(e))")),
            (Ground.CONTRACT, lazy_gettext("Agreement with those who take part (Art. 6(1)(b))")),
            (Ground.INTEREST, lazy_gettext("Legitimate interest (GDPR Art. 6(1)(f))")),
        ),
        kind=Ground,
        hint=lazy_gettext("For names, addresses, replies and badges of those who are invited."),
    ),
    Area(
        name="reason",
        label=lazy_gettext("Law that sets the task, or the interest and why it outweighs"),
        rows=3,
    ),
)
_BEHALF = Radio(
    name="behalf",
    label=lazy_gettext("When a meeting is held on behalf of another body"),
    options=(
        (Behalf.PROCESSOR, lazy_gettext("we are its processor (GDPR Art. 28)")),
        (Behalf.JOINT, lazy_gettext("we decide together (GDPR Art. 26)")),
    ),
    kind=Behalf,
    required=True,
)
_OTHERS = (
    Rows(
        name="processors",
        label=lazy_gettext("Processors (Art. 28)"),
        line=lazy_gettext("Processor"),
        parts=(
            Line(name="name", label=lazy_gettext("Name"), required=True),
            Line(name="task", label=lazy_gettext("What for"), required=True),
            Line(name="contract", label=lazy_gettext("Contract of which day")),
        ),
    ),
    Rows(
        name="partners",
        label=lazy_gettext("Joint controllers (Art. 26)"),
        line=lazy_gettext("Joint controller"),
        parts=(
            Line(name="name", label=lazy_gettext("Name"), required=True),
            Line(name="contact", label=lazy_gettext("Contact")),
            Line(name="does", label=lazy_gettext("What it does")),
        ),
    ),
)
_MORE = (
    Area(
        name="sources",
        label=lazy_gettext("Where imported data comes from"),
        rows=3,
        hint=lazy_gettext("Empty: earlier lists of attendees, and contacts named by members."),
    ),
    Area(
        name="measures",
        label=lazy_gettext("What keeps data safe, beside the program itself"),
        rows=4,
        hint=lazy_gettext("Rooms, machines, backups, training."),
    ),
)
