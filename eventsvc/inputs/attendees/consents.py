"""Consents in a list: what a heading asks, and what an answer under it says.

What is not clearly yes is unknown (GDPR Art. 4(11), 7(1): a consent must be shown). A "no" is
read more generously, since it gives nothing away.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from eventsvc.domain.spelling import fold, word_set, words


class Purpose(StrEnum):
    """What a consent in a list can be for; each is a decision of its own."""

    PHOTO = "photo"
    PHOTO_PRINT = "photo-print"
    PHOTO_WEB = "photo-web"
    PHOTO_SOCIAL = "photo-social"
    ATTENDEE_LIST = "attendee-list"
    DISTRIBUTION_LIST = "distribution-list"
    PUBLIC_PROFILE = "public-profile"
    NEWSLETTER = "newsletter"
    OWN_MEETING_1 = "own-meeting-1"
    OWN_MEETING_2 = "own-meeting-2"
    OWN_MEETING_3 = "own-meeting-3"
    OWN_MEETING_4 = "own-meeting-4"
    OWN_NETWORK_1 = "own-network-1"
    OWN_NETWORK_2 = "own-network-2"
    OWN_NETWORK_3 = "own-network-3"
    OWN_NETWORK_4 = "own-network-4"
    """The network's own: no heading tells which, so a person does (``domain.consents.OWN``)."""


OWN = tuple(purpose for purpose in Purpose if purpose.value.startswith("own-"))


