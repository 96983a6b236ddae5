"""``eventsvc check``."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import click
from flask import Flask
from pydantic import SecretStr

from eventsvc.cli.context import application, settings_of
from eventsvc.outputs.libraries import missing_packages
from eventsvc.services.condition import (
    BACKUP_WITHIN,
    LONGEST_WAIT,
    free_bytes,
    last_backup,
    outbox,
)
from eventsvc.settings import LEAST_FREE_BYTES, Settings, unknown_names

MASK = "********"
PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")
MARKS = {True: "ok", False: "FAULT", None: "note"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``ok`` is None for what works but a person should know."""

    name: str
    ok: bool | None
    words: str


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print settings and findings as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Tell all settings and whether the service can run.

    Secrets are masked. Exit code 1 when the service cannot run as it is.
    """
    with application() as app:
        settings = settings_of(app)
        values, findings = told(settings), look(app)
    if as_json:
        answer = {"settings": values, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        for name, (value, source) in values.items():
            click.echo(f"{name}={value}  ({source})")
        for finding in findings:
            click.echo(f"{MARKS[finding.ok]:>5}  {finding.name}: {finding.words}", err=True)
    ctx.exit(1 if any(finding.ok is False for finding in findings) else 0)


def told(settings: Settings) -> dict[str, tuple[str, str]]:
    """Return each setting by its EVENTSVC_ name: its value, secrets masked, and its source."""
    given = Settings().model_fields_set
    return {
        f"EVENTSVC_{name.upper()}": (
            _masked(getattr(settings, name)),
            "set" if name in given else "default",
        )
        for name in Settings.model_fields
    }


def _masked(value: object) -> str:
    if isinstance(value, SecretStr):
        return MASK if value.get_secret_value() else ""
    return PASSWORD.sub(rf"\g<1>{MASK}@", str(value))


def look(app: Flask) -> list[Finding]:
    """Look at everything the service needs; nothing raises."""
    settings = settings_of(app)
    free = free_bytes(settings.data_dir)
    missing, unknown = missing_packages(), unknown_names()
    database = _database()
    return [
        Finding("settings", not unknown or None, _names(unknown)),
        database,
        *([_outbox()] if database.ok else []),
        _backup(settings),
        Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 2**20:,} MiB free"),
        Finding("printing", not missing, _printing(missing)),
        Finding("public address", settings.is_public or None, _address(settings)),
        Finding("mail", bool(settings.smtp_url.get_secret_value()) or None, _mail(settings)),
        _metrics(settings),
    ]


def _names(unknown: list[str]) -> str:
    return f"no such setting: {', '.join(unknown)}" if unknown else "all names are known"


def _database() -> Finding:
    from eventsvc.db import schema
    from eventsvc.db.queries.ops import database_answers

    try:
        database_answers()
        found, wanted = schema.current_revision(), schema.head_revision()
    except Exception as error:  # noqa: BLE001 -- whatever a driver raises is the finding
        return Finding("database", ok=False, words=f"does not answer: {type(error).__name__}")
    words = f"schema {found}" if found == wanted else f"schema {found}; run: eventsvc init"
    return Finding("database", found == wanted, words)


def _outbox() -> Finding:
    mails = outbox(now=datetime.now(UTC))
    words = f"{mails.waiting} wait, {mails.refused} refused"
    if mails.overdue < LONGEST_WAIT:
        return Finding("outbox", ok=True, words=words)
    minutes = mails.overdue // timedelta(minutes=1)
    return Finding("outbox", None, f"{words}; one is due for {minutes:,} minutes: who sends?")


def _backup(settings: Settings) -> Finding:
    last = last_backup(settings.data_dir)
    if last is None:
        return Finding("backup", None, "none was made here; run: eventsvc backup FILE")
    fresh = datetime.now(UTC) - last < BACKUP_WITHIN
    return Finding("backup", fresh or None, f"the newest is of {last:%Y-%m-%d %H:%M} UTC")


def _metrics(settings: Settings) -> Finding:
    if not settings.metrics_ports:
        return Finding("metrics", ok=True, words="off; EVENTSVC_METRICS_PORT turns them on")
    first, host = settings.metrics_port, settings.metrics_host
    words = f"http://{f'[{host}]' if ':' in host else host}:{first}/metrics"
    if _is_this_machine(host):
        return Finding("metrics", ok=True, words=f"{words}, for this machine alone")
    return Finding("metrics", None, f"{words}, for whomever your firewall lets in")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _printing(missing: list[str]) -> str:
    command = f"apt-get install {' '.join(missing)}"
    return f"libraries are missing; run: {command}" if missing else "all libraries are there"


def _address(settings: Settings) -> str:
    if settings.is_public:
        return f"{settings.public_url} is printed into codes"
    return f"{settings.public_url} is not reachable for phones; badges say PROBEDRUCK"


def _mail(settings: Settings) -> str:
    if settings.smtp_url.get_secret_value():
        return f"sent as {settings.mail_from}"
    return f"no EVENTSVC_SMTP_URL; mails are written into {settings.data_dir}"
