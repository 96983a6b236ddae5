"""How a scan will look once a steward's form is saved: the scan page itself, nothing saved yet."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from eventsvc.db.queries import directory
from eventsvc.db.queries import stewards as queries
from eventsvc.db.queries.profiles import behind_code
from eventsvc.domain.profiles import KEPT
from eventsvc.domain.projects import Fate
from eventsvc.web import clock
from eventsvc.web.member import form as forms
from eventsvc.web.member.blueprint import current_organisation, current_steward
from eventsvc.web.member.standing import (
    standing,
    standing_pictures,
    standing_projects,
    today,
)
from eventsvc.web.profile_fields import stored
from eventsvc.web.scan import Paper, Scanned, scan_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from eventsvc.db.models import OrganisationRow, StatementRow
    from eventsvc.web.forms.sent import Sent


def preview(sent: "Sent", *, action: str) -> "ResponseReturnValue":
    """Return the page that a scan would show, with the buttons that save it or go back.

    ``action``: the address that saves the form.
    """
    row = current_organisation()
    behind = behind_code(code_of(row), now=clock.now())
    scanned = Scanned(
        organisation=row,
        profile=_profile(row, sent.values),
        statements=_statements(row, sent.values),
        paper=_paper(row, sent.values),
        next_meeting=behind.next_meeting if behind else None,
        experience=behind.experience if behind else (),
        code=code_of(row),
        pictures=standing_pictures(row),
        picture_address=lambda _kind, picture: url_for("member.picture", digest=picture.digest),
        projects=[one.row for one in standing_projects(row) if one.waits is not Fate.GONE],
        project_address=lambda key: url_for("member.show_project", project=key),
    )
    return render_template("member/preview.html", sent=sent, action=action, **scan_facts(scanned))


def code_of(row: "OrganisationRow") -> str:
    """Return the code that leads to the organisation today."""
    codes = directory.codes_of(row.network_id, row.id)
    return next((one.code for one in codes if one.is_current), "")


def _profile(row: "OrganisationRow", values: "Mapping[str, Any]") -> SimpleNamespace:
    profile, _statements, _waits = standing(row)
    there = {name: getattr(profile, name, None) for name in KEPT}
    said = stored(values, today=today())
    changed = {name: value for name, value in said.items() if name in KEPT}
    for name in ("sentence", "text", "contact_title", "programme", "funding"):
        there[name] = there[name] or {}
    return SimpleNamespace(**there | changed, checked_on=today())


def _statements(row: "OrganisationRow", values: "Mapping[str, Any]") -> "Sequence[StatementRow]":
    _profile, statements, _waits = standing(row)
    if not forms.KINDS.keys() <= values.keys():
        return statements
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    return forms.statements_to_be(values, statements, topics)


def _paper(row: "OrganisationRow", values: "Mapping[str, Any]") -> Paper | None:
    pending = queries.pending_upload(current_steward().id, values.get("pending") or 0)
    if pending is not None:
        return Paper(pending.upload.filename, url_for("member.pending_file", number=pending.id))
    profile, _statements, _waits = standing(row)
    document_id = profile.document_id if profile else None
    upload = queries.document_of(row.network_id, document_id)
    if upload is None or values.get("drop_document"):
        return None
    return Paper(upload.filename, url_for("public.document", key=upload.key))
