"""Asking members to answer a survey: chosen, looked at, sent; reminders go the same way."""

import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.queries import surveys as queries
from eventsvc.services.acts import DoneAlready
from eventsvc.services.mails.delivery import office_of
from eventsvc.services.profiles.stewards import NobodyToMail
from eventsvc.services.surveys import survey_mails
from eventsvc.web import clock
from eventsvc.web.guards import requires
from eventsvc.web.messages import MESSAGES
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.organisations.pages import is_gone
from eventsvc.web.organiser.profiles.steward_mails import candidate
from eventsvc.web.organiser.surveys.pages import is_open, wanted_survey

if TYPE_CHECKING:
    from email.message import EmailMessage

    from eventsvc.db.models import OrganisationRow, SurveyMemberRow, SurveyRow
    from eventsvc.web.organiser.profiles.steward_mails import Candidate


@blueprint.get("/<network>/surveys/<survey>/ask")
@requires("organisations.change")
def choose_asked(network: str, survey: str) -> ResponseReturnValue:
    """Ask whom to write to, and show what the mail says: ``?reminds=yes`` for a reminder."""
    row, here = wanted_survey(survey), current_network()
    reminds = "reminds" in request.args
    members = {one.organisation_id: one for one in queries.asked(row.id)}
    found = [
        one
        for one in map(candidate, steward_queries.stewards(here.id))
        if not one.row.organisation.is_guest and _fits(members, one, reminds=reminds)
    ]
    writable = [one for one in found if one.email]
    message = _mail(row, writable[0], reminds=reminds) if writable else None
    body = message.get_body(("plain",)) if message else None
    return render_template(
        "organiser/survey_ask.html",
        network=here,
        survey=row,
        is_open=is_open(row),
        candidates=found,
        asked=members,
        without=[] if reminds else _without(here.id),
        reminds=reminds,
        message=message,
        plain=body.get_content() if body else "",
        nonce=secrets.token_hex(16),
        at={"network": network, "survey": survey},
    )


@blueprint.post("/<network>/surveys/<survey>/ask")
@requires("organisations.change")
def ask_members(network: str, survey: str) -> ResponseReturnValue:
    """Queue the mails, once for each look at them."""
    wanted_survey(survey)
    try:
        count = survey_mails.ask(
            current_network(),
            survey,
            request.form.getlist("steward"),
            reminds=bool(request.form.get("reminds")),
            nonce=request.form.get("nonce", "")[:64] or secrets.token_hex(16),
            act=acting(),
        )
    except DoneAlready:
        flash(gettext("These mails are on their way already; none goes twice."), "info")
    except NobodyToMail as error:
        flash(str(MESSAGES[error.code][1]), "danger")
    else:
        flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", count))
    target = url_for("organiser.show_survey", network=network, survey=survey)
    return redirect(target, HTTPStatus.SEE_OTHER)


def _fits(members: "dict[int, SurveyMemberRow]", one: "Candidate", *, reminds: bool) -> bool:
    member = members.get(one.row.organisation_id)
    return not reminds or (member is not None and not member.has_answered)


def _mail(row: "SurveyRow", one: "Candidate", *, reminds: bool) -> "EmailMessage":
    return survey_mails.preview(
        row,
        one.row,
        current_network(),
        reminds=reminds,
        office=office_of(current_app.extensions["eventsvc.settings"]),
        now=clock.now(),
    )


def _without(network_id: int) -> "list[OrganisationRow]":
    have = {one.organisation_id for one in steward_queries.stewards(network_id)}
    return [
        one.row
        for one in directory.everybody(network_id)
        if one.row.id not in have and not is_gone(one.row) and not one.row.is_guest
    ]
