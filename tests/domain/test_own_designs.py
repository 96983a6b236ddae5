import pytest

from eventsvc.domain.own_designs import MOST, Fault, OwnDesign, Part, Reason, read

GIVEN = '<p data-slot="given"></p>'


def html_faults(html: str, css: str = "") -> list[tuple[int, Reason, str]]:
    return [(one.line, one.reason, one.detail) for one in read(OwnDesign(html, css)).faults]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (f"{GIVEN}\n<script>alert(1)</script>", (2, Reason.ELEMENT, "script")),
        (f"{GIVEN}\n\n<p onclick='x()'></p>", (3, Reason.ATTRIBUTE, "onclick")),
        (f"{GIVEN}<p style='color: red'></p>", (1, Reason.ATTRIBUTE, "style")),
        (
            f"{GIVEN}<img src='http://example.org/a.png'>",
            (1, Reason.ADDRESS, "http://example.org/a.png"),
        ),
        (f"{GIVEN}<img src='file:///etc/passwd'>", (1, Reason.ADDRESS, "file:///etc/passwd")),
        (f"{GIVEN}\n<p>{{{{ badge.given }}}}</p>", (2, Reason.BRACES, "")),
        (f"{GIVEN}<p>{{% if x %}}</p>", (1, Reason.BRACES, "")),
        (f"<div>\n{GIVEN}", (1, Reason.NOT_CLOSED, "div")),
        (f"{GIVEN}\n<div/>\n", (2, Reason.NOT_CLOSED, "div")),
        (f"{GIVEN}\n</div>", (2, Reason.NOT_OPENED, "div")),
        (f"{GIVEN}<p data-slot='email'></p>", (1, Reason.SLOT, "email")),
        (f"{GIVEN}<p data-slot='logo'></p>", (1, Reason.SLOT, "logo")),
        (f"{GIVEN}\n{GIVEN}", (2, Reason.SLOT_TWICE, "given")),
        ("<p data-slot='given'><b data-slot='family'></b></p>", (1, Reason.SLOT_INSIDE, "family")),
        (f"{GIVEN}<p data-if='paid'></p>", (1, Reason.CONDITION, "paid")),
        ("<p data-slot='function'></p>", (0, Reason.NO_NAME, "")),
    ],
)
def test_a_fault_has_its_line_and_its_reason(html, fault):
    assert html_faults(html) == [fault]


def test_a_style_sheet_cannot_end_itself_and_nothing_may_be_endless():
    assert html_faults(GIVEN, "p { color: red }\n</STYLE><script>") == [(2, Reason.RULE, "</style")]
    assert read(OwnDesign("x" * (MOST + 1), "")).faults == [
        Fault(Part.HTML, 0, Reason.TOO_LONG, str(MOST))
    ]


def test_slots_are_filled_and_what_is_not_there_is_left_out_with_all_it_holds():
    design = read(
        OwnDesign(
            '<div><p data-slot="given">old</p>'
            '<p data-if="function">is: <b data-slot="function"></b></p>'
            '<p data-if="not function">nobody</p><img alt="" data-slot="logo">'
            '<svg data-if="no-photos" viewBox="0 0 1 1"><path d="M0 0"/></svg></div>',
            "",
        )
    )
    texts = {"given": "Anna &amp; Co", "function": "Leiterin", "logo": "data:image/png;base64,AA"}

    bare = design.filled(texts, present={"given"})
    full = design.filled(texts, present={"given", "function", "logo", "no-photos"})

    assert design.faults == []
    assert (
        bare
        == '<div><p data-slot="given">Anna &amp; Co</p><p data-if="not function">nobody</p></div>'
    )
    assert full == (
        '<div><p data-slot="given">Anna &amp; Co</p>'
        '<p data-if="function">is: <b data-slot="function">Leiterin</b></p>'
        '<img src="data:image/png;base64,AA" alt="" data-slot="logo">'
        '<svg data-if="no-photos" viewBox="0 0 1 1"><path d="M0 0"/></svg></div>'
    )
