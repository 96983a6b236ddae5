from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from eventsvc.domain.imip import (
    TOKEN_CHARACTERS,
    Outcome,
    Stamp,
    Standing,
    is_signed_for,
    judge_reply,
    reply_address,
    reply_token,
    tokens_in,
)
from eventsvc.domain.personal_links import Holder

NOW = datetime(2022, 8, 9, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STAMP = Stamp(sequence=2, stamped_at=NOW, mailed_at=NOW)
STANDING = Standing(sequence=3, told=2, last=None, replied_at=None, takes_replies=True)
ERIKA = Holder(network_id=1, public_id="erika", generation=0)


@pytest.mark.parametrize("said", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_a_reply_to_the_edition_that_was_told_counts(said):
    assert judge_reply(said, STAMP, STANDING) is Outcome.TAKEN


@pytest.mark.parametrize("said", ["DELEGATED", "NEEDS-ACTION", "YES", ""])
def test_an_unknown_answer_counts_for_nothing(said):
    assert judge_reply(said, STAMP, STANDING) is Outcome.UNKNOWN_ANSWER


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [
        ({"sequence": 1, "told": 1}, Outcome.AHEAD),
        ({"told": 3}, Outcome.OLD),
        ({"last": STAMP}, Outcome.OLD),
        ({"last": replace(STAMP, sequence=3)}, Outcome.OLD),
        ({"last": replace(STAMP, stamped_at=NOW + HOUR)}, Outcome.OLD),
        ({"last": replace(STAMP, mailed_at=NOW + HOUR)}, Outcome.OLD),
        ({"last": replace(STAMP, mailed_at=NOW - HOUR)}, Outcome.TAKEN),
        ({"last": replace(STAMP, stamped_at=NOW - HOUR)}, Outcome.TAKEN),
        ({"last": replace(STAMP, sequence=1, stamped_at=NOW + HOUR)}, Outcome.TAKEN),
        ({"replied_at": NOW + HOUR}, Outcome.OLD),
        ({"replied_at": NOW}, Outcome.TAKEN),
        ({"takes_replies": False}, Outcome.CLOSED),
    ],
)
def test_the_newer_reply_wins_by_edition_then_stamp_then_date_of_the_mail(standing, outcome):
    assert judge_reply("ACCEPTED", STAMP, replace(STANDING, **standing)) is outcome


def test_the_random_part_is_one_persons_at_one_meeting_under_one_key():
    true = reply_token(ERIKA, "gera", secret="s")
    others = [
        reply_token(replace(ERIKA, public_id="max"), "gera", secret="s"),
        reply_token(replace(ERIKA, network_id=2), "gera", secret="s"),
        reply_token(replace(ERIKA, generation=1), "gera", secret="s"),
        reply_token(ERIKA, "weida", secret="s"),
        reply_token(ERIKA, "gera", secret="t"),
    ]

    assert true not in others
    assert len(set(others)) == len(others)
    assert (len(true), true, true.isalnum()) == (TOKEN_CHARACTERS, true.lower(), True)
    assert reply_token(ERIKA, "gera", secret="s") == true


def test_the_random_part_is_found_again_however_a_program_writes_the_address():
    mailbox = "Antwort@netz.example.de"
    address = reply_address(mailbox, "abc")
    written = frozenset({address.upper(), "antwort@netz.example.de", "x+no@netz.example.de"})

    assert tokens_in(written, mailbox=mailbox) == {"abc"}
    assert tokens_in(frozenset({"antwort+abc@elsewhere.example"}), mailbox=mailbox) == frozenset()


@pytest.mark.parametrize(
    ("domain", "fits"),
    [
        ("weida.example", True),
        ("mail.weida.example", False),
        ("example", False),
        ("eida.example", False),
        ("gera.example", False),
    ],
)
def test_a_signature_speaks_for_its_own_domain_and_what_is_below(domain, fits):
    assert is_signed_for("erika@weida.example", frozenset({domain})) is fits
    assert is_signed_for("erika@amt.weida.example", frozenset({domain})) is (
        domain == "weida.example"
    )
