from dataclasses import replace

import pytest

from eventsvc.domain.personal_links import (
    MAC_BYTES,
    Holder,
    LinkPurpose,
    LinkState,
    judge,
    named_in,
    token_for,
)

SECRET = "t" * 32
ERIKA = Holder(network_id=1, public_id="0123456789abcdef0123456789abcdef", generation=2)
TOKEN = token_for(ERIKA, LinkPurpose.MY, secret=SECRET)


def state(token, holder=ERIKA, purpose=LinkPurpose.MY, secret=SECRET) -> LinkState:
    return judge(token, holder=holder, purpose=purpose, secret=secret)


def test_a_token_names_its_person_and_is_the_same_each_time():
    assert named_in(TOKEN) == ERIKA.public_id
    assert token_for(ERIKA, LinkPurpose.MY, secret=SECRET) == TOKEN
    assert state(TOKEN) is LinkState.GOOD


def test_a_token_has_more_bits_than_anybody_guesses_and_only_signs_of_an_address():
    mac = TOKEN.rpartition(".")[2]

    assert MAC_BYTES * 8 >= 128
    assert len(mac) * 6 >= MAC_BYTES * 8
    assert set(mac) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_raised_generation_revokes_every_earlier_link():
    later = replace(ERIKA, generation=4)
    first = token_for(replace(ERIKA, generation=0), LinkPurpose.MY, secret=SECRET)

    assert state(TOKEN, holder=later) is LinkState.REVOKED
    assert state(first, holder=later) is LinkState.REVOKED


@pytest.mark.parametrize(
    "changed",
    [
        {"holder": replace(ERIKA, public_id="f" * 32)},
        {"holder": replace(ERIKA, network_id=2)},
        {"purpose": LinkPurpose.CALENDAR},
        {"secret": "u" * 32},
    ],
)
def test_a_token_is_worthless_for_another_person_network_purpose_or_key(changed):
    assert state(TOKEN, **changed) is LinkState.FORGED


def test_a_token_of_a_generation_to_come_is_forged():
    future = token_for(replace(ERIKA, generation=3), LinkPurpose.MY, secret=SECRET)

    assert state(future) is LinkState.FORGED


@pytest.mark.parametrize("sign", range(len(TOKEN) - 27, len(TOKEN)))
def test_one_changed_sign_makes_a_token_worthless(sign):
    # The last sign has two bits to spare; compared as text, they must be equal all the same.
    other = "B" if TOKEN[sign] == "A" else "A"

    assert state(TOKEN[:sign] + other + TOKEN[sign + 1 :]) is LinkState.FORGED


@pytest.mark.parametrize("text", ["", ".", "abc", "abc.def", f"x.{'ä' * 27}", f"x.{'A' * 28}"])
def test_what_is_no_token_names_nobody(text):
    assert named_in(text) == ""
