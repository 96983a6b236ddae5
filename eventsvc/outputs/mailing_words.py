"""What mailings say unless the office writes something else, in each language."""

from collections.abc import Iterable, Mapping

from eventsvc.domain.mailings import MailingKind
from eventsvc.outputs.templating import translations


def N_(text: str) -> str:  # noqa: N802 -- the mark by which translators' tools find a text
    """Mark ``text`` for translation; it is translated when its language is known."""
    return text


_SUBJECTS: Mapping[MailingKind, str] = {
    MailingKind.INVITATION: N_("Invitation: {meeting}"),
    MailingKind.REMINDER: N_("Will you come? {meeting}"),
    MailingKind.CHANGE: N_("Changed: {meeting}"),
    MailingKind.THANKS: N_("Thank you for coming: {meeting}"),
}
_CANCELLED_SUBJECT = N_("Cancelled: {meeting}")
_TEXTS: Mapping[MailingKind, str] = {
    MailingKind.INVITATION: N_(
        "we invite you to our next meeting and look forward to seeing you there."
    ),
    MailingKind.REMINDER: N_(
        "we have not heard yet whether you come. A click is enough, also for a no: it helps us to "
        "plan."
    ),
    MailingKind.CHANGE: N_(
        "something about our meeting has changed. Below you find how it stands now."
    ),
    MailingKind.THANKS: N_("thank you for having been there and for all that you brought along."),
}
_CANCELLED_TEXT = N_("our meeting does not take place. We are sorry, and will write again.")


def suggested_texts(
    kind: MailingKind, *, languages: Iterable[str], is_cancelled: bool = False
) -> tuple[dict[str, str], dict[str, str]]:
    """Return subject and introduction in each of ``languages``, with placeholders."""
    subject, text = _SUBJECTS[kind], _TEXTS[kind]
    if is_cancelled:
        subject, text = _CANCELLED_SUBJECT, _CANCELLED_TEXT
    spoken = {language: translations(language).gettext for language in languages}
    return (
        {language: said(subject) for language, said in spoken.items()},
        {language: said(text) for language, said in spoken.items()},
    )
