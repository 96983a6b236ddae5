from dataclasses import replace

import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS, UnknownSheet, sheet_named
from eventsvc.domain.sheets import (
    Box,
    Confidence,
    Offset,
    OffsetTooLarge,
    Sheet,
    SheetDoesNotFit,
    StartOutsideSheet,
    pages,
)

DEFAULT = SHEETS[DEFAULT_SHEET]


def places(found: list[list[tuple[Box, str]]]) -> list[list[tuple[float, float, str]]]:
    return [[(box.left, box.top, item) for box, item in page] for page in found]


def test_the_default_sheet_lies_centred_on_its_page():
    boxes = DEFAULT.boxes()

    assert [(box.left, box.top) for box in boxes] == [
        (left, 13.5 + 55 * row) for row in range(5) for left in (17.5, 112.5)
    ]
    assert {(box.width, box.height, box.turn) for box in boxes} == {(80, 50, 0)}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_labels_of_a_preset_lie_on_the_page_and_off_each_other(sheet):
    boxes = sheet.boxes()
    edges = [(box.left, box.top, box.left + box.width, box.top + box.height) for box in boxes]

    assert min(min(left, top) for left, top, _, _ in edges) >= 0
    assert max(right for _, _, right, _ in edges) <= sheet.page[0] + 0.01
    assert max(bottom for _, _, _, bottom in edges) <= sheet.page[1] + 0.01
    assert [
        (one, other)
        for index, one in enumerate(edges)
        for other in edges[index + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.02
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.02
    ] == []


def test_presets_say_how_well_they_are_known_and_leave_out_what_is_not():
    assert len(SHEETS) == 15
    assert {sheet.confidence for sheet in SHEETS.values()} == set(Confidence)
    assert {"durable-8334", "avery-l4784"} & SHEETS.keys() == set()
    assert all(sheet.source and sheet.label for sheet in SHEETS.values())


def test_an_unknown_sheet_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownSheet) as refusal:
        sheet_named("a3")

    assert refusal.value.facts == {"sheet": "a3", "known": ", ".join(SHEETS)}


@pytest.mark.parametrize(
    "change",
    [
        {"grid": (3, 5)},
        {"grid": (2, 6)},
        {"grid": (0, 5)},
        {"size": (0, 50)},
        {"size": (80, 56)},
        {"pitch": (79, 55)},
        {"first": (-1, 13.5)},
        {"first": (18, 13.5), "page": (192, 297)},
        {"faces": ()},
        {"faces": (0, 180), "grid": (1, 5)},
    ],
)
def test_a_sheet_that_cannot_be_is_refused(change):
    with pytest.raises(SheetDoesNotFit):
        replace(DEFAULT, **change)


def test_labels_may_touch_each_other_and_the_edge_of_the_page():
    sheet = SHEETS["a4-4xa6"]

    assert [(box.left, box.top) for box in sheet.boxes()] == [
        (0, 0),
        (105, 0),
        (0, 148.5),
        (105, 148.5),
    ]


def test_badges_fill_a_sheet_row_by_row_and_go_on_with_the_next():
    found = pages([str(number) for number in range(12)], DEFAULT)

    assert [len(page) for page in found] == [10, 2]
    assert places(found)[0][:3] == [(17.5, 13.5, "0"), (112.5, 13.5, "1"), (17.5, 68.5, "2")]
    assert places(found)[1] == [(17.5, 13.5, "10"), (112.5, 13.5, "11")]


def test_a_started_sheet_is_used_up_from_the_label_given():
    found = pages(["a", "b", "c"], DEFAULT, start=9)

    assert places(found) == [[(17.5, 233.5, "a"), (112.5, 233.5, "b")], [(17.5, 13.5, "c")]]


@pytest.mark.parametrize("start", [0, 11, -1])
def test_a_start_that_the_sheet_does_not_have_is_refused(start):
    with pytest.raises(StartOutsideSheet) as refusal:
        pages(["a"], DEFAULT, start=start)

    assert refusal.value.facts == {"start": start, "most": 10}


def test_no_badges_make_no_page():
    assert pages([], DEFAULT, start=4) == []


def test_an_offset_shifts_every_label():
    found = pages(["a"], DEFAULT, offset=Offset(x=1.5, y=-0.5))

    assert places(found) == [[(19.0, 13.0, "a")]]


def test_an_offset_beyond_a_centimetre_is_a_slip():
    with pytest.raises(OffsetTooLarge):
        Offset(x=11)


@pytest.mark.parametrize(
    ("name", "turns"), [("butterfly-82x203", [0, 180]), ("a5-fold-a6", [0, 0])]
)
def test_a_card_to_fold_shows_its_badge_on_both_faces(name, turns):
    sheet: Sheet = SHEETS[name]

    found = pages(["a", "b"], sheet)

    assert sheet.per_page == 1
    assert [[item for _, item in page] for page in found] == [["a", "a"], ["b", "b"]]
    assert [box.turn for box, _ in found[0]] == turns
