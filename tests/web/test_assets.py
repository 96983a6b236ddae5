"""Static files: hashed names, kept for ever, compressed once."""

import gzip
import importlib.util
import re
import timeit

import pytest

from eventsvc import paths
from eventsvc.web.assets import Assets
from tests.support.front import front_app

ROOT = paths.TEMPLATES.parent
OUTSIDE = re.compile(r"""url\(\s*(?!["']?(?:data:|/static/))|@import""")


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("make_assets", ROOT / ".ci" / "make_assets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path):
    for name, text in {
        "fonts/letters.woff2": "letters",
        "css/kern.css": "a{color:red}",
        "css/app.css": "@font-face{src:url('../fonts/letters.woff2')}b{mask:url(data:x)}",
        "js/copy.js": "1",
        "js/notes.txt": "not served",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_stylesheets_are_one_file_and_name_fonts_by_their_hashed_address(folder):
    assets = Assets(folder)

    sheet = assets.at(assets.address("site.css"))

    font = assets.address("fonts/letters.woff2")
    assert sheet.body.decode() == (
        f"a{{color:red}}\n@font-face{{src:url({font})}}b{{mask:url(data:x)}}"
    )


def test_a_changed_file_has_another_address(folder):
    before = Assets(folder).address("js/copy.js")
    (folder / "js" / "copy.js").write_text("2")

    assert Assets(folder).address("js/copy.js") != before


def test_a_changed_font_changes_the_address_of_the_stylesheet(folder):
    before = Assets(folder).address("site.css")
    (folder / "fonts" / "letters.woff2").write_text("other letters")

    assert Assets(folder).address("site.css") != before


def test_a_module_names_what_it_loads_by_its_hashed_address(folder):
    vendor = folder / "vendor" / "qr-scanner"
    vendor.mkdir(parents=True)
    (vendor / "a-worker.min.js").write_text("1")
    (vendor / "a.min.js").write_text('import("./a-worker.min.js")')
    (folder / "js" / "scan.js").write_text(
        'import A from "../vendor/qr-scanner/a.min.js"; "./b.js"'
    )
    assets = Assets(folder)
    bodies = {
        name: assets.at(assets.address(name)).body.decode()
        for name in ("vendor/qr-scanner/a.min.js", "js/scan.js")
    }

    worker, reader = (
        assets.address(f"vendor/qr-scanner/{name}.min.js") for name in ("a-worker", "a")
    )
    assert bodies == {
        "vendor/qr-scanner/a.min.js": f'import("{worker}")',
        "js/scan.js": f'import A from "{reader}"; "./b.js"',
    }


@pytest.mark.parametrize("name", ["js/notes.txt", "css/app.css", "js/none.js"])
def test_an_unknown_name_is_an_error_in_the_template(folder, name):
    with pytest.raises(KeyError):
        Assets(folder).address(name)


def test_a_file_is_kept_for_a_year_and_sent_compressed_to_who_takes_it():
    client = front_app().test_client()
    address = Assets().address("site.css")

    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(packed.data) == plain.data


def test_a_font_is_sent_as_it_is():
    response = front_app().test_client().get(Assets().address("fonts/fira-sans-regular.woff2"))

    assert response.content_type == "font/woff2"
    assert response.data[:4] == b"wOF2"
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    "address",
    [
        "/static/site.css",
        "/static/css/app.css",
        "/static/site.000000000000.css",
        "/static/vendor/kern/kern.min.css",
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
    ],
)
def test_names_without_the_right_hash_are_not_found(address):
    assert front_app().test_client().get(address).status_code == 404


def test_reading_all_files_takes_less_than_a_tenth_of_a_second():
    # The quickest of several: other work on the machine must not fail this.
    assert min(timeit.repeat(Assets, number=1, repeat=5)) < 0.1


def test_the_served_kern_css_is_what_the_tool_would_write_now(tool):
    served = (paths.STATIC / "css" / "kern.css").read_text(encoding="utf-8")

    assert served == tool.served_css(), "a template took or left a KERN class: run `make assets`"


def test_every_kern_class_in_a_template_exists_in_kern(tool):
    css = (paths.STATIC / "css" / "kern.css").read_text(encoding="utf-8")
    known = set(re.findall(r"\.(kern-[\w-]+)", css))

    assert tool.used_classes() - known == set()


def test_no_rule_refers_to_an_outside_address():
    css = Assets().at(Assets().address("site.css")).body.decode()

    assert OUTSIDE.findall(css) == []


def test_purging_keeps_used_rules_and_the_variables_they_read(tool):
    css = (
        ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-c:2px;--kern-d:3px}"
        ".kern-used{margin:var(--kern-b)}.kern-unused{margin:var(--kern-c)}"
        ".kern-used:not(.kern-other),.kern-unused{top:0}"
        ":is(body,.kern-unused) p{left:0}:is(.kern-unused) p{left:1px}"
        "@media print{.kern-unused{top:0}}@media print{.kern-used{top:1px}}"
    )

    assert tool.purge(css, classes={"kern-used"}, own_css="p{top:var(--kern-d)}") == (
        ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-d:3px}\n"
        ".kern-used{margin:var(--kern-b)}\n"
        ".kern-used:not(.kern-other){top:0}\n"
        ":is(body,.kern-unused) p{left:0}\n"
        "@media print{\n.kern-used{top:1px}\n}\n"
    )
