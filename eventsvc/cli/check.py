"""``eventsvc check``."""

import json
import re
import shutil
from dataclasses import asdict, dataclass

import click
from flask import Flask
from pydantic import SecretStr

from eventsvc.cli.context import application, settings_of
from eventsvc.outputs.libraries import missing_packages
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
    free = shutil.disk_usage(settings.data_dir).free
    missing, unknown = missing_packages(), unknown_names()
    return [
        Finding("settings", not unknown or None, _names(unknown)),
        _database(),
        Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 2**20:,} MiB free"),
        Finding("printing", not missing, _printing(missing)),
        Finding("public address", settings.is_public or None, _address(settings)),
        Finding("mail", bool(settings.smtp_url.get_secret_value()) or None, _mail(settings)),
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
