"""Rendering in a process of its own, so that no page waits for the import and none dies with it.

The server calls ``use_child`` once; from then on every function marked ``@apart`` runs in a child
that has WeasyPrint imported. Elsewhere (commands, tests) it runs where it is called. The child
sees bytes on its standard input and nothing of the database; it ends when the server does,
because its input does. What it answers is not trusted more than needed: see ``_Answers``.

A design that somebody wrote is drawn by a child of its own, wherever we are: with less memory, less
time and no network, so that nothing it does keeps others from printing.
"""

import atexit
import io
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

from eventsvc.domain.errors import DomainError

P = ParamSpec("P")
R = TypeVar("R")
LENGTH = 8
"""Bytes that tell how long a message is."""
SECONDS = 120
"""After which a print is given up; ten thousand badges take three."""


CONFINED = "--confined"
"""Argument of a child that draws what somebody wrote."""

Told = Callable[[int], None]
"""Is told how many badges are drawn, as often as pages are."""


def silent(_done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Done:
    """A child's word on how far it is, before its answer."""

    number: int


class PrintingEnded(DomainError):
    """The process that draws pages died or took too long; the next print gets a fresh one."""

    code = "printing-ended"


class _Answers(pickle.Unpickler):
    """Reads plain values and our own classes only."""

    def find_class(self, module: str, name: str) -> Any:
        if not module.startswith("eventsvc."):
            raise pickle.UnpicklingError(module)
        return super().find_class(module, name)


class Child:
    """The process, started when it is first needed and again after it died."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Start the process unless it runs; returns at once, the import goes on over there."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "eventsvc.outputs.apart_child", *self._options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )

    def call(
        self,
        function: Callable[..., Any],
        *args: object,
        told: Told | None = None,
        **kwargs: object,
    ) -> Any:
        """Return what ``function`` returns over there, or raise what it raises.

        Raises:
            PrintingEnded: The process died or took longer than ``SECONDS``.
        """
        name = function.__module__, function.__qualname__
        with self._lock:
            self.prepare()
            try:
                answer = self._ask(pickle.dumps((name, args, kwargs, told is not None)), told)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self.end()
                raise PrintingEnded from error
            except BaseException:
                self.end()  # or its answer would be taken for the next one's
                raise
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ask(self, message: bytes, told: Told | None) -> Any:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise EOFError
        clock = threading.Timer(SECONDS, process.kill)
        clock.start()
        try:
            process.stdin.write(len(message).to_bytes(LENGTH, "big") + message)
            process.stdin.flush()
            while isinstance(said := _said(process.stdout), Done):
                (told or silent)(said.number)
        finally:
            clock.cancel()
        return said

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    stream.close() if stream else None
            process.wait()


def _said(source: IO[bytes]) -> Any:
    head = source.read(LENGTH)
    body = source.read(int.from_bytes(head, "big")) if len(head) == LENGTH else b""
    return _Answers(io.BytesIO(body)).load()


class _Place:
    """Where functions marked ``@apart`` run in this process."""

    child: Child | None = None
    confined: Child | None = None
    is_child = False


def use_child() -> Child:
    """Let everything marked ``@apart`` run in a child from now on; return the child."""
    _Place.child = _Place.child or Child()
    return _Place.child


def stop_using_child() -> None:
    """End the children; everything runs here again."""
    children = _Place.child, _Place.confined
    _Place.child = _Place.confined = None
    for child in children:
        if child is not None:
            child.end()


def be_child() -> None:
    """Run everything here: this process is a child."""
    _Place.is_child = True


def prepare() -> None:
    """Start the child if one is used; call it when somebody may print soon."""
    if _Place.child is not None:
        _Place.child.prepare()


def _place_for(arguments: Iterable[object]) -> Child | None:
    """Return the child that takes a call with ``arguments``; None: it runs here."""
    if _Place.is_child:
        return None
    if not any(getattr(argument, "is_foreign", False) for argument in arguments):
        return _Place.child
    if _Place.confined is None:
        _Place.confined = Child(CONFINED)
        atexit.register(_Place.confined.end)
    return _Place.confined


def apart(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function of the top level of its module: values in, values out, all of them plain.

    An argument that says of itself ``is_foreign`` brings something that somebody wrote.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        child = _place_for((*args, *kwargs.values()))
        if child is None:
            return function(*args, **kwargs)
        found: R = child.call(function, *args, **kwargs)  # type: ignore[arg-type]  # told is one
        return found

    return called
