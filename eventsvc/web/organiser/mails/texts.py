"""Settings of a network: what its office adds to each kind of mail."""

from typing import TYPE_CHECKING

from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries.networks import network_mail
from eventsvc.domain.errors import NotFound
from eventsvc.services.networks import network_mails
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.settings import MAILS, back

if TYPE_CHECKING:
    from eventsvc.web.forms.sent import Sent


@blueprint.route("/<network>/settings/mails/<kind>", methods=BOTH)
@requires("network.change")
def change_mail_texts(network: str, kind: str) -> ResponseReturnValue:
    """Ask for introduction and signature of one kind of mail, and save them."""
    if kind not in MAILS:
        raise NotFound
    here, form = current_network(), _form(kind)
    lead = gettext(
        "In the texts, {name}, {meeting}, {date}, {place} and {network} stand for what they say."
    )
    page = Page(title=MAILS[kind], back=back(network), lead=lead)
    act = acting()

    def filled() -> "Sent":
        row = network_mail(here.id, kind)
        values = {"introduction": row.introduction, "signature": row.signature} if row else {}
        return form.shown(values, version=row.version if row else 0)

    def save(sent: "Sent") -> None:
        texts = {name: sent.values.get(name, {}) for name in ("introduction", "signature")}
        network_mails.write(kind, **texts, version=sent.version, act=act)

    said = gettext("The texts are saved.")
    saving = Saving(act=save, then=lambda _none: page.back[1], said=said, current=filled)
    return answer(page, form, filled, saving)


def _form(kind: str) -> Form:
    own = tuple(current_network().languages)
    introduction = Texts(
        name="introduction",
        label=lazy_gettext("Introduction"),
        languages=own,
        rows=4,
        hint=lazy_gettext("Stands after the greeting."),
    )
    signature = Texts(
        name="signature",
        label=lazy_gettext("Signature"),
        languages=own,
        rows=4,
        hint=lazy_gettext("Empty: the network's name and the mailbox of the office."),
    )
    has_own = kind in network_mails.OWN_INTRODUCTION
    return Form((Section(None, (introduction, signature) if has_own else (signature,)),))
