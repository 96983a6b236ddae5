"""Purposes of a network: which there are, their own words in four languages, and the preview."""

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext, lazy_gettext, ngettext

from eventsvc.db.queries.purposes import versions_of
from eventsvc.domain.consents import NETWORK_WIDE, OWN, Basis, Purpose
from eventsvc.domain.errors import NotFound
from eventsvc.domain.purposes import free, in_use, missing_languages, settled
from eventsvc.domain.texts import LANGUAGES
from eventsvc.services.privacy import purposes
from eventsvc.services.privacy.consents import words_for
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import Area, Choice, Mistakes, Tick
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.meetings.texts_forms import BALANCE_MISSING
from eventsvc.web.organiser.words import BASES
from eventsvc.web.questions import Question, purposes_of

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow
    from eventsvc.web.forms.sent import Sent

ROWS = 4


@blueprint.get("/<network>/settings/purposes")
@requires("network.change")
def list_purposes(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what people are asked and told, and where another purpose can be named."""
    here = current_network()
    return render_template(
        "organiser/purposes.html",
        network=here,
        purposes=purposes_of(here),
        settled={one: settled(here.purposes, one) for one in in_use(here.purposes)},
        network_wide=NETWORK_WIDE,
        bases=BASES,
        free=[one for wide in (False, True) if (one := free(here.purposes, network_wide=wide))],
    )


@blueprint.route("/<network>/settings/purposes/<purpose>", methods=BOTH)
@requires("network.change")
def change_purpose(network: str, purpose: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the words of one purpose side by side with a preview, and save them."""
    if purpose not in set(Purpose):
        raise NotFound
    wanted, here = Purpose(purpose), current_network()
    form = _form(here, wanted)

    def filled() -> "Sent":
        row = current_network()
        return form.shown(purposes.shown(row, wanted), version=row.version)

    sent = form.read(request.form) if request.method == "POST" else filled()
    page = _page(here, wanted, sent)
    if request.method != "POST":
        return show(page, sent)
    act = acting()

    def kept(it: "Sent") -> int:
        values, is_material = purposes.as_stored(it.values), it.values["is_material"]
        return purposes.change(wanted, values, is_material=is_material, version=it.version, act=act)

    return save(
        page,
        sent,
        Saving(
            act=kept,
            then=lambda _number: page.back[1],
            said=_outcome(is_material=bool(sent.values.get("is_material"))),
            current=filled,
        ),
    )


def _outcome(*, is_material: bool) -> str:
    ended = gettext("Saved. Every yes to the old words has ended; who agreed is asked again.")
    stays = gettext("Saved. It holds from the next question on; what was decided stays.")
    return str(ended if is_material else stays)


def _page(here: "NetworkRow", wanted: Purpose, sent: "Sent") -> Page:
    title = purposes_of(here).get(wanted, gettext("A purpose of your own"))
    back = url_for("organiser.list_purposes", network=here.slug)
    agreed = purposes.would_be_asked(here, wanted, now=clock.now())
    return Page(
        title=title,
        back=(gettext("Purposes and words"), back),
        lead=gettext("Have the words checked by your data protection officer, ours too."),
        template="organiser/purpose.html",
        facts={
            "network": here,
            "previews": _previews(here, wanted, sent),
            "versions": versions_of(here.id, wanted),
            "agreed": ngettext(
                "%(num)s yes to the words until now would end with a change in substance.",
                "%(num)s yes to the words until now would end with a change in substance.",
                agreed,
            ),
        },
    )


def _previews(
    here: "NetworkRow", wanted: Purpose, sent: "Sent"
) -> list[tuple[str, list[Question], tuple[str, str, str]]]:
    """Return language, question and notice as attendees see them, and yes, no, objection in it."""
    shown = []
    for language in LANGUAGES:
        both = []
        for name, basis in (("question", Basis.CONSENT), ("notice", Basis.PUBLIC_TASK)):
            typed = sent.typed[name].get(language, "").strip()
            ours = words_for(here, None, wanted, basis=basis).get(language, "")
            if typed or ours:
                both.append(Question(wanted, basis, {language: typed or ours}))
        if both:
            with force_locale(language):
                answers = (gettext("Yes"), gettext("No"), gettext("I object"))
            shown.append((language, both, answers))
    return shown


def _form(here: "NetworkRow", wanted: Purpose) -> Form:
    own = tuple(here.languages)
    about: list[Any] = []
    if wanted in OWN:
        about.append(Texts(name="title", label=lazy_gettext("Name"), languages=own, required=True))
    if wanted in NETWORK_WIDE:
        options = [("", lazy_gettext("Only where a meeting names it")), *BASES.items()]
        about += [
            Choice(
                name="basis",
                label=lazy_gettext("Legal basis in the whole network"),
                options=options,
                kind=Basis,
            ),
            Area(
                name="balance",
                label=lazy_gettext("Balance of interests"),
                rows=3,
                hint=lazy_gettext("Only for legitimate interest."),
            ),
        ]
    sections = [Section(lazy_gettext("The purpose"), about)] if about else []
    return Form((*sections, *_WORDS), lambda values, mistakes: _check(own, values, mistakes))


_WORDS = (
    Section(
        lazy_gettext("Words where consent is asked"),
        (
            Texts(
                name="question",
                label=lazy_gettext("Question"),
                languages=LANGUAGES,
                rows=ROWS,
                hint=lazy_gettext("A whole sentence that yes or no answers. Empty: ours."),
            ),
        ),
    ),
    Section(
        lazy_gettext("Words where people are told"),
        (
            Texts(
                name="notice",
                label=lazy_gettext("Notice"),
                languages=LANGUAGES,
                rows=ROWS,
                hint=lazy_gettext(
                    "Who does what on which legal basis, and that one may object. Empty: ours."
                ),
            ),
        ),
    ),
    Section(
        lazy_gettext("This change"),
        (
            Tick(
                name="is_material",
                label=lazy_gettext(
                    "It changes the substance: whoever agreed is asked again by mail, and until "
                    "then the yes does not count."
                ),
            ),
        ),
    ),
)


def _check(own: tuple[str, ...], values: dict[str, Any], mistakes: Mistakes) -> None:
    if values.get("basis") is Basis.LEGITIMATE_INTEREST and not values.get("balance"):
        mistakes["balance"] = str(BALANCE_MISSING)
    for name in ("question", "notice"):
        for language in missing_languages(values[name], own):
            mistakes[f"{name}-{language}"] = gettext(
                "The words are written in other languages: write them in this one, too."
            )
