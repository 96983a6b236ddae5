"""What printing badges costs: processor seconds, bytes and memory.

Each line is a process of its own that has already printed ten other badges; codes are known to
it, as they are stored. The naive way is slow and flat: it gets a hundred badges, times ten.
"""

import gc
import importlib.util
import json
import resource
import subprocess
import sys
import time

SIZES = (500, 1000, 5000, 10_000)
COLUMNS = "{:<34}{:>9}{:>12}{:>11}{:>11}"


def say(words: str) -> None:
    """Print at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def measure(engine: str, count: int) -> dict[str, float]:
    """Return what ``engine`` takes for ``count`` badges, in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.printing", engine, str(count)]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(found.stdout)


def run(engine: str, count: int) -> None:
    """Print the cost of one print in this process, warm as the child that prints for the server."""
    from tests.bench.badges import ENGINES, SYMBOLS
    from tests.bench.people import people
    from tests.support.badges import people as others

    badges = people(count)
    SYMBOLS.update(stored(count))
    ENGINES[engine](others(10))
    gc.collect()
    gc.freeze()
    started = time.process_time()
    pdf = ENGINES[engine](badges)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(json.dumps({"seconds": seconds, "bytes": len(pdf), "peak": peak}))


def stored(count: int) -> dict[str, object]:
    """Return the symbols of all organisations as the database keeps them.

    In a process of its own, because the measured one never computes a symbol.
    """
    from eventsvc.outputs.qr import Symbol

    command = [sys.executable, "-m", "tests.bench.printing", "symbols", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as found:
        return {
            address: Symbol.unpacked(address, bytes.fromhex(packed), bytes.fromhex(drawn))
            for address, packed, drawn in map(str.split, found.stdout)
        }


def compute_symbols(count: int) -> None:
    """Print every symbol of ``count`` badges, one on a line."""
    from eventsvc.outputs.qr import symbol
    from tests.bench.people import people
    from tests.support.badges import people as others

    for address in sorted({badge.address for badge in (*people(count), *others(10))}):
        found = symbol(address)
        say(f"{address} {found.packed().hex()} {found.drawn.hex()}")


def line(label: str, count: int, found: dict[str, float], *, times: int = 1) -> None:
    """Print one line of the table; ``times`` scales seconds and bytes."""
    seconds, size = found["seconds"] * times, found["bytes"] * times / 1e6
    cost = f"{found['seconds'] / count * 1e3:.2f}"
    say(COLUMNS.format(label, f"{seconds:.2f}", f"{size:.2f}", cost, f"{found['peak']:.0f}"))


def table() -> None:
    """Print the table and the ratios."""
    say(COLUMNS.format("badges", "CPU s", "MB", "ms/badge", "peak MiB"))
    ten = measure("stamp", 10)
    line("eventsvc, 10", 10, ten)
    ours = {}
    for count in SIZES:
        ours[count] = measure("stamp", count)
        line(f"eventsvc, {count}", count, ours[count])
    naive = measure("naive", 100)
    line("WeasyPrint, grid and PNG, 100 x 10", 100, naive, times=10)
    thousand = ours[1000]["seconds"]
    flat = [ours[count]["seconds"] / count * 1e3 for count in SIZES]
    spread = (max(flat) - min(flat)) / (max(flat) + min(flat))
    say(
        f"{min(flat):.2f} to {max(flat):.2f} ms per badge from {SIZES[0]} to {SIZES[-1]}: "
        f"{spread:.0%} about their middle"
    )
    say(f"{naive['seconds'] * 10 / thousand:.0f} times as fast as naive WeasyPrint")
    if importlib.util.find_spec("reportlab"):
        canvas = measure("canvas", 1000)
        line("reportlab canvas, 1000", 1000, canvas)
        say(f"{thousand / canvas['seconds']:.2f} times the reportlab canvas")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        table()
    elif sys.argv[1] == "symbols":
        compute_symbols(int(sys.argv[2]))
    else:
        run(sys.argv[1], int(sys.argv[2]))
