"""Response headers that keep a page to itself, and the hosts it answers for.

The policy allows nothing inline and nothing from elsewhere; ``data:`` pictures are KERN's
icons, which are masks inside the stylesheet. A view that needs another policy (a download in a
sandbox, the camera) sets its own header; what is set already stays.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request

if TYPE_CHECKING:
    from flask import Response

    from eventsvc.settings import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FRAMED_ANYWHERE = "frame-ancestors *"
"""Stands in the policy of a page that members may show inside of theirs."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT = "max-age=63072000"

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""The machine itself may always ask (health checks); no address is ever made from its Host."""


def register(app: Flask, settings: "Settings") -> None:
    """Set the headers on every answer and refuse foreign Host headers (status 400)."""
    app.config["TRUSTED_HOSTS"] = [_host(settings.public_url), *LOCAL_HOSTS]

    @app.after_request
    def protect(response: "Response") -> "Response":
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if FRAMED_ANYWHERE in response.headers["Content-Security-Policy"]:
            del response.headers["X-Frame-Options"]  # knows no "anywhere"
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
        return response


def _host(public_url: str) -> str:
    host = urlsplit(public_url).hostname or ""
    return f"[{host}]" if ":" in host else host
