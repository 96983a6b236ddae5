"""Documents of a meeting: uploaded, described, put in order, removed."""

from http import HTTPStatus
from random import SystemRandom
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from pydantic_core import PydanticCustomError

from eventsvc.db.queries import documents as queries
from eventsvc.domain.documents import Audience
from eventsvc.domain.errors import NotFound
from eventsvc.inputs.files import meeting_file
from eventsvc.services.meetings import documents
from eventsvc.web.forms.answers import Page, Saving, answer, save, show
from eventsvc.web.forms.fields import File, Radio, sentence
from eventsvc.web.forms.groups import Texts
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.sandbox import meeting_download

if TYPE_CHECKING:
    from eventsvc.db.models import MeetingDocumentRow, MeetingRow
    from eventsvc.inputs.networks.documents import Document
    from eventsvc.services.acts import Act
    from eventsvc.web.forms.sent import Sent

MOST_SENT = 61_000_000
"""Bytes of a form with several files."""
MOST_FILES = 10
AUDIENCES = {
    Audience.ATTENDEES: lazy_gettext("Attendees of this meeting"),
    Audience.NETWORK: lazy_gettext("The whole network"),
    Audience.PUBLIC: lazy_gettext("Everybody"),
}
FILES = File(
    name="files",
    label=lazy_gettext("Files"),
    accept=".pdf,.docx,.pptx,.xlsx,.odt,.odp,.ods,.odg,.jpg,.jpeg,.png,.webp",
    hint=lazy_gettext("PDF, office documents, pictures; up to 20 MB each, ten at once."),
    several=True,
)
WHO = Radio(
    name="audience",
    label=lazy_gettext("Who may read it"),
    options=list(AUDIENCES.items()),
    kind=Audience,
    required=True,
)


@blueprint.get("/<network>/meetings/<meeting>/documents")
@requires("meeting.change")
def list_documents(network: str, meeting: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the documents in their order, with who may read each."""
    row = wanted_meeting(meeting)
    found = queries.documents_of(row.network_id, [row.id], audiences=set(Audience))
    return render_template(
        "organiser/documents.html",
        network=current_network(),
        meeting=row,
        documents=found[row.id],
        audiences=AUDIENCES,
    )


@blueprint.route("/<network>/meetings/<meeting>/documents/new", methods=BOTH)
@requires("meeting.change")
def add_documents(network: str, meeting: str) -> ResponseReturnValue:
    """Ask for files, and keep them; one that cannot be kept keeps none."""
    request.max_content_length = MOST_SENT
    row, act = wanted_meeting(meeting), acting()
    form = Form((Section(None, (FILES, WHO)),))
    page = Page(
        title=gettext("Add documents"),
        preline=row.title,
        back=_back(network, meeting),
        submit=gettext("Add"),
        takes_files=True,
    )
    if request.method != "POST":
        return show(page, form.blank({"audience": Audience.ATTENDEES}))
    sent, kept = _with_files(form.read(request.form))
    return save(
        page,
        sent,
        Saving(
            act=lambda sent: _add(row, kept, sent, act),
            then=lambda _none: page.back[1],
            said=gettext("Added. Give them titles that people understand."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/meetings/<meeting>/documents/<key>/edit", methods=BOTH)
@requires("meeting.change")
def change_document(network: str, meeting: str, key: str) -> ResponseReturnValue:
    """Show what a document is called and who may read it, and save it."""
    row, act = wanted_meeting(meeting), acting()
    title = Texts(
        name="title",
        label=lazy_gettext("Title"),
        languages=tuple(current_network().languages),
        required=True,
    )
    form = Form((Section(None, (title, WHO)),))

    def filled() -> "Sent":
        one = _wanted_document(meeting, key)
        return form.shown({"title": one.title, "audience": one.audience}, version=one.version)

    return answer(
        Page(title=gettext("Change the document"), preline=row.title, back=_back(network, meeting)),
        form,
        filled,
        Saving(
            act=lambda sent: documents.describe(
                row, key, **sent.values, version=sent.version, act=act
            ),
            then=lambda _none: _back(network, meeting)[1],
            said=gettext("Saved."),
            current=filled,
        ),
    )


@blueprint.post("/<network>/meetings/<meeting>/documents/<key>")
@requires("meeting.change")
def arrange_document(network: str, meeting: str, key: str) -> ResponseReturnValue:
    """Move a document up or down, or remove it with its file."""
    row, act = wanted_meeting(meeting), acting()
    wanted = request.form.get("do", "")
    if wanted == "remove":
        documents.remove(row, key, act=act)
        flash(gettext("Removed, the file too."))
    else:
        documents.move(row, key, up=wanted == "up", act=act)
    return redirect(_back(network, meeting)[1], HTTPStatus.SEE_OTHER)


@blueprint.get("/<network>/meetings/<meeting>/documents/<key>")
@requires("meeting.change")
def download_document(network: str, meeting: str, key: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Send the file."""
    return meeting_download(_wanted_document(meeting, key), current_network())


def _add(row: "MeetingRow", kept: "list[Document]", sent: "Sent", act: "Act") -> None:
    documents.add(
        row,
        kept,
        audience=sent.values["audience"],
        nonce=sent.nonce,
        act=act,
        random=SystemRandom(),
    )


def _wanted_document(meeting: str, key: str) -> "MeetingDocumentRow":
    row = queries.document_with_key(current_network().id, key)
    if row is None or row.meeting_id != wanted_meeting(meeting).id:
        raise NotFound
    return row


def _with_files(sent: "Sent") -> "tuple[Sent, list[Document]]":
    """Return the form and the files that came with it; what cannot be kept is a mistake."""
    files = [one for one in request.files.getlist("files") if one.filename]
    if not files or len(files) > MOST_FILES:
        words = gettext("Choose one to %(most)s files.", most=MOST_FILES)
        return sent.refused("files", words), []
    kept, wrong = [], []
    for one in files:
        try:
            kept.append(meeting_file(one.filename or "", one.read()))
        except PydanticCustomError as error:
            wrong.append(sentence(error))
    return (sent.refused("files", " ".join(wrong)) if wrong else sent), kept


def _back(network: str, meeting: str) -> tuple[object, str]:
    return gettext("Documents"), url_for(
        "organiser.list_documents", network=network, meeting=meeting
    )