class Answer(StrEnum):
    """What an answer says; unknown is never recorded."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Asks(StrEnum):
    """How a heading asks.

    ``consent`` asks for the consent in words, so that a tick is a yes; ``yes-no`` lists its
    answers, so that only these count; ``refusal`` ("keine Fotos") turns a tick into a no;
    ``topic`` only names the purpose and asks nothing.
    """

    CONSENT = "consent"
    YES_NO = "yes-no"
    REFUSAL = "refusal"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Question:
    """The purpose that a heading asks about, and how."""

    purpose: Purpose
    asks: Asks

    @property
    def is_sure(self) -> bool:
        """Whether answers under the heading may be recorded without asking anybody."""
        return self.asks is not Asks.TOPIC


@dataclass(frozen=True, slots=True)
class Consent:
    """A decision read from a list, with the words that prove it."""

    answer: Answer
    words: str
    heading: str


_PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    (
        Purpose.PHOTO,
        re.compile(
            r"f[o]?to(?!n)|photo|bildaufnahm|bildrecht|bildnis|zdjec|fotk|filmaufnahm|bilder"
        ),
    ),
    (
        Purpose.DISTRIBUTION_LIST,
        re.compile(
            r"verteiler|mailinglist|distributionlist|emailliste|listadystrybucyjn|"
            r"weitergabeimnetzwerk|mailovyseznam|listmailingow"
        ),
    ),
    (
        Purpose.ATTENDEE_LIST,
        re.compile(
            r"teilnehm\w*list|teilnahmelist|anwesenheitslist|attendeelist|participant(?:s)?list|"
            r"listofparticipants|listofattendees|seznam\w*ucastnik|list\w*uczestnik"
        ),
    ),
    (
        Purpose.PUBLIC_PROFILE,
        re.compile(r"steckbrief|offentlich\w*profil|publicprofile|verejn\w*profil|profilpubliczn"),
    ),
    (Purpose.NEWSLETTER, re.compile(r"newsletter|rundbrief|zpravodaj|biuletyn")),
)
_CHANNELS: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    (Purpose.PHOTO_SOCIAL, re.compile(r"social|sozial|facebook|instagram|linkedin|mastodon")),
    (
        Purpose.PHOTO_WEB,
        re.compile(r"website|webseite|homepage|internet|online|webu|strona|stronie"),
    ),
    (Purpose.PHOTO_PRINT, re.compile(r"print|druck|broschur|flyer|presse|tisk")),
)
# Folding reads "oe" as "ö", so that "Fotoerlaubnis" is "fotorlaubnis".
_CONSENT = re.compile(
    r"e?inverstand|e?inwillig|zustimm|zugestimmt|stimmezu|stimmedem|stimmeder|e?rlaub|"
    r"genehmig|gestatte|freigabe|freigegeben|weitergabe|weitergegeben|darf|durfen|mochteden|"
    r"consent|agree|permission|allowed|may(?:we|i)|optin|souhlas|zgod|zgadzam|wyraza"
)
_REFUSAL = re.compile(
    r"^(?:kein|keine|keinen|nicht|nein|ohne|no|not|non|dont|never|bez|nie|ne|nesouhlas\w*|"
    r"widerspruch|widerspreche|widersprochen|verbot|objection|objects?|optout|untersagt?|"
    r"abgelehnt|ablehnung|nesouhlasim)$|verbot$|widerspr|nesouhlas|verweiger|abmeld"
)
_YES_NO = re.compile(r"^(?:ja|j|yes|y|ano|tak)(?:oder|or|nebo|lub)?(?:nein|n|no|ne|nie)$|^jn$|^yn$")
_YES = re.compile(
    r"^(?:ja|jawohl|yes|yep|tak|ano|true|wahr|einverstanden|icheinverstanden|"
    r"ichbineinverstanden|(?:ich)?stimmezu|(?:ich)?willigeein|zugestimmt|eingewilligt|agreed|"
    r"iagree|souhlasim|zgadzamsie|wyrazamzgode|erlaubt|granted|erteilt|zustimmung)$"
)
_POLITE = word_set(
    "gern gerne bitte naturlich klar selbstverstandlich sehr please of course sure gladly "
    "samozrejme rad rada oczywiscie chetnie prosze danke ok okay"
)
_NO = re.compile(
    r"^(?:nein|nee|no|nope|ne|nie|non|false|falsch|nicht|keinesfalls|abgelehnt|"
    r"refused|declined|verweigert|widersprochen|widerspruch|nesouhlasim|niechce|never)$"
)
_NO_ANSWER = re.compile(
    r"angabe|antwort|gefragt|geklart|bekannt|answer|response|asked|known|uveden|danych|"
    r"problem|einwand|bedenken|dagegen|objection|objekt"
)
"""Words by which a "no" is none: "keine Angabe", "kein Problem"."""

_TICKS = frozenset(("x", "1", "✓", "✔", "☑", "wahr", "true"))
_CLEAR_NO_SIGNS = frozenset(("0",))


def question_in(heading: str) -> Question | None:
    """Return what ``heading`` asks consent for; None when that is nothing, or several things.

    A sentence that asks for two purposes at once is no consent to either (Recital 43).
    """
    purposes = [purpose for purpose, pattern in _PURPOSES if pattern.search(fold(heading))]
    if len(purposes) != 1:
        return None
    return Question(_with_channel(purposes[0], heading), _asks(heading))


def is_about_consent(heading: str) -> bool:
    """Tell whether ``heading`` speaks of a consent or of data protection, however unclearly."""
    folded = fold(heading)
    about = r"datenschutz|dsgvo|gdpr|rodo|einwilligung|einverstand|consent|zustimmung"
    return bool(re.search(about, folded)) or any(pattern.search(folded) for _, pattern in _PURPOSES)


def lists_answers(text: str) -> bool:
    """Tell whether ``text`` is nothing but the answers that may be given ("ja/nein")."""
    return bool(_YES_NO.match(fold(text)))


def _with_channel(purpose: Purpose, heading: str) -> Purpose:
    if purpose is not Purpose.PHOTO:
        return purpose
    channels = [channel for channel, pattern in _CHANNELS if pattern.search(fold(heading))]
    return channels[0] if len(channels) == 1 else Purpose.PHOTO


def _asks(heading: str) -> Asks:
    tokens = words(heading)
    listed = [
        at
        for at in range(len(tokens))
        for end in (at + 1, at + 2, at + 3)
        if _YES_NO.match("".join(tokens[at:end]))
    ]
    if listed:
        # "nein" in "ja/nein" is an answer, not a negation.
        tokens = tokens[: listed[0]]
    if any(_REFUSAL.search(token) for token in tokens):
        return Asks.REFUSAL
    if listed:
        return Asks.YES_NO
    return Asks.CONSENT if _CONSENT.search("".join(tokens)) else Asks.TOPIC


def answer_to(question: Question, value: str, *, numbers_are_ticks: bool) -> Answer:
    """Return what ``value`` says under ``question``.

    ``numbers_are_ticks`` is false when the column holds other numbers than 0 and 1, so that
    a 1 may be a count or a grade.
    """
    says = _says(value, question, numbers_are_ticks=numbers_are_ticks)
    if question.asks is Asks.REFUSAL:
        # "No" to "no photos" is a double negation, and no consent in anybody's own words.
        refuses = says is Answer.GRANTED or (says is Answer.REFUSED and _is_refusal(value))
        return Answer.REFUSED if refuses else Answer.UNKNOWN
    if question.asks is Asks.TOPIC and says is Answer.GRANTED:
        return Answer.UNKNOWN
    return says


def _says(value: str, question: Question, *, numbers_are_ticks: bool) -> Answer:
    text = value.strip().casefold()
    if text.isdigit() and not numbers_are_ticks:
        return Answer.UNKNOWN
    if text in _TICKS and question.asks is not Asks.YES_NO:
        return Answer.GRANTED
    if text in _CLEAR_NO_SIGNS:
        return Answer.REFUSED
    spoken = words(value)
    if not spoken or "?" in value or _NO_ANSWER.search(fold(value)):
        return Answer.UNKNOWN
    if _NO.match(spoken[0]) or _is_refusal(value):
        return Answer.REFUSED
    meant = "".join(word for word in spoken if word not in _POLITE)
    return Answer.GRANTED if _YES.match(meant) else Answer.UNKNOWN


def _is_refusal(value: str) -> bool:
    """Tell whether ``value`` itself refuses in words: "keine Fotos", "bitte nicht"."""
    return any(re.match(r"^(?:kein|keine|nicht|nesouhlas\w*|nie)$", word) for word in words(value))
