"""What the office does with the versions of profiles: look at what is new, put one back."""

from eventsvc.db.models import OrganisationRow, ProfileReviewRow, ProfileRow
from eventsvc.db.queries import directory
from eventsvc.db.queries import profile_versions as queries
from eventsvc.db.queries.projects import wished_keys
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import touch
from eventsvc.domain.errors import EditConflict, NotFound
from eventsvc.domain.profiles import Content, VersionKind
from eventsvc.domain.projects import with_wished
from eventsvc.services.acts import Act
from eventsvc.services.profiles.members import version_of
from eventsvc.services.profiles.profile_history import catch_up, keep, put_back
from eventsvc.services.profiles.project_history import kept_projects, with_own_keys


def looked_at(*, up_to: int, act: Act) -> None:
    """Record that the office has seen what stewards changed up to the version of this id."""
    with transaction() as writing:
        writing.add(ProfileReviewRow(network_id=act.network_id, up_to=up_to, at=act.at, by=act.by))
        act.note("profiles.reviewed", f"network:{act.network_id}")


def restore(key: str, *, number: int, version: int, act: Act) -> None:
    """Put the profile back as it was in version ``number``; what stands now stays in the history.

    A project told of since then stays when somebody else would like to copy it.

    Raises:
        NotFound, EditConflict: There is none; somebody changed it since ``version``.
    """
    with transaction() as writing:
        row = directory.organisation_by_key(act.network_id or 0, key)
        if row is None:
            raise NotFound
        wanted = queries.version_numbered(row.network_id, row.id, number)
        if wanted is None:
            raise NotFound
        if version_of(row) != version:
            raise EditConflict(version=version, now=version_of(row))
        catch_up(row, act=act)
        row.profile = row.profile or ProfileRow()
        writing.flush()
        put_back(row, restored(row, wanted.content))
        touch(row)
        keep(row, VersionKind.RESTORED, act=act)
        act.note("profile.restored", f"organisation:{key}", {"version": number})


def restored(row: OrganisationRow, content: Content) -> Content:
    """Return what the profile becomes when the version with ``content`` is put back."""
    if "projects" not in content:
        return content
    projects = with_wished(content["projects"], now=kept_projects(row), wished=wished_keys(row.id))
    return with_own_keys(row, {**content, "projects": projects})
