import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import Offset
from eventsvc.outputs.calibration import calibration_pdf
from tests.support.prints import cut_out, ink, page_texts


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_calibration_page_is_one_page_with_each_label_numbered(sheet):
    [text] = page_texts(calibration_pdf(sheet))

    count = len(sheet.boxes())
    assert [str(number) in text.split() for number in range(2, count + 1)] == [True] * (count - 1)
    assert "100 %" in text


def test_outlines_lie_where_labels_are_printed():
    inked = ink(calibration_pdf(SHEETS[DEFAULT_SHEET], offset=Offset(x=1, y=-2)), dpi=300)

    # The left edge of the first label at 18.5 mm, its upper edge at 11.5 mm.
    assert cut_out(inked, box=(18.2, 30, 18.8, 45), dpi=300).any(axis=1).all()
    assert cut_out(inked, box=(40, 11.2, 80, 11.8), dpi=300).any(axis=0).all()
    assert not cut_out(inked, box=(13, 30, 18.2, 45), dpi=300).any()


def test_the_line_to_measure_is_fifty_millimetres_long():
    inked = ink(calibration_pdf(SHEETS[DEFAULT_SHEET]), dpi=300)

    line = cut_out(inked, box=(20, 58.4, 95, 58.6), dpi=300).any(axis=0).nonzero()[0]

    assert round((line[-1] - line[0]) / 300 * 25.4, 0) == 50


def test_a_shift_is_told():
    [text] = page_texts(calibration_pdf(SHEETS[DEFAULT_SHEET], offset=Offset(x=1.5, y=-0.5)))

    assert ("1.5" in text, "-0.5" in text) == (True, True)
