"""The same steps by mouse and by keyboard alone, so that one journey is walked with both.

Whoever walks names things as people read them: a button by its words, a field by its label.
"""

from pathlib import Path
from typing import Protocol

FARTHEST = 400
"""Tabs until a thing counts as out of the keyboard's reach."""

_FOCUSED = "element => element === document.activeElement"


class Hands(Protocol):
    """What somebody does on a page."""

    page: object

    def press(self, target: object) -> None:
        """Press a button, or follow a link."""

    def write(self, target: object, text: str) -> None:
        """Replace what stands in a field."""

    def tick(self, target: object) -> None:
        """Tick a box, or choose one of several."""

    def untick(self, target: object) -> None:
        """Take the tick out of a box."""

    def choose(self, target: object, option: str) -> None:
        """Choose an entry of a list by its words."""

    def upload(self, target: object, file: Path) -> None:
        """Hand a file over."""


class Mouse:
    """Points at things."""

    def __init__(self, page: object) -> None:
        self.page = page

    def press(self, target: object) -> None:
        target.click()

    def write(self, target: object, text: str) -> None:
        target.fill(text)

    def tick(self, target: object) -> None:
        target.check()

    def untick(self, target: object) -> None:
        target.uncheck()

    def choose(self, target: object, option: str) -> None:
        target.select_option(label=option)

    def upload(self, target: object, file: Path) -> None:
        target.set_input_files(file)


class Keyboard:
    """Reaches everything with the Tab key and never points.

    Raises:
        AssertionError: The Tab key does not lead there, or the focus cannot be seen.
    """

    def __init__(self, page: object) -> None:
        self.page = page

    def press(self, target: object) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: object, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tick(self, target: object) -> None:
        if target.is_checked():
            return
        if target.get_attribute("type") == "radio":
            self._choose_radio(target)
        else:
            self._reach(target)
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def untick(self, target: object) -> None:
        if target.is_checked():
            self._reach(target)
            self.page.keyboard.press("Space")
        assert not target.is_checked()

    def choose(self, target: object, option: str) -> None:
        self._reach(target)
        self.page.keyboard.type(option)
        assert target.locator("option:checked").inner_text().strip() == option

    def upload(self, target: object, file: Path) -> None:
        self._reach(target)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def _reach(self, target: object) -> None:
        """Go on with the Tab key until the focus is there; it must be seen there (WCAG 2.4.7)."""
        target.wait_for(state="attached")
        for _ in range(FARTHEST):
            if target.evaluate(_FOCUSED):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the Tab key does not lead to {target}")
        seen = "element => { const s = getComputedStyle(element);"
        seen += " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
        label = "element => !!element.closest('label, .kern-form-check, fieldset')"
        assert target.evaluate(seen) or target.evaluate(label), f"the focus is not seen on {target}"

    def _choose_radio(self, target: object) -> None:
        """One of a group takes the focus; the arrows go from one to the next."""
        name = target.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        for _ in range(FARTHEST):
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
            self.page.keyboard.press("Tab")
        for _ in range(group.count() + 1):
            if target.evaluate(_FOCUSED):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {target}")
