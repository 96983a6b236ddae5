"""Notices about photos and data for a meeting's walls: what they say follows from its settings."""

from collections.abc import Sequence

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries import consents
from eventsvc.domain.addresses import consent_address
from eventsvc.domain.badge_styles import SIGNS
from eventsvc.domain.consents import PHOTO, Basis, asked_at_meeting
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.texts import choose
from eventsvc.outputs.formats import period_text
from eventsvc.outputs.posters import Motif, Paper, Poster, poster_pdf
from eventsvc.services.badges.badge_styles import style_of
from eventsvc.services.privacy.consents import words_for
from eventsvc.services.privacy.controllers import bodies_of


def poster(
    network: NetworkRow,
    meeting: MeetingRow,
    *,
    motif: Motif,
    paper: Paper,
    languages: Sequence[str],
    public_url: str,
) -> bytes:
    """Return a notice of the meeting as a PDF, a page for each language."""
    pages = [_page(network, meeting, one, public_url=public_url) for one in languages]
    return poster_pdf(pages, motif=motif, paper=paper)


def address_of(network: NetworkRow, meeting: MeetingRow, *, public_url: str) -> str:
    """Return where the code leads: a page that strangers may see names public meetings only."""
    is_public = meeting.visibility is Visibility.PUBLIC
    return consent_address(public_url, network.slug, meeting.slug if is_public else "")


def _page(network: NetworkRow, meeting: MeetingRow, language: str, *, public_url: str) -> Poster:
    bases = consents.bases_of_meeting(meeting.id)
    whole = meeting.all_day
    words = [
        words_for(network, meeting, purpose, basis=bases.get(purpose, Basis.CONSENT))
        for purpose in PHOTO
    ]
    who = bodies_of(network, meeting)
    return Poster(
        language=language,
        meeting=choose(meeting.title, language=language, fallbacks=network.languages).text,
        when=period_text(
            meeting.local_start.date() if whole else meeting.local_start, None, language=language
        ),
        bodies=meeting.photographed_by or [who.organiser],
        controller=who.organiser,
        on_behalf_of=who.on_behalf_of,
        email=network.email if who.is_own else "",
        words=[choose(one, language=language, fallbacks=network.languages).text for one in words],
        asks=any(bases.get(purpose, Basis.CONSENT) is Basis.CONSENT for purpose in PHOTO),
        asks_all={*asked_at_meeting(bases).values()} == {Basis.CONSENT},
        address=address_of(network, meeting, public_url=public_url),
        signs=SIGNS[style_of(meeting).scheme],
    )
