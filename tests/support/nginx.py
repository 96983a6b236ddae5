"""nginx as ``docs/operating.md`` sets it up, on ports of its own, with a certificate made here."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.running import free_port, wait_for_port

ROOT = Path(__file__).parents[2]
HOST = "netz.example.de"
"""The host of the documentation's example."""

_WHOLE = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{servers}
}}
"""


@dataclass(frozen=True)
class Front:
    """A running nginx. ``plain`` and ``tls`` are its ports on this machine."""

    plain: int
    tls: int
    folder: Path

    @property
    def resolver_rules(self) -> str:
        """Return what sends Chromium here when it looks for the documentation's host."""
        return f"MAP {HOST}:80 127.0.0.1:{self.plain},MAP {HOST}:443 127.0.0.1:{self.tls}"


@contextmanager
def in_front_of(port: int, *, folder: Path) -> Iterator[Front]:
    """Run nginx before the service on ``port``, by the very block of the documentation."""
    folder.mkdir()
    _certificate(folder)
    front = Front(plain=free_port(), tls=free_port(), folder=folder)
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    servers = re.search(r"```nginx\n(.*?)```", guide, re.DOTALL)[1]
    for ours, theirs in (
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{front.tls} ssl http2;"),
        ("/etc/ssl/netz.example.de", str(folder)),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{port}"),
    ):
        assert ours in servers, ours
        servers = servers.replace(ours, theirs)
    servers = re.sub(r" *listen \[::\].*\n", "", servers)
    config = folder / "nginx.conf"
    config.write_text(_WHOLE.format(folder=folder, servers=servers), encoding="utf-8")
    command = ["/usr/sbin/nginx", "-e", folder / "error.log", "-p", folder, "-c", config]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(front.tls)
        yield front
    finally:
        process.terminate()
        process.wait(10)


def _certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
         "-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"],
        check=True,
        capture_output=True,
    )  # fmt: skip
