import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsvc.outputs.contentlines import line, one_line, text, uri
from tests.support.content import HOSTILE, broken_by_newlines, unescaped, unfolded

words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("\n\t\\;,")
)


@given(words)
def test_text_is_read_back_as_it_was(written):
    assert unescaped(text(written)) == written


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_one_line_and_read_back(written):
    (content,) = unfolded(line("NOTE", text(written)))

    assert unescaped(content.removeprefix("NOTE:")) == broken_by_newlines(written)


@given(words)
def test_no_line_is_longer_than_75_octets_and_each_is_utf_8(written):
    folded = line("DESCRIPTION", text(written)).removesuffix(b"\r\n").split(b"\r\n")

    assert all(len(part) <= 75 for part in folded)
    assert all(part.startswith(b" ") for part in folded[1:])
    assert "".join([folded[0].decode(), *(part.decode()[1:] for part in folded[1:])]) == (
        "DESCRIPTION:" + text(written)
    )


def test_a_line_of_75_octets_is_not_folded_and_one_of_76_is():
    assert line("X", "a" * 73) == b"X:" + b"a" * 73 + b"\r\n"
    assert line("X", "a" * 74) == b"X:" + b"a" * 73 + b"\r\n a\r\n"


def test_a_fold_never_parts_an_escape():
    assert line("X", "a" * 72 + r"\n") == b"X:" + b"a" * 72 + b"\r\n \\n\r\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Stadt Gera", "Stadt Gera"),
        ("Gera; Weida", '"Gera; Weida"'),
        ('Zweckverband "Thüringer Becken"', "Zweckverband 'Thüringer Becken'"),
        ("a^b", "a^^b"),
        ("a\r\nATTENDEE:x", '"a ATTENDEE:x"'),
    ],
)
def test_a_parameter_is_quoted_where_it_must_be_and_holds_no_quotation_mark(value, written):
    assert line("X", "y", CN=value) == f"X;CN={written}:y\r\n".encode()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/a,b;c?d=e&f#g", "https://x.example/a,b;c?d=e&f#g"),
        ("https://x.example/Straße", "https://x.example/Stra%C3%9Fe"),
        ("https://x.example/%20", "https://x.example/%20"),
        ('https://x.example/"<>', "https://x.example/%22%3C%3E"),
    ],
)
def test_an_address_is_encoded_but_never_escaped(address, written):
    assert uri(address) == written


def test_one_line_has_a_blank_for_each_line_break():
    assert one_line("a\r\nb\nc\vd") == "a b c d"
