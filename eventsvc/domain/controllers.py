"""Who answers for data: the body that organises, and on whose behalf (GDPR Art. 4(7), 26)."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsvc.domain.papers import Partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Who holds a meeting, or runs the network."""

    organiser: str
    on_behalf_of: str = ""
    own: str
    """The network's own body: address, officer and mail of its office are this body's alone."""

    def is_same_as(self, other: "Bodies") -> bool:
        """Tell whether the same bodies answer, by their names."""
        return _is_same(self.organiser, other.organiser) and _is_same(
            self.on_behalf_of, other.on_behalf_of
        )

    @property
    def is_own(self) -> bool:
        """Whether the network's own body organises."""
        return _is_same(self.organiser, self.own)


def bodies(own: str, *, organiser: str = "", on_behalf_of: str = "") -> Bodies:
    """Return who holds a meeting: where it names no ``organiser``, the network's own body does."""
    return Bodies(organiser=organiser.strip() or own, on_behalf_of=on_behalf_of.strip(), own=own)


def contact_of(name: str, partners: Sequence[Partner]) -> str:
    """Return how to reach a body, as the office wrote of joint controllers; empty: it did not."""
    return next((one.contact for one in partners if _is_same(one.name, name)), "")


def _is_same(name: str, other: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()
