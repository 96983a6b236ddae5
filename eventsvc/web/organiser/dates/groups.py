"""The working groups of a network: who works in them, who leads, whether they go on."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from eventsvc.db.queries import groups as queries
from eventsvc.db.queries import organisations
from eventsvc.domain.errors import NotFound
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.names import index_name
from eventsvc.services.dates import groups
from eventsvc.web.forms.answers import Page, Saving, answer
from eventsvc.web.forms.fields import Choice, Field, Radio
from eventsvc.web.forms.groups import Rows, Texts
from eventsvc.web.forms.picks import Pick, told_apart
from eventsvc.web.forms.sent import Form, Section
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.words import GROUP_ROLES, VISIBILITIES

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow, WorkingGroupRow
    from eventsvc.web.forms.sent import Sent

SEEN_BY = (Visibility.PUBLIC, Visibility.NETWORK)


@blueprint.get("/<network>/groups")
@requires("organisations.change")
def list_groups(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the working groups, with who leads each."""
    here = current_network()
    rows = queries.groups_of(here.id)
    return render_template(
        "organiser/groups.html",
        network=here,
        groups=sorted(rows, key=lambda row: row.ended_at is not None),
        leads={
            row.id: [one.person for one in row.people if one.role is GroupRole.LEAD] for row in rows
        },
        counts=queries.count_meetings(here.id),
    )


@blueprint.route("/<network>/groups/new", methods=BOTH)
@requires("organisations.change")
def new_group(network: str) -> ResponseReturnValue:
    """Ask for a new working group, and make it."""
    form = _form(current_network())
    page = Page(title=gettext("New working group"), back=_back(network))
    act = acting()
    return answer(
        page,
        form,
        lambda: form.blank({"visibility": Visibility.PUBLIC}),
        Saving(
            act=lambda sent: groups.create(_wanted(sent.values), nonce=sent.nonce, act=act),
            then=lambda _row: page.back[1],
            said=gettext("The working group is there."),
            again=page.back[1],
        ),
    )


@blueprint.route("/<network>/groups/<group>", methods=BOTH)
@requires("organisations.change")
def change_group(network: str, group: str) -> ResponseReturnValue:
    """Show a working group's form, and save it."""
    form = _form(current_network())
    page = Page(title=gettext("Change the working group"), back=_back(network))

    def filled() -> "Sent":
        return form.shown(_shown(_found(group)), version=_found(group).version)

    act = acting()
    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: groups.change(
                group, _wanted(sent.values), version=sent.version, act=act
            ),
            then=lambda _none: page.back[1],
            said=gettext("The working group is changed."),
            current=filled,
        ),
    )


@blueprint.route("/<network>/groups/<group>/end", methods=BOTH)
@requires("organisations.change")
def end_group(network: str, group: str) -> ResponseReturnValue:
    """Ask whether a working group has ended, or goes on after all."""
    row, act, form = _found(group), acting(), Form(())
    resumes = row.ended_at is not None
    words = gettext("Let the group go on") if resumes else gettext("End the working group")
    said = gettext("The working group goes on.") if resumes else gettext("The group has ended.")
    page = Page(
        title=words,
        lead=row.title,
        back=_back(network),
        submit=words,
        template="organiser/confirm.html",
        facts={"losses": _kept() if resumes else _losses()},
    )
    return answer(
        page,
        form,
        lambda: form.shown({}, version=row.version),
        Saving(
            act=lambda sent: groups.end(group, version=sent.version, act=act),
            then=lambda _none: page.back[1],
            said=said,
        ),
    )


def _losses() -> list[str]:
    return [
        gettext("Its calendar tells subscribers that it is gone; its page stays."),
        gettext("Whoever leads it plans no further meetings. Those that are planned stay."),
    ]


def _kept() -> list[str]:
    return [gettext("Its calendar has the same address as before.")]


def _form(network: "NetworkRow") -> Form:
    note = lazy_gettext(
        "Who leads plans the group's own meetings on their personal page. Lead and spokesperson "
        "are named in public only once they agreed to it."
    )
    return Form(
        (
            Section(None, _what(tuple(network.languages))),
            Section(lazy_gettext("Members"), (_members(network),)),
            Section(lazy_gettext("People"), (_people(network),), note),
        )
    )


def _what(own: tuple[str, ...]) -> tuple[Field, ...]:
    return (
        Texts(name="title", label=lazy_gettext("Name"), languages=own, required=True),
        Texts(name="about", label=lazy_gettext("What it works on"), languages=own, rows=4),
        Radio(
            name="visibility",
            label=lazy_gettext("Who may see it"),
            options=[(one, VISIBILITIES[one]) for one in SEEN_BY],
            kind=Visibility,
            required=True,
        ),
    )


def _members(network: "NetworkRow") -> Rows:
    return Rows(
        name="members",
        label=lazy_gettext("Members of the group"),
        line=lazy_gettext("Member"),
        parts=(
            Pick(
                name="organisation",
                label=lazy_gettext("Organisation"),
                offered=told_apart(
                    (row.id, str(text(row.name))) for row in organisations.choices(network.id)
                ),
            ),
        ),
    )


def _people(network: "NetworkRow") -> Rows:
    rows = queries.people_to_choose(network.id)
    names = [index_name(title=row.title, given=row.given, family=row.family) for row in rows]
    often = {name for name, times in Counter(names).items() if times > 1}
    offered = told_apart(
        (row.id, f"{name}, {row.email}" if name in often and row.email else name)
        for row, name in zip(rows, names, strict=True)
    )
    return Rows(
        name="people",
        label=lazy_gettext("People of the group"),
        line=lazy_gettext("Person"),
        hint=lazy_gettext("Type the beginning of the surname."),
        parts=(
            Pick(
                name="person_id",
                label=lazy_gettext("Person"),
                offered=offered,
                required=True,
            ),
            Choice(
                name="role",
                label=lazy_gettext("Is here"),
                options=[("", "–"), *GROUP_ROLES.items()],
                kind=GroupRole,
                required=True,
            ),
        ),
    )


def _wanted(values: dict[str, Any]) -> dict[str, Any]:
    members = [line["organisation"] for line in values["members"]]
    return {**values, "members": members}


def _shown(row: "WorkingGroupRow") -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in groups.COLUMNS},
        "members": [{"organisation": one} for one in groups.read_members(row)],
        "people": groups.read_people(row),
    }


def _found(slug: str) -> "WorkingGroupRow":
    row = queries.group_by_slug(current_network().id, slug)
    if row is None:
        raise NotFound
    return row


def _back(network: str) -> tuple[object, str]:
    return gettext("Working groups"), url_for("organiser.list_groups", network=network)
