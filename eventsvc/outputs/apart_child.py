"""The process that draws pages: ``python -m eventsvc.outputs.apart_child``.

Reads calls from its standard input until that ends and answers each; see ``outputs.apart``.
"""

import io
import logging
import os
import pickle
import resource
import signal
import sys
from importlib import import_module
from typing import Any, BinaryIO

from eventsvc.domain.errors import DomainError
from eventsvc.outputs.apart import LENGTH, PrintingEnded
from eventsvc.outputs.pdf import PdfError

log = logging.getLogger(__name__)

MEMORY = 2 * 1024**3
"""Bytes of addresses, libraries included; a print of ten thousand badges needs a tenth."""
CPU_SECONDS = 90
"""Of one call."""


def main() -> None:
    """Answer calls until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not look like an answer
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    _warm()
    while message := _message(source):
        _limit_time()
        answer = pickle.dumps(_answer(message))
        target.write(len(answer).to_bytes(LENGTH, "big") + answer)
        target.flush()


def _warm() -> None:
    """Import what printing needs and measure a word: the first print is as quick as the next."""
    from eventsvc.outputs.engine.texts import measure  # noqa: PLC0415 -- slow import
    from eventsvc.outputs.fonts import REGULAR, SEMIBOLD  # noqa: PLC0415 -- slow import

    for weight in (REGULAR, SEMIBOLD):
        measure("x", weight)


def _message(source: BinaryIO) -> bytes:
    head = source.read(LENGTH)
    return source.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""


def _limit_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, hard))


def _answer(message: bytes) -> Any:
    (module, name), args, kwargs = pickle.load(io.BytesIO(message))  # noqa: S301 -- of our parent
    try:
        return getattr(import_module(module), name)(*args, **kwargs)
    except (DomainError, PdfError) as error:
        return error
    except Exception:
        log.exception("printing-failed")
        return PrintingEnded()


if __name__ == "__main__":
    main()
