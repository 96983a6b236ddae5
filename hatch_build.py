"""Build hook: compiles the translations, which are committed as .po only, into the wheel."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    """Writes ``messages.mo`` beside each ``messages.po`` before the files are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Compile every catalogue of the package."""
        for source in Path(self.root, "eventsvc", "translations").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as readable, source.with_suffix(".mo").open("wb") as written:
                write_mo(written, read_po(readable))
