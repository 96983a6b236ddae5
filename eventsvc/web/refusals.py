"""What a refusal says to whoever reads the page."""

from eventsvc.domain.errors import DomainError
from eventsvc.web.messages import MESSAGES


def words_of(error: DomainError) -> str:
    """Return the sentence about ``error``, with its facts, in the language of the page."""
    sentence = str(MESSAGES[error.code][1])
    return sentence % error.facts if error.facts else sentence
