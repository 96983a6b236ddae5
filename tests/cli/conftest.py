from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventsvc.cli import main
from tests.support.commands import eventsvc  # noqa: F401 -- fixture

HERE = "http://127.0.0.1:8000"


@pytest.fixture
def run(tmp_path, monkeypatch) -> Callable[..., Result]:
    """Call ``eventsvc …`` with a data folder of its own."""
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(
            main, [str(argument) for argument in arguments], catch_exceptions=False
        )

    return call


@pytest.fixture
def database(tmp_path) -> Path:
    return tmp_path / "data" / "eventsvc.sqlite"
