"""A steward tells of own projects, and says which of others the organisation would like to copy."""

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from eventsvc.db.queries import projects as queries
from eventsvc.domain.errors import NotFound
from eventsvc.domain.projects import ProjectStatus
from eventsvc.domain.texts import choose
from eventsvc.services import projects
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.member.blueprint import (
    acting,
    blueprint,
    current_network,
    current_organisation,
)
from eventsvc.web.member.standing import today
from eventsvc.web.project_fields import filled, project_form
from eventsvc.web.security import limiter
from eventsvc.web.words import COST_BANDS, PROJECT_STATUS

if TYPE_CHECKING:
    from eventsvc.db.models import ProjectRow

BOTH = ["GET", "POST"]


@blueprint.get("/projects")
def list_projects() -> ResponseReturnValue:
    """Show the organisation's own projects, and who would like to copy them; then all others."""
    row = current_organisation()
    own = queries.projects_of(row.network_id, row.id)
    return render_template(
        "member/projects.html",
        organisation=row,
        own=own,
        wishes=queries.wishes(one.id for one in own),
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
            said=gettext("Saved. It stands in your profile and among the projects of the network."),
            again=url_for("member.list_projects"),
        ),
    )


@blueprint.route("/projects/<project>/edit", methods=BOTH)
@limiter.limit("60 per minute", methods=["POST"])
def change_project(project: str) -> ResponseReturnValue:
    """Show what is told of an own project, and change it."""
    form, row, act = project_form(current_network()), current_organisation(), acting()
    shown = partial(filled, form, row, project)
    return answer(
        _page(gettext("Change the project")),
        form,
        shown,
        Saving(
            act=lambda sent: projects.change(
                project, sent.values, owner=row.id, version=sent.version, today=today(), act=act
            ),
            then=lambda _none: url_for("member.list_projects"),
            said=gettext("Saved."),
            current=shown,
        ),
    )


@blueprint.post("/projects/<project>/delete")
@limiter.limit("30 per minute")
def delete_project(project: str) -> ResponseReturnValue:
    """Tell of an own project no more."""
    projects.delete(project, owner=current_organisation().id, act=acting())
    flash(gettext("The project is gone."))
    return redirect(url_for("member.list_projects"), HTTPStatus.SEE_OTHER)


@blueprint.get("/projects/<project>")
def show_project(project: str) -> ResponseReturnValue:
    """Show a project of another member, with the button that says "we would like to copy this"."""
    row = current_organisation()
    told = queries.project(row.network_id, project)
    if told is None:
        raise NotFound
    return render_template(
        "member/project.html",
        told=told,
        is_own=told.row.organisation_id == row.id,
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
    )
