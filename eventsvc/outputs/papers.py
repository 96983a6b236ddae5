"""The papers of data protection as HTML and tagged PDF: sentences here, facts from the settings.

Each is a fragment of HTML in its own language, set into a page or onto paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from eventsvc.domain.consents import PHOTO, Basis, Purpose
from eventsvc.domain.controllers import Bodies, contact_of
from eventsvc.domain.papers import Office, Paper
from eventsvc.domain.retention import Kind
from eventsvc.outputs.pdf import html_to_pdf
from eventsvc.outputs.templating import render, translations
from eventsvc.outputs.wordings import N_

TITLES: Mapping[Paper, str] = {
    Paper.NOTICE: N_("What happens with your data (GDPR Art. 13)"),
    Paper.IMPORTED: N_("How we came by your data (GDPR Art. 14)"),
    Paper.RECORD: N_("Record of processing activities (GDPR Art. 30)"),
    Paper.DELETION: N_("Deletion concept"),
    Paper.PARTIES: N_("Processors and joint controllers (GDPR Art. 26, 28)"),
}
KEPT: Mapping[Kind, tuple[str, str]] = {
    Kind.FORMS: (N_("Registration forms"), N_("End of the meeting")),
    Kind.PASSAGES: (N_("Who passed the desk when"), N_("End of the meeting")),
    Kind.PRINTS: (N_("Records of printed badges"), N_("End of the meeting")),
    Kind.ATTENDANCES: (
        N_("Lists of attendees; counts per organisation stay"),
        N_("End of the meeting"),
    ),
    Kind.MAILS: (N_("Mails that went"), N_("When the mail was written")),
    Kind.REPLIES: (N_("Replies by mail"), N_("When the mail came in")),
    Kind.HANDOUTS: (N_("Record of lists handed out"), N_("When the link ended")),
    Kind.CIRCULARS: (N_("Mails to the distribution list"), N_("When the mail was sent")),
    Kind.DATE_POLLS: (N_("Date polls with their answers"), N_("The last day for answers")),
    Kind.SURVEYS: (
        N_("Whose an answer to a survey is; the answer stays"),
        N_("When the survey was closed"),
    ),
    Kind.RIGHTS: (
        N_("Rights used by letter or by phone"),
        N_("When the office answered"),
    ),
    Kind.AUDIT: (N_("Audit log"), N_("When the line was written")),
    Kind.PEOPLE: (
        N_("Contact data of people: name, address, function"),
        N_(
            "Entry, last meeting or last decision. It stays while somebody agrees to a list of the "
            "network, is in a working group, keeps a profile or has an account; a no alone keeps "
            "nothing"
        ),
    ),
}
"""What each kind of data is called, and from when its time counts."""
BASES: Mapping[Basis, str] = {
    Basis.CONSENT: N_("Consent (GDPR Art. 6(1)(a))"),
    Basis.PUBLIC_TASK: N_("Public task (GDPR Art. 6(1)(e))"),
    Basis.LEGITIMATE_INTEREST: N_("Legitimate interest (GDPR Art. 6(1)(f))"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of data: what it is called, on which basis it stands, the words people see."""

    purpose: Purpose
    title: str
    basis: Basis
    words: str
    balance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the papers of a network, or of one meeting, are written from."""

    network: str
    who: Bodies
    email: str
    """Of the network's office, as its address and its officer are."""
    office: Office
    days: Mapping[Kind, int]
    uses: Sequence[Use]
    made: str
    meeting: str = ""
    when: str = ""
    uses_at_meetings: Sequence[Use] = ()
    """Of a network: each use that one of its meetings names, beside its own."""
    photographed_by: Sequence[str] = ()
    video: Sequence[str] = ()
    """Hosts of the video services that people are sent to."""
    principals: Sequence[str] = field(default=())
    """Every body on whose behalf a meeting of the network is held."""
    page: str = ""
    """Where people decide about their data."""

    @property
    def everywhere(self) -> "Facts":
        """Return the same with every use, of the network and at its meetings."""
        return replace(self, uses=(*self.uses, *self.uses_at_meetings), uses_at_meetings=())

    @property
    def purposes(self) -> frozenset[Purpose]:
        """What data is used for."""
        return frozenset(use.purpose for use in self.uses)

    @property
    def shows_photos(self) -> bool:
        """Return whether anybody's picture is shown."""
        return not self.purposes.isdisjoint(PHOTO)

    def contact(self, body: str) -> str:
        """Return how to reach a body other than the network's own; empty: nobody wrote it down."""
        return contact_of(body, self.office.partners)


def title_of(paper: Paper, *, language: str) -> str:
    """Return what a paper is called."""
    return translations(language).gettext(TITLES[paper])


def paper_html(paper: Paper, facts: Facts, *, language: str) -> str:
    """Return the paper's body as HTML; everything in it is escaped."""
    words = translations(language).gettext
    return render(
        f"papers/{paper}.html",
        language=language,
        facts=facts,
        office=facts.office,
        bases={basis: words(title) for basis, title in BASES.items()},
        kept=[
            (words(KEPT[kind][0]), words(KEPT[kind][1]), days) for kind, days in facts.days.items()
        ],
    )


def paper_pdf(paper: Paper, facts: Facts, *, language: str) -> bytes:
    """Return the paper as a tagged PDF, A4."""
    return html_to_pdf(paper_page(paper, facts, language=language))


def paper_page(paper: Paper, facts: Facts, *, language: str) -> str:
    """Return the paper as a whole page that needs no other file."""
    return render(
        "papers/frame.html",
        language=language,
        title=title_of(paper, language=language),
        about=facts.meeting or facts.network,
        made=facts.made,
        body=paper_html(paper, facts, language=language),
    )
