"""Error pages of a service that is a process of its own are looked at, whoever opens them."""

import subprocess
import sys
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest

from tests.support import canaries
from tests.support.running import Service, free_port, wait_for_port

pytestmark = pytest.mark.browser

PROGRAM = """
import sys
from flask import Flask, request
from markupsafe import escape

app = Flask("elsewhere")

@app.get("/<path:name>")
def page(name):
    return f"<title>No</title><main>{escape(name)}</main>", 404

@app.route("/form", methods=["GET", "POST"])
def form():
    mail, who = escape(request.form.get("mail", "")), request.form.get("who", "")[::-1]
    field = f'<label>M<input name="mail" value="{mail}"></label>'
    other = f'<input type="hidden" name="who" value="retsuM">'
    page = f'<title>F</title><main><form method="post">{field}{other}<button>Go</button></form>'
    return f"{page}{who}</main>", 422 if request.form else 200

app.run(port=int(sys.argv[1]))
"""


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[Service]:
    port = free_port()
    command = [sys.executable, "-c", PROGRAM, str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for_port(port, within=30)
        yield Service(process, f"http://127.0.0.1:{port}", tmp_path, 0)
        process.kill()


def test_an_error_page_that_a_program_gets_is_looked_at(elsewhere):
    with pytest.raises(HTTPError, match="404"):
        elsewhere.get("/erika@example.org")

    (said,) = canaries.taken()
    assert said.startswith("the error page 404 names ['erika@example.org']: ")


def test_an_error_page_that_a_browser_gets_is_looked_at(elsewhere, open_page):
    open_page(f"{elsewhere.url}/erika@example.org").all_looked_at()

    (said,) = canaries.taken()
    assert said.startswith("the error page 404 names ['erika@example.org']: ")


def test_a_form_given_back_to_a_browser_repeats_what_was_typed_and_names_nobody_else(
    elsewhere, open_page
):
    visit = open_page(f"{elsewhere.url}/form")

    visit.page.get_by_label("M").fill("erika@example.org")
    visit.page.get_by_role("button").click()
    visit.all_looked_at()

    (said,) = canaries.taken()
    assert said.startswith("the error page 422 names ['Muster']: ")
