"""A profile as a PDF: what a scan shows, on paper."""

from typing import TYPE_CHECKING

from flask import Response
from flask_babel import gettext

from eventsvc.db.queries.projects import projects_of
from eventsvc.db.queries.statements import public_partners, public_statements
from eventsvc.domain.addresses import profile_address
from eventsvc.domain.codes import short_address
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.profiles import news
from eventsvc.outputs.profiles import Part, ProfileSheet, profile_pdf
from eventsvc.web.clock import today
from eventsvc.web.conditional import revalidated
from eventsvc.web.jinja import list_text, number, short_date, text
from eventsvc.web.languages import current_language, public_address
from eventsvc.web.public.network import blueprint
from eventsvc.web.public.profiles import Target, target
from eventsvc.web.scan import said
from eventsvc.web.security import limiter
from eventsvc.web.words import ORGANISATION_KINDS, PROJECT_STATUS, STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventsvc.db.models import ProfileRow
    from eventsvc.web.scan import Said


@blueprint.get("/P/<code>.pdf")
@blueprint.get("/p/<code>.pdf")
@limiter.limit("20 per minute")
def profile_sheet(code: str) -> Response:
    """Send the profile behind the code as a PDF, in the language of the page."""
    found = target(code, endpoint="public.profile_sheet")
    response = Response(profile_pdf(_sheet(found)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.behind.code}.pdf"'
    return revalidated(response)


def _sheet(found: Target) -> ProfileSheet:
    row, network, code = found.organisation, found.network, found.behind.code
    profile, day = row.profile, today(network.tzid)
    statements = public_statements(network.id, organisation_id=row.id, today=day)
    spoken = said(statements)
    return ProfileSheet(
        name=_said(row.name),
        kind=str(ORGANISATION_KINDS[row.kind]),
        network=_said(network.name),
        sentence=_said(profile.sentence) if profile else "",
        seeks=_spoken(gettext("We seek support with"), spoken[StatementKind.SEEK]),
        offers=_spoken(gettext("We offer support with"), spoken[StatementKind.OFFER]),
        text=_said(profile.text) if profile else "",
        contact=_contact(profile) if profile else (),
        parts=[*(_parts(profile) if profile else ()), *_beside(found)],
        address=short_address(public_address(), code),
        code_address=profile_address(public_address(), code),
        made=short_date(day),
        language=current_language(),
    )


def _spoken(title: str, spoken: "Sequence[Said]") -> Part:
    lines = [(_words(one.topic), "; ".join(_said(words) for words in one.texts)) for one in spoken]
    return Part(title, lines)


def _said(texts: "Mapping[str, str]") -> str:
    """Return people's own words for this reader."""
    return str(text(texts))


def _words(topic: object) -> str:
    return _said(topic) if isinstance(topic, dict) else str(topic)


def _contact(profile: "ProfileRow") -> list[str]:
    lines = (text(profile.contact_title), profile.contact_email, profile.contact_phone)
    return [str(line) for line in (*lines, profile.website) if line]


def _parts(profile: "ProfileRow") -> list[Part]:
    """Return news, figures and strategy."""
    figures = [
        (gettext("Inhabitants"), number(profile.population) if profile.population else ""),
        (gettext("Area"), f"{profile.area_km2} km²" if profile.area_km2 else ""),
        (gettext("District"), profile.district),
        (gettext("Federal state"), profile.state),
        (gettext("Source: %(source)s", source=""), profile.facts_source),
    ]
    plans = [
        (gettext("Strategy"), str(STRATEGIES[profile.strategy]) if profile.strategy else ""),
        (gettext("Programme"), _said(profile.programme)),
        (gettext("Funding"), _said(profile.funding)),
    ]
    told = [(short_date(one.on), _said(one.text)) for one in news(profile.news)]
    return [
        Part(gettext("News"), told),
        Part(gettext("In figures"), _told(figures)),
        Part(gettext("Strategy and funding"), _told(plans)),
    ]


def _told(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{name.rstrip(': ')}: {value}", "") for name, value in lines if value]


def _beside(found: Target) -> list[Part]:
    """Return the projects, and whom the organisation works with."""
    ids = {"network_id": found.network.id, "organisation_id": found.organisation.id}
    projects = [(_said(one.title), str(PROJECT_STATUS[one.status])) for one in projects_of(**ids)]
    partners = [
        (_words(one.name), str(list_text(one.subjects)) if one.subjects else "")
        for one in public_partners(**ids)
    ]
    return [
        Part(gettext("Projects worth copying"), projects),
        Part(gettext("Who we work with"), partners),
    ]
