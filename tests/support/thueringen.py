"""A small network as it is: the slides of the meeting in Gera, 30 August 2022, and a few extras.

Public where the slides were shown to members only, because public pages are what it is for.
"""

from datetime import date, time, timedelta

from eventsvc.db.models import (
    AgendaItemRow,
    CooperationRow,
    MeetingHostRow,
    NoticeRow,
    StatementRow,
    TopicRow,
)
from eventsvc.domain.kinds import NoticeKind, OrganisationKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Visibility
from tests.factories import CREATED, START, saved, saved_meeting, saved_network, saved_organisation

SOURCE = "Umfrage der Mitglieder, Folien vom 30.08.2022"
AGENDA = (
    ("Begrüßung", 30),
    ("Gemeinsamer Rundgang durch die Smart City Gera", 60),
    ("Neues aus Brüssel", 30),
    ("Umfrageergebnisse und Abstimmung weiteres Vorgehen", 75),
    ("Sonstiges", 45),
    ("Get-together / Ausklang", 60),
)
TOPICS = {
    "tourismus": "Tourismus",
    "mobilitaet": "Mobilität",
    "finanzierung": "Finanzierungsmöglichkeiten",
    "digitale-verwaltung": "Digitale Verwaltung",
    "oeffentlichkeitsarbeit": "Öffentlichkeitsarbeit",
    "buergerbeteiligung": "Bürgerbeteiligung",
    "konzepte": "Konzept- und Projektentwicklung",
    "interkommunal": "Interkommunale Zusammenarbeit",
}
MEMBERS = (
    ("gera", "GERA2", OrganisationKind.MUNICIPALITY, "Stadt Gera"),
    ("weida", "WEYD4", OrganisationKind.MUNICIPALITY, "Stadt Weida"),
    ("dingelstaedt", "DNGS7", OrganisationKind.MUNICIPALITY, "Stadt Dingelstädt"),
    ("ilmenau", "7M3NA", OrganisationKind.MUNICIPALITY, "Stadt Ilmenau"),
    ("muehlhausen", "MHAVS", OrganisationKind.MUNICIPALITY, "Stadt Mühlhausen"),
    ("seltenrain", "S3TNR", OrganisationKind.ASSOCIATION, "Region Seltenrain"),
    ("allianz", "TB3CK", OrganisationKind.ASSOCIATION, 'Zweckverband Allianz "Thüringer Becken"'),
    ("bauhaus", "BHM4B", OrganisationKind.COMPANY, "Bauhaus.MobilityLab (NT.AG)"),
    ("fh-erfurt", "FH3RF", OrganisationKind.UNIVERSITY, "Fachhochschule Erfurt"),
    ("tu-ilmenau", "TX7MN", OrganisationKind.UNIVERSITY, "Technische Universität Ilmenau"),
)
SEEK, OFFER, FOCUS = StatementKind.SEEK, StatementKind.OFFER, StatementKind.FOCUS
STATEMENTS = (
    ("weida", SEEK, "Wohnstadt / Tourismus / Osterburg", "tourismus"),
    ("weida", SEEK, "Digitale Verwaltung", "digitale-verwaltung"),
    ("weida", SEEK, "Öffentlichkeitsarbeit", "oeffentlichkeitsarbeit"),
    ("seltenrain", SEEK, "Vermittlung von EU-Mitteln", "finanzierung"),
    ("seltenrain", SEEK, "Dorfbauförderung", "finanzierung"),
    ("seltenrain", SEEK, "Monetäre Unterstützung", "finanzierung"),
    ("allianz", SEEK, "Bürgerbeteiligung (Vermarktung Produkte)", "buergerbeteiligung"),
    ("allianz", SEEK, "Konzepterarbeitung", "konzepte"),
    ("allianz", SEEK, "Mobilität", "mobilitaet"),
    ("weida", OFFER, "Projekte in Zusammenarbeit mit Vereinen", "buergerbeteiligung"),
    ("ilmenau", OFFER, "zu fast allen Themen und Prozessen", None),
    ("seltenrain", OFFER, "Prozess- und Projektentwicklung", "konzepte"),
    ("fh-erfurt", OFFER, "Mobilität", "mobilitaet"),
    ("allianz", OFFER, "Bürgerbeteiligung", "buergerbeteiligung"),
    ("allianz", OFFER, "Interkommunale Zusammenarbeit", "interkommunal"),
    ("allianz", OFFER, "Tourismus", "tourismus"),
    ("allianz", FOCUS, "Ein Weg zu allen Ämtern", "digitale-verwaltung"),
)
PROFILES = {
    "allianz": {
        "sentence": {"de": "Sechs Gemeinden, ein gemeinsamer Weg zur digitalen Verwaltung."},
        "text": {
            "de": "Wir legen **Bauhof, Kasse und IT** zusammen.\n\n- ein Ratsinformationssystem\n"
            "- eine Anlaufstelle für Vereine"
        },
        "population": 33125,
        "population_as_of": date(2021, 12, 31),
        "area_km2": "412,5",
        "state": "Thüringen",
        "district": "Landkreis Sömmerda",
        "facts_source": "Thüringer Landesamt für Statistik",
        "website": "https://allianz.example.org",
        "contact_title": {"de": "Geschäftsstelle der Allianz"},
        "contact_email": "geschaeftsstelle@allianz.example.org",
        "contact_phone": "03634 12 34-5",
        "document_url": "https://allianz.example.org/expose.pdf",
        "checked_on": date(2022, 7, 1),
    },
    "dingelstaedt": {
        "sentence": {"de": "Kleine Stadt mit großem Wanderwegenetz."},
        "document_url": "https://dingelstaedt.example.org/steckbrief.pdf",
    },
    "ilmenau": {"sentence": {"de": "Goethe- und Universitätsstadt am Rennsteig."}},
}


