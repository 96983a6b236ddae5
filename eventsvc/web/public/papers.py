"""The papers that everybody may read: what happens with data, and how we came by it."""

from typing import TYPE_CHECKING

from flask import abort

from eventsvc.db.queries.meetings import meeting_with_bases
from eventsvc.domain.papers import Paper
from eventsvc.web.papers import paper_page
from eventsvc.web.public.network import blueprint
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/meetings/<slug>/privacy")
@limiter.limit("30 per minute")
def meeting_notice(network: "NetworkRow", slug: str) -> "ResponseReturnValue":
    """Show what happens with data at a public meeting (GDPR Art. 13)."""
    meeting = meeting_with_bases(network.id, slug) or abort(404)
    return paper_page(network, meeting, Paper.NOTICE, template="public/paper.html")


@blueprint.get("/n/<network>/privacy/imported")
@limiter.limit("30 per minute")
def imported_notice(network: "NetworkRow") -> "ResponseReturnValue":
    """Show how the office came by data that people did not give it themselves (Art. 14)."""
    return paper_page(network, None, Paper.IMPORTED, template="public/paper.html")
