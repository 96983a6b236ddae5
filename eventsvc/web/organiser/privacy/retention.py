"""How long data is kept: what is due, what will be, what went; and the days of each kind."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries.retention import runs
from eventsvc.domain.retention import LEAST, MOST, Kind, days_of
from eventsvc.outputs.papers import KEPT
from eventsvc.services.privacy import retention
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import whole
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent

KINDS: Mapping[Kind, tuple[LazyString, LazyString]] = {
    kind: (lazy_gettext(words), lazy_gettext(start)) for kind, (words, start) in KEPT.items()
}
"""What each kind is called, and from when its time counts."""


@blueprint.route("/<network>/settings/retention", methods=BOTH)
@requires("network.change")
def change_retention(network: str) -> ResponseReturnValue:
    """Show what the next runs take away, and set the days of each kind."""
    form, page = _form(), _page(network)

    def filled() -> "Sent":
        row = current_network()
        values = {kind.value: days for kind, days in days_of(row.retention).items()}
        return form.shown(values, version=row.version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: retention.change(
                {kind: sent.values[kind.value] for kind in Kind}, version=sent.version, act=act
            ),
            then=lambda _none: url_for("organiser.change_retention", network=network),
            said=gettext("The times are changed. They count from the next run."),
            current=filled,
        ),
    )


def _page(network: str) -> Page:
    here = current_network()
    return Page(
        title=gettext("How long data is kept"),
        back=(gettext("Settings"), url_for("organiser.show_settings", network=network)),
        lead=gettext(
            "Once an hour the program erases what is due. Decisions stay as proof, without a name "
            "once a person is erased."
        ),
        template="organiser/retention.html",
        facts={
            "network": here,
            "previews": retention.preview(here, now=clock.now()),
            "runs": runs(here.id),
            "kinds": KINDS,
        },
    )


def _form() -> Form:
    days = [
        whole(
            name=kind.value,
            label=words,
            hint=gettext("Days; counted from: %(start)s", start=start),
            least=LEAST,
            most=MOST,
            required=True,
        )
        for kind, (words, start) in KINDS.items()
    ]
    return Form((Section(lazy_gettext("Days that data is kept"), days),))
