"""The outputs' own Jinja: templates of ``templates/outputs/``, texts from the catalogues."""

from functools import lru_cache

from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eventsvc.paths import TEMPLATES, TRANSLATIONS


@lru_cache
def translations(language: str) -> NullTranslations:
    """Return the compiled catalogue of ``language``; without one each text stays English."""
    return Translations.load(TRANSLATIONS, [language])


@lru_cache
def environment(language: str) -> Environment:
    """Return the Jinja environment that speaks ``language`` (BCP 47 primary tag).

    Everything is escaped; a name that the caller did not give is an error, not a gap.
    """
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    jinja.filters["number"] = _number
    return jinja


def _number(value: float) -> str:
    """Return ``value`` for CSS: three decimals are a thousandth of a millimetre."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def render(template: str, /, *, language: str, **context: object) -> str:
    """Return ``templates/outputs/<template>`` filled with ``context``."""
    return (
        environment(language)
        .get_template(f"outputs/{template}")
        .render(language=language, **context)
    )
