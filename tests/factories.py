"""Things to test with: complete, ordinary, and saying only what a test does not care about.

``saved_*`` write rows in a transaction of their own and need an application context.
"""

import itertools
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from eventsvc.db.models import (
    AccountRow,
    AttendanceRow,
    BadgeDesignRow,
    CircularRow,
    ConsentDecisionRow,
    DatePollDateRow,
    DatePollReplyRow,
    DatePollRow,
    EffectRow,
    FeedbackAnswerRow,
    FeedbackFormRow,
    GrantRow,
    GroupPersonRow,
    HandoutRow,
    LabelSheetRow,
    MeetingDocumentRow,
    MeetingRow,
    NetworkRow,
    OrganisationRow,
    PersonRow,
    PicturePersonRow,
    PictureRow,
    PrintRunRow,
    ProfileRow,
    ProjectRow,
    PublicCodeRow,
    RightsRequestRow,
    SeriesPlanRow,
    SeriesRow,
    StatementRow,
    StewardRow,
    SurveyAnswerRow,
    SurveyMemberRow,
    SurveyQuestionRow,
    SurveyRow,
    UploadRow,
    WorkingGroupRow,
)
from eventsvc.db.transaction import transaction
from eventsvc.domain.access import Role
from eventsvc.domain.attendances import PartStat, Seat
from eventsvc.domain.consents import Channel, DecidedBy, Purpose, State
from eventsvc.domain.date_polls import Asks, Shown
from eventsvc.domain.effects import EffectKind
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.handouts import Audience
from eventsvc.domain.kinds import OrganisationKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.recurrence import LAST, Hours, Rhythm, Rule
from eventsvc.domain.rights import Right
from eventsvc.domain.surveys import QuestionKind, SurveyState
from eventsvc.services.dates.series_values import Plan, packed

CREATED = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)
START = datetime(2022, 8, 30, 10, 0)  # noqa: DTZ001 -- wall time in Gera
_numbers = itertools.count(1)


def saved(row: Any) -> Any:
    with transaction() as session:
        session.add(row)
    return row


def saved_network(**changes: Any) -> NetworkRow:
    values = {
        "slug": "thueringen",
        "name": {"de": "Netzwerk Thüringen", "en": "Network Thuringia"},
        "organiser": "Digitalagentur Thüringen",
        "organiser_short": "DAT",
        "email": "netzwerk@example.org",
        "languages": ["de", "en"],
        "feed_changed_at": CREATED,
    }
    return saved(NetworkRow(**(values | changes)))


def saved_organisation(network: NetworkRow, *, code: str = "", **changes: Any) -> OrganisationRow:
    number = next(_numbers)
    profile = changes.pop("profile", None)
    values = {
        "network_id": network.id,
        "key": f"org-{number}",
        "kind": OrganisationKind.MUNICIPALITY,
        "name": {"de": f"Stadt {number}"},
        "sort_key": f"{number:08}",
    }
    row = OrganisationRow(**(values | changes))
    row.profile = ProfileRow(**(profile or {}))
    saved(row)
    saved(
        PublicCodeRow(
            code=code or f"Q{number:04}",
            network_id=network.id,
            organisation_id=row.id,
            given_at=CREATED,
        )
    )
    return row


def saved_meeting(network: NetworkRow, *, start: datetime = START, **changes: Any) -> MeetingRow:
    number = next(_numbers)
    values = {
        "network_id": network.id,
        "key": f"meeting-{number}",
        "slug": f"treffen-{number}",
        "uid": f"uid-{number}",
        "status": MeetingStatus.CONFIRMED,
        "title": {"de": f"Netzwerktreffen {number}"},
        "local_start": start,
        "local_end": start + timedelta(hours=5),
        "tzid": "Europe/Berlin",
        "created_at": CREATED,
        "last_modified": CREATED,
        "hosts": [],
        "notices": [],
        "agenda": [],
        "bases": [],
    }
    values |= changes
    values |= {
        "dtstart": values["local_start"].replace(tzinfo=UTC) - timedelta(hours=2),
        "dtend": values["local_end"].replace(tzinfo=UTC) - timedelta(hours=2),
    }
    return saved(MeetingRow(**values))


