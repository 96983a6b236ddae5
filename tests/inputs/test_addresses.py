from eventsvc.inputs.addresses import read_addresses

ERIKA, MAX = ("Erika", "Muster", "erika@x.example"), ("Max", "Probe", "max@x.example")


def read(text: str) -> list[tuple[str, str, str]]:
    return [(one.given, one.family, one.email) for one in read_addresses(text)]


def test_every_form_that_mail_programs_give_is_read():
    for text in (
        "Erika Muster <erika@x.example>; Max Probe <max@x.example>",
        'An: "Muster, Erika" <Erika@x.example>, "Probe, Max" <MAX@x.example>',
        "Muster, Erika <erika@x.example>; Probe, Max <max@x.example>;",
        "Erika Muster\terika@x.example\r\nMax Probe\tmax@x.example\r\n",
        "Erika Muster <mailto:erika@x.example>\n\n'Max Probe' <max@x.example>\n",
    ):
        assert read(text) == [ERIKA, MAX], text


def test_a_bare_address_gives_a_name_only_where_it_speaks():
    assert read("anna-lena.probe@x.example\ne.m@x.example") == [
        ("Anna-Lena", "Probe", "anna-lena.probe@x.example"),
        ("", "", "e.m@x.example"),
    ]
    assert read("<info@x.example>") == [("", "", "info@x.example")]


def test_what_is_no_address_stays_to_be_shown():
    [one] = read_addresses("Erika Muster <kaputt@@x>")

    assert (one.email, one.said, one.name) == ("", "Erika Muster kaputt@@x", "Erika Muster")


def test_a_line_break_ends_an_entry_and_never_gets_into_one():
    assert read("Erika <erika@x.example>\r\nBcc: <evil@x.example>") == [
        ("", "Erika", "erika@x.example"),
        ("", "", "evil@x.example"),
    ]
