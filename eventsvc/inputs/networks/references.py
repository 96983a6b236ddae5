"""What one part of the file says of another: keys that exist, keys that stand once, no circles.

Checked on the tree, so that a mistake in one part hides none in another.
"""

from collections.abc import Collection, Mapping

from eventsvc.inputs.networks.topics import ALL
from eventsvc.inputs.networks.tree import Path, Tree, Value, find
from eventsvc.inputs.networks.values import nearest

Known = Mapping[str, Collection[str]]
"""Keys that the database has already: section of the file → keys."""

REFERENCES: tuple[tuple[str, str], ...] = (
    ("organisations.*.merged_into", "organisations"),
    ("topics.*.parent", "topics"),
    ("statements.*.org", "organisations"),
    ("statements.*.topics", "topics"),
    ("statements.*.topics.*", "topics"),
    ("focus.*.org", "organisations"),
    ("focus.*.topics", "topics"),
    ("focus.*.topics.*", "topics"),
    ("cooperations.*.org", "organisations"),
    ("cooperations.*.partner", "organisations"),
    ("projects.*.org", "organisations"),
    ("projects.*.topic", "topics"),
    ("surveys.*.questions.*.options.*.topic", "topics"),
    ("surveys.*.asked.*", "organisations"),
    ("surveys.*.answered.*", "organisations"),
    ("surveys.*.answers.*.org", "organisations"),
    ("surveys.*.answers.*.said.{}.*.topic", "topics"),
    ("people.*.functions.*.org", "organisations"),
    ("groups.*.members.*", "organisations"),
    ("groups.*.people.*.person", "people"),
    ("meetings.*.group", "groups"),
    ("meetings.*.hosts.*", "organisations"),
    ("meetings.*.agenda.*.speakers.*.org", "organisations"),
    ("meetings.*.agenda.*.speakers.*.person", "people"),
)
"""Where a key of another part stands, and of which part."""

ONCE: tuple[tuple[str, ...], ...] = (
    ("organisations.*.key",),
    ("organisations.*.code",),
    ("topics.*.key",),
    ("statements.*.key", "focus.*.key"),
    ("cooperations.*.key",),
    ("projects.*.key",),
    ("surveys.*.key",),
    ("people.*.key",),
    ("groups.*.key",),
    ("meetings.*.key",),
    ("meetings.*.slug",),
    ("network.languages.*",),
)
"""Values that may stand once in all the places of a line."""

_INSIDE: tuple[tuple[str, str], ...] = (
    ("meetings.*", "hosts.*"),
    ("surveys.*", "questions.*.key"),
    ("surveys.*", "questions.*.measure"),
    ("surveys.*", "results.*.measure"),
    ("surveys.*", "asked.*"),
    ("surveys.*", "answered.*"),
    ("surveys.*", "answers.*.org"),
    ("surveys.*", "answers.*.key"),
    ("people.*", "functions.*.org"),
    ("groups.*", "members.*"),
    ("groups.*", "people.*.person"),
)

_OF_ALL = ("statements", "focus", "surveys.*.answers")
"""What may be said of every topic at once."""

CIRCLES: tuple[tuple[str, str], ...] = (("organisations", "merged_into"), ("topics", "parent"))


def check_references(tree: Tree, known: Known) -> None:
    """Note every key that is unknown, stands twice or leads back to itself."""
    for pattern, section in REFERENCES:
        _check_known(tree, pattern, section, known)
    for patterns in ONCE:
        _check_once(tree, [found for pattern in patterns for found in find(tree.root, pattern)])
    for outer, inner in _INSIDE:
        for path, part in find(tree.root, outer):
            _check_once(tree, [((*path, *rest), value) for rest, value in find(part, inner)])
    for section, field in CIRCLES:
        _check_circles(tree, section, field)


def _check_known(tree: Tree, pattern: str, section: str, known: Known) -> None:
    keys = [value for _, value in find(tree.root, f"{section}.*.key") if isinstance(value, str)]
    keys += sorted(known.get(section, ()))
    if pattern.startswith(_OF_ALL):
        keys.append(ALL)
    there = set(keys)
    for path, value in find(tree.root, pattern):
        if not isinstance(value, str) or not value or value in there:
            continue
        near = nearest(value, keys)
        code = "reference-near" if near else "reference"
        tree.refuse(code, path, value=value, where=section, near=near)


def _check_once(tree: Tree, found: list[tuple[Path, Value]]) -> None:
    first: dict[str, Path] = {}
    for path, value in found:
        if not isinstance(value, str) or not value:
            continue
        if value in first:
            tree.refuse("twice", path, value=value, line=tree.place(first[value]).line)
        first.setdefault(value, path)


def _check_circles(tree: Tree, section: str, field: str) -> None:
    leads_to: dict[str, str] = {}
    places: dict[str, Path] = {}
    for path, part in find(tree.root, f"{section}.*"):
        if not isinstance(part, dict):
            continue
        key, target = part.get("key"), part.get(field)
        if isinstance(key, str) and isinstance(target, str):
            leads_to[key], places[key] = target, (*path, field)
    for key, path in places.items():
        if _comes_back(key, leads_to):
            tree.refuse("circle", path, value=key)


def _comes_back(key: str, leads_to: Mapping[str, str]) -> bool:
    at = leads_to.get(key, "")
    for _ in leads_to:
        if at == key:
            return True
        at = leads_to.get(at, "")
    return False
