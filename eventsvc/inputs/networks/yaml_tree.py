"""YAML as a tree of texts. Only the composer of PyYAML is used: nothing is ever constructed."""

from typing import Any

import yaml

from eventsvc.inputs.networks.tree import MAX_DEPTH, Path, Place, Tree, Value, stop

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_HINTS = (
    ("mapping values are not allowed", "yaml-colon"),
    ("cannot start any token", "yaml-sign"),
    ("found undefined escape", "yaml-escape"),
    ("found unknown escape", "yaml-escape"),
    ("but found another document", "yaml-documents"),
    ("found unexpected end of stream", "yaml-quote"),
)


class _Loader(yaml.BaseLoader):
    """Composes plain nodes; refuses aliases (bombs) and depth before either costs anything."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise stop("yaml-alias", place=_place(event.start_mark), name=event.anchor)
        if self.depth >= MAX_DEPTH:
            raise stop("too-deep", place=_place(event.start_mark), most=MAX_DEPTH)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def parse_yaml(text: str) -> Tree:
    """Return the tree of a YAML text; values left empty are left out, as if never written.

    Raises:
        BrokenFile: It is no YAML, or has aliases, several documents or too many levels.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sign = f"U+{ord(text[error.position]):04X}"
        raise stop("control-character", place=Place(line, 1), character=sign) from None
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from None
    tree = Tree()
    if node is not None:
        tree.places[()] = _place(node.start_mark)
        tree.root = _value(tree, node, ()) or {}
    return tree


def _value(tree: Tree, node: yaml.Node, path: Path) -> Value | None:
    if isinstance(node, yaml.MappingNode):
        return _map(tree, node, path)
    if isinstance(node, yaml.SequenceNode):
        return _list(tree, node, path)
    text = str(node.value)
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if plain and text in _NOTHING else text


def _map(tree: Tree, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise stop("key-not-text", place=_place(key_node.start_mark))
        known = key_node.value in found
        child = tree.add_key(found, path, key_node.value, _place(key_node.start_mark))
        value = None if known else _value(tree, value_node, child)
        if value is not None:
            found[key_node.value] = value
    return found


def _list(tree: Tree, node: yaml.SequenceNode, path: Path) -> list[Value]:
    found: list[Value] = []
    for number, item in enumerate(node.value):
        child = (*path, number)
        tree.places[child] = _place(item.start_mark)
        value = _value(tree, item, child)
        found.append("" if value is None else value)
    return found


def _not_yaml(error: yaml.MarkedYAMLError) -> Exception:
    words = str(error.problem or error.context or "")
    place = _place(error.problem_mark or error.context_mark)
    for sign, code in _HINTS:
        if sign in words:
            return stop(code, place=place)
    return stop("yaml", place=place, problem=words)


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)
