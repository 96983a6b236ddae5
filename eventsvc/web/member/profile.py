"""The profile of a steward's organisation: changed, looked at before saving, said to be true."""

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic_core import PydanticCustomError

from eventsvc.db.queries import directory, profile_versions
from eventsvc.db.queries import stewards as queries
from eventsvc.domain.errors import DomainError, NotFound
from eventsvc.inputs.networks.documents import pdf_uploaded
from eventsvc.services.profiles import members
from eventsvc.services.profiles.stewards import called
from eventsvc.web.forms.answers import Page, Saving, save, show
from eventsvc.web.forms.fields import sentence
from eventsvc.web.jinja import text
from eventsvc.web.member import form as forms
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
    current_steward,
)
from eventsvc.web.member.missing import missing_in
from eventsvc.web.member.preview import code_of, preview
from eventsvc.web.member.standing import public, saved_words, standing, today
from eventsvc.web.messages import MESSAGES
from eventsvc.web.profile_fields import stored
from eventsvc.web.sandbox import kept_file
from eventsvc.web.security import limiter

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow, StatementRow
    from eventsvc.web.forms.sent import Form, Sent

MOST_SENT = 21_000_000
"""Bytes of a form with a document."""


@blueprint.get("")
def show_profile() -> ResponseReturnValue:
    """Show the form as the profile stands, and when it was checked last."""
    form = _form()
    return show(_page(), _filled(form))


@blueprint.post("")
@limiter.limit("60 per minute")
def save_profile() -> ResponseReturnValue:
    """Save the form, or show how a scan would look; a file that came along is kept meanwhile."""
    request.max_content_length = MOST_SENT
    form = _form()
    sent = _with_file(form.read(request.form))
    act, row = acting(), current_organisation()
    return save(
        _page(),
        sent,
        Saving(
            act=lambda sent: members.save(
                current_steward().id,
                row.key,
                stored(forms.to_save(sent.values), today=today()),
                version=sent.version,
                today=today(),
                act=act,
            ),
            then=lambda _none: url_for("member.show_profile"),
            said=saved_words(),
            current=partial(_filled, form),
            preview=partial(preview, action=url_for("member.save_profile")),
        ),
    )


@blueprint.post("/still-true")
@limiter.limit("30 per minute")
def still_true() -> ResponseReturnValue:
    """Record that all of it still holds."""
    members.still_true(current_organisation().key, today=today(), act=acting())
    flash(gettext("Thank you. The page says from now on that it was checked today."), "success")
    return redirect(url_for("member.show_profile"), HTTPStatus.SEE_OTHER)


@blueprint.get("/file/<int:number>")
def pending_file(number: int) -> ResponseReturnValue:
    """Send a file back that waits for this steward's form to be saved."""
    pending = queries.pending_upload(current_steward().id, number)
    if pending is None:
        raise NotFound
    response = kept_file(pending.upload)
    response.headers["Cache-Control"] = "no-store"  # nobody but the steward knows it yet
    return response


def _page() -> Page:
    row = current_organisation()
    last = profile_versions.last_check(row.id)
    who = queries.stewards_by_public_ids(
        row.network_id, [last.by.removeprefix(profile_versions.BY_STEWARD)] if last else []
    )
    return Page(
        title=gettext("Our profile"),
        preline=row.name,
        back=(gettext("Our profile"), url_for("member.show_profile")),
        takes_files=True,
        template="member/profile.html",
        facts={
            "organisation": row,
            "network": current_network(),
            "code": code_of(row),
            "checked_by": next((called(one) for one in who.values()), ""),
            "others": _unseen(row),
            "waits": standing(row)[2],
            "missing": missing_in(row, public(row), own=current_network().languages[0]),
        },
    )


def _unseen(row: "OrganisationRow") -> "list[StatementRow]":
    """Return what the organisation seeks and offers and a scan does not show."""
    shown = {one.id for one in public(row)}
    return [
        one
        for one in directory.statements_of(row.network_id, row.id)
        if one.kind in forms.KINDS.values() and one.id not in shown
    ]


def _form() -> "Form":
    row = current_organisation()
    profile, _statements, _waits = standing(row)
    document_id = profile.document_id if profile else None
    return forms.profile_form(
        current_network(),
        [(one.id, text(one.label)) for one in directory.topics_of(row.network_id)],
        document=directory.document_name(row.network_id, document_id),
    )


def _filled(form: "Form") -> "Sent":
    found = directory.organisation_by_key(current_network().id, current_organisation().key)
    row = found or current_organisation()
    profile, statements, _waits = standing(row)
    values = forms.shown_values(profile, statements)
    return form.shown(values, version=members.version_of(row))


def _with_file(sent: "Sent") -> "Sent":
    """Return the form with the number of the file that came along; what is no PDF is a mistake."""
    file = request.files.get("document")
    if file is None or not file.filename:
        return sent
    try:
        document = pdf_uploaded(file.filename, file.read())
        number = members.keep_pending(
            current_steward().id, document, act=acting(), random=SystemRandom()
        )
    except PydanticCustomError as error:
        return sent.refused("document", sentence(error))
    except DomainError as error:
        return sent.refused("document", MESSAGES[error.code][1])
    return replace(
        sent,
        typed={**sent.typed, "pending": str(number)},
        values={**sent.values, "pending": number},
    )
