"""A link of a date poll that went astray."""

from random import SystemRandom

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventsvc.services.dates import date_poll_answers as services
from eventsvc.web.dates.blueprint import acting, blueprint, current_answering


@blueprint.get("/not-mine")
def ask_whose() -> ResponseReturnValue:
    """Show the button that makes a link worthless which went to somebody else."""
    return _page(done=False)


@blueprint.post("/not-mine")
def disown() -> ResponseReturnValue:
    """Make the link worthless, and let the office know."""
    services.disown(current_answering().reply.public_id, act=acting(), random=SystemRandom())
    return _page(done=True)


def _page(*, done: bool) -> str:
    back = url_for("dates.show_poll")
    return render_template("not_mine.html", back=back, done=done, tells_office=True)
