import pytest

from eventsvc.gateways.answers import told
from eventsvc.gateways.smtp import Server, server_of


def test_an_address_of_a_mail_server_is_taken_apart():
    assert server_of("smtp://netz%40example.org:p%3Aw@mail.example.org", timeout=5) == Server(
        host="mail.example.org",
        port=587,
        tls_from_start=False,
        user="netz@example.org",
        password="p:w",
        timeout=5,
    )
    assert server_of("smtps://mail.example.org").port == 465
    assert server_of("smtp://mail.example.org:2525").port == 2525


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_another_form_is_refused_with_the_right_one(url):
    with pytest.raises(ValueError, match="smtp://user:password@host:587"):
        server_of(url)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (b"<erika@example.org>: user unknown", "<…>: user unknown"),
        ("no  erika@example.org\r\nhere\x00", "no <…> here"),
        ("x" * 400, "x" * 300),
    ],
)
def test_what_a_server_said_is_kept_as_one_line_without_addresses(answer, kept):
    assert told(answer) == kept
