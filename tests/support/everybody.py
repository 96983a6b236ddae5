"""Two networks with the same things in them, and everybody who may come to an address of ours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Map, Rule

from eventsvc.db.extension import Base, db
from eventsvc.db.models import (
    AccountRow,
    AgendaItemRow,
    DraftRow,
    InquiryRow,
    MailingRecipientRow,
    MailingRow,
    MeetingRow,
    OrganisationRow,
    PasskeyRow,
    PersonRow,
    ProfilePictureFileRow,
    ProfilePictureRow,
    ProfileVersionRow,
    RotaTurnRow,
    StewardRow,
    TopicRow,
)
from eventsvc.db.queries.networks import network_by_slug
from eventsvc.db.queries.organiser import meeting_by_slug
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.access import Role
from eventsvc.domain.consents import Purpose, State
from eventsvc.domain.devices import Device
from eventsvc.domain.inquiries import InquiryKind
from eventsvc.domain.mailings import MailingKind
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.profiles import PictureKind, VersionKind
from eventsvc.domain.surveys import QuestionKind
from eventsvc.services.account import sessions
from eventsvc.services.dates import hosting
from eventsvc.services.dates.date_poll_answers import token_of as poll_token_of
from eventsvc.services.privacy import handouts
from eventsvc.services.privacy.personal import token_of
from eventsvc.services.profiles import stewards
from tests.factories import (
    saved,
    saved_account,
    saved_answer,
    saved_asked,
    saved_attendance,
    saved_circular,
    saved_date_poll,
    saved_decision,
    saved_design,
    saved_document,
    saved_effect,
    saved_group,
    saved_handout,
    saved_meeting,
    saved_network,
    saved_organisation,
    saved_person,
    saved_picture,
    saved_print_run,
    saved_project,
    saved_question,
    saved_right,
    saved_series,
    saved_sheet,
    saved_steward,
    saved_survey,
    saved_survey_answer,
)
from tests.support.signin import sign_in

SECRET = "t" * 32


@dataclass(frozen=True)
class Things:
    """One of each, by the names that addresses give them."""

    slug: str
    arguments: dict[str, object]
    tokens: dict[str, str]
    """How an address begins, and the token that opens it."""
    organiser: AccountRow

    def address(self, rule: str, changes: dict[str, object] | None = None) -> str:
        """Return ``rule`` with its arguments filled in."""
        token = next((one for begin, one in self.tokens.items() if rule.startswith(begin)), "x")
        values = self.arguments | {"token": token} | (changes or {})
        one = Rule(rule, endpoint="it")
        adapter = Map([one]).bind("netz.example.de")
        return adapter.build("it", {name: values[name] for name in one.arguments})


def saved_things(slug: str, now: datetime) -> Things:
    """Save a network in which there is one of everything."""
    network = saved_network(slug=slug, name={"de": f"Netz {slug}"})
    organiser = saved_account((Role.ORGANISER, network))
    person = saved_person(network)
    group = saved_group(network, slug=f"{slug}-meeting", lead=person)
    meeting = saved_meeting(
        network,
        slug=f"{slug}-meeting",
        group_id=group.id,
        registration_until=datetime(2022, 8, 29, 12, 0),  # noqa: DTZ001 -- wall time
        agenda=[AgendaItemRow(position=1, title={"de": "Begrüßung"}, minutes=15)],
    )
    organisation = saved_organisation(network, key=f"{slug}-org", code=f"{slug[:4].upper()}7")
    document = saved_document(meeting, upload={"key": f"{slug}-upload"})
    attendance = saved_attendance(meeting, person, organisation_id=organisation.id)
    topic = saved(TopicRow(network_id=network.id, key=f"{slug}-topic", label={"de": "Daten"}))
    draft = saved(
        DraftRow(
            key=f"{slug}-draft",
            network_id=network.id,
            meeting_id=meeting.id,
            filename="liste.csv",
            data=b"Vorname;Nachname\nErika;Muster\n",
            uploaded_at=now,
        )
    )
    handout = saved_handout(network, made_at=now, expires_at=now + timedelta(days=7))
    passkey = saved(
        PasskeyRow(
            public_id=f"{slug}-passkey",
            account_id=organiser.id,
            credential_id=f"{slug}-credential",
            public_key=b"",
            sign_count=0,
            name="Telefon",
            added_at=now,
        )
    )
    steward = saved_steward(organisation)
    answer = saved_answer(meeting, key=f"{slug}-answer")
    version = saved(
        ProfileVersionRow(
            network_id=network.id,
            organisation_id=organisation.id,
            number=len(slug),
            kind=VersionKind.FOUND,
            at=now,
            content={"statements": []},
        )
    )
    decision = saved_decision(person, State.REFUSED, purpose=Purpose.CONTACT_NETWORK)
    effect = saved_effect(decision, subject=handout.public_id)
    turn = saved(
        RotaTurnRow(
            meeting_id=meeting.id,
            network_id=network.id,
            host_id=organisation.id,
            public_id=f"{slug}-turn",
            passed=[],
        )
    )
    poll = saved_date_poll(network, person)
    arguments = {
        "network": slug,
        "poll": poll.public_id,
        "group": group.slug,
        "handout": handout.public_id,
        "effect": effect.public_id,
        "picture": saved_picture(meeting, person).public_id,
        "meeting": meeting.slug,
        "slug": meeting.slug,
        "series": saved_series(network, slug=f"{slug}-series").slug,
        "attendance": attendance.public_id,
        "person": person.public_id,
        "kept": person.public_id,
        "gone": saved_person(network).public_id,
        "draft": draft.key,
        "item": meeting.agenda[0].id,
        "organisation": organisation.key,
        "account": saved_account((Role.HELPER, network)).public_id,
        "topic": topic.key,
        "design": saved_design(network, key=f"{slug}-design").key,
        "run": saved_print_run(meeting).public_id,
        "sheet": saved_sheet(network, key=f"{slug}-sheet").key,
        "project": saved_project(organisation, key=f"{slug}-project").key,
        "kind": "imprint",
        "public_id": passkey.public_id,
        "code": f"{slug[:4].upper()}7",
        "key": document.upload.key,
        "answer": answer.key,
        "steward": steward.public_id,
        "number": version.number,
        "name": "css/app.css",
        "paper": "record",
        "purpose": "newsletter",
        "right": saved_right(person).public_id,
        "circular": saved_circular(network, key=f"{slug}-circular").key,
        "digest": _crest(organisation),
    }
    inquiry = InquiryRow(
        network_id=network.id,
        meeting_id=meeting.id,
        key=f"{slug}-inquiry",
        kind=InquiryKind.TEXT,
        title={"de": "Was essen Sie?"},
    )
    arguments |= _survey(organisation, network, steward)
    arguments |= _mailing(meeting, slug, now) | {"inquiry": saved(inquiry).key}
    tokens = {
        "/my/<token>/erase": token_of(person, LinkPurpose.ERASE, secret=SECRET),
        "/my/": token_of(person, LinkPurpose.MY, secret=SECRET),
        "/m/": stewards.token_of(steward, secret=SECRET),
        "/d/": poll_token_of(poll.replies[0], secret=SECRET),
        "/h/": hosting.token_of(turn, secret=SECRET),
        "/n/<network>/lists/": handouts.token_of(handout, secret=SECRET),
    }
    return Things(slug, arguments, tokens, organiser)


def _crest(organisation: OrganisationRow) -> str:
    """Return the digest of a picture that hangs in the organisation's profile."""
    ours = {"organisation_id": organisation.id, "network_id": organisation.network_id}
    file = saved(ProfilePictureFileRow(**ours, digest=f"{organisation.id:064x}", data=b"crest"))
    kind = PictureKind.CREST
    saved(ProfilePictureRow(**ours, kind=kind, digest=file.digest, width=1, height=1))
    return file.digest


