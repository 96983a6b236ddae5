"""Where the files that are not Python code lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    """Return the folder ``name``, from the wheel or from the source tree.

    The wheel carries ``templates/`` and ``static/`` inside the package; in a source tree
    they stand beside it.
    """
    inside, beside = _PACKAGE / name, _PACKAGE.parent / name
    return inside if inside.is_dir() else beside


TEMPLATES = _find("templates")
STATIC = _find("static")
MIGRATIONS = _PACKAGE / "migrations"
TRANSLATIONS = _PACKAGE / "translations"
DEMO = _PACKAGE / "demo"
SOURCE_TREE = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else None
"""The checkout this runs from, or None when installed from a wheel."""
