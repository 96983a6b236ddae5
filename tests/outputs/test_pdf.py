import base64
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest

from eventsvc.outputs.pdf import PdfError, html_to_pdf
from eventsvc.paths import STATIC

SECRET = "the inside of a file"
PAGE = (
    "<html lang='de'><head><title>Seite</title>{head}</head><body><p>Text</p>{body}</body></html>"
)


@pytest.fixture
def file_url(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    (tmp_path / "style.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "picture.svg").write_text(
        f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>", encoding="utf-8"
    )
    return tmp_path.as_uri()


@pytest.fixture
def web():
    """A server that counts who asks; a page must never make it count."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/css")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


PAYLOADS = {
    "image": ("", "<img alt='x' src='{url}/picture.svg'>"),
    "stylesheet": ("<link rel='stylesheet' href='{url}/style.css'>", ""),
    "import": ("<style>@import url({url}/style.css);</style>", ""),
    "background": ("<style>p {{ background: url({url}/picture.svg) }}</style>", ""),
    "font": ("<style>@font-face {{ font-family: x; src: url({url}/f.woff) }}</style>", ""),
    "list marker": ("<style>li {{ list-style: url({url}/picture.svg) }}</style>", "<li>x</li>"),
    "generated": ("<style>p::before {{ content: url({url}/picture.svg) }}</style>", ""),
    "svg image": ("", "<svg><title>x</title><image href='{url}/picture.svg'/></svg>"),
    "svg style": (
        "",
        "<svg><title>x</title><style>@import url({url}/style.css);</style><path d='M0 0h1'/></svg>",
    ),
    "object": ("", "<object data='{url}/picture.svg'></object>"),
    "embed": ("", "<embed src='{url}/picture.svg'>"),
    "attachment": ("<link rel='attachment' href='{url}/secret.txt'>", ""),
    "linked attachment": ("", "<a rel='attachment' href='{url}/secret.txt'>x</a>"),
    "svg in data": (
        "",
        (
            "<img alt='x' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>"
            "<image href='{url}/picture.svg'/></svg>\">"
        ),
    ),
}


def filled(name: str, url: str) -> str:
    head, body = PAYLOADS[name]
    return PAGE.format(head=head.format(url=url), body=body.format(url=url))


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_page_cannot_read_a_file(name, file_url):
    with pytest.raises(PdfError):
        html_to_pdf(filled(name, file_url))


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_page_cannot_reach_the_network(name, web):
    url, asked = web
    with pytest.raises(PdfError):
        html_to_pdf(filled(name, url))

    assert asked == []


def test_a_source_of_a_font_is_refused_even_when_the_next_one_would_do(web):
    url, asked = web
    fira = base64.b64encode((STATIC / "vendor/fira-sans/FiraSans-Regular.woff2").read_bytes())
    head = (
        f"<style>@font-face {{ font-family: Second; src: url({url}/f.woff2), "
        f"url(data:font/woff2;base64,{fira.decode()}) }}</style>"
    )

    with pytest.raises(PdfError, match="must not be fetched"):
        html_to_pdf(PAGE.format(head=head, body=""))
    assert asked == []


def test_svg_from_elsewhere_is_not_drawn(file_url):
    svg = "<svg><title>x</title>{}</svg>"
    use = svg.format(f"<use href='{file_url}/picture.svg#a'/>")

    with_use, without = (
        html_to_pdf(PAGE.format(head="", body=body)) for body in (use, svg.format(""))
    )
    assert with_use == without


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        ("<style>p { colour: red }</style>", "", "colour"),
        ("<style>p { width: 3 cubits }</style>", "", "cubits"),
        ("", "<img alt='x' src='data:image/png;base64,AAAA'>", "Failed to load image"),
        ("", "<img src='data:image/svg+xml,<svg/>'>", "alt"),
        ("", "<p>\U0010fffd</p>", "U+10FFFD"),
    ],
)
def test_what_would_be_printed_wrong_is_an_error(head, body, words):
    with pytest.raises(PdfError, match=words.replace("+", r"\+")):
        html_to_pdf(PAGE.format(head=head, body=body))


def test_equal_pages_give_equal_bytes_without_a_date():
    html = PAGE.format(head="", body="")

    pdf = html_to_pdf(html)

    assert pdf == html_to_pdf(html)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert set(document.docinfo) == {"/Title", "/Producer"}


def test_a_page_is_tagged_and_names_its_language_and_title():
    with pikepdf.open(io.BytesIO(html_to_pdf(PAGE.format(head="", body="")))) as document:
        assert str(document.Root.Lang) == "de"
        assert str(document.docinfo.Title) == "Seite"
        assert document.Root.MarkInfo.Marked
        assert document.open_metadata()["pdfuaid:part"] == "1"


def test_a_page_without_a_language_is_an_error_when_it_is_tagged():
    html = PAGE.format(head="", body="").replace(" lang='de'", "")

    with pytest.raises(PdfError, match="lang"):
        html_to_pdf(html)
    assert html_to_pdf(html, tagged=False).startswith(b"%PDF-")


def test_fira_sans_is_embedded_in_both_weights():
    body = "<p style='font-family: Fira Sans'>x <b style='font-weight: 600'>y</b></p>"
    with pikepdf.open(io.BytesIO(html_to_pdf(PAGE.format(head="", body=body)))) as document:
        names = {
            str(thing.FontName)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing
        }

    assert {name.partition("+")[2] for name in names} >= {"Fira-Sans", "Fira-Sans-Semi-Bold"}
