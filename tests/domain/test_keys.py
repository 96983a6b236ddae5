"""Keys of accounts: passwords, codes of an app, recovery codes, challenges, devices."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.domain import one_time_codes, passkeys, passwords, recovery_codes
from eventsvc.domain.devices import Device, device_of

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
EMAIL = "erika.muster@stadt-gera.de"


@pytest.mark.parametrize(
    "password",
    [
        "Sommerregen am Montag",
        "żółty kot śpi",
        "0815-4711-0042",
        "x9$kQ!mmp2~vR",
        "é" * 5 + "abcdefg",
    ],
)
def test_a_long_password_is_good_whatever_it_is_made_of(password):
    assert passwords.require_good(password, email=EMAIL) == passwords.normal(password)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("elf Zeichen", passwords.PasswordTooShort),
        ("viel zu lang " * 10, passwords.PasswordTooLong),
        ("aaaaaaaabbbb", passwords.PasswordGuessed),
        ("123456789012", passwords.PasswordGuessed),
        ("qwertzuiopas", passwords.PasswordGuessed),
        ("Passwort1234", passwords.PasswordGuessed),
        ("willkommen2022", passwords.PasswordGuessed),
        ("erika.muster1", passwords.PasswordGuessed),
        ("stadt-gera2022", passwords.PasswordGuessed),
        (EMAIL, passwords.PasswordGuessed),
    ],
)
def test_a_short_or_well_known_password_is_refused(password, refusal):
    with pytest.raises(refusal):
        passwords.require_good(password, email=EMAIL)


def test_the_same_letters_are_the_same_password_on_every_keyboard():
    assert passwords.normal("Gru\u0308n\uff11") == passwords.normal("Gr\u00fcn1")


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(second, code):
    key = b32encode(b"12345678901234567890").decode()

    assert one_time_codes.code_at(key, second // one_time_codes.SECONDS) == code


def test_a_code_counts_once_within_half_a_minute_around_its_own():
    key = one_time_codes.key_of(b"12345678901234567890")
    here = int(NOW.timestamp()) // 30
    code = one_time_codes.code_at(key, here)
    ages = {off: NOW + timedelta(seconds=30 * off) for off in range(-3, 4)}
    found = {
        off: one_time_codes.counter_of(f"{code[:3]} {code[3:]}", key=key, now=at)
        for off, at in ages.items()
    }

    assert found == {off: here if abs(off) <= 1 else None for off in ages}
    assert one_time_codes.counter_of(code, key=key, now=NOW, after=here) is None
    assert one_time_codes.counter_of("", key=key, now=NOW) is None
    assert one_time_codes.is_key(key)
    assert not one_time_codes.is_key("too short")


def test_the_address_for_the_app_names_service_and_account():
    key = one_time_codes.key_of(bytes(20))

    assert one_time_codes.address(key, account="a@b.de", issuer="netz.example.de") == (
        f"otpauth://totp/netz.example.de:a%40b.de?secret={key}&issuer=netz.example.de"
    )


def test_a_recovery_code_is_found_however_it_is_typed_and_for_its_account_alone():
    code = recovery_codes.code_of(bytes(range(200, 210)))
    kept = recovery_codes.fingerprint(code, account="a")
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")

    assert len(code) == 19
    assert recovery_codes.fingerprint(typed, account="a") == kept
    assert recovery_codes.fingerprint(code, account="b") != kept


def test_a_challenge_holds_for_its_purpose_some_minutes_and_nobody_elses():
    made = passkeys.challenge("sign-in", random=bytes(16), secret="s" * 32, now=NOW)
    passkeys.require_ours(made, "sign-in", secret="s" * 32, now=NOW + timedelta(minutes=9))

    for challenge, purpose, secret, minutes in (
        (made, "register:x", "s" * 32, 0),
        (made, "sign-in", "t" * 32, 0),
        (made, "sign-in", "s" * 32, 10),
        (made, "sign-in", "s" * 32, -5),
        (made[:-1] + b"x", "sign-in", "s" * 32, 0),
        (b"", "sign-in", "s" * 32, 0),
    ):
        with pytest.raises(passkeys.PasskeyRefused):
            passkeys.require_ours(
                challenge, purpose, secret=secret, now=NOW + timedelta(minutes=minutes)
            )


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
            Device("Firefox", "Windows"),
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
            ),
            Device("Safari", "iPhone"),
        ),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
            ),
            Device("Edge", "Windows"),
        ),
        (
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/126.0.0.0 Mobile Safari/537.36"
            ),
            Device("Chrome", "Android"),
        ),
        ("curl/8", Device()),
        ("", Device()),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(agent, device):
    assert device_of(agent) == device
