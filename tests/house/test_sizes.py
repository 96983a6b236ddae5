"""The size guides of CONTRIBUTING.md."""

import ast
from pathlib import Path

import pytest

import eventsvc

PACKAGE = Path(eventsvc.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
MODULE_LINES = 300
FUNCTION_LINES = 30


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = first.end_lineno - first.lineno + 1 if documented else 0
    return function.end_lineno - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(source))
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert source.count("\n") <= MODULE_LINES
    assert {f.name: code_lines(f) for f in functions if code_lines(f) > FUNCTION_LINES} == {}
