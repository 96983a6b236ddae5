"""A whole print, read back as phones and printers see it."""

from random import Random

import cv2
import numpy as np
import pytest

from eventsvc.domain.sheet_presets import DEFAULT_SHEET, SHEETS
from eventsvc.outputs.badges import badges_pdf
from tests.bench.people import people
from tests.support.prints import codes_by_zbar, codes_by_zxing, cut_out, pictures

pytestmark = pytest.mark.proof
SHEET = SHEETS[DEFAULT_SHEET]
DECODERS = {"zxing": codes_by_zxing, "zbar": codes_by_zbar}


@pytest.fixture(scope="module")
def printed():
    return people(1000)


@pytest.fixture(scope="module")
def sheets(printed):
    return pictures(badges_pdf(printed, sheet=SHEET), dpi=300)


@pytest.mark.parametrize("decoder", DECODERS)
def test_all_codes_of_a_thousand_badges_are_read_at_300_dpi(decoder, printed, sheets):
    boxes = SHEET.boxes()

    read = [
        DECODERS[decoder](label(sheets[number // 10], boxes[number % 10]))
        for number in range(len(printed))
    ]

    assert read == [[badge.address] for badge in printed]


def resized(picture, dpi):
    size = [round(side * dpi / 300) for side in picture.shape[::-1]]
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def blurred(picture):
    return cv2.GaussianBlur(resized(picture, 150), (0, 0), 1.0)


def tilted(picture):
    """Seen from 30° beside: the far side is shorter and nearer to the near one."""
    picture = resized(picture, 150)
    height, width = picture.shape
    far = 0.08 * height
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    narrow = 0.866 * width
    seen = np.float32([[0, 0], [narrow, far], [narrow, height - far], [0, height]])
    matrix = cv2.getPerspectiveTransform(corners, seen)
    return cv2.warpPerspective(picture, matrix, (width, height), borderValue=255)


def dim(picture):
    """In low light: grey on grey, with noise."""
    picture = 60 + resized(picture, 150) / 255 * 110
    noise = np.random.default_rng(7).normal(0, 5, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


CONDITIONS = {
    "150 dpi": lambda picture: resized(picture, 150),
    "100 dpi": lambda picture: resized(picture, 100),
    "blurred": blurred,
    "tilted": tilted,
    "dim": dim,
}


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("decoder", DECODERS)
def test_a_sample_is_read_under_bad_conditions(decoder, condition, printed, sheets):
    boxes = SHEET.boxes()
    sample = Random(4).sample(range(len(printed)), 60)

    read = [
        DECODERS[decoder](CONDITIONS[condition](label(sheets[n // 10], boxes[n % 10])))
        for n in sample
    ]

    assert read == [[printed[n].address] for n in sample]


def label(sheet, box):
    corners = (box.left, box.top, box.left + box.width, box.top + box.height)
    return np.ascontiguousarray(cut_out(np.asarray(sheet), box=corners, dpi=300))
