"""The papers that data protection asks for: which there are, and what an office must still say.

What the program knows by itself (purposes, bases, times, recipients) it writes by itself; the
rest is asked once, in the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Paper(StrEnum):
    """A paper, and the article of the GDPR that asks for it."""

    NOTICE = "notice"
    """For people who give us their data themselves (Art. 13); of a meeting or of the network."""
    IMPORTED = "imported"
    """For people who came in by a list (Art. 14)."""
    RECORD = "record"
    """The record of processing activities (Art. 30)."""
    DELETION = "deletion"
    """How long what is kept (Art. 5(1)(e))."""
    PARTIES = "parties"
    """Who works for us and with us (Art. 26, 28)."""


PUBLIC = frozenset({Paper.NOTICE, Paper.IMPORTED})
"""Papers that everybody may read; the others are the office's."""


class Behalf(StrEnum):
    """How bodies stand to each other when a meeting is held on behalf of another one."""

    PROCESSOR = "processor"
    """The principal is the controller, the organiser its processor (Art. 28)."""
    JOINT = "joint"
    """Both decide together (Art. 26)."""


class Ground(StrEnum):
    """On what holding meetings itself stands (GDPR Art. 6(1)(b, e, f))."""

    PUBLIC_TASK = "public-task"
    CONTRACT = "contract"
    INTEREST = "legitimate-interest"


NEEDS_REASON = frozenset({Ground.PUBLIC_TASK, Ground.INTEREST})
"""Of what a reason must be told: the law that sets the task (6(3)), the interest (13(1)(d))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor:
    """Somebody who works for the controller (Art. 28)."""

    name: str
    task: str
    contract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A joint controller, and what it does (Art. 26(1))."""

    name: str
    contact: str = ""
    does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the office said for its papers. Empty: it has not yet."""

    address: str = ""
    officer: str = ""
    """How to reach the data protection officer (Art. 13(1)(b))."""
    authority: str = ""
    """The supervisory authority (Art. 13(2)(d))."""
    ground: Ground | None = None
    reason: str = ""
    """The law that sets the public task, or the interest and why it outweighs."""
    sources: str = ""
    """Where imported data comes from (Art. 14(2)(f))."""
    measures: str = ""
    """What keeps data safe beside the program itself (Art. 32)."""
    behalf: Behalf = Behalf.PROCESSOR
    processors: tuple[Processor, ...] = ()
    partners: tuple[Partner, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of what a paper cannot do without."""
        return tuple(
            name
            for name in ("address", "officer", "authority", "ground")
            if not getattr(self, name)
        )


def read(stored: Mapping[str, Any]) -> Office:
    """Return what is stored; what is missing is empty."""
    texts = ("address", "officer", "authority", "reason", "sources", "measures")
    ground = stored.get("ground")
    return Office(
        ground=Ground(ground) if ground else None,
        **{name: str(stored.get(name, "")) for name in texts},
        behalf=Behalf(stored.get("behalf", Behalf.PROCESSOR)),
        processors=tuple(Processor(**line) for line in stored.get("processors", ())),
        partners=tuple(Partner(**line) for line in stored.get("partners", ())),
    )


def may_be_told(*, email: str, is_disowned: bool, is_told: bool) -> bool:
    """Tell whether somebody gets the mail about imported data: once, at a good address."""
    return bool(email) and not is_disowned and not is_told


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of ``text`` that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