def _survey(organisation, network, steward) -> dict[str, object]:
    """Save a survey that the organisation answered twice."""
    survey = saved_survey(network, key=f"{network.slug}-survey")
    saved_asked(survey, organisation)
    question = saved_question(survey, QuestionKind.TEXT, key=f"{network.slug}-question")
    first = saved_survey_answer(survey, organisation, said={question.key: "Ja"})
    saved_survey_answer(survey, organisation, steward_id=steward.id, said={question.key: "Nein"})
    return {"survey": survey.key, "question": question.key, "given": first.key}


def _mailing(meeting: MeetingRow, slug: str, now: datetime) -> dict[str, object]:
    """Save the draft of an invitation to somebody who is not known yet."""
    mailing = saved(
        MailingRow(
            network_id=meeting.network_id,
            meeting_id=meeting.id,
            key=f"{slug}-mailing",
            kind=MailingKind.INVITATION,
            subject={"de": "Einladung"},
            text={"de": "kommen Sie!"},
            created_at=now,
        )
    )
    chosen = saved(
        MailingRecipientRow(mailing_id=mailing.id, name="Max Probe", email=f"max@{slug}.example")
    )
    return {"mailing": mailing.key, "recipient": f"r{chosen.id}"}


def everybody(app, ours: Things, theirs: Things, now: datetime) -> dict[str, FlaskClient]:
    """Return a browser for each kind of person."""
    network = network_by_slug(ours.slug)
    meeting = meeting_by_slug(network.id, str(ours.arguments["meeting"]))
    other = saved_meeting(network, slug="another")
    accounts = {
        "helper here": saved_account((Role.HELPER, network), meeting=meeting),
        "helper at another meeting": saved_account((Role.HELPER, network), meeting=other),
        "helper of the network": saved_account((Role.HELPER, network)),
        "organiser": saved_account((Role.ORGANISER, network)),
        "organiser elsewhere": theirs.organiser,
        "administrator": saved_account((Role.ADMINISTRATOR, None)),
    }
    browsers = {"outsider": app.test_client(), "attendee": app.test_client()}
    browsers["attendee"].get(f"/my/{ours.tokens['/my/']}")
    browsers["steward"] = app.test_client()
    browsers["steward"].get(f"/m/{ours.tokens['/m/']}")
    for name, account in accounts.items():
        browsers[name] = app.test_client()
        if name == "organiser elsewhere":
            # This one has a passkey, which a link alone does not replace.
            enter(browsers[name], account, now)
        else:
            sign_in(browsers[name], account, now=now)
    return browsers


def own_words(person: PersonRow) -> tuple[str, ...]:
    """Return what a page of this person's own says of them, which a form given back repeats."""
    calendar = token_of(person, LinkPurpose.CALENDAR, secret=SECRET)
    return person.given, person.family, person.email, f"/my/{calendar}"


def words_of_all() -> list[str]:
    """Return how everybody is called who is kept, for forms given back on pages of an office."""
    people = session().query(PersonRow)
    rows = (AccountRow, StewardRow, MailingRecipientRow)
    addresses = [row.email for kind in rows for row in session().query(kind) if row.email]
    return [word for person in people for word in own_words(person)] + addresses


def enter(client: FlaskClient, account: AccountRow, now: datetime) -> None:
    """Sign in with a session as a passkey begins one."""
    with transaction():
        started = sessions.begin(account, device=Device(), now=now)
    with client.session_transaction() as cookie:
        cookie["key"] = started.key
        cookie["_user_id"] = account.fs_uniquifier
        cookie["_fresh"] = True


def contents(*, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in without
        }
