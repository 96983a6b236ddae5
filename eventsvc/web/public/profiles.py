"""The scan page: what stands behind the QR code of a name badge, decided when it is scanned."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, abort, make_response, redirect, render_template, request, url_for

from eventsvc.db.queries.profiles import behind_code
from eventsvc.db.queries.statements import public_words
from eventsvc.domain.addresses import profile_address
from eventsvc.domain.codes import normalise
from eventsvc.outputs.vcard import Contact, vcf
from eventsvc.web.clock import now, today
from eventsvc.web.conditional import revalidated
from eventsvc.web.jinja import text
from eventsvc.web.kept import kept_while_unchanged
from eventsvc.web.languages import public_address
from eventsvc.web.public.connecting import asked_for, connecting
from eventsvc.web.public.network import blueprint, enter, enter_only_network
from eventsvc.web.scan import Paper, Scanned, scan_facts

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, OrganisationRow
    from eventsvc.db.queries.profiles import Behind

GONE, NOT_FOUND = HTTPStatus.GONE, HTTPStatus.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Target:
    """The organisation that a code leads to, and what came with it."""

    network: "NetworkRow"
    organisation: "OrganisationRow"
    behind: "Behind"


@blueprint.get("/P/<code>")
@blueprint.get("/p/<code>")
@kept_while_unchanged
def profile(code: str) -> str:
    """Show the organisation behind the code, in any letter case."""
    found = target(code, endpoint="public.profile")
    row, upload = found.organisation, found.behind.document
    paper = Paper(upload.filename, url_for("public.document", key=upload.key)) if upload else None
    statements, own = public_words(
        found.network.id,
        organisation_id=row.id,
        own_key=asked_for(),
        today=today(found.network.tzid),
    )
    scanned = Scanned(
        organisation=row,
        profile=row.profile,
        statements=statements,
        paper=paper,
        next_meeting=found.behind.next_meeting,
        code=found.behind.code,
        experience=found.behind.experience,
        pictures=found.behind.pictures,
        connecting=connecting(found.network, row, statements, own=own, code=found.behind.code),
    )
    return render_template("public/profile.html", **scan_facts(scanned))


@blueprint.get("/P/<code>.vcf")
@blueprint.get("/p/<code>.vcf")
def contact(code: str) -> Response:
    """Send the role contact as a vCard for the phone; 404 where there is none."""
    found = target(code, endpoint="public.contact")
    profile = found.organisation.profile
    if profile is None or not (profile.contact_email or profile.contact_phone):
        abort(NOT_FOUND)
    card = Contact(
        org=str(text(found.organisation.name)),
        title=str(text(profile.contact_title)),
        phone=profile.contact_phone,
        email=profile.contact_email,
        url=profile_address(public_address(), found.behind.code),
        note=str(text(found.network.name)),
    )
    response = Response(vcf(card), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.behind.code}.vcf"'
    return revalidated(response)


def target(code: str, *, endpoint: str) -> Target:
    """Return what ``code`` leads to, or answer in another way.

    An old code and that of a merged organisation lead on to the current one (302, so that a
    merge can be undone), a meeting's to the meeting. A code that was given once and leads
    nowhere any more is answered with 410, one never given with 404, both with a kind page.
    """
    behind = behind_code(normalise(code), now=now())
    if behind is None:
        enter_only_network()
        abort(make_response(render_template("public/unknown-code.html", code=code), NOT_FOUND))
    if behind.network is not None:
        enter(behind.network)
    if behind.is_meeting:
        abort(redirect(_meeting_address(behind)))
    network, organisation = behind.network, behind.organisation
    if network is None or organisation is None or _is_gone(organisation, behind.current):
        page = render_template("public/retired.html", organisation=organisation)
        abort(make_response(page, GONE))
    if behind.current not in {None, behind.code}:
        abort(redirect(url_for(endpoint, code=behind.current, lang=request.args.get("lang"))))
    return Target(network, organisation, behind)


def _is_gone(organisation: "OrganisationRow", current: str | None) -> bool:
    if organisation.merged_into_id is not None:
        return current is None
    return organisation.retired_at is not None


def _meeting_address(behind: "Behind") -> str:
    """Return the meeting's page; for one that is not public, the network's."""
    if behind.meeting is None:
        return url_for("public.network")
    return url_for("public.meeting", slug=behind.meeting.slug)
