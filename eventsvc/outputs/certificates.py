"""The certificate of attendance: one page that says who took part in what."""

from dataclasses import dataclass

from eventsvc.outputs.lists import Heading
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Who took part: the whole name as one writes it, and whom they represented."""

    name: str
    organisation: str = ""


def certificate_pdf(
    participation: Participation, *, heading: Heading, language: str = "de"
) -> bytes:
    """Return the certificate, A4 portrait, with a line for place, date and signature."""
    return html_to_pdf(
        render(
            "lists/certificate.html",
            language=language,
            heading=heading,
            participation=participation,
        )
    )
