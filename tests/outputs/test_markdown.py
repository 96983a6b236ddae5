"""Markdown of editors becomes HTML that cannot do harm."""

import pytest

from eventsvc.outputs.markdown import markdown_html


def test_headings_begin_at_the_level_asked_for():
    assert markdown_html("# A\n\n###### B", top=3) == "<h3>A</h3>\n<h6>B</h6>\n"


def test_lines_stay_lines():
    assert markdown_html("Stadt Gera\nKornmarkt 12") == "<p>Stadt Gera<br>\nKornmarkt 12</p>\n"


def test_links_to_web_and_mail_stay():
    assert markdown_html("[a](https://a.example) [b](mailto:b@a.example)") == (
        '<p><a href="https://a.example" rel="noopener noreferrer">a</a> '
        '<a href="mailto:b@a.example" rel="noopener noreferrer">b</a></p>\n'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html,x)",
        '<a href="javascript:alert(1)">a</a>',
    ],
)
def test_hostile_text_makes_no_tag(hostile):
    html = markdown_html(hostile)

    assert [tag for tag in ("<script", "<img", "<a ") if tag in html] == []


def test_a_picture_becomes_a_link_so_that_opening_the_page_calls_nobody():
    assert markdown_html("![a](https://a.example/pixel.png)") == (
        '<p>!<a href="https://a.example/pixel.png" rel="noopener noreferrer">a</a></p>\n'
    )
