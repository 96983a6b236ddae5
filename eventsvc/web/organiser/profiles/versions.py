"""What stewards changed: seen, compared with what stood there before, put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from eventsvc.db.queries import accounts, directory
from eventsvc.db.queries import profile_versions as queries
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.queries.profile_pictures import kept_picture
from eventsvc.db.queries.proposals import proposals
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.profiles import PICTURES, Licence, Picture, VersionKind, changes, pictures_in
from eventsvc.services.profiles import profile_reviews
from eventsvc.services.profiles.members import version_of
from eventsvc.services.profiles.stewards import called
from eventsvc.web.guards import requires
from eventsvc.web.jinja import text
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network
from eventsvc.web.organiser.organisations.pages import wanted_organisation
from eventsvc.web.organiser.profiles.project_sides import replaced, tellings
from eventsvc.web.organiser.words import STATEMENTS
from eventsvc.web.words import LICENCES, STRATEGIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsvc.db.models import OrganisationRow, ProfileVersionRow

FIELDS: Mapping[str, LazyString] = {
    "sentence": lazy_gettext("One sentence"),
    "news": lazy_gettext("News"),
    "text": lazy_gettext("Text"),
    "contact_title": lazy_gettext("Contact: called"),
    "contact_email": lazy_gettext("Mail address"),
    "contact_phone": lazy_gettext("Phone"),
    "website": lazy_gettext("Website"),
    "population": lazy_gettext("Inhabitants"),
    "population_as_of": lazy_gettext("Counted on"),
    "area_km2": lazy_gettext("Area in km²"),
    "state": lazy_gettext("State"),
    "district": lazy_gettext("District"),
    "facts_source": lazy_gettext("Source"),
    "strategy": lazy_gettext("Strategy for becoming digital"),
    "strategy_year": lazy_gettext("Year of the strategy"),
    "strategy_url": lazy_gettext("Web address of the strategy"),
    "programme": lazy_gettext("Programme"),
    "funding": lazy_gettext("Funding"),
    "licence": lazy_gettext("Others may use it"),
    "document_url": lazy_gettext("Web address of a document"),
    "document_id": lazy_gettext("Document"),
    "crest": lazy_gettext("Crest or logo"),
    "photo": lazy_gettext("Photo"),
    "statements": lazy_gettext("Seeks, offers, focus"),
}
_CHOICES: Mapping[str, Mapping[Any, LazyString]] = {"strategy": STRATEGIES, "licence": LICENCES}
KINDS: Mapping[VersionKind, LazyString] = {
    VersionKind.FOUND: lazy_gettext("As it stood before"),
    VersionKind.CHANGED: lazy_gettext("Changed"),
    VersionKind.CHECKED: lazy_gettext("Still true"),
    VersionKind.RESTORED: lazy_gettext("Put back"),
}


@dataclass(frozen=True, slots=True)
class Hanging:
    """A picture of one version, and where the office fetches it."""

    picture: Picture
    address: str


@dataclass(frozen=True, slots=True)
class Side:
    """One field of two versions, in words."""

    label: LazyString | str
    before: str
    after: str
    pictures: tuple[Hanging | None, Hanging | None] = (None, None)
    """Of a picture, how it was and how it is."""


@blueprint.get("/<network>/profiles")
@requires("organisations.change")
def list_changed_profiles(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show what stewards changed since the office looked last, one line for each organisation."""
    here = current_network()
    versions = queries.unseen_versions(here.id)
    # The newest stand first: of each organisation, the last one kept here is the newest.
    latest = {one.organisation_id: one for one in reversed(versions)}
    return render_template(
        "organiser/changed_profiles.html",
        network=here,
        latest=sorted(latest.values(), key=lambda one: one.organisation.sort_key),
        since={one.organisation_id: one.number - 1 for one in versions},
        up_to=max((one.id for one in versions), default=0),
        waiting=proposals(here.id),
        by=_names(versions),
    )


