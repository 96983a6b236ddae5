"""What the columns of an attendee list can hold, and the headings by which they are known.

German, English, Czech and Polish; compared by :func:`~eventsvc.domain.spelling.fold`, so that
case, accents, hyphens and "*in" do not matter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from eventsvc.domain.spelling import fold


class Field(StrEnum):
    """What a column holds. The values are what ``--map "Heading=field"`` takes."""

    SALUTATION = "salutation"
    TITLE = "title"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    SUFFIX = "suffix"
    NAME = "name"
    ORGANISATION = "organisation"
    SECOND_LINE = "second-line"
    TABLE = "table"
    FUNCTION = "function"
    EMAIL = "email"
    PHONE = "phone"
    STATUS = "status"
    ATTENDS = "attends"
    MINOR = "minor"
    NOTES = "notes"
    CONSENT = "consent"
    IGNORE = "ignore"


NAME_FIELDS = frozenset((Field.GIVEN, Field.FAMILY, Field.NAME))

_HEADINGS: Mapping[Field, str] = {
    Field.SALUTATION: "Anrede; Salutation; Oslovení; Forma grzecznościowa; Geschlecht",
    Field.TITLE: "Titel; Akad. Titel; Akademischer Titel; Title; Academic title; Prefix; Titul; "
    "Tytuł; Tytuł naukowy; Namenszusatz; Titel vor dem Namen; Name prefix",
    Field.GIVEN: "Vorname; Vornamen; First name; Firstname; Given name; Given names; Forename; "
    "Jméno; Křestní jméno; Imię; Rufname; Vorname Teilnehmer; Ihr Vorname; Vorname des "
    "Teilnehmers; Attendee first name",
    Field.MIDDLE: "Weitere Vornamen; Middle name; Zweiter Vorname; Drugie imię",
    Field.FAMILY: "Nachname; Familienname; Zuname; Last name; Lastname; Surname; Family name; "
    "Příjmení; Nazwisko; Nachname Teilnehmer; Ihr Nachname; Nachname des Teilnehmers; "
    "Attendee last name",
    Field.SUFFIX: "Suffix; Name suffix; Titel nach dem Namen; Titul za jménem",
    Field.NAME: "Name; Vor- und Nachname; Vor- und Zuname; Vorname Nachname; Nachname Vorname; "
    "Name, Vorname; Vorname, Name; Vorname Name; Name Vorname; Vorname und Name; "
    "Name und Vorname; Teilnehmer; Teilnehmerin; Teilnehmende; Teilnehmender; "
    "Teilnehmer/in; Teilnehmer*in; TN; Person; Gast; Gäste; Full name; Fullname; Attendee; "
    "Attendee name; Participant; Participant name; Jméno a příjmení; Účastník; "
    "Imię i nazwisko; Nazwisko i imię; Uczestnik; Ihr Name; Your name; Ansprechpartner; "
    "Ansprechpartnerin; Ansprechpartner/in; Ansprechperson; Kontaktperson; Contact person; "
    "Anzeigename; Display name; Name der teilnehmenden Person",
    Field.ORGANISATION: "Organisation; Organization; Institution; Einrichtung; Behörde; "
    "Behörde / Einrichtung; Kommune; Stadt; Stadt/Gemeinde; Gemeinde; Stadt / Kommune; "
    "Kommune / Institution; Institution/Kommune; Organisation/Institution; Firma; "
    "Firma/Institution; Firma / Behörde; Unternehmen; "
    "Company; Company name; Municipality; Institution / Kommune; Kommune/Organisation; "
    "Organisation / Kommune; Gebietskörperschaft; Dienststelle; Arbeitgeber; Verwaltung; "
    "Organizace; Instituce; Město; Obec; Město/obec; Firma / Organisation; Organizacja; "
    "Instytucja; Gmina; Miasto; Urząd; Affiliation; Your organisation; Ihre Organisation; "
    "Name der Organisation; Name der Institution; Körperschaft; Mitglied; Mitgliedskommune",
    Field.SECOND_LINE: "Abteilung; Amt; Fachbereich; Dezernat; Referat; Sachgebiet; Department; "
    "Division; Unit; Abteilung/Amt; Amt/Abteilung; Fachdienst; Fachgebiet; Lehrstuhl; "
    "Organisationseinheit; Oddělení; Odbor; Wydział; Dział; Zweite Zeile; Second line; Zusatz",
    Field.TABLE: "Tisch; Tischnummer; Tisch-Nr.; Tisch Nr.; Table; Table number; Stůl; "
    "Číslo stolu; Stół; Stolik; Numer stołu; Sitzplatz",
    Field.FUNCTION: "Funktion; Position; Job title; Jobtitle; Function; Role; Stellung; Stelle; "
    "Rolle; Amtsbezeichnung; Dienstbezeichnung; Tätigkeit; Beruf; Position/Funktion; "
    "Funktion/Position; Funkce; Pozice; Pracovní pozice; Stanowisko; Funkcja; Occupation; "
    "Ihre Funktion; Berufsbezeichnung",
    Field.EMAIL: "E-Mail; Mail; E-Mail-Adresse; Mailadresse; Email address; eMail; E-Mail Adresse; "
    "Mail-Adresse; E-Mail Teilnehmer; E-Mail dienstlich; E-Mail geschäftlich; Work email; "
    "Dienstliche E-Mail; Dienstliche E-Mail-Adresse; E-mailová adresa; Adres e-mail; "
    "Poczta elektroniczna; Elektronische Adresse; Ihre E-Mail; Ihre E-Mail-Adresse; "
    "Attendee email; Geschäftliche E-Mail; Primary email; User email",
    Field.PHONE: "Telefon; Tel; Telefonnummer; Telefon geschäftlich; Telefon dienstlich; "
    "Tel. dienstlich; Tel.-Nr.; Rufnummer; Mobil; Mobiltelefon; Handy; Handynummer; Phone; "
    "Phone number; Mobile; Mobile phone; Business phone; Work phone; Telephone; "
    "Telefonní číslo; Mobilní telefon; Numer telefonu; Telefon komórkowy; Durchwahl",
    Field.STATUS: "Status; Approval status; Registration status; Rückmeldung; Zusage; "
    "Zu-/Absage; Zusage/Absage; Zu- oder Absage; Teilnahmestatus; Anmeldestatus; Stav; "
    "Response; Antwort; Teilnahme; Teilnahme ja/nein; Nimmt teil; Order status; "
    "Bestellstatus; RSVP; Attendance; Odpověď; Odpowiedź; PARTSTAT",
    Field.ATTENDS: "Teilnahmeart; Art der Teilnahme; Teilnahmeform; Form der Teilnahme; "
    "Format; Vor Ort/Online; Vor Ort oder online; Online/Präsenz; Präsenz/Online; "
    "Präsenz oder online; Attendance mode; Attendance type; Mode of attendance; "
    "On site/online; In person or online; Forma účasti; Způsob účasti; Forma udziału; "
    "Online oder vor Ort; Wie nehmen Sie teil",
    Field.MINOR: "Unter 18; Minderjährig; Minderjährige; Minderjährige/r; U18; Under 18; Minor; "
    "Underage; Pod 18 let; Nezletilý; Nezletilá; Poniżej 18 lat; Niepełnoletni; Niepełnoletnia",
    Field.NOTES: "Bemerkung; Bemerkungen; Notiz; Notizen; Anmerkung; Anmerkungen; Hinweis; "
    "Hinweise; Kommentar; Kommentare; Notes; Note; Comment; Comments; Remark; Remarks; "
    "Poznámka; Poznámky; Uwagi; Sonstiges; Problem; Problems; Probleme; Info",
    Field.IGNORE: "Nr; lfd; lfd. Nr; Lfd Nr.; Laufende Nummer; Nummer; Number; No; ID; "
    "Pos; Ticket-Nr; Ticketnummer; Bestellnummer; Order number; Registration time; "
    "Anmeldedatum; Gebucht am; Datum; Date; Zeitstempel; Timestamp; Anmeldezeitpunkt; "
    "Angemeldet am; Start time; Completion time; Startzeit; Fertigstellungszeit; "
    "E-Mail: Angezeigter Name; E-Mail-Typ; Straße; Street; PLZ; Ort; ZIP; Postal code; "
    "Postleitzahl; Adresse; Address; Anschrift; Land; Country; Country/Region; Bundesland; "
    "Mittagessen; Verpflegung; Essen; Ernährung; Unterschrift; Signature; Poř. č.; Lp; "
    "Bezahlt; Preis; Price; Ticket; Ticketart; Webseite; Website; Internet; Homepage; Fax; "
    "Kategorie; Categories; Kategorien; Join time; Leave time; Source name; Quelle; "
    "Tisch; Tisch-Nr; Table; Platz; Hotel; Anreise; Abreise",
}

_QUALIFIER = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SOMEBODY_ELSE = re.compile(
    r"bestell|buyer|rechnung|invoice|assisten|sekretar|vertret|vertreter|notfall|emergency|"
    r"privat|kopie|einladende|gastgeber|beglei|kollege|orderer|purchaser|vorgesetz"
)
_PARTS: tuple[tuple[str, Field], ...] = (
    ("vorname", Field.GIVEN),
    ("firstname", Field.GIVEN),
    ("nachname", Field.FAMILY),
    ("lastname", Field.FAMILY),
    ("mail", Field.EMAIL),
    ("organisation", Field.ORGANISATION),
    ("institution", Field.ORGANISATION),
    ("kommune", Field.ORGANISATION),
    ("telefon", Field.PHONE),
    ("phone", Field.PHONE),
    ("status", Field.STATUS),
    ("funktion", Field.FUNCTION),
    ("name", Field.NAME),
)
"""Parts of headings by which a guess is made that somebody has to confirm."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a heading means. Not sure: to be confirmed before it is used."""

    field: Field
    is_sure: bool


def _table() -> Mapping[str, Field]:
    return MappingProxyType(
        {fold(text): kind for kind, texts in _HEADINGS.items() for text in texts.split(";")}
    )


_BY_HEADING = _table()


def recognised(heading: str) -> Known | None:
    """Return what ``heading`` means, None when it says nothing known.

    A word in brackets that points at another person ("E-Mail (Besteller*in)") or at another
    field makes an otherwise clear heading unsure.
    """
    folded = fold(heading)
    if not folded:
        return None
    if folded in _BY_HEADING:
        return Known(_BY_HEADING[folded], is_sure=True)
    bare = fold(_QUALIFIER.sub(" ", heading))
    if bare in _BY_HEADING:
        notes = fold(" ".join(_QUALIFIER.findall(heading)))
        agrees = _BY_HEADING.get(notes, Field.NAME) in {_BY_HEADING[bare], Field.NAME}
        return Known(_BY_HEADING[bare], is_sure=agrees and not _SOMEBODY_ELSE.search(notes))
    for part, kind in _PARTS:
        if part in folded:
            return Known(kind, is_sure=False)
    return None
