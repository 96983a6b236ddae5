"""A steward tells of own projects, and says which of others the organisation would like to copy."""

from functools import partial
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from eventsvc.db.queries import directory
from eventsvc.db.queries import projects as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.projects import TOLD, ProjectStatus
from eventsvc.domain.texts import choose
from eventsvc.services.profiles import projects
from eventsvc.services.profiles.members import version_of
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
)
from eventsvc.web.member.preview import code_of
from eventsvc.web.member.standing import (
    standing,
    standing_projects,
    today,
    told_words,
)
from eventsvc.web.project_fields import OwnProject, filled, project_form
from eventsvc.web.security import limiter
from eventsvc.web.words import COST_BANDS, PROJECT_STATUS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventsvc.db.models import ProjectRow
    from eventsvc.web.forms.sent import Form, Sent

BOTH = ["GET", "POST"]


@blueprint.get("/projects")
def list_projects() -> ResponseReturnValue:
    """Show the organisation's own projects, and who would like to copy them; then all others."""
    row = current_organisation()
    own = standing_projects(row)
    return render_template(
        "member/projects.html",
        organisation=row,
        own=own,
        wishes=queries.wishes(one.row.id for one in own if one.row.id),
        others=[
            one for one in queries.projects(row.network_id) if one.row.organisation_id != row.id
        ],
        wished=queries.wishes_of(row.id),
        status_words=PROJECT_STATUS,
    )


@blueprint.route("/projects/new", methods=BOTH)
@limiter.limit("60 per minute", methods=["POST"])
def new_project() -> ResponseReturnValue:
    """Ask for a project, and tell of it."""
    form, row, act = project_form(current_network()), current_organisation(), acting()
    return answer(
        _page(gettext("Tell of a project")),
        form,
        lambda: form.blank({"status": ProjectStatus.RUNNING}),
        Saving(
            act=lambda sent: projects.create(
                row.key, sent.values, today=today(), nonce=sent.nonce, act=act
            ),
            then=lambda _key: url_for("member.list_projects"),
            said=told_words(
                gettext("Saved. It stands in your profile and among the projects of the network.")
            ),
            again=url_for("member.list_projects"),
            preview=_preview,
        ),
    )


@blueprint.route("/projects/<project>/edit", methods=BOTH)
@limiter.limit("60 per minute", methods=["POST"])
def change_project(project: str) -> ResponseReturnValue:
    """Show what is told of an own project, and change it."""
    form, row, act = project_form(current_network()), current_organisation(), acting()
    shown = partial(_filled, form, project)
    return answer(
        _page(gettext("Change the project")),
        form,
        shown,
        Saving(
            act=lambda sent: projects.change(
                row.key, project, sent.values, version=sent.version, today=today(), act=act
            ),
            then=lambda _none: url_for("member.list_projects"),
            said=told_words(gettext("Saved.")),
            current=shown,
            preview=partial(_preview, key=project),
        ),
    )


@blueprint.post("/projects/<project>/delete")
@limiter.limit("30 per minute")
def delete_project(project: str) -> ResponseReturnValue:
    """Tell of an own project no more; until the office agrees where readers saw it."""
    row = current_organisation()
    projects.delete(row.key, project, act=acting())
    waits = any(one.row.key == project for one in standing_projects(row))
    flash(
        gettext("Noted. The project stays until the office agrees.")
        if waits
        else gettext("The project is gone.")
    )
    return redirect(url_for("member.list_projects"), HTTPStatus.SEE_OTHER)


@blueprint.post("/projects/<project>/keep")
@limiter.limit("30 per minute")
def keep_project(project: str) -> ResponseReturnValue:
    """Let an own project stay whose deletion waits for the office."""
    projects.keep_after_all(current_organisation().key, project, act=acting())
    flash(gettext("The project stays, as everybody sees it."))
    return redirect(url_for("member.list_projects"), HTTPStatus.SEE_OTHER)


@blueprint.get("/projects/<project>")
def show_project(project: str) -> ResponseReturnValue:
    """Show a project of another member, with the button that says "we would like to copy this".

    An own one is shown as readers will see it.
    """
    row = current_organisation()
    own = next((one for one in standing_projects(row) if one.row.key == project), None)
    if own is not None:
        return _own_page(own)
    told = queries.project(row.network_id, project)
    if told is None:
        raise NotFound
    return render_template(
        "member/project.html",
        told=told,
        is_wished=told.row.id in queries.wishes_of(row.id),
        status_words=PROJECT_STATUS,
        cost_words=COST_BANDS,
    )


@blueprint.post("/projects/<project>/wish")
@limiter.limit("30 per minute")
def wish_project(project: str) -> ResponseReturnValue:
    """Say that the organisation would like to copy the project."""
    row = current_organisation()
    told = queries.project(row.network_id, project)
    if told is None:
        raise NotFound
    said = projects.Wish(organisation=row, project=project, words=_words(told.row), today=today())
    if projects.wish(said, act=acting()):
        flash(gettext("The owner gets a mail, and it stands among what you seek."), "success")
    else:
        flash(gettext("You said so already; the owner knows."), "info")
    return redirect(url_for("member.show_project", project=project), HTTPStatus.SEE_OTHER)


def _own_page(own: OwnProject) -> str:
    told = {name: getattr(own.row, name) for name in TOLD}
    return render_template(
        "member/own_project.html", waits=own.waits, **_as_read(told, id_=own.row.id)
    )


def _preview(sent: "Sent", *, key: str = "") -> ResponseReturnValue:
    """Return the page of a project as it would be; ``key``: of one that is told of already."""
    own = standing_projects(current_organisation()) if key else []
    there = next((one.row.id for one in own if one.row.key == key), None)
    told = {**sent.values, "told_on": today()}
    return render_template(
        "member/project_preview.html",
        sent=sent,
        action=request.path,
        **_as_read(told, id_=there),
    )


def _as_read(told: "Mapping[str, Any]", *, id_: int | None) -> dict[str, Any]:
    """Return what the page of an own project needs; ``id_``: of its row, None if it has none."""
    row = current_organisation()
    profile, _statements, _waits = standing(row)
    owner = SimpleNamespace(name=row.name, profile=profile)
    topics = {one.id: one for one in directory.topics_of(row.network_id)}
    shown = SimpleNamespace(**told, organisation=owner, topic=topics.get(told["topic_id"] or 0))
    return {
        "told": SimpleNamespace(row=shown, code=code_of(row)),
        "wishes": queries.wishes([id_]).get(id_, []) if id_ else [],
        "status_words": PROJECT_STATUS,
        "cost_words": COST_BANDS,
    }


def _filled(form: "Form", key: str) -> "Sent":
    found = directory.organisation_by_key(current_network().id, current_organisation().key)
    row = found or current_organisation()
    return filled(form, standing_projects(row), key, version=version_of(row))


def _words(row: "ProjectRow") -> dict[str, str]:
    """Return what stands among the seeks, in each language of the network."""
    found = {}
    for language in current_network().languages:
        title = choose(row.title, language=language, fallbacks=current_network().languages).text
        with force_locale(language):
            found[language] = gettext("We would like to copy: %(project)s", project=title)
    return found


def _page(title: str) -> Page:
    return Page(
        title=title,
        preline=current_organisation().name,
        back=(gettext("Projects"), url_for("member.list_projects")),
        preview=gettext("See how its page will look"),
    )
