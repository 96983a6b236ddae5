"""Papers of data protection as pages and PDFs, for each audience that may read them."""

from typing import TYPE_CHECKING

from flask import Response, render_template, request
from markupsafe import Markup

from eventsvc.domain.papers import Paper
from eventsvc.domain.texts import LANGUAGES
from eventsvc.outputs.papers import paper_html, paper_pdf, title_of
from eventsvc.services.privacy.papers import facts_of
from eventsvc.web import clock
from eventsvc.web.languages import current_language, public_address

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import MeetingRow, NetworkRow


def paper_page(
    network: "NetworkRow",
    meeting: "MeetingRow | None",
    paper: Paper,
    *,
    template: str,
    **facts: object,
) -> "ResponseReturnValue":
    """Return the paper as a page; by ``?as=pdf`` as a PDF. ``?in=`` chooses its language."""
    wanted = request.args.get("in")
    language = wanted if wanted in LANGUAGES else current_language()
    known = facts_of(
        network, meeting, language=language, public_url=public_address(), now=clock.now()
    )
    if request.args.get("as") == "pdf":
        pdf = paper_pdf(paper, known, language=language)
        response = Response(pdf, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{paper}-{language}.pdf"'
        return response
    return render_template(
        template,
        network=network,
        meeting=meeting,
        title=title_of(paper, language=language),
        # Our own template escaped everything in it.
        body=Markup(paper_html(paper, known, language=language)),  # noqa: S704
        paper_language=language,
        **facts,
    )
