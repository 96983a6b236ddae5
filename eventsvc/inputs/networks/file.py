"""The network file: bytes in, a checked ``NetworkFile`` out, or all that is wrong with it."""

from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from eventsvc.inputs.networks.documents import read_documents
from eventsvc.inputs.networks.json_tree import parse_json
from eventsvc.inputs.networks.network import NetworkFile
from eventsvc.inputs.networks.problems import MESSAGES, BrokenFile
from eventsvc.inputs.networks.references import Known, check_references
from eventsvc.inputs.networks.tree import Path, Place, Tree, find, stop
from eventsvc.inputs.networks.values import nearest
from eventsvc.inputs.networks.yaml_tree import parse_yaml

MOST = 4
"""Megabytes of text; a network of 300 members with long profiles has less than one."""
_START = Place(1, 1)
_FORMS = {
    "model_type": "not-a-map",
    "dict_type": "not-a-map",
    "list_type": "not-a-list",
    "string_type": "not-a-text",
}


def read_network_file(
    path: FilePath, *, known: Callable[[str], Known] | None = None
) -> NetworkFile:
    """Return what the file at ``path`` says; documents are taken from beside it.

    Raises:
        BrokenFile: As ``read_network``; also when there is no such file.
    """
    if not path.is_file():
        raise stop("file-missing", place=_START, name=str(path))
    if path.stat().st_size > MOST * 1e6:
        size = round(path.stat().st_size / 1e6, 1)
        raise stop("file-too-large", place=_START, size=size, most=MOST)
    return read_network(path.read_bytes(), name=path.name, folder=path.parent, known=known)


def read_network(
    data: bytes,
    *,
    name: str,
    folder: FilePath | None = None,
    known: Callable[[str], Known] | None = None,
) -> NetworkFile:
    """Return what a network file says.

    Args:
        data: The file; UTF-8, with or without a byte order mark.
        name: Its name; the ending tells YAML from JSON.
        folder: Where documents lie that profiles name; without it none can be named.
        known: Tells the keys that a network has in the database already, so that a file may
            name organisations, topics and people of an earlier one.

    Raises:
        BrokenFile: With every mistake, its place and the remedy.
    """
    tree = _parse(_decode(data), name)
    if not isinstance(tree.root, dict) or not tree.root:
        raise stop("file-empty", place=_START)
    file = _validated(tree)
    check_references(tree, known(_slug(tree)) if known else {})
    documents = read_documents(tree, folder)
    if file is None or tree.problems:
        raise BrokenFile(tree.problems, tree.root)
    file.documents.update(documents)
    return file


def _decode(data: bytes) -> str:
    if len(data) > MOST * 1e6:
        size = round(len(data) / 1e6, 1)
        raise stop("file-too-large", place=_START, size=size, most=MOST)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise stop("file-encoding", place=Place(line, 1)) from None


def _parse(text: str, name: str) -> Tree:
    match FilePath(name).suffix.lower():
        case ".json":
            return parse_json(text) if text.strip() else Tree()
        case ".yaml" | ".yml":
            return parse_yaml(text)
    raise stop("file-kind", place=_START, name=name)


def _validated(tree: Tree) -> NetworkFile | None:
    """Return the file's meaning; None, and the mistakes noted, when it has none."""
    context = {"language": _first(tree, "network.languages.*", "de")}
    context["tzid"] = _first(tree, "network.timezone", "Europe/Berlin")
    try:
        return NetworkFile.model_validate(tree.root, context=context)
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=True):
            _note(tree, details)
        return None


def _first(tree: Tree, pattern: str, default: str) -> str:
    return next((value for _, value in find(tree.root, pattern) if isinstance(value, str)), default)


def _slug(tree: Tree) -> str:
    return _first(tree, "network.slug", "")


def _note(tree: Tree, details: ErrorDetails) -> None:
    """Note a mistake that pydantic found, in our words."""
    path: Path = tuple(step if isinstance(step, int) else str(step) for step in details["loc"])
    code, facts = details["type"], dict(details.get("ctx") or {})
    if code == "extra_forbidden":
        _note_unknown(tree, path)
    elif code == "missing":
        tree.refuse("missing", path, key=str(path[-1]))
    elif code in _FORMS:
        tree.refuse("empty" if details["input"] == "" else _FORMS[code], path)
    elif code in MESSAGES:
        at = facts.pop("at", None)
        tree.refuse(code, (*path, str(at)) if at else path, **facts)
    else:
        raise AssertionError(f"no sentence for {details}")


def _note_unknown(tree: Tree, path: Path) -> None:
    key, known = str(path[-1]), list(_known_keys(path[:-1]))
    if near := nearest(key, known):
        tree.refuse("key-unknown-near", path, key=key, near=near)
    else:
        tree.refuse("key-unknown", path, key=key, known=", ".join(known))


def _known_keys(path: Path) -> Iterator[str]:
    """Yield the names that the part at ``path`` may have."""
    kind: Any = NetworkFile
    for step in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = kind.model_fields[str(step)].annotation
        else:  # the item of a list, or the value of a map
            kind = get_args(kind)[-1]
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
    yield from kind.model_fields
