import pytest

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.mailings import Candidate, MailingKind, Omission, omission
from eventsvc.domain.placeholders import UnknownPlaceholder, filled, require_known, spoken

VALUES = {"name": "{date}", "meeting": "M", "date": "D", "place": "P", "network": "N"}
INVITATION, REMINDER, CHANGE, _THANKS = MailingKind


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, (None, Omission.NOT_INVITED, None)),
        ({"was_invited": True}, (Omission.ALREADY_INVITED, None, None)),
        ({"email": "", "was_invited": True}, (Omission.NO_ADDRESS,) * 3),
        ({"has_name": False, "was_invited": True}, (Omission.NO_NAME,) * 3),
        ({"is_disowned": True, "never_share": True}, (Omission.DISOWNED,) * 3),
        ({"never_share": True, "was_invited": True}, (Omission.NEVER_SHARE,) * 3),
        ({"never_share": True, "is_restricted": True}, (Omission.RESTRICTED,) * 3),
        ({"partstat": PartStat.NEEDS_ACTION}, (None, Omission.NOT_INVITED, None)),
        (
            {"partstat": PartStat.ACCEPTED, "was_invited": True},
            (Omission.HAS_REPLIED, Omission.HAS_REPLIED, None),
        ),
        ({"is_left_out": True}, (Omission.BY_HAND, Omission.NOT_INVITED, Omission.BY_HAND)),
    ],
)
def test_who_is_left_out_of_an_invitation_a_reminder_and_a_change(facts, expected):
    candidate = Candidate(**({"has_name": True, "email": "a@example.org"} | facts))

    kinds = (INVITATION, REMINDER, CHANGE)
    assert tuple(omission(candidate, kind=kind) for kind in kinds) == expected


def test_placeholders_come_from_a_list_and_what_they_bring_is_not_looked_through_again():
    text = "{Name} {name} {TREFFEN} {Termin} {Ort} {network} {name.email} {0} {{name}} %(name)s"

    assert filled(text, VALUES) == ("{date} {date} M D P N {name.email} {0} {{date}} %(name)s")
    require_known(text={"en": "{Name}, {\n} {} {{}} {place"})
    for wrong in ("{name.email}", "{0}", "{config}", "{name!r}"):
        with pytest.raises(UnknownPlaceholder) as refused:
            require_known(subject={"en": "{Name}"}, text={"en": "{Name}", "de": wrong})
        assert refused.value.facts == {"placeholder": wrong, "field": "text.de"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dr. Erika Muster-Probe", "Dr. Erika Muster-Probe"),
        ("Erika\r\nBcc: x@evil.example", "Erika Bcc: x@ evil. example"),
        ("see http://evil.example/a", "see http: //evil. example/a"),
        ("www.evil.example", "www. evil. example"),
        ("Er\u202eika\x00", "Er ika"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_name_in_a_mail_is_one_line_with_nothing_to_click_on(name, said):
    assert spoken(name) == said