@blueprint.post("/<network>/profiles/seen")
@requires("organisations.change")
def mark_profiles_seen(network: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Record that the office looked at what the page showed."""
    profile_reviews.looked_at(up_to=request.form.get("up_to", 0, type=int), act=acting())
    flash(gettext("Noted. The list begins anew with the next change."))
    return redirect(url_for("organiser.overview"), HTTPStatus.SEE_OTHER)


@blueprint.get("/<network>/organisations/<organisation>/versions")
@requires("organisations.change")
def list_versions(network: str, organisation: str) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show the history of a profile, the newest version first."""
    here, row = current_network(), wanted_organisation(organisation)
    versions = queries.versions_of(here.id, row.id)
    return render_template(
        "organiser/versions.html",
        network=here,
        row=row,
        versions=versions,
        by=_names(versions),
        kinds=KINDS,
    )


@blueprint.get("/<network>/organisations/<organisation>/versions/<int:number>")
@requires("organisations.change")
def compare_version(network: str, organisation: str, number: int) -> ResponseReturnValue:  # noqa: ARG001 -- read by the blueprint
    """Show old and new side by side: against ``?since=``, else the version before."""
    here, row = current_network(), wanted_organisation(organisation)
    version = queries.version_numbered(here.id, row.id, number)
    if version is None:
        raise NotFound
    since = request.args.get("since", number - 1, type=int)
    before = queries.version_numbered(here.id, row.id, since)
    is_latest = getattr(queries.latest_version(row.id), "number", 0) == number
    target = before if is_latest else version  # what the button of the page puts back
    return render_template(
        "organiser/version.html",
        network=here,
        row=row,
        version=version,
        before=before,
        sides=sides(row, before.content if before else {}, version.content),
        is_latest=is_latest,
        state=version_of(row),
        replaced=replaced(row, target.content) if target else None,
        by=_names([version]),
        kinds=KINDS,
    )


@blueprint.post("/<network>/organisations/<organisation>/versions/<int:number>/restore")
@requires("organisations.change")
def restore_version(network: str, organisation: str, number: int) -> ResponseReturnValue:
    """Put a version back; what stands now stays in the history."""
    try:
        profile_reviews.restore(
            organisation,
            number=number,
            version=request.form.get("state", 0, type=int),
            act=acting(),
        )
    except EditConflict:
        flash(
            gettext("The profile was changed meanwhile. Look at it as it is now, then decide."),
            "danger",
        )
    else:
        flash(gettext("Put back; whoever scans the badge sees it at once."))
    return redirect(
        url_for("organiser.list_versions", network=network, organisation=organisation),
        HTTPStatus.SEE_OTHER,
    )


def _names(versions: "Sequence[ProfileVersionRow]") -> dict[str, str]:
    """Return whoever made the versions: ``by`` → name, where one is known."""
    ids: dict[str, list[str]] = {"steward": [], "account": []}
    for one in versions:
        kind, _, public_id = one.by.partition(":")
        ids.setdefault(kind, []).append(public_id)
    rows = steward_queries.stewards_by_public_ids(current_network().id, ids["steward"])
    emails = accounts.emails_of(ids["account"])
    return {f"steward:{key}": called(row) for key, row in rows.items()} | {
        f"account:{key}": email for key, email in emails.items()
    }


def sides(
    row: "OrganisationRow", before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Side]:
    """Return the fields in which two states of a profile differ, in words; then each project."""
    topics = {one.id: str(text(one.label)) for one in directory.topics_of(row.network_id)}

    def words(name: str, value: Any) -> str:
        if name == "statements":
            return "\n".join(_statement(one, topics) for one in value or ())
        if name == "document_id":
            return directory.document_name(row.network_id, value)
        return _words(name, value)

    was, is_now = _hanging(row, before), _hanging(row, after)
    found = changes(before, after)
    fields = [
        Side(
            FIELDS[one.name],
            words(one.name, one.before),
            words(one.name, one.after),
            (was.get(one.name), is_now.get(one.name)),
        )
        for one in found
        if one.name != "projects"
    ]
    projects = [one for one in found if one.name == "projects"]
    told = [one for change in projects for one in tellings(row, change, topics)]
    return [*fields, *(Side(one.heading, one.before, one.after) for one in told)]


def _words(name: str, value: Any) -> str:
    """Return the value of a field in words that nothing else must be known for."""
    if name in PICTURES:
        return _picture(value) if value else ""
    if name == "news":
        return "\n".join(_news(one) for one in value or ())
    if name in _CHOICES and value:
        return str(_CHOICES[name][value])
    if isinstance(value, dict):
        return "\n".join(f"{language}: {words}" for language, words in value.items())
    return str(value or "")


def _hanging(row: "OrganisationRow", content: Mapping[str, Any]) -> dict[str, Hanging]:
    """Return the pictures of a version by kind, without those that were taken down since."""
    network = current_network().slug
    return {
        kind.value: Hanging(
            picture,
            url_for(
                "organiser.kept_profile_picture",
                network=network,
                organisation=row.key,
                digest=picture.digest,
            ),
        )
        for kind, picture in pictures_in(content).items()
        if kept_picture(row.id, picture.digest) is not None
    }


def _picture(said: Mapping[str, Any]) -> str:
    lines = [f"{language}: {words}" for language, words in said["alt"].items()]
    if said["author"]:
        lines.append(gettext("Picture: %(author)s.", author=said["author"]))
    if said["licence"]:
        terms = LICENCES[Licence(said["licence"])]
        lines.append(gettext("Others may use it: %(terms)s.", terms=terms))
    return "\n".join(lines)


def _news(line: Mapping[str, Any]) -> str:
    return f"{line['on']}: {' / '.join(line['text'].values())}"


def _statement(said: Mapping[str, Any], topics: Mapping[int, str]) -> str:
    topic = topics.get(said["topic_id"] or 0, "")
    if not topic:
        topic = gettext("No topic yet") if said["unsorted"] else gettext("All topics")
    spoken = " / ".join(said["text"].values())
    return " – ".join(filter(None, (f"{STATEMENTS[StatementKind(said['kind'])]}: {topic}", spoken)))
