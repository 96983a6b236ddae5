"""Every act that the log keeps can be read."""

import re
from pathlib import Path

from eventsvc import services
from eventsvc.web.organiser.words import ACTIONS

NOTED = re.compile(r'(?:note|changed)\(\s*(?:account, )?"([a-z-]+\.[a-z-]+)"')


def test_every_act_that_services_note_has_words():
    modules = Path(services.__file__).parent.rglob("*.py")
    found = {act for path in modules for act in NOTED.findall(path.read_text("utf-8"))}

    assert len(found) > 50
    assert sorted(found - ACTIONS.keys()) == [], "add it to ACTIONS in web/organiser/words.py"