def saved_series(network: NetworkRow, **changes: Any) -> SeriesRow:
    """Save a series on last Thursdays, of which no date is made yet."""
    values = {
        "network_id": network.id,
        "slug": f"reihe-{next(_numbers)}",
        "title": {"de": "Reihe"},
        "visibility": Visibility.PUBLIC,
        "created_at": CREATED,
    }
    rule = Rule(rhythm=Rhythm.MONTHLY, nth=LAST, weekday=3, first=START.date())
    hours = Hours(tzid="Europe/Berlin", start=time(10), end=time(12))
    template = {"title": {"de": "Reihe"}, "visibility": Visibility.PUBLIC, "hosts": []}
    plan = packed(Plan(rule=rule, hours=hours, template=template))
    uid = str(UUID(int=next(_numbers)))
    return saved(SeriesRow(**(values | changes), plans=[SeriesPlanRow(uid=uid, **plan)]))


def saved_sheet(network: NetworkRow, **changes: Any) -> LabelSheetRow:
    """Save a sheet of twelve labels that the office measured itself."""
    x = {"page": 210.0, "size": 60.0, "grid": 3, "first": 10.0, "pitch": 65.0}
    y = {"page": 297.0, "size": 60.0, "grid": 4, "first": 15.0, "pitch": 65.0}
    values = {
        "network_id": network.id,
        "key": f"sheet-{next(_numbers)}",
        "label": "Unsere Etiketten",
        "measures": {"x": x, "y": y, "corner": 0.0, "fold": "none"},
    }
    return saved(LabelSheetRow(**(values | changes)))


def saved_design(network: NetworkRow, **changes: Any) -> BadgeDesignRow:
    """Save a design that an administrator wrote: a first name and nothing else."""
    values = {
        "network_id": network.id,
        "key": f"design-{next(_numbers)}",
        "name": "Unser Schild",
        "base": "classic",
        "sheet": "avery-l4785",
        "html": '<p class="a" data-slot="given"></p>',
        "css": ".a { left: 5mm; top: 5mm; width: 70mm; height: 20mm; font-size: 32pt }",
    }
    return saved(BadgeDesignRow(**(values | changes)))


def saved_print_run(meeting: MeetingRow, **changes: Any) -> PrintRunRow:
    """Save a print of four hundred badges that is not begun."""
    values = {
        "public_id": f"run-{next(_numbers)}",
        "network_id": meeting.network_id,
        "meeting_id": meeting.id,
        "asked_at": CREATED,
        "asked_by": "test",
        "which": "all",
        "order": "name",
        "sheet": "avery-l4785",
        "start": 1,
        "x": 0.0,
        "y": 0.0,
        "total": 400,
    }
    return saved(PrintRunRow(**(values | changes)))


def saved_person(network: NetworkRow, **changes: Any) -> PersonRow:
    number = next(_numbers)
    values = {
        "network_id": network.id,
        "public_id": f"person-{number}",
        "given": "Erika",
        "family": f"Mustermann {number}",
        "folded_name": f"erika mustermann {number}",
        "email": f"erika{number}@example.org",
        "entered_at": CREATED,
        "functions": [],
    }
    return saved(PersonRow(**(values | changes)))


def saved_group(
    network: NetworkRow, *, lead: PersonRow | None = None, **changes: Any
) -> WorkingGroupRow:
    number = next(_numbers)
    values = {
        "network_id": network.id,
        "slug": f"gruppe-{number}",
        "title": {"de": f"Gruppe {number}"},
        "created_at": CREATED,
        "members": [],
        "people": [GroupPersonRow(person_id=lead.id, role=GroupRole.LEAD, position=0)]
        if lead
        else [],
    }
    return saved(WorkingGroupRow(**(values | changes)))


def saved_attendance(meeting: MeetingRow, person: PersonRow, **changes: Any) -> AttendanceRow:
    values = {
        "network_id": meeting.network_id,
        "public_id": f"attendance-{next(_numbers)}",
        "meeting_id": meeting.id,
        "person_id": person.id,
        "partstat": PartStat.ACCEPTED,
        "seat": Seat.HELD,
        "created_at": CREATED,
    }
    return saved(AttendanceRow(**(values | changes)))


def saved_account(
    *grants: tuple[Role, NetworkRow | None], meeting: MeetingRow | None = None, **changes: Any
) -> AccountRow:
    """Save an account with its grants, each a role and the network it holds in."""
    number = next(_numbers)
    values = {
        "public_id": f"account-{number}",
        "email": f"organiser{number}@example.org",
        "fs_uniquifier": f"uniquifier-{number}",
        "created_at": CREATED,
    }
    account = saved(AccountRow(**(values | changes)))
    for role, network in grants:
        saved(
            GrantRow(
                account_id=account.id,
                role=role,
                network_id=network and network.id,
                meeting_id=meeting and meeting.id,
                given_at=CREATED,
            )
        )
    return account


