"""What a rule refuses. A refusal states a fact, carries a code and the facts behind it.

The sentence people read, with the remedy, stands in ``web/messages.py``: one per code.
"""


class DomainError(Exception):
    """A rule says no. ``facts`` are the values a sentence or a log may name."""

    code = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(f"{self.code}: {facts}" if facts else self.code)
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the facts."""
        return _refusal, (type(self), self.facts)


def _refusal(kind: type[DomainError], facts: dict[str, object]) -> DomainError:
    return kind(**facts)


class NotFound(DomainError):
    """There is no such thing, or the caller must not know that there is."""

    code = "not-found"


class EditConflict(DomainError):
    """Somebody else changed the same thing since it was read."""

    code = "edit-conflict"


class AlreadyExists(DomainError):
    """What should be unique is there already."""

    code = "already-exists"


class StorageBusy(DomainError):
    """The database cannot be written at the moment; a second try may succeed."""

    code = "storage-busy"


class StorageFull(DomainError):
    """There is no room left on the disk of the database."""

    code = "storage-full"
