import numpy as np
import pytest
import zxingcpp

from eventsvc.domain.codes import code_address
from eventsvc.outputs.qr import Symbol, svg_path, symbol

ADDRESS = code_address("https://netz.example.de", "7KXQF")


def host(length: int) -> str:
    return "https://" + "n" * (length - len(".example.de")) + ".example.de"


@pytest.mark.parametrize(
    ("length", "version", "too_dense"), [(16, 2, False), (35, 3, False), (60, 4, True)]
)
def test_a_short_host_makes_a_coarse_symbol(length, version, too_dense):
    found = symbol(code_address(host(length), "7KXQF"))

    assert found.version == version
    assert found.modules == 17 + 4 * version
    assert found.is_too_dense is too_dense


def test_the_level_rises_only_where_it_costs_no_module():
    assert (symbol(ADDRESS).version, symbol(ADDRESS).level) == (2, "M")
    shorter = symbol(code_address("https://n.de", "7KXQF"))
    assert (shorter.version, shorter.level) == (2, "Q")
    much_shorter = symbol("HTTPS://A.DE")
    assert (much_shorter.version, much_shorter.level) == (1, "Q")


def test_a_module_under_half_a_millimetre_is_too_small():
    found = symbol(ADDRESS)

    assert found.module_mm(25) == 1
    assert [found.is_too_small(side) for side in (12.5, 12.4)] == [False, True]


def test_the_path_covers_exactly_the_black_modules():
    found = symbol(ADDRESS)
    drawn = np.zeros((found.modules, found.modules), dtype=int)
    for part in svg_path(found).split("M")[1:]:
        place, rest = part.split("h", 1)
        x, y = map(int, place.split())
        width, rest = rest.split("v", 1)
        height = rest.split("h", 1)[0]
        drawn[y : y + int(height), x : x + int(width)] += 1

    assert drawn.tolist() == np.array([*map(list, found.rows)]).tolist()


def test_a_decoder_reads_the_symbol_with_its_scheme_in_small_letters():
    modules = np.pad(np.array([*map(list, symbol(ADDRESS).rows)]), 4)
    picture = np.where(np.kron(modules, np.ones((8, 8), dtype=bool)), 0, 255).astype(np.uint8)

    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]
    assert ADDRESS.startswith("https://NETZ")


def test_a_symbol_is_computed_once():
    assert symbol(ADDRESS) is symbol(ADDRESS)


@pytest.mark.parametrize("address", [ADDRESS, "HTTPS://A.DE", "https://" + "a" * 90])
def test_a_symbol_is_the_same_after_it_was_stored(address):
    packed = symbol(address).packed()

    assert Symbol.unpacked(address, packed) == symbol(address)
    assert len(packed) == 2 + -(-(symbol(address).modules ** 2) // 8)