def saved_project(organisation: OrganisationRow, **changes: Any) -> ProjectRow:
    values = {
        "network_id": organisation.network_id,
        "organisation_id": organisation.id,
        "key": f"project-{next(_numbers)}",
        "title": {"de": "Ein Projekt"},
        "told_on": CREATED.date(),
    }
    return saved(ProjectRow(**(values | changes)))


def saved_statement(organisation: OrganisationRow, **changes: Any) -> StatementRow:
    values = {
        "network_id": organisation.network_id,
        "organisation_id": organisation.id,
        "kind": StatementKind.SEEK,
        "text": {"de": "Hilfe"},
        "visibility": Visibility.PUBLIC,
    }
    return saved(StatementRow(**(values | changes)))


def saved_decision(person: PersonRow, state: State, **changes: Any) -> ConsentDecisionRow:
    values = {
        "network_id": person.network_id,
        "person_id": person.id,
        "purpose": Purpose.CONTACT_PUBLIC,
        "state": state,
        "decided_at": CREATED,
        "decided_by": DecidedBy.SELF,
        "channel": Channel.LINK,
    }
    return saved(ConsentDecisionRow(**(values | changes)))


def saved_right(person: PersonRow, **changes: Any) -> RightsRequestRow:
    values = {
        "network_id": person.network_id,
        "person_id": person.id,
        "public_id": f"right-{next(_numbers)}",
        "right": Right.ACCESS,
        "came_on": CREATED.date(),
        "channel": Channel.PAPER,
        "source": "letter of 3 May",
        "identity": "signature",
        "language": "de",
        "noted_at": CREATED,
    }
    return saved(RightsRequestRow(**(values | changes)))


def saved_circular(network: NetworkRow, **changes: Any) -> CircularRow:
    values = {
        "network_id": network.id,
        "key": f"circular-{next(_numbers)}",
        "subject": {"de": "Neues aus dem Netz"},
        "text": {"de": "es gibt Neues."},
        "created_at": CREATED,
    }
    return saved(CircularRow(**(values | changes)))


def saved_upload(network: NetworkRow, **changes: Any) -> UploadRow:
    values = {
        "network_id": network.id,
        "key": f"upload-{next(_numbers)}",
        "filename": "steckbrief.pdf",
        "media_type": "application/pdf",
        "sha256": "0" * 64,
        "data": b"%PDF",
        "uploaded_at": CREATED,
    }
    return saved(UploadRow(**(values | changes)))


def saved_steward(organisation: OrganisationRow, **changes: Any) -> StewardRow:
    number = next(_numbers)
    values = {
        "network_id": organisation.network_id,
        "organisation_id": organisation.id,
        "public_id": f"steward-{number}",
        "named_at": CREATED,
    }
    if "person_id" not in changes:
        values["email"] = f"steward{number}@example.org"
    return saved(StewardRow(**(values | changes)))


def saved_picture(meeting: MeetingRow, *people: PersonRow, **changes: Any) -> PictureRow:
    values = {
        "network_id": meeting.network_id,
        "public_id": f"picture-{next(_numbers)}",
        "meeting_id": meeting.id,
        "channel": Purpose.PHOTO_WEB,
        "place": "https://stadt.example/treffen",
        "published_on": START.date(),
        "people": [PicturePersonRow(person_id=person.id) for person in people],
    }
    return saved(PictureRow(**(values | changes)))


def saved_effect(decision: ConsentDecisionRow, **changes: Any) -> EffectRow:
    number = next(_numbers)
    values = {
        "network_id": decision.network_id,
        "public_id": f"effect-{number}",
        "person_id": decision.person_id,
        "meeting_id": decision.meeting_id,
        "decision_id": decision.id,
        "kind": EffectKind.HANDOUT,
        "subject": f"subject-{number}",
        "made_at": CREATED,
    }
    return saved(EffectRow(**(values | changes)))


def saved_handout(network: NetworkRow, **changes: Any) -> HandoutRow:
    values = {
        "network_id": network.id,
        "public_id": f"handout-{next(_numbers)}",
        "audience": Audience.NETWORK,
        "fields": ["name", "email"],
        "why": "Rundschreiben",
        "recipients": ["partner@example.org"],
        "made_at": CREATED,
        "made_by": "account:office",
        "expires_at": CREATED + timedelta(days=30),
    }
    return saved(HandoutRow(**(values | changes)))


