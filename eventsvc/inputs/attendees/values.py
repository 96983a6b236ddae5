"""What the cells of an attendee list say: replies, the way of attending, addresses, blanks."""

import re
from collections.abc import Mapping
from enum import StrEnum

from eventsvc.domain.attendances import Attends
from eventsvc.domain.spelling import clean, fold, word_set, words


class Reply(StrEnum):
    """What a status means; ``gone`` and ``denied`` people are not taken."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    OPEN = "NEEDS-ACTION"
    WAITING = "waiting"
    GONE = "gone"


_REPLIES: Mapping[Reply, frozenset[str]] = {
    Reply.GONE: word_set(
        "denied declined rejected refused cancelled canceled cancel refunded expired noshow no "
        "abgelehnt abgesagt absage storniert storno stornierung erstattet abgemeldet abmeldung "
        "kommtnicht nimmtnichtteil verhindert entschuldigt krank nein zuruckgezogen ungultig "
        "stornovano zruseno odmitnuto neprijde ne omluven odwolano anulowano odrzucono nie "
        "nieprzyjdzie rezygnacja deklination nichtteilgenommen"
    ),
    Reply.WAITING: word_set(
        "warteliste waiting waitlist waitlisted waitinglist aufwarteliste cekacilistina "
        "listarezerwowa nachrucker"
    ),
    Reply.TENTATIVE: word_set(
        "tentative maybe vielleicht vorbehalt untervorbehalt evtl eventuell vorlaufig "
        "mozna predbezne moze wstepnie reserviert"
    ),
    Reply.OPEN: word_set(
        "needsaction pending invited eingeladen offen ausstehend keineantwort keineruckmeldung "
        "noresponse noreply unanswered angefragt unbestatigt pozvan zaproszony unpaid unbezahlt "
        "nichtbezahlt zahlungausstehend"
    ),
    Reply.ACCEPTED: word_set(
        "accepted approved confirmed registered paid attending yes ok completed complete booked "
        "checkedin attended zugesagt zusage bestatigt angemeldet bezahlt gebucht ja nimmtteil "
        "kommt teilgenommen dabei fest festzugesagt anmeldung gultig verbindlich "
        "potvrzeno prihlasen zaplaceno ano prijde potwierdzone potwierdzony zarejestrowany "
        "oplacone tak x free kostenlos"
    ),
}
_BY_REPLY = {word: reply for reply, texts in _REPLIES.items() for word in texts}

_ONLINE = re.compile(r"online|digital|virtu|remote|zoom|webex|teams|video|stream|zdaln|fern|bbb")
_ON_SITE = re.compile(
    r"vorort|prasen|personlich|onsite|inperson|insitu|anwesend|osobn|namist|namiejsc|stacjon|fyzick"
)

_BLANKS = frozenset(
    ("ka", "na", "nv", "keine", "keiner", "kein", "none", "null", "nan", "unbekannt")
)

_GONE_IN_NOTES = re.compile(
    r"abgesagt|absage|storniert|abgemeldet|cancel|kommtnicht|nimmtnichtteil|verhindert|krank|"
    r"zrusen|odwolan"
)

_OF_AGE = word_set(
    "0 n nein no ne nie false falsch volljahrig erwachsen adult ofage dorosly dospely"
)

_LOCAL = re.compile(r"^[^\s@<>(),;:\"\[\]\\.]+(?:\.[^\s@<>(),;:\"\[\]\\.]+)*$")
_LABEL = re.compile(r"^(?!-)[^\W_](?:[\w-]*[^\W_])?$")
_SEPARATORS = re.compile(r"[;,\s/|]+")
_MAX_ADDRESS = 254
_MAX_LOCAL = 64

_TOTALS = word_set(
    "summe gesamt gesamtzahl insgesamt total totals sum anzahl zwischensumme celkem suma razem "
    "soucet teilnehmergesamt gesamtteilnehmer anzahlteilnehmer summeteilnehmer subtotal "
    "teilnehmerzahl anmeldungengesamt gesamtanzahl"
)
_ROLES = word_set(
    "gaste gast referenten referentinnen referentinnenundreferenten referierende speaker speakers "
    "presse medien team organisation orgateam moderation teilnehmende teilnehmer teilnehmerinnen "
    "online vorort prasenz digital mitglieder kommunen stadte hochschulen unternehmen weitere "
    "sonstige guests press members staff attendees participants hoste ucastnici goscie uczestnicy "
    "studierende helfer"
)
_GONE_SHEETS = re.compile(
    r"abgesagt|absage|storn|cancel|declin|abgelehnt|abgemeldet|zrusen|odwolan|nichtteilnehm|denied"
)
_SEVERAL = re.compile(r"\s(?:und|and|a|i|&)\s|\s*[/;]\s*|\n|\s\+\s*\d|\s&\s")
_DAMAGED = re.compile(
    r"\ufffd|[ÃÄÅ][\u0080-\u00bf\u2018-\u201e\u2020-\u2022\u0160\u0161\u0178"
    r"\u017d\u017e\u0152\u0153\u0192\u02c6\u02dc\u2013\u2014\u2026\u20ac\u2122]"
)
_CELL_ERROR = re.compile(r"^#(?:NAME\?|REF!|VALUE!|N/A|NULL!|NUM!|DIV/0!|WERT!|BEZUG!|NV)$")


def is_blank(text: str) -> bool:
    """Tell whether ``text`` stands for nothing: empty, dashes, "k. A.", "n/a"."""
    folded = fold(text)
    return not folded or folded in _BLANKS


def reply_in(text: str) -> Reply | None:
    """Return what a status cell says; None when that is not known."""
    folded = fold(text)
    if folded in _BY_REPLY:
        return _BY_REPLY[folded]
    spoken = words(text)
    if "nicht" in spoken or "not" in spoken:
        return None
    found = {_BY_REPLY[word] for word in spoken if word in _BY_REPLY}
    return found.pop() if len(found) == 1 else None


def attends_in(text: str) -> Attends | None:
    """Return how a person comes; None when the cell names both ways or neither."""
    folded = fold(text)
    online, on_site = bool(_ONLINE.search(folded)), bool(_ON_SITE.search(folded))
    if online == on_site or "nicht" in words(text) or "kein" in folded:
        return None
    return Attends.ONLINE if online else Attends.ON_SITE


def email_in(text: str) -> str | None:
    """Return the one usable address in ``text``, in lower case; None when there is none.

    Takes what mail programs copy ("Anna <anna@example.org>", "mailto:…", a closing comma).
    Letters beyond ASCII are usable (RFC 6531).
    """
    text = clean(text)
    if angled := re.search(r"<([^<>]*)>", text):
        text = angled[1]
    text = text.strip().removeprefix("mailto:").strip(" ;,.<>\"'")
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    is_usable = (
        at
        and len(text) <= _MAX_ADDRESS
        and len(local) <= _MAX_LOCAL
        and _LOCAL.match(local)
        and len(labels) > 1
        and all(_LABEL.match(label) for label in labels)
        and len(labels[-1]) > 1
        and not labels[-1].isdigit()
    )
    return text.lower() if is_usable else None


def holds_several_emails(text: str) -> bool:
    """Tell whether ``text`` holds two or more usable addresses."""
    return len({mail for part in _SEPARATORS.split(text) if (mail := email_in(part))}) > 1


def names_several_people(text: str) -> bool:
    """Tell whether a name cell names more than one person ("Anna und Max Muster", "+ 1")."""
    return bool(_SEVERAL.search(text.strip()))


def says_gone(note: str) -> bool:
    """Tell whether a remark speaks of a cancellation."""
    return bool(_GONE_IN_NOTES.search(fold(note)))


def says_minor(text: str) -> bool:
    """Tell whether a cell under "under 18" says so: whatever is no clear no does.

    Who is wrongly taken for a child is asked once more; the other way round nobody is.
    """
    return bool(text) and fold(text) not in _OF_AGE


def is_total(text: str) -> bool:
    """Tell whether ``text`` opens a line of totals ("Summe", "Gesamt: 12")."""
    return fold(re.sub(r"\d+", "", text)) in _TOTALS


def is_role(text: str) -> bool:
    """Tell whether a sub-heading names a group of people and no organisation ("Gäste")."""
    return fold(text) in _ROLES


def is_sheet_of_the_gone(name: str) -> bool:
    """Tell whether a sheet's name says that its people do not come."""
    return bool(_GONE_SHEETS.search(fold(name)))


def is_damaged(text: str) -> bool:
    """Tell whether letters were lost or decoded twice ("MÃ¼ller")."""
    return bool(_DAMAGED.search(text))


def is_cell_error(text: str) -> bool:
    """Tell whether ``text`` is an error that a spreadsheet shows in place of a result."""
    return bool(_CELL_ERROR.match(text.strip()))
