"""What people are asked or told about the use of their data, whole, in each language.

One sentence per purpose and legal basis (GDPR Art. 7(2): plain words; Art. 21(4): the right to
object, told apart from all else). The database keeps each as it stood, in a version of its own:
who changes a sentence here makes a new version, and old decisions keep the old one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventsvc.domain.consents import Basis, Purpose
from eventsvc.domain.texts import LANGUAGES, choose
from eventsvc.outputs.templating import translations


def N_(text: str) -> str:  # noqa: N802 -- the mark by which translators' tools find a text
    """Mark ``text`` for translation; it is translated when its language is known."""
    return text


TITLES: Mapping[Purpose, str] = {
    Purpose.PHOTO_PRINT: N_("Photos in print"),
    Purpose.PHOTO_WEB: N_("Photos on the web"),
    Purpose.PHOTO_SOCIAL: N_("Photos in social media"),
    Purpose.CONTACT_ATTENDEES: N_("Contact on the list of attendees"),
    Purpose.CONTACT_NETWORK: N_("Contact in the distribution list"),
    Purpose.CONTACT_PUBLIC: N_("Contact on the public profile"),
    Purpose.NEWSLETTER: N_("Newsletter"),
}
"""What the purposes are called, in few words."""

_QUESTIONS: Mapping[Purpose, str] = {
    Purpose.PHOTO_PRINT: N_(
        "May %(organiser)s print photos of this meeting in which you can be recognised, such as "
        "in reports and newspapers?"
    ),
    Purpose.PHOTO_WEB: N_(
        "May %(organiser)s show photos of this meeting in which you can be recognised on its web "
        "pages?"
    ),
    Purpose.PHOTO_SOCIAL: N_(
        "May %(organiser)s show photos of this meeting in which you can be recognised in social "
        "media?"
    ),
    Purpose.CONTACT_ATTENDEES: N_(
        "May your name, organisation, function and e-mail address stand on the list that all "
        "attendees of this meeting get?"
    ),
    Purpose.CONTACT_NETWORK: N_(
        "May %(organiser)s pass your name, organisation and e-mail address on within the "
        "network's distribution list?"
    ),
    Purpose.CONTACT_PUBLIC: N_(
        "May your name, function and contact data stand on the public profile of your "
        "organisation, which anybody can read?"
    ),
    Purpose.NEWSLETTER: N_("May %(organiser)s send you its newsletter by e-mail?"),
}
_NOTICES: Mapping[Purpose, str] = {
    Purpose.PHOTO_PRINT: N_(
        "%(organiser)s takes photos of this meeting and prints them, such as in reports and "
        "newspapers."
    ),
    Purpose.PHOTO_WEB: N_(
        "%(organiser)s takes photos of this meeting and shows them on its web pages."
    ),
    Purpose.PHOTO_SOCIAL: N_(
        "%(organiser)s takes photos of this meeting and shows them in social media."
    ),
    Purpose.CONTACT_ATTENDEES: N_(
        "%(organiser)s gives all attendees of this meeting a list with name, organisation, "
        "function and e-mail address."
    ),
    Purpose.CONTACT_NETWORK: N_(
        "%(organiser)s passes name, organisation and e-mail address on within the network's "
        "distribution list."
    ),
    Purpose.CONTACT_PUBLIC: N_(
        "%(organiser)s shows name, function and contact data on the public profile of your "
        "organisation."
    ),
    Purpose.NEWSLETTER: N_("%(organiser)s sends its newsletter by e-mail."),
}
_WHY: Mapping[Basis, str] = {
    Basis.LEGITIMATE_INTEREST: N_(
        "It does so in its legitimate interest (GDPR Art. 6(1)(f)); you can object at any time."
    ),
    Basis.PUBLIC_TASK: N_(
        "It does so for its public task (GDPR Art. 6(1)(e)); you can object at any time."
    ),
}
_OWN_QUESTION = N_("May %(organiser)s use your data for this: %(purpose)s?")
_OWN_NOTICE = N_("%(organiser)s uses your data for this: %(purpose)s.")
_ON_BEHALF = N_("%(organiser)s, on behalf of %(principal)s,")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """In whose name people are asked or told; ``title``: what a purpose of its own is called."""

    organiser: str
    on_behalf_of: str = ""
    title: Mapping[str, str] = field(default_factory=dict)


def wording(purpose: Purpose, basis: Basis, *, speaker: Speaker) -> dict[str, str]:
    """Return the question (basis consent) or the notice, in each of ``LANGUAGES``."""
    return {language: _words(language, purpose, basis, speaker) for language in LANGUAGES}


def title_of(purpose: Purpose, *, language: str) -> str:
    """Return what one of our own purposes is called."""
    return translations(language).gettext(TITLES[purpose])


def _words(language: str, purpose: Purpose, basis: Basis, speaker: Speaker) -> str:
    translated = translations(language).gettext
    names = {"organiser": speaker.organiser, "principal": speaker.on_behalf_of}
    if speaker.on_behalf_of:
        names["organiser"] = translated(_ON_BEHALF) % names
    names["purpose"] = choose(speaker.title, language=language, fallbacks=LANGUAGES).text
    if basis is Basis.CONSENT:
        return translated(_QUESTIONS.get(purpose, _OWN_QUESTION)) % names
    notice = translated(_NOTICES.get(purpose, _OWN_NOTICE)) % names
    return f"{notice} {translated(_WHY[basis])}"
