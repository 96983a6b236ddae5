"""Projects of an organisation, told by the office for a member that does not itself."""

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventsvc.db.queries import projects as queries
from eventsvc.db.queries.proposals import proposal
from eventsvc.domain.projects import ProjectStatus
from eventsvc.services.profiles import projects
from eventsvc.services.profiles.members import version_of
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.project_fields import OwnProject, filled, project_form
from eventsvc.web.words import PROJECT_STATUS

if TYPE_CHECKING:
    from eventsvc.db.models import OrganisationRow
    from eventsvc.web.forms.sent import Form, Sent

_ALL = "/<network>/organisations/<organisation>/projects"


@blueprint.get(_ALL)
@requires("organisations.change")
def list_projects(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the organisation's projects, and who would like to copy them."""
    row = wanted_organisation(organisation)
    own = queries.projects_of(row.network_id, row.id)
    return render_template(
        "organiser/projects.html",
        network=current_network(),
        row=row,
        own=[OwnProject(one) for one in own],
        wishes=queries.wishes(one.id for one in own),
        waiting=proposal(row.network_id, row.id),
        status_words=PROJECT_STATUS,
    )


@blueprint.route(f"{_ALL}/new", methods=BOTH)
@requires("organisations.change")
def new_project(network: str, organisation: str) -> ResponseReturnValue:
    """Ask for a project, and tell of it."""
    row, act, form = wanted_organisation(organisation), acting(), project_form(current_network())
    page = _page(network, row, gettext("Tell of a project"))
    return answer(
        page,
        form,
        lambda: form.blank({"status": ProjectStatus.RUNNING}),
        Saving(
            act=lambda sent: projects.create(
                row.key,
                sent.values,
                today=clock.today(current_network().tzid),
                nonce=sent.nonce,
                act=act,
            ),
            then=lambda _key: page.back[1],
            said=gettext("Saved."),
            again=page.back[1],
        ),
    )


@blueprint.route(f"{_ALL}/<project>", methods=BOTH)
@requires("organisations.change")
def change_project(network: str, organisation: str, project: str) -> ResponseReturnValue:
    """Show what is told of a project, and change it."""
    row, act, form = wanted_organisation(organisation), acting(), project_form(current_network())
    page = _page(network, row, gettext("Change the project"))
    shown = partial(_filled, form, row, project)
    return answer(
        page,
        form,
        shown,
        Saving(
            act=lambda sent: projects.change(
                row.key,
                project,
                sent.values,
                version=sent.version,
                today=clock.today(current_network().tzid),
                act=act,
            ),
            then=lambda _none: page.back[1],
            said=gettext("Saved."),
            current=shown,
        ),
    )


@blueprint.post(f"{_ALL}/<project>/delete")
@requires("organisations.change")
def delete_project(network: str, organisation: str, project: str) -> ResponseReturnValue:
    """Tell of the project no more."""
    row = wanted_organisation(organisation)
    projects.delete(row.key, project, act=acting())
    flash(gettext("The project is gone."))
    return redirect(_back(network, row), HTTPStatus.SEE_OTHER)


def _filled(form: "Form", row: "OrganisationRow", key: str) -> "Sent":
    now = wanted_organisation(row.key)
    own = map(OwnProject, queries.projects_of(now.network_id, now.id))
    return filled(form, own, key, version=version_of(now))


def _back(network: str, row: "OrganisationRow") -> str:
    return url_for("organiser.list_projects", network=network, organisation=row.key)


def _page(network: str, row: "OrganisationRow", title: str) -> Page:
    return Page(title=title, preline=row.name, back=(gettext("Projects"), _back(network, row)))
