"""Asking stewards to answer a survey, and reminding those alone who have not."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import NetworkRow, StewardRow, SurveyMemberRow, SurveyRow
from eventsvc.db.queries import stewards as steward_queries
from eventsvc.db.queries import surveys as queries
from eventsvc.db.transaction import session, transaction
from eventsvc.domain.addresses import survey_address
from eventsvc.domain.errors import NotFound
from eventsvc.domain.surveys import SurveyClosed, takes_answers
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs.formats import date_text
from eventsvc.services.acts import Act
from eventsvc.services.mails.letters import UNSEEN, Content, Office, preview_of
from eventsvc.services.mails.outbox import Leased, Letter, queue
from eventsvc.services.profiles.stewards import NobodyToMail, address_of, language_of, token_of

SURVEY = "survey"
"""Kind of the mail."""


def ask(
    network: NetworkRow,
    key: str,
    public_ids: Sequence[str],
    *,
    reminds: bool,
    nonce: str,
    act: Act,
) -> int:
    """Queue the mail for these stewards; return how many. Their organisations are asked by it.

    A reminder leaves out whose organisation answered meanwhile or was never asked.

    Raises:
        NotFound: The network has no such survey.
        SurveyClosed: It takes no answers.
        NobodyToMail: None of them can be written to.
        DoneAlready: The same form was sent before.
    """
    with transaction():
        act.once(nonce)
        survey = _open_survey(network, key, act)
        chosen = steward_queries.stewards_by_public_ids(network.id, public_ids).values()
        count = post(survey, network, chosen, reminds=reminds, nonce=nonce, act=act)
        if not count:
            raise NobodyToMail
    return count


def post(
    survey: SurveyRow,
    network: NetworkRow,
    stewards: Iterable[StewardRow],
    *,
    reminds: bool,
    nonce: str,
    act: Act,
) -> int:
    """Queue the mail for those of ``stewards`` who get one, in the running transaction."""
    members = {one.organisation_id: one for one in queries.asked(survey.id)}
    count = 0
    for steward in stewards:
        member = members.get(steward.organisation_id)
        if not is_written_to(steward, member, reminds=reminds):
            continue
        if member is None:
            member = _new_member(survey, steward, now=act.at)
            session().add(member)
            members[steward.organisation_id] = member
        member.reminded_at = act.at if reminds else member.reminded_at
        letter = _letter(survey, steward, network, reminds=reminds, nonce=nonce)
        queue(letter, public_url=act.public_url, now=act.at)
        count += 1
    if count:
        act.note("survey.asked", f"survey:{survey.key}", {"mails": count, "reminder": reminds})
    return count


def survey_mail(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail; None when the steward is none any more, or the survey is closed."""
    found = steward_queries.steward_and_network(mail.network_id or 0, str(mail.facts["steward"]))
    survey = queries.survey_by_key(mail.network_id or 0, str(mail.facts["survey"]))
    if found is None or survey is None or survey.closed_at is not None:
        return None
    steward, network = found
    if steward.ended_at is not None or not address_of(steward):
        return None
    link = survey_address(office.public_url, token_of(steward, secret=office.secret), survey.key)
    return _content(
        survey, steward, network, language=mail.language, link=link, reminds=mail.facts["reminds"]
    )


def preview(
    survey: SurveyRow,
    steward: StewardRow,
    network: NetworkRow,
    *,
    reminds: bool,
    office: Office,
    now: datetime,
) -> EmailMessage:
    """Return the mail to ``steward`` as it would go now, without the secret of its link."""
    language = language_of(steward, network)
    link = survey_address(office.public_url, UNSEEN, survey.key)
    content = _content(survey, steward, network, language=language, link=link, reminds=reminds)
    return preview_of(
        content,
        kind=SURVEY,
        language=language,
        recipient=address_of(steward),
        sender=office.sender,
        now=now,
    )


def _open_survey(network: NetworkRow, key: str, act: Act) -> SurveyRow:
    survey = queries.survey_by_key(network.id, key)
    if survey is None:
        raise NotFound
    today = wall_time(act.at, tzid=network.tzid).date()
    if not takes_answers(survey.state, closes_on=survey.closes_on, today=today):
        raise SurveyClosed
    return survey


def is_written_to(steward: StewardRow, member: SurveyMemberRow | None, *, reminds: bool) -> bool:
    """Tell whether the steward gets the mail, ``member`` being how the organisation stands."""
    if steward.ended_at is not None or not address_of(steward):
        return False
    return not reminds or (member is not None and not member.has_answered)


def _new_member(survey: SurveyRow, steward: StewardRow, *, now: datetime) -> SurveyMemberRow:
    return SurveyMemberRow(
        survey_id=survey.id,
        organisation_id=steward.organisation_id,
        asked_at=now,
        has_answered=False,
    )


def _letter(
    survey: SurveyRow, steward: StewardRow, network: NetworkRow, *, reminds: bool, nonce: str
) -> Letter:
    person = {"person": steward.person.public_id} if steward.person else {}
    return Letter(
        unique_key=f"{SURVEY}:{survey.key}:{steward.public_id}:{nonce}",
        recipient=address_of(steward),
        kind=SURVEY,
        language=language_of(steward, network),
        facts={"steward": steward.public_id, "survey": survey.key, "reminds": reminds} | person,
        network_id=network.id,
    )


def _content(
    survey: SurveyRow,
    steward: StewardRow,
    network: NetworkRow,
    *,
    language: str,
    link: str,
    reminds: bool,
) -> Content:
    def said(texts: dict[str, str]) -> str:
        return choose(texts, language=language, fallbacks=network.languages).text

    name = said(network.name)
    return Content(
        words={
            "title": said(survey.title),
            "intro": said(survey.intro),
            "organisation": said(steward.organisation.name),
            "until": date_text(survey.closes_on, language=language) if survey.closes_on else "",
            "promise": survey.promise.value,
            "reminds": reminds,
            "link": link,
            "network": name,
            "email": network.email,
        },
        sender_name=network.sender_name or name,
        reply_to=network.reply_to or network.email,
    )
