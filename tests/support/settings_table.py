"""Write the generated table of docs/operating.md: ``python -m tests.support.settings_table``."""

from pathlib import Path

from pydantic import SecretStr

from eventsvc.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
OPERATING = ROOT / "docs" / "operating.md"
BEGIN, END = "<!-- settings: begin, generated -->\n", "<!-- settings: end -->\n"


def settings_table() -> str:
    """Return a row for each setting: its name, its default, its meaning."""
    rows = ["| setting | default | meaning |\n", "|---|---|---|\n"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default_factory else field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        shown = f"`{default}`" if str(default) else "-"
        rows.append(f"| `EVENTSVC_{name.upper()}` | {shown} | {field.description} |\n")
    return "".join(rows)


def with_table(page: str) -> str:
    """Return ``page`` with the table between its marks renewed."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{settings_table()}{END}{after}"


if __name__ == "__main__":
    OPERATING.write_text(with_table(OPERATING.read_text(encoding="utf-8")), encoding="utf-8")
