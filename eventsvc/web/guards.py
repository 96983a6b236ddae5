"""Closed unless opened: what stands before every page that is not public.

A blueprint of organisers runs ``organisers_only`` before each request; each of its views names
its permission with ``requires``. A view that names none answers nobody.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from eventsvc.db.queries.accounts import actor_of
from eventsvc.domain.access import POLICY, Actor, Forbidden, Place, knows, may
from eventsvc.domain.errors import NotFound

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def requires(permission: str) -> Callable[[View], View]:
    """Mark a view with the permission it needs; a name the policy lacks is a mistake of ours."""
    if permission not in POLICY:
        raise LookupError(f"the policy has no permission {permission!r}")

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(endpoint: str) -> str | None:
    """Return the permission that the view of ``endpoint`` names."""
    permission: str | None = getattr(current_app.view_functions[endpoint], "permission", None)
    return permission


def organisers_only() -> ResponseReturnValue | None:
    """Let those pass who are signed in and have the view's permission where it lies.

    Others are sent to sign in. A network in which the account has no role does not exist for
    it: 404, not 403.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("signin.ask", next=_wanted()))
    g.actor = actor_of(current_user)
    names = request.view_args or {}
    place = Place(names.get("network", ""), names.get("meeting", ""))
    permission = permission_of(request.endpoint or "")
    if permission is None or not may(g.actor, permission, place):
        raise Forbidden if knows(g.actor, place) else NotFound
    return None


def current_actor() -> Actor:
    """Return who acts, once the guard let them pass."""
    actor: Actor = g.actor
    return actor


def actor_may(permission: str, network: str) -> bool:
    """Tell whether who acts has ``permission`` in the network: what else is not even offered."""
    return may(current_actor(), permission, Place(network))


def _wanted() -> str | None:
    """Return the page to come back to; what was to be changed is not done by itself."""
    return request.full_path.rstrip("?") if request.method == "GET" else None
