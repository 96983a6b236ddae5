import pytest
import vobject

from eventsvc.domain.wellformed import (
    ControlCharacter,
    NotMailAddress,
    NotOneLine,
    NotWebAddress,
)
from eventsvc.outputs.vcard import Contact, Version, vcf
from tests.support.content import HOSTILE, broken_by_newlines, unescaped, unfolded, values

ROLE = Contact(
    org="Stadt Gera",
    title="Ansprechstelle Smart City",
    phone="+49 365 838-0",
    email="smartcity@gera.example.de",
    url="https://netz.example.de/p/7K3M",
    note="4. Netzwerktreffen, 30.08.2022\nGera",
)
PERSON = Contact(org="Stadt Gera", name="Dr. Erika Mustermann", given="Erika", family="Mustermann")


def test_the_card_of_a_role_mailbox_for_phones():
    assert unfolded(vcf(ROLE)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Stadt Gera",
        "N:;;;;",
        "X-ABShowAs:COMPANY",
        "ORG:Stadt Gera",
        "TITLE:Ansprechstelle Smart City",
        "TEL;TYPE=work:+49 365 838-0",
        "EMAIL;TYPE=work:smartcity@gera.example.de",
        "URL:https://netz.example.de/p/7K3M",
        r"NOTE:4. Netzwerktreffen\, 30.08.2022\nGera",
        "END:VCARD",
    ]


def test_the_card_of_a_role_mailbox_for_programs_says_that_it_is_no_person():
    lines = unfolded(vcf(ROLE, version=Version.PROGRAMS))

    assert lines[:6] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "FN:Stadt Gera",
        "N:;;;;",
        "KIND:org",
        "ORG:Stadt Gera",
    ]
    assert lines[6:] == unfolded(vcf(ROLE))[6:]


@pytest.mark.parametrize("version", Version)
def test_the_card_of_a_person_has_the_name_as_written_and_in_its_parts(version):
    assert unfolded(vcf(PERSON, version=version)) == [
        "BEGIN:VCARD",
        f"VERSION:{version}",
        "FN:Dr. Erika Mustermann",
        "N:Mustermann;Erika;;;",
        "ORG:Stadt Gera",
        "END:VCARD",
    ]


def test_a_name_whose_parts_nobody_knows_stands_whole():
    assert values(vcf(Contact(org="Stadt Gera", name="Erika Mustermann")), "N") == [
        ";Erika Mustermann;;;"
    ]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("version", Version)
def test_hostile_words_stay_words(words, version):
    contact = Contact(org=words, name=words, given=words, family=words, title=words, note=words)
    data = vcf(contact, version=version)
    on_one_line = broken_by_newlines(words).replace("\n", " ")

    assert len(unfolded(data)) == 8
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert [unescaped(v) for name in ("FN", "ORG", "TITLE") for v in values(data, name)] == [
        on_one_line
    ] * 3
    assert [unescaped(v) for v in values(data, "NOTE")] == [broken_by_newlines(words)]


@pytest.mark.parametrize("version", Version)
def test_vobject_reads_the_card(version):
    card = vobject.readOne(vcf(ROLE, version=version).decode())

    assert (card.fn.value, card.org.value, card.email.value) == (
        "Stadt Gera",
        ["Stadt Gera"],
        "smartcity@gera.example.de",
    )
    assert (card.tel.value, card.url.value) == (ROLE.phone, ROLE.url)
    assert card.note.value == ROLE.note


def test_vobject_reads_the_parts_of_a_name_with_semicolons():
    contact = Contact(org="a;b, c", name="x", given="Er;ika", family="Muster, mann")

    card = vobject.readOne(vcf(contact).decode())

    assert (card.n.value.family, card.n.value.given) == ("Muster, mann", "Er;ika")
    assert card.org.value == ["a;b, c"]


def test_equal_contacts_give_equal_bytes():
    assert vcf(ROLE) == vcf(Contact(**{f: getattr(ROLE, f) for f in Contact.__slots__}))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": "a\x00"}, ControlCharacter),
        ({"note": "\x1b"}, ControlCharacter),
        ({"phone": "1\r\nNOTE:x"}, NotOneLine),
        ({"email": "a@b.example\r\nNOTE:x"}, NotOneLine),
        ({"email": "gera"}, NotMailAddress),
        ({"url": "javascript:x"}, NotWebAddress),
    ],
)
def test_a_contact_refuses_what_no_card_could_carry(change, refusal):
    with pytest.raises(refusal):
        Contact(**({"org": "Stadt Gera"} | change))
