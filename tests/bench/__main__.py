"""Run every ``bench_*`` function of this folder: each does one thing and returns how often.

Prints the best of three, in milliseconds per thing. No limit is held here: a test holds limits.
"""

import importlib
import pkgutil
import time
from collections.abc import Callable, Iterator

from tests import bench

ROUNDS = 3


def benches() -> Iterator[Callable[[], int]]:
    for module in pkgutil.iter_modules(bench.__path__, "tests.bench."):
        if not module.name.endswith("__main__"):
            found = vars(importlib.import_module(module.name))
            yield from (found[name] for name in sorted(found) if name.startswith("bench_"))


def best(function: Callable[[], int]) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        count = function()
        taken.append((time.perf_counter() - started) / count)
    return min(taken) * 1000


for function in benches():
    print(f"{best(function):>10.1f} ms  {(function.__doc__ or function.__name__).rstrip('.')}")  # noqa: T201 -- what it is for
