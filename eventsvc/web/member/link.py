"""A steward's link that went astray."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventsvc.services.profiles import stewards
from eventsvc.web import clock
from eventsvc.web.member.blueprint import blueprint, current_steward


@blueprint.get("/not-mine")
def ask_whose() -> ResponseReturnValue:
    """Show the button that makes a link worthless which went to somebody else."""
    return render_template("not_mine.html", back=url_for("member.show_profile"), done=False)


@blueprint.post("/not-mine")
def disown() -> ResponseReturnValue:
    """Make the link worthless, and stop mails to this address."""
    stewards.disown(current_steward().id, now=clock.now())
    return render_template("not_mine.html", back=url_for("member.show_profile"), done=True)
