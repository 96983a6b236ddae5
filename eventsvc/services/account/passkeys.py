"""Passkeys: added, renamed, removed, and signed in with (W3C Web Authentication, Level 3).

A passkey asks its owner for a finger or a PIN, so it is both factors at once. We ask for no
attestation: which make a device is, is none of our business.
"""

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from eventsvc.db.models import AccountRow, PasskeyRow
from eventsvc.db.queries import credentials as queries
from eventsvc.db.queries import nonces
from eventsvc.db.transaction import session, transaction
from eventsvc.domain import passkeys as rules
from eventsvc.domain.devices import Device
from eventsvc.domain.errors import NotFound
from eventsvc.services.account import factors, sessions
from eventsvc.services.account.factors import Owner
from eventsvc.services.account.sessions import Started


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Whose passkeys these are: the service at its public address."""

    public_url: str
    secret: str

    @property
    def host(self) -> str:
        """The name that devices file a passkey under."""
        return urlsplit(self.public_url).hostname or ""


def options_to_add(account: AccountRow, *, site: Site, now: datetime) -> dict[str, Any]:
    """Return what the browser needs to make a passkey. Nothing is kept."""
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 -- slow import
    from webauthn.helpers.structs import (  # noqa: PLC0415 -- slow import
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    purpose = rules.registering(account.public_id)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.host,
        user_id=account.public_id.encode(),
        user_name=account.email,
        challenge=_challenge(purpose, site=site, now=now),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=_bytes(row.credential_id))
            for row in queries.passkeys_of(account.id)
        ],
    )
    return dict(json.loads(options_to_json(options)))


def options_to_sign_in(*, site: Site, now: datetime) -> dict[str, Any]:
    """Return what the browser needs to ask for any passkey of ours. Nothing is kept."""
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 -- slow import
    from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415 -- slow import

    options = generate_authentication_options(
        rp_id=site.host,
        challenge=_challenge(rules.SIGN_IN, site=site, now=now),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(options_to_json(options)))


def add(answer: str, *, name: str, owner: Owner, site: Site) -> tuple[str, ...]:
    """Add the passkey that a device made; return new recovery codes, if there are none.

    Raises:
        PasskeyRefused: The answer is not to what we asked.
        TooManyPasskeys: There are enough.
        AlreadyExists: It is there already.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415 -- slow import
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 -- slow import

    credential = _read(answer)
    challenge = _challenged(credential)
    with transaction() as writing:
        account = factors.account_of(owner)
        _spend(challenge, rules.registering(account.public_id), site=site, now=owner.at)
        if len(queries.passkeys_of(account.id)) >= rules.MOST:
            raise rules.TooManyPasskeys(most=rules.MOST)
        try:
            made = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.public_url,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise rules.PasskeyRefused from error
        writing.add(_row(account, made, name=name, now=owner.at))
        factors.changed(account, "passkey.added", owner=owner)
        return factors.codes_if_none(account)


def rename(public_id: str, name: str, *, owner: Owner) -> None:
    """Call a passkey ``name``.

    Raises:
        NotFound: The account has no such passkey.
    """
    with transaction():
        rows = queries.passkeys_of(owner.account_id)
        row = next((one for one in rows if one.public_id == public_id), None)
        if row is None:
            raise NotFound
        row.name = name


def remove(public_id: str, *, owner: Owner) -> None:
    """Take no answer of this passkey any more.

    Raises:
        NotFound: The account has no such passkey.
    """
    with transaction():
        account = factors.account_of(owner)
        if not queries.forget_passkeys(account.id, public_id=public_id):
            raise NotFound
        factors.tidy(account)
        factors.changed(account, "passkey.removed", owner=owner)


def sign_in(answer: str, *, site: Site, device: Device, now: datetime) -> Started:
    """Begin a session with a passkey.

    Raises:
        PasskeyRefused: The answer is not to what we asked, or of no open account.
    """
    from webauthn import verify_authentication_response  # noqa: PLC0415 -- slow import
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415 -- slow import

    credential = _read(answer)
    challenge = _challenged(credential)
    with transaction():
        _spend(challenge, rules.SIGN_IN, site=site, now=now)
        row = queries.passkey(str(credential.get("id", "")))
        account = session().get(AccountRow, row.account_id) if row else None
        if row is None or account is None or not account.active:
            raise rules.PasskeyRefused
        try:
            shown = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=site.host,
                expected_origin=site.public_url,
                credential_public_key=row.public_key,
                credential_current_sign_count=row.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise rules.PasskeyRefused from error
        row.sign_count, row.used_at = shown.new_sign_count, now
        return sessions.begin(account, device=device, now=now)


def _row(account: AccountRow, made: Any, *, name: str, now: datetime) -> PasskeyRow:
    return PasskeyRow(
        public_id=secrets.token_hex(16),
        account_id=account.id,
        credential_id=_text(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        added_at=now,
    )


def _challenge(purpose: str, *, site: Site, now: datetime) -> bytes:
    random = secrets.token_bytes(rules.RANDOM_BYTES)
    return rules.challenge(purpose, random=random, secret=site.secret, now=now)


def _spend(challenge: bytes, purpose: str, *, site: Site, now: datetime) -> None:
    """Use the challenge up: an answer that is sent twice signs in once."""
    rules.require_ours(challenge, purpose, secret=site.secret, now=now)
    if not nonces.spend(sha256(challenge).hexdigest(), now=now):
        raise rules.PasskeyRefused


def _read(answer: str) -> dict[str, Any]:
    try:
        read = json.loads(answer)
    except ValueError as error:
        raise rules.PasskeyRefused from error
    if not isinstance(read, dict) or not isinstance(read.get("response"), dict):
        raise rules.PasskeyRefused
    return read


def _challenged(credential: Mapping[str, Any]) -> bytes:
    """Return the challenge that the device says it answers; the signature proves it later."""
    try:
        data = json.loads(_bytes(str(credential["response"]["clientDataJSON"])))
        return _bytes(str(data["challenge"]))
    except (ValueError, KeyError, TypeError) as error:
        raise rules.PasskeyRefused from error


def _bytes(text: str) -> bytes:
    from webauthn import base64url_to_bytes  # noqa: PLC0415 -- slow import

    return base64url_to_bytes(text)


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
