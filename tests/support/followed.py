"""An office with one person at a meeting, and everything that it does with them."""

from datetime import timedelta

from eventsvc.db.extension import db
from eventsvc.db.models import EffectRow, MeetingBasisRow
from eventsvc.domain.consents import NETWORK_WIDE, Basis, Channel, Purpose, State
from eventsvc.domain.effects import EffectKind, Ending
from eventsvc.domain.sheet_presets import DEFAULT_SHEET, sheet_named
from eventsvc.services.acts import Act
from eventsvc.services.badges.badges import print_job, record_print
from eventsvc.services.privacy.consents import Answer, decide
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import saved_attendance, saved_meeting, saved_network, saved_person

HOUR = timedelta(hours=1)


class Office:
    """A meeting with one person, and everything that is done with them, an hour apart each."""

    def __init__(self, bases: dict[Purpose, Basis] | None = None) -> None:
        self.now = NOW
        self.network = saved_network()
        named = (bases or {}).items()
        rows = [MeetingBasisRow(purpose=one, basis=basis) for one, basis in named]
        self.meeting = saved_meeting(self.network, title={"de": "Treffen in Gera"}, bases=rows)
        self.erika = saved_person(self.network, given="Erika", family="Muster")
        saved_attendance(self.meeting, self.erika)

    def act(self) -> Act:
        self.now += HOUR
        return Act(network_id=self.network.id, by="account:office", at=self.now)

    def says(self, state: State, *purposes: Purpose) -> None:
        act = self.act()
        for purpose in purposes:
            answer = Answer(purpose=purpose, state=state, language="de", channel=Channel.LINK)
            meeting = None if purpose in NETWORK_WIDE else self.meeting
            decide(self.network, meeting, self.erika.id, answer, now=act.at)

    def prints(self) -> None:
        job = print_job(self.network, self.meeting, public_url=PUBLIC_URL)
        record_print(job, sheet=sheet_named(DEFAULT_SHEET), act=self.act())


def on_record() -> list[tuple[EffectKind, Ending | None]]:
    db.session.expire_all()
    rows = db.session.query(EffectRow).order_by(EffectRow.id)
    return [(row.kind, row.ending) for row in rows]
