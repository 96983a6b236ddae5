import gc
import os
import time

import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.domain.sheets import StartOutsideSheet
from eventsvc.outputs import apart
from eventsvc.outputs.badges import PrintOptions, badges_pdf, legibility
from eventsvc.outputs.pdf import PdfError, html_to_pdf
from tests.support.badges import ANNA, people

SHEET = SHEETS[DEFAULT_SHEET]


@pytest.fixture
def child():
    yield apart.use_child()
    apart.stop_using_child()


def test_a_child_draws_the_same_bytes_passes_refusals_on_and_is_replaced_when_it_dies(child):
    badges = people(12)
    started = time.monotonic()
    apart.prepare()
    waited = time.monotonic() - started
    first = badges_pdf(badges, sheet=SHEET), legibility([ANNA], sheet=SHEET)
    with pytest.raises(StartOutsideSheet) as refused:
        badges_pdf(badges, sheet=SHEET, options=PrintOptions(start=99))
    with pytest.raises(PdfError):
        html_to_pdf("<img src=missing.png>")
    spared = child.call(gc.get_freeze_count)
    with pytest.raises(apart.PrintingEnded):
        child.call(os._exit, 1)
    again = badges_pdf(badges, sheet=SHEET)
    process = child._process
    apart.stop_using_child()
    here = badges_pdf(badges, sheet=SHEET), legibility([ANNA], sheet=SHEET)

    assert waited < 0.5
    assert spared > 50_000  # what WeasyPrint consists of is not searched for garbage
    assert refused.value.facts == {"start": 99, "most": 10}
    assert (first, again) == (here, here[0])
    assert process.poll() is not None


def test_an_answer_may_hold_our_own_classes_only():
    with pytest.raises(apart.pickle.UnpicklingError):
        apart._Answers(apart.io.BytesIO(apart.pickle.dumps(os.getcwd))).load()
