"""The process that draws pages: ``python -m eventsvc.outputs.apart_child``.

Reads calls from its standard input until that ends and answers each; see ``outputs.apart``.
"""

import ctypes
import gc
import io
import logging
import os
import pickle
import resource
import signal
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from eventsvc.domain.badges import SAMPLES
from eventsvc.domain.errors import DomainError
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.outputs.apart import CONFINED, LENGTH, Done, PrintingEnded, Told, be_child
from eventsvc.outputs.pdf import PdfError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use.

    Args:
        memory: Bytes of addresses, libraries included; ten thousand badges need 250 million.
        cpu: Seconds of the processor.
    """

    memory: int
    cpu: int


USUAL = Limits(2 * 1024**3, cpu=90)
STRICT = Limits(768 * 1024**2, cpu=20)
"""For what somebody wrote."""
_NEW_USER_NAMESPACE, _NEW_NETWORK = 0x10000000, 0x40000000
"""Linux's unshare(2)."""


def main() -> None:
    """Answer calls until the input ends."""
    limits = STRICT if CONFINED in sys.argv else USUAL
    if limits is STRICT:
        _leave_the_network()
    be_child()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not look like an answer
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, hard))
    _warm()

    def say(value: object) -> None:
        answer = pickle.dumps(value)
        target.write(len(answer).to_bytes(LENGTH, "big") + answer)
        target.flush()

    while message := _message(source):
        _limit_time(limits.cpu)
        say(_answer(message, told=lambda done: say(Done(done))))


def _leave_the_network() -> None:
    """Go where there is no network, if this machine lets us; the fetcher asks for none anyway."""
    ctypes.CDLL(None).unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK)


def _warm() -> None:
    """Draw two samples as a picture: the first print and the first look are as quick as the next.

    What is there then is there for good: looking through it for garbage took a tenth of a print.
    """
    from eventsvc.outputs.badge_picture import sheet_png  # noqa: PLC0415 -- slow import
    from eventsvc.outputs.badges import PrintOptions  # noqa: PLC0415 -- slow import
    from eventsvc.outputs.typesetting import hyphenator  # noqa: PLC0415 -- slow import

    hyphenator(PrintOptions().languages[0])
    sheet_png(SAMPLES, sheet=sheet_named(DEFAULT_SHEET), options=PrintOptions())
    gc.collect()
    gc.freeze()


def _message(source: BinaryIO) -> bytes:
    head = source.read(LENGTH)
    return source.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def _answer(message: bytes, *, told: Told) -> Any:
    (module, name), args, kwargs, asks = pickle.load(io.BytesIO(message))  # noqa: S301 -- of our parent
    if asks:
        kwargs["told"] = told
    try:
        return getattr(import_module(module), name)(*args, **kwargs)
    except (DomainError, PdfError) as error:
        return error
    except Exception:
        log.exception("printing-failed")
        return PrintingEnded()


if __name__ == "__main__":
    main()
