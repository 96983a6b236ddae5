"""Addresses are printed and subscribed: one that was public once stays for ever."""

from pathlib import Path

from eventsvc.app import create_app
from tests.conftest import settings_for

LIST = Path(__file__).with_name("routes.txt")


def public_routes(folder) -> set[str]:
    app = create_app(settings_for(folder))
    stay = ("public.", "participant.", "member.")
    return {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(stay)}


def test_every_address_ever_public_is_served_and_every_public_one_is_listed(tmp_path):
    listed = LIST.read_text(encoding="utf-8").splitlines()

    assert listed == sorted(set(listed))
    assert set(listed) == public_routes(tmp_path)
