"""Signing in: by a mailed link, a password or a passkey; a second factor; and out."""

from eventsvc.web.signin import (  # noqa: F401 -- each registers its routes
    links,
    passkeys,
    passwords,
    second,
)
from eventsvc.web.signin.blueprint import blueprint

__all__ = ["blueprint"]
