"""The forms of what a meeting tells: notices, and on what each use of data stands."""

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext

from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.kinds import NoticeKind
from eventsvc.services.meetings.meetings import values_of
from eventsvc.web.forms import fields
from eventsvc.web.forms.fields import Area, Choice, Lines, Mistakes
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.organiser.words import BASES
from eventsvc.web.questions import purposes_of
from eventsvc.web.words import NOTICES

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingRow, NetworkRow
    from eventsvc.web.forms.sent import Sent

BALANCE_MISSING = lazy_gettext(
    "Legitimate interest needs the written balance of interests (GDPR Art. 6(1)(f)). Write down "
    "what the pictures or lists are for, and why that outweighs."
)


def notices_form(network: "NetworkRow") -> Form:
    """Return the form of a meeting's notices."""
    own = tuple(network.languages)
    kind = Choice(
        name="kind",
        label=lazy_gettext("About"),
        options=list(NOTICES.items()),
        kind=NoticeKind,
        required=True,
    )
    words = Texts(name="text", label=lazy_gettext("Text"), languages=own, rows=3, required=True)
    rows = Rows(
        name="notices",
        label=lazy_gettext("Notices"),
        line=lazy_gettext("Notice"),
        parts=(kind, words),
        ignored=frozenset(("kind",)),
    )
    return Form((Section(None, (rows,)),))


_PHOTOGRAPHERS = Lines(
    name="photographed_by",
    label=lazy_gettext("Who takes photos"),
    rows=3,
    reader=fields.usual_line,
    hint=lazy_gettext(
        "Every body, one on each line, such as the press office of the host city. It stands on the "
        "notice at the door. Empty: the organiser does."
    ),
)


def bases_form(network: "NetworkRow") -> Form:
    """Return the form of the legal basis for each purpose that the network uses."""
    titles = purposes_of(network).items()
    options = [("", lazy_gettext("Not named: consent is asked")), *BASES.items()]
    return Form(
        [
            Section(lazy_gettext("Photos"), (_PHOTOGRAPHERS,)),
            *(_basis_section(purpose, words, options) for purpose, words in titles),
        ],
        _check_bases,
    )


def _basis_section(purpose: Purpose, words: object, options: list[tuple[Any, Any]]) -> Section:
    basis = Choice(
        name=f"basis-{purpose}", label=lazy_gettext("Legal basis"), options=options, kind=Basis
    )
    balance = Area(
        name=f"balance-{purpose}",
        label=lazy_gettext("Balance of interests"),
        rows=3,
        hint=lazy_gettext("Only for legitimate interest."),
    )
    return Section(words, (basis, balance))


def _check_bases(values: dict[str, Any], mistakes: Mistakes) -> None:
    asked = [purpose for purpose in Purpose if f"basis-{purpose}" in values]
    for purpose in asked:
        is_interest = values[f"basis-{purpose}"] is Basis.LEGITIMATE_INTEREST
        if is_interest and not values[f"balance-{purpose}"]:
            mistakes[f"balance-{purpose}"] = str(BALANCE_MISSING)
    values["bases"] = [
        (purpose, {"basis": basis, "balance": values[f"balance-{purpose}"]})
        for purpose in sorted(asked)
        if (basis := values[f"basis-{purpose}"])
    ]


def shown_bases(row: "MeetingRow") -> dict[str, Any]:
    """Return what the form of legal bases shows."""
    shown: dict[str, Any] = {"photographed_by": row.photographed_by}
    for purpose, values in values_of(row, ("bases",))["bases"]:
        shown[f"basis-{purpose}"] = values["basis"]
        shown[f"balance-{purpose}"] = values["balance"]
    return shown


def wanted_bases(sent: "Sent") -> dict[str, Any]:
    """Return what the form of legal bases says, for the service."""
    return {name: sent.values[name] for name in ("bases", "photographed_by")}
