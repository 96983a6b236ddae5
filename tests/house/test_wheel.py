"""The wheel is complete: installed elsewhere it serves pages, speaks German and prints."""

import re
import subprocess
import zipfile
from collections.abc import Iterator

import pytest

from eventsvc.paths import TRANSLATIONS
from tests.support.running import Service, serving
from tests.support.wheel import CLEAN, ROOT

pytestmark = pytest.mark.external


@pytest.fixture(scope="module")
def service(installed, tmp_path_factory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    command = [installed / "eventsvc", "serve", "--demo"]
    with serving(command, folder=folder, environment=CLEAN) as running:
        yield running


def test_wheel_carries_templates_static_files_migrations_and_compiled_translations(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"eventsvc/{folder}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder in ("templates", "static")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    catalogues = {
        f"eventsvc/translations/{path.relative_to(TRANSLATIONS).with_suffix('.mo').as_posix()}"
        for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")
    }

    assert expected
    assert catalogues
    assert (
        expected | catalogues | {"eventsvc/migrations/versions/0001_the_first_schema.py"}
    ) <= names


def test_wheel_carries_nothing_of_the_tests_or_of_this_machine(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {re.sub(r"-[\d.]+\d", "", top) for top in tops} == {"eventsvc", "eventsvc.dist-info"}


def test_installed_service_is_ready(service):
    assert service.get("/readyz")[0] == 200


def test_installed_service_speaks_german_and_brings_its_style_sheet(service):
    page = service.get("/sign-in", **{"Accept-Language": "de"})[1].decode()
    (sheet, *_) = re.findall(r'href="([^"]+\.css)"', page)

    assert "Anmelden" in page
    assert service.get(sheet)[0] == 200


def test_installed_program_prints_badges(installed, service, tmp_path):
    command = [
        installed / "eventsvc",
        "badges",
        "thueringen/treffen-4",
        "-o",
        tmp_path / "badges.pdf",
    ]
    environment = CLEAN | {"EVENTSVC_DATA_DIR": str(service.folder / "data")}

    subprocess.run(command, check=True, cwd=tmp_path, env=environment)

    assert (tmp_path / "badges.pdf").read_bytes().startswith(b"%PDF-")
