import pytest
from jinja2 import Environment, nodes

from eventsvc.paths import TEMPLATES

FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
JINJA = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def parsed(name: str) -> nodes.Template:
    return JINJA.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def imports(tree: nodes.Template) -> set[str]:
    named = {
        item[1] if isinstance(item, tuple) else item
        for node in tree.find_all(nodes.FromImport)
        for item in node.names
    }
    return named | {node.target for node in tree.find_all(nodes.Import)}


def test_there_are_templates():
    assert FILES


@pytest.mark.parametrize("name", FILES)
def test_template_shows_moments_by_the_clocks_of_the_network(name):
    """The filters turn them (``web.jinja.on_the_wall``); whoever writes UTC has gone round them."""
    assert "UTC" not in (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_template_uses_what_it_imports(name):
    tree = parsed(name)

    assert imports(tree) - {node.name for node in tree.find_all(nodes.Name)} == set()


@pytest.mark.parametrize("name", FILES)
def test_template_names_only_templates_that_exist(name):
    tree = parsed(name)
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    named = {
        node.template.value
        for node in tree.find_all(kinds)
        if isinstance(node.template, nodes.Const)
    }

    assert (
        named - set(FILES) - {p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*")}
        == set()
    )
