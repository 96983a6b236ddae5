"""Which typed addresses may become links."""

import pytest

from eventsvc.domain.links import safe_link


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gera.example/pfad?a=1#b",
        "http://gera.example",
        "HTTPS://GERA.EXAMPLE",
        "mailto:stadt@gera.example",
        "https://müllheim.example",
    ],
)
def test_web_and_mail_addresses_are_links(url):
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "www.gera.example",
        "/organisations",
        "//evil.example",
        "https:evil.example",
        "https:///evil",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "https://a.example\\@evil.example",
        "https://a.example/\u202egpj.exe",
        "https://a.example:99999",
        "https://[",
        "mailto:",
        'https://a.example/"onclick="x',
    ],
)
def test_everything_else_is_not(url):
    assert safe_link(url) == ""
