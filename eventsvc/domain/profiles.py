"""Versions of a profile: what each keeps, and how two of them differ.

A version is appended and never changed. Its content is made of plain values (texts, numbers,
lists, maps), so that it can be stored as JSON and compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]


class VersionKind(StrEnum):
    """How a version of a profile came to be."""

    FOUND = "found"
    """What stood there before the first change that was kept, by an import for example."""
    CHANGED = "changed"
    CHECKED = "checked"
    """Nothing new: somebody said that it is still true."""
    RESTORED = "restored"


KEPT = (
    "sentence",
    "text",
    "contact_title",
    "contact_email",
    "contact_phone",
    "website",
    "document_url",
    "document_id",
)
"""Fields of the profile that a version keeps beside the statements."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two versions differ."""

    name: str
    before: Any
    after: Any


def changes(before: Content, after: Content) -> list[Change]:
    """Return the fields that differ, in the order of KEPT, the statements last."""
    return [
        Change(name, before.get(name), after.get(name))
        for name in (*KEPT, "statements")
        if (before.get(name) or None) != (after.get(name) or None)
    ]
