"""What happens with data at one of the person's meetings, whoever may see the meeting itself."""

from flask import abort
from flask.typing import ResponseReturnValue

from eventsvc.db.queries import participants as queries
from eventsvc.domain.papers import Paper
from eventsvc.web.papers import paper_page
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person


@blueprint.get("/meetings/<slug>/privacy")
def show_notice(slug: str) -> ResponseReturnValue:
    """Show it (GDPR Art. 13)."""
    attendance = queries.attendance_at(current_person().id, slug=slug) or abort(404)
    return paper_page(
        current_network(), attendance.meeting, Paper.NOTICE, template="public/paper.html"
    )
