"""The program as operators get it: the wheel, in an environment of its own.

A module imports the fixtures ``wheel`` and ``installed``. For every change the dependencies are
those of this environment; ``make proof`` installs them anew, from the lock.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = pytest.param("full", marks=[pytest.mark.proof, pytest.mark.timeout(600)])
# What a service has: no variable of ours, no path to the source tree.
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("EVENTSVC_", "PYTHON"))
}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module", params=["linked", FULL])
def installed(wheel, tmp_path_factory, request) -> Path:
    """The ``bin`` folder of an environment that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True, env=CLEAN)
    if request.param == "full":
        lock = ROOT / "requirements.lock"
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", lock], check=True)
    else:
        (packages,) = folder.glob("lib/python*/site-packages")
        (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "bin"
