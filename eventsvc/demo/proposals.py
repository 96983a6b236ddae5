"""What waits for the office in the sample: a project and a photo that Weida's steward sent."""

from eventsvc.db.models import NetworkRow, StewardRow
from eventsvc.db.queries import directory
from eventsvc.db.transaction import session
from eventsvc.domain.profiles import Licence, PictureKind
from eventsvc.domain.projects import ProjectStatus
from eventsvc.paths import DEMO
from eventsvc.services.acts import Act
from eventsvc.services.profiles import profile_pictures, profile_questions, projects
from eventsvc.services.profiles.members import version_of

OWNER = "weida"
PICTURE = "weida.png"
"""Drawn for the sample."""
PROJECT = {
    "title": {"de": "Lastenräder zum Ausleihen", "en": "Cargo bikes to borrow"},
    "status": ProjectStatus.PILOT,
    "summary": {
        "de": "Zwei Lastenräder stehen am Markt; gebucht wird mit dem Telefon.",
        "en": "Two cargo bikes stand on the market square; one books by phone.",
    },
    "failed": {
        "de": "Die ersten Schlösser froren im Winter ein.",
        "en": "The first locks froze in winter.",
    },
    "months": 8,
}
"""Made up."""
ALT = {
    "de": "Zeichnung: ein Turm auf einem Hügel",
    "en": "Drawing: a tower on a hill",
}
TOPIC = "mobilitaet"


def add(steward: StewardRow, *, act: Act) -> None:
    """Let the office publish profiles, and the steward send a project and a photo."""
    network = session().get_one(NetworkRow, steward.network_id)
    rules = {"reviews_profiles": True}
    profile_questions.set_rules(rules, version=network.version, act=act)
    own = Act(network_id=network.id, by=f"steward:{steward.public_id}", at=act.at)
    topic = {one.key: one.id for one in directory.topics_of(network.id)}.get(TOPIC)
    values = PROJECT | {"topic_id": topic}
    projects.create(OWNER, values, today=act.at.date(), nonce="", act=own)
    photo = profile_pictures.Hung(
        kind=PictureKind.PHOTO,
        data=(DEMO / PICTURE).read_bytes(),
        alt=ALT,
        author="eventsvc",
        licence=Licence.CC0,
    )
    row = directory.organisation_by_key(network.id, OWNER)
    if row is not None:
        profile_pictures.hang(OWNER, [photo], version=version_of(row), act=own)
