"""The mail that tells the owner of a project who would like to copy it."""

from datetime import datetime

from eventsvc.db.models import NetworkRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import projects as queries
from eventsvc.db.transaction import session
from eventsvc.domain.addresses import profile_address, project_address
from eventsvc.domain.texts import choose
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased


def project_wanted(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None once the project or the organisation is gone."""
    network_id = mail.network_id or 0
    told = queries.project(network_id, str(mail.facts["project"]))
    asker = directory.organisation_by_key(network_id, str(mail.facts["organisation"]))
    if told is None or asker is None:
        return None
    network = session().get_one(NetworkRow, network_id)

    def text(texts: dict[str, str]) -> str:
        return choose(texts, language=mail.language, fallbacks=network.languages).text

    codes = directory.codes_of(network_id, asker.id)
    code = next((one.code for one in codes if one.is_current), "")
    profile = asker.profile
    name = text(network.name)
    return Content(
        words={
            "network": name,
            "email": network.email,
            "organisation": text(asker.name),
            "project": text(told.row.title),
            "link": project_address(office.public_url, network.slug, told.row.key),
            "profile": profile_address(office.public_url, code) if code else "",
            "contact": profile.contact_email if profile else "",
        },
        sender_name=network.sender_name or name,
        reply_to=(profile.contact_email if profile else "") or network.reply_to or network.email,
    )