def saved_thueringen():
    """Save the network and return (network, organisations by key, the meeting in Gera)."""
    network = saved_network(
        name={
            "de": "Smart Cities / Smart Regions in Thüringen",
            "en": "Smart Cities / Smart Regions in Thuringia",
        },
        email="netzwerk@dat.example.org",
    )
    organisations = {
        key: saved_organisation(
            network,
            code=code,
            key=key,
            kind=kind,
            name={"de": name},
            short={"de": name.removeprefix("Stadt ").removeprefix("Region ")},
            sort_key=key,
            member_since=date(2022, 5, 1) if key == "seltenrain" else date(2021, 1, 1),
            profile=PROFILES.get(key),
        )
        for key, code, kind, name in MEMBERS
    }
    _save_statements(network, organisations)
    saved_organisation(
        network, code="W3GG7", name={"de": "Wirtschaftsförderung Nord"}, retired_at=CREATED
    )
    return network, organisations, _saved_meetings(network, organisations)


def _save_statements(network, organisations) -> None:
    topics = {
        key: saved(TopicRow(network_id=network.id, key=key, label={"de": label}))
        for key, label in TOPICS.items()
    }
    for key, kind, text, topic in STATEMENTS:
        saved(
            StatementRow(
                network_id=network.id,
                organisation_id=organisations[key].id,
                kind=kind,
                text={"de": text},
                topic_id=topics[topic].id if topic else None,
                source=SOURCE,
                visibility=Visibility.PUBLIC,
            )
        )
    for key, partner in (("gera", "DHGE Gera-Eisenach"), ("allianz", "TU Berlin")):
        saved(
            CooperationRow(
                network_id=network.id,
                organisation_id=organisations[key].id,
                partner_name=partner,
                subjects=["Wasserstoffnetzwerk", "partizipative Stadtplanung"],
            )
        )


def _saved_meetings(network, organisations):
    saved_meeting(
        network,
        slug="treffen-3",
        title={"de": "3. Netzwerktreffen"},
        start=START - timedelta(days=160),
        place="Suhl",
    )
    saved_meeting(
        network,
        slug="treffen-5",
        title={"de": "5. Netzwerktreffen Smart Cities / Smart Regions in Thüringen"},
        start=START.replace(month=12, day=8, hour=0),
        local_end=START.replace(month=12, day=9, hour=0),
        all_day=True,
        status=MeetingStatus.TENTATIVE,
        place="Mühlhausen",
        hosts=[MeetingHostRow(organisation_id=organisations["muehlhausen"].id, position=1)],
    )
    saved_meeting(
        network,
        slug="lounge",
        title={"de": "After Work Lounge"},
        start=START + timedelta(days=8),
        local_end=START + timedelta(days=8, hours=1),
        status=MeetingStatus.CANCELLED,
        mode="online",
    )
    return saved_meeting(
        network,
        slug="treffen-4",
        title={"de": "4. Netzwerktreffen Smart Cities / Smart Regions in Thüringen"},
        place="Gera",
        venue="Rathaus Gera",
        address="Kornmarkt 12",
        organiser_body="Digitalagentur Thüringen",
        on_behalf_of="Thüringer Ministerium für Wirtschaft",
        hosts=[MeetingHostRow(organisation_id=organisations["gera"].id, position=1)],
        notices=_notices(),
        agenda=_agenda(),
    )


def _notices():
    return [
        NoticeRow(
            position=1, kind=NoticeKind.HYGIENE, text={"de": "Bitte Hygieneregeln beachten."}
        ),
        NoticeRow(
            position=2,
            kind=NoticeKind.PHOTO,
            text={
                "de": "Wir machen Fotos. Wer nicht fotografiert werden möchte, meldet sich bitte "
                "bei der DAT."
            },
        ),
        NoticeRow(
            position=3,
            kind=NoticeKind.CHANGE,
            text={
                "de": "Keine Vorstellungsrunden mehr: Kommunale Steckbriefe sind über QR-Codes auf "
                "den Namensschildern abrufbar."
            },
        ),
    ]


def _agenda():
    return [
        AgendaItemRow(
            position=position,
            number=str(position),
            title={"de": title},
            minutes=minutes,
            pinned_at=time(10, 0) if position == 1 else None,
            speakers=[],
        )
        for position, (title, minutes) in enumerate(AGENDA, 1)
    ]
