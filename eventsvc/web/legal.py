"""What the law asks of every page, also of those that belong to no network."""

from flask import url_for
from flask_babel import lazy_gettext

from eventsvc.db.queries.networks import networks
from eventsvc.web.frame import Link, legal_links


def of_network(slug: str) -> tuple[Link, ...]:
    """Return the footer of a network's pages."""
    return legal_links(lambda key: _address(slug, key))


def of_service() -> tuple[Link, ...]:
    """Return the footer of pages without a network: those of the only one, else a list of all."""
    found = networks(limit=2)
    if len(found) == 1:
        return of_network(found[0].slug)
    words = lazy_gettext("Imprint, privacy and accessibility")
    return (Link(words, url_for("public.legal_pages")),) if found else ()


def _address(slug: str, key: str) -> str:
    if key == "barrier":
        return url_for("public.barrier", network=slug)
    return url_for("public.page", network=slug, kind=key)