def saved_document(meeting: MeetingRow, **changes: Any) -> MeetingDocumentRow:
    upload = changes.pop("upload", None) or {}
    network_id = meeting.network_id
    kept = {"key": f"document-{next(_numbers)}", "network_id": network_id} | upload
    file = saved_upload(meeting, **kept)
    values = {
        "network_id": network_id,
        "meeting_id": meeting.id,
        "upload_id": file.id,
        "title": {"de": "Protokoll"},
        "position": next(_numbers),
        "added_at": CREATED,
    }
    row = saved(MeetingDocumentRow(**(values | changes)))
    row.upload = file
    return row


def saved_date_poll(network: NetworkRow, *people: PersonRow, **changes: Any) -> DatePollRow:
    """Save a poll between two days that asked ``people``."""
    number = next(_numbers)
    dates = [
        DatePollDateRow(
            position=position,
            local_start=START + timedelta(days=position),
            local_end=START + timedelta(days=position, hours=5),
            tzid="Europe/Berlin",
            place="Gera",
        )
        for position in range(2)
    ]
    replies = [
        DatePollReplyRow(
            network_id=network.id,
            public_id=f"reply-{number}-{place}",
            person_id=person.id,
            asked_at=CREATED,
        )
        for place, person in enumerate(people)
    ]
    values = {
        "network_id": network.id,
        "public_id": f"poll-{number}",
        "title": {"de": "Wann treffen wir uns?"},
        "text": {},
        "asks": Asks.PEOPLE,
        "shown": Shown.NOTHING,
        "mode": Mode.ON_SITE,
        "visibility": Visibility.PUBLIC,
        "last_day": START.date(),
        "created_at": CREATED,
        "asked_at": CREATED,
        "dates": dates,
        "replies": replies,
    }
    return saved(DatePollRow(**(values | changes)))


def saved_feedback_form(meeting: MeetingRow, **changes: Any) -> FeedbackFormRow:
    values = {
        "meeting_id": meeting.id,
        "network_id": meeting.network_id,
        "key": f"form-{next(_numbers)}",
        "is_named": False,
        "is_open": True,
        "takes_anybody": True,
        "opened_at": CREATED,
    }
    return saved(FeedbackFormRow(**(values | changes)))


def saved_answer(meeting: MeetingRow, **changes: Any) -> FeedbackAnswerRow:
    values = {
        "key": f"answer-{next(_numbers)}",
        "network_id": meeting.network_id,
        "meeting_id": meeting.id,
        "good": "Der Rundgang",
    }
    return saved(FeedbackAnswerRow(**(values | changes)))


def saved_survey(network: NetworkRow, **changes: Any) -> SurveyRow:
    values = {
        "network_id": network.id,
        "key": f"survey-{next(_numbers)}",
        "title": {"de": "Umfrage unter den Mitgliedern"},
        "state": SurveyState.OPEN,
        "held_on": CREATED.date(),
    }
    return saved(SurveyRow(**(values | changes)))


def saved_question(survey: SurveyRow, kind: QuestionKind, **changes: Any) -> SurveyQuestionRow:
    """Save a question; ``options``: its items or answers, numbered as they come."""
    number = next(_numbers)
    labels = {str(at): {"de": words} for at, words in enumerate(changes.pop("options", ()), 1)}
    values = {
        "survey_id": survey.id,
        "key": f"question-{number}",
        "measure": f"question-{number}",
        "position": number,
        "kind": kind,
        "title": {"de": f"Frage {number}"},
        "options": labels,
        "order": list(labels),
    }
    return saved(SurveyQuestionRow(**(values | changes)))


def saved_asked(survey: SurveyRow, organisation: OrganisationRow, **changes: Any) -> None:
    values = {"survey_id": survey.id, "organisation_id": organisation.id, "asked_at": CREATED}
    saved(SurveyMemberRow(**(values | changes)))


def saved_survey_answer(
    survey: SurveyRow, organisation: OrganisationRow | None, **changes: Any
) -> SurveyAnswerRow:
    number = next(_numbers)
    values = {
        "key": f"{number:032x}",
        "survey_id": survey.id,
        "organisation_id": organisation and organisation.id,
        "sent_at": CREATED + timedelta(minutes=number) if organisation else None,
        "said": {},
    }
    return saved(SurveyAnswerRow(**(values | changes)))
