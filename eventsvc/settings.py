"""Every setting of a running eventsvc: name, type, unit, default, meaning.

Read once, at start, from ``EVENTSVC_*``; nothing else in the code reads the environment.
``docs/operating.md`` is generated from the descriptions here.
"""

import os
import secrets
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from eventsvc.paths import SOURCE_TREE

SECRET_KEY_CHARACTERS = 32
LEAST_FREE_BYTES = 200 * 2**20
"""Free space in the data folder below which the service calls itself not ready."""
_MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


class SettingsError(Exception):
    """The settings given do not make a service that can run. Its text names the remedy."""


def _origin(url: str) -> str:
    """Refuse what cannot be printed into QR codes for years."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is no web address. Write it like https://netz.example.de")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(
            "has more than scheme and host. eventsvc needs a host name of its own: "
            f"write {parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _mailbox(address: str) -> str:
    """Refuse what no random part can be added to."""
    from eventsvc.domain.imip import MAILBOX_CHARACTERS  # noqa: PLC0415 -- keeps start light

    local, _, host = address.rpartition("@")
    if address and (not local or not host or "+" in local or len(local) > MAILBOX_CHARACTERS):
        raise ValueError(
            f"is no mailbox of at most {MAILBOX_CHARACTERS} characters before the @, without +. "
            "Write it like antwort@netz.example.de"
        )
    return address


def _default_data_dir() -> Path:
    return (SOURCE_TREE or Path.cwd()) / "instance"


class Settings(BaseSettings):
    """Settings of one process. Immutable; tests make their own."""

    model_config = SettingsConfigDict(env_prefix="EVENTSVC_", frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=_default_data_dir,
        description="Folder of the SQLite database, of the secret key made on first run and of "
        "mails when no mail server is set. Absolute, or relative to where eventsvc starts.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy address of the database. Empty: SQLite in the data folder. "
        "For several machines: postgresql+psycopg://user:password@host/name",
    )
    public_url: Annotated[str, AfterValidator(_origin)] = Field(
        default="",
        validate_default=False,
        description="Address of this service, printed into QR codes and used in every link. Never "
        "taken from a request. Empty: http://127.0.0.1 with the port, for trying out.",
    )
    port: int = Field(
        default=8000, ge=1, le=65535, description="TCP port that `eventsvc serve` listens on."
    )
    host: str = Field(
        default="127.0.0.1", description="Network address that `eventsvc serve` listens on."
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=32,
        description="How many processes serve pages. More than 1 needs PostgreSQL.",
    )
    threads: int = Field(
        default=4, ge=1, le=64, description="How many requests one process answers at a time."
    )
    proxy_count: int = Field(
        default=0,
        ge=0,
        le=5,
        description="How many reverse proxies of yours stand in front and set X-Forwarded-For. "
        "0: such headers are not believed.",
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65_500,
        description="TCP port that tells a machine of yours (Prometheus) how the service is, at "
        "/metrics; with more workers, each process takes one of as many ports from this one on. "
        "Never reachable by the port of the pages. 0: nothing is measured.",
    )
    metrics_host: str = Field(
        default="127.0.0.1",
        description="Network address of these ports. Who may ask is for a firewall to say.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Signs sessions and links; at least 32 characters. Empty: made once and kept "
        "in the data folder, as long as the public address is local.",
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="Mail server, smtp://user:password@host:587 (STARTTLS), smtps://… (TLS from "
        "the start). Empty: mails are written into the data folder as .eml files.",
    )
    mail_from: str = Field(
        default="eventsvc@localhost",
        description="Sender address of mails that no network has an address for.",
    )
    reply_address: Annotated[str, AfterValidator(_mailbox)] = Field(
        default="",
        description="Mailbox for what calendar programs answer to invitations, such as "
        "antwort@netz.example.de; mail to antwort+anything@… must reach it too. Empty: answers go "
        "to each office's own mailbox and are entered by hand.",
    )
    imap_url: SecretStr = Field(
        default=SecretStr(""),
        description="Where that mailbox is read, once a minute: imaps://user:password@host/INBOX, "
        "or imap://… (STARTTLS). This machine must trust the server's certificate; SSL_CERT_FILE "
        "names those of an authority of your own. Empty: pipe such mails into `eventsvc reply`.",
    )
    reply_signed_by: str = Field(
        default="",
        description="Name by which your own mail server signs its Authentication-Results "
        "(RFC 8601). What it says of DKIM then proves a reply whose address has lost its random "
        "part. Empty: nothing but that part proves a reply.",
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Fill in what follows from other settings."""
        if not self.public_url:
            object.__setattr__(self, "public_url", f"http://127.0.0.1:{self.port}")
        if not self.database_url:
            path = self.data_dir.absolute() / "eventsvc.sqlite"
            object.__setattr__(self, "database_url", f"sqlite:///{path}")
        if self.workers > 1 and self.database_url.startswith("sqlite"):
            raise ValueError("EVENTSVC_WORKERS: more than 1 process needs PostgreSQL")
        if self.port in self.metrics_ports:
            raise ValueError(
                f"EVENTSVC_METRICS_PORT: {self.port} is the port of the pages. Set another one"
            )
        return self

    @property
    def metrics_ports(self) -> range:
        """Return the ports that tell how the service is, one for each process; mostly none."""
        first = self.metrics_port
        return range(first, first + self.workers if first else 0)

    @property
    def is_public(self) -> bool:
        """Tell whether codes printed now can be opened by the phones of a meeting."""
        from eventsvc.domain.addresses import is_reachable  # noqa: PLC0415 -- keeps start light

        return is_reachable(self.public_url)


def unknown_names() -> list[str]:
    """Return the EVENTSVC_ variables of the environment that are no setting: mostly typos."""
    known = {f"EVENTSVC_{name.upper()}" for name in Settings.model_fields}
    ours = {name for name in os.environ if name.startswith("EVENTSVC_")}
    return sorted(name for name in ours - known if not name.startswith("EVENTSVC_TEST_"))


def load() -> Settings:
    """Return the settings of this process.

    A missing secret key is made and kept in the data folder while the public address is a
    local one; a service that others can reach must be given its key.

    Raises:
        SettingsError: A setting is unknown, does not fit, or is missing.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_sentences(error)) from None
    key = settings.secret_key.get_secret_value()
    if not key:
        return settings.model_copy(update={"secret_key": SecretStr(_kept_key(settings))})
    if len(key) < SECRET_KEY_CHARACTERS:
        raise SettingsError(
            f"EVENTSVC_SECRET_KEY has {len(key)} characters, fewer than "
            f"{SECRET_KEY_CHARACTERS}. Make one with: {_MAKE_A_KEY}"
        )
    return settings


def _sentences(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        name = "EVENTSVC_" + str(problem["loc"][0] if problem["loc"] else "").upper()
        lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
    return "\n".join(lines)


def _kept_key(settings: Settings) -> str:
    path = settings.data_dir / "secret-key"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    if settings.is_public:
        raise SettingsError(
            f"EVENTSVC_SECRET_KEY is not set. Make one with: {_MAKE_A_KEY}\n"
            "Set it in the service's environment and keep a copy with the backups."
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(SECRET_KEY_CHARACTERS)
    path.touch(mode=0o600)
    path.write_text(key + "\n", encoding="ascii")
    return key
