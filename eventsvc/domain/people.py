"""People: whether somebody on a list is somebody we know.

An address alone is not enough (shared mailboxes), a name alone neither (there are many Müllers):
a wrong match would put one person's decisions under another's name, a missed one only doubles
a line that people see.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field

from eventsvc.domain.spelling import fold

ADDRESSES = "addresses of an invitation"
"""Origin of people whom the office typed in to invite them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one person, who may be known by several names and addresses.

    ``organisations`` are those they work or came for.
    """

    key: str
    folded_name: str
    email: str = ""
    organisations: frozenset[int] = frozenset()


_LONGEST = 512


def folded_name(*, given: str, family: str) -> str:
    """Return the name by which people are compared: no case, no accents, no blanks.

    At most 512 characters, as many as are kept: one sign can fold to eighteen.
    """
    return fold(f"{given} {family}")[:_LONGEST]


@dataclass
class Acquaintances:
    """The people of a network, prepared for many look-ups."""

    people: InitVar[Iterable[Known]]
    _by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self, people: Iterable[Known]) -> None:
        for person in people:
            self.add(person)

    def add(self, person: Known) -> None:
        """Know one more."""
        self._by_name[person.folded_name].append(person)

    def find(self, *, name: str, email: str, organisation: int | None) -> str | None:
        """Return the key of the one person meant, or None: nobody, or more than one.

        ``name`` is a ``folded_name``. The same name and address is the same person. Where one
        of the two has no address, the same name and organisation is.
        """
        namesakes = self._by_name.get(name, [])
        same = [known for known in namesakes if email and known.email == email]
        if not same:
            same = [
                known
                for known in namesakes
                if not (email and known.email)
                and (organisation in known.organisations or not known.organisations)
            ]
        keys = {known.key for known in same}
        return same[0].key if len(keys) == 1 else None
