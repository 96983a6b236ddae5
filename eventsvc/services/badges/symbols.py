"""QR symbols: computed once for each printed code, 8 ms each, and read when badges are printed."""

from eventsvc.db.models import CodeSymbolRow
from eventsvc.db.queries import symbols as queries
from eventsvc.db.transaction import transaction
from eventsvc.domain.codes import code_address
from eventsvc.outputs import qr
from eventsvc.outputs.badge_layout import Symbols

AT_ONCE = 200
"""Symbols of one transaction: less than two seconds of work, and others may write between."""


def compute_missing(*, public_url: str, limit: int = AT_ONCE) -> int:
    """Store the symbols that current codes lack since they or the public address changed.

    Returns:
        How many were computed; fewer than ``limit`` means that none is missing now.
    """
    codes = queries.codes_without_symbol(code_address(public_url, ""), limit=limit)
    drawn = [(code, qr.symbol(code_address(public_url, code))) for code in codes]
    if not drawn:
        return 0
    with transaction() as session:
        for code, found in drawn:
            session.merge(
                CodeSymbolRow(
                    code=code,
                    address=found.address,
                    modules=found.packed(),
                    drawing=found.drawn,
                )
            )
    return len(drawn)


def compute_all(*, public_url: str) -> int:
    """Store every symbol that is missing, however long it takes."""
    total = 0
    while found := compute_missing(public_url=public_url):
        total += found
    return total


def symbols_of(network_id: int) -> Symbols:
    """Return the stored symbols of a network's codes by their address (one question)."""
    return {
        row.address: qr.Symbol.unpacked(row.address, row.modules, row.drawing)
        for row in queries.symbols_for_badges(network_id)
    }
