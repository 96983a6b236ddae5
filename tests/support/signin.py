"""Signing in as people do: with a link, through the forms."""

import re
from datetime import UTC, datetime

from flask.testing import FlaskClient

from eventsvc.db.models import AccountRow
from eventsvc.services.account import accounts

_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


def csrf(client: FlaskClient, path: str) -> str:
    """Return the token of the form on the page ``path``."""
    found = _CSRF.search(client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


def link_path(account: AccountRow, now: datetime | None = None) -> str:
    token = accounts.link_for(account.email, now=now or datetime.now(UTC))
    return f"/sign-in/{token}"


def sign_in(client: FlaskClient, account: AccountRow, now: datetime | None = None) -> None:
    path = link_path(account, now=now)
    answer = client.post(path, data={"csrf_token": csrf(client, path)})
    assert answer.status_code == 303
