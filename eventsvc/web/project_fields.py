"""The form of a project, for those who tell of it: stewards and the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.db.queries import directory
from eventsvc.domain.errors import NotFound
from eventsvc.domain.projects import MOST_MONTHS, CostBand, Fate, ProjectStatus
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Choice
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.jinja import text
from eventsvc.web.words import COST_BANDS, PROJECT_STATUS

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow
    from eventsvc.web.forms.sent import Sent

_ROWS = 4


def project_form(network: "NetworkRow") -> Form:
    """Return the form of a project of a member of ``network``."""
    own = tuple(network.languages)
    topics = [(row.id, text(row.label)) for row in directory.topics_of(network.id)]
    return Form(
        [
            Section(lazy_gettext("What it is"), _about(own, topics)),
            Section(lazy_gettext("What you learned"), _learned(own)),
            Section(lazy_gettext("What it takes"), _takes()),
            Section(
                lazy_gettext("Whom to ask"),
                _contact(own),
                lazy_gettext("Name a role and its mailbox, never a person."),
            ),
        ]
    )


def _about(own: tuple[str, ...], topics: Sequence[tuple[int, object]]) -> tuple[fields.Field, ...]:
    return (
        Texts(name="title", label=lazy_gettext("Title"), languages=own, required=True),
        Choice(
            name="topic_id",
            label=lazy_gettext("Action field"),
            options=[("", lazy_gettext("None of these")), *topics],
            kind=int,
        ),
        Choice(
            name="status",
            label=lazy_gettext("How far it is"),
            options=list(PROJECT_STATUS.items()),
            kind=ProjectStatus,
            required=True,
        ),
        Texts(
            name="summary",
            label=lazy_gettext("In short"),
            languages=own,
            rows=_ROWS,
            hint=lazy_gettext("What it does, and for whom."),
        ),
    )


def _learned(own: tuple[str, ...]) -> tuple[fields.Field, ...]:
    return (
        Texts(name="worked", label=lazy_gettext("What worked"), languages=own, rows=_ROWS),
        Texts(
            name="failed",
            label=lazy_gettext("What did not work"),
            languages=own,
            rows=_ROWS,
            hint=lazy_gettext("Others learn most from this."),
        ),
        Texts(
            name="needs",
            label=lazy_gettext("What one needs to copy it"),
            languages=own,
            rows=_ROWS,
        ),
    )


def _takes() -> tuple[fields.Field, ...]:
    return (
        Choice(
            name="cost",
            label=lazy_gettext("Cost in all"),
            options=[("", lazy_gettext("Nothing said")), *COST_BANDS.items()],
            kind=CostBand,
        ),
        fields.whole(
            name="months", label=lazy_gettext("Months it took"), least=1, most=MOST_MONTHS
        ),
        fields.url(name="source_url", label=lazy_gettext("Web address of the open source code")),
        fields.url(name="data_url", label=lazy_gettext("Web address of the open data")),
    )


def _contact(own: tuple[str, ...]) -> tuple[fields.Field, ...]:
    return (
        Texts(name="contact_title", label=lazy_gettext("Called"), languages=own),
        fields.email(
            name="contact_email",
            label=lazy_gettext("Mail address"),
            hint=lazy_gettext("Empty: the mailbox of the profile."),
        ),
    )


@dataclass(frozen=True, slots=True)
class OwnProject:
    """A project as those who keep it see it."""

    row: Any
    """The project, or what stewards wrote of it last; a new one that waits has no id."""
    waits: Fate | None = None
    """What readers do not see yet of it; None: they see all of it."""


def filled(form: Form, own: Iterable[OwnProject], key: str, *, version: int) -> "Sent":
    """Return the form with what is told of one of the organisation's ``own`` projects.

    ``version``: the organisation's, since a project that waits has none.

    Raises:
        NotFound: It has no such project, or not much longer.
    """
    rows = [one.row for one in own if one.waits is not Fate.GONE]
    found = next((one for one in rows if one.key == key), None)
    if found is None:
        raise NotFound
    values = {one.name: getattr(found, one.name) for one in form.fields}
    return form.shown(values, version=version)
