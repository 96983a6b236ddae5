"""Migrations stand in one line, each behind the one before it."""

import re

from eventsvc.paths import MIGRATIONS


def test_migrations_are_numbered_without_gaps_and_each_follows_the_one_before():
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    found = [
        (
            file.name[:4],
            *(
                re.findall(rf"^{name} = (\S+)$", text, re.MULTILINE)[0].strip("'\"")
                for name in ("revision", "down_revision")
            ),
        )
        for file, text in zip(files, texts, strict=True)
    ]
    numbers = [f"{number:04}" for number in range(1, len(files) + 1)]

    assert found == list(zip(numbers, numbers, ["None", *numbers[:-1]], strict=True))
