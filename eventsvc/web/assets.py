"""Static files: named by their content, kept in memory, sent compressed.

A file's address carries a hash of what is sent, so browsers keep it for a year and never ask
again (RFC 8246 "immutable"); a changed file has another address. Nothing is built at run time:
the files are read once at start, stylesheets joined, addresses in them replaced.
"""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING

from flask import Flask, abort, make_response, request

from eventsvc import paths

if TYPE_CHECKING:
    from flask import Response

FOLDERS = ("fonts", "img", "css", "vendor/qr-scanner", "js")
"""What is served of ``static/``, in the order it is read: what a file names comes before it."""

BUNDLES: Mapping[str, tuple[str, ...]] = {"site.css": ("css/kern.css", "css/app.css")}
"""One stylesheet for all pages: one request, and cached from the first page on."""

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Content types by ending; a file of another kind is not served."""

_COMPRESSED = {".css", ".js", ".svg"}
_IMMUTABLE = "public, max-age=31536000, immutable"
_IMPORT = re.compile(rb"""(\bimport\(|\bfrom\s)(["'])(\.\.?/[^"']+\.js)\2""")
_URL = re.compile(rb"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent. ``packed`` is its gzip form, None where that saves nothing."""

    address: str
    content_type: str
    body: bytes
    packed: bytes | None


class Assets:
    """All static files of one process, by the name templates use and by their address."""

    def __init__(self, folder: Path = paths.STATIC, *, prefix: str = "/static/") -> None:
        self._prefix = prefix
        self._by_name: dict[str, Asset] = {}
        for part in FOLDERS:
            for file in sorted((folder / part).rglob("*")):
                if file.suffix in TYPES:
                    self._add(file.relative_to(folder).as_posix(), file.read_bytes())
        for name, parts in BUNDLES.items():
            self._add(name, b"\n".join(self._by_name.pop(part).body for part in parts))
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    def address(self, name: str) -> str:
        """Return the address of ``name``, as in ``asset("site.css")``.

        Raises:
            KeyError: There is no such file. A template that names one must not go live.
        """
        return self._by_name[name].address

    def at(self, address: str) -> Asset | None:
        """Return what is served at ``address``, None for names without the right hash."""
        return self._by_address.get(address)

    def _add(self, name: str, content: bytes) -> None:
        path = PurePosixPath(name)
        if path.suffix == ".css":
            content = _URL.sub(lambda match: self._moved(match[1], path.parent), content)
        if path.suffix == ".js":
            content = _IMPORT.sub(lambda match: self._imported(match, path.parent), content)
        digest = sha256(content).hexdigest()[:12]
        self._by_name[name] = Asset(
            address=f"{self._prefix}{path.with_suffix('')}.{digest}{path.suffix}",
            content_type=TYPES[path.suffix],
            body=content,
            packed=gzip.compress(content, 9, mtime=0) if path.suffix in _COMPRESSED else None,
        )

    def _moved(self, url: bytes, folder: PurePosixPath) -> bytes:
        if url.startswith(self._prefix.encode()):
            return b"url(%b)" % url
        name = normpath(folder / url.decode())
        return f"url({self.address(name)})".encode()

    def _imported(self, match: "re.Match[bytes]", folder: PurePosixPath) -> bytes:
        name = normpath(folder / match[3].decode())
        return b"%b%b%b%b" % (match[1], match[2], self.address(name).encode(), match[2])


@cache
def _whole() -> Assets:
    return Assets()


def register(app: Flask, assets: Assets | None = None) -> None:
    """Serve the static files at ``/static/…`` and give templates ``asset(name)``.

    ``app`` must have been made with ``static_folder=None``, else Flask's own route answers.
    """
    assets = assets or _whole()
    app.add_url_rule("/static/<path:name>", "asset", lambda name: _send(assets, name))
    app.jinja_env.globals["asset"] = assets.address


def _send(assets: Assets, name: str) -> "Response":
    asset = assets.at(f"/static/{name}")
    if asset is None:
        abort(404)
    packed = asset.packed if request.accept_encodings["gzip"] else None
    response = make_response(packed or asset.body)
    response.headers["Content-Type"] = asset.content_type
    response.headers["Cache-Control"] = _IMMUTABLE
    if asset.packed:
        response.vary.add("Accept-Encoding")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
