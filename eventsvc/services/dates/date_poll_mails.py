"""The mails of a date poll: the question, the reminder, the date that was chosen."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage

from eventsvc.db.models import DatePollDateRow, DatePollReplyRow, DatePollRow, NetworkRow
from eventsvc.db.queries import date_polls as queries
from eventsvc.domain.addresses import dates_address, meeting_address
from eventsvc.domain.meetings import Visibility
from eventsvc.domain.texts import choose
from eventsvc.outputs.calendar import feed_ics
from eventsvc.outputs.formats import date_text, period_text
from eventsvc.outputs.mails import Attachment
from eventsvc.services.calendar.calendar import meeting_feed
from eventsvc.services.dates.date_poll_answers import token_of
from eventsvc.services.dates.date_poll_asking import ASKED, REMINDED, Candidate
from eventsvc.services.dates.date_poll_decision import DECIDED
from eventsvc.services.dates.date_polls import chosen_date, is_open
from eventsvc.services.mails.letters import UNSEEN, Content, Office, preview_of
from eventsvc.services.mails.outbox import Leased


def date_poll(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the question, the reminder or the result; None when it says nothing any more."""
    found = queries.replies_called(str(mail.facts["reply"]))
    if not found or _is_hidden(found[0][0]):
        return None
    reply, network = found[0]
    answered = mail.kind == REMINDED and reply.answered_at is not None
    if mail.kind == DECIDED:
        return _decided(reply, network, mail, office)
    if answered or not is_open(reply.poll, network, now=now):
        return None
    link = dates_address(office.public_url, token_of(reply, secret=office.secret))
    name = reply.organisation.name if reply.organisation else None
    return _question(reply.poll, network, name, language=mail.language, link=link)


def preview(
    poll: DatePollRow,
    network: NetworkRow,
    candidate: Candidate,
    *,
    sender: str,
    public_url: str,
    now: datetime,
) -> EmailMessage:
    """Return the question to ``candidate`` as it would go now, without the secret of its link."""
    first = candidate.addresses[0]
    name = candidate.name if isinstance(candidate.name, dict) else None
    link = dates_address(public_url, UNSEEN)
    content = _question(poll, network, name, language=first.language, link=link)
    return preview_of(
        content, kind=ASKED, language=first.language, recipient=first.email, sender=sender, now=now
    )


def date_words(date: DatePollDateRow, *, language: str) -> str:
    """Return when a date is, and where."""
    start, end = date.local_start, date.local_end
    begins, ends = (start.date(), end.date()) if date.all_day else (start, end)
    when = period_text(begins, ends, language=language)
    return f"{when}, {date.place}" if date.place else when


def _question(
    poll: DatePollRow,
    network: NetworkRow,
    organisation: Mapping[str, str] | None,
    *,
    language: str,
    link: str,
) -> Content:
    words = {
        "text": _said(network, poll.text, language),
        "dates": [date_words(date, language=language) for date in poll.dates],
        "until": date_text(poll.last_day, language=language, weekday=True),
        "shown": poll.shown.value,
        "organisation": _said(network, organisation or {}, language),
        "link": link,
    }
    return _content(poll, network, words, language)


def _decided(
    reply: DatePollReplyRow, network: NetworkRow, mail: Leased, office: Office
) -> Content | None:
    poll = reply.poll
    date, meeting = chosen_date(poll), poll.meeting
    if date is None or meeting is None:
        return None
    url, is_public = office.public_url, meeting.visibility is Visibility.PUBLIC
    words: dict[str, object] = {
        "when": date_words(date, language=mail.language),
        "link": meeting_address(url, network.slug, meeting.slug) if is_public else "",
    }
    feed = meeting_feed(network, meeting, language=mail.language, public_url=url)
    file = Attachment(f"{meeting.slug}.ics", "text", "calendar", feed_ics(feed))
    return _content(poll, network, words, mail.language, file)


def _content(
    poll: DatePollRow,
    network: NetworkRow,
    words: Mapping[str, object],
    language: str,
    *files: Attachment,
) -> Content:
    name = _said(network, network.name, language)
    return Content(
        words={
            **words,
            "title": _said(network, poll.title, language),
            "network": name,
            "email": network.email,
        },
        sender_name=network.sender_name or name,
        reply_to=network.reply_to or network.email,
        attachments=files,
    )


def _said(network: NetworkRow, texts: Mapping[str, str], language: str) -> str:
    return choose(texts, language=language, fallbacks=network.languages).text


def _is_hidden(reply: DatePollReplyRow) -> bool:
    person = reply.person
    return bool(person and (person.never_share or person.restricted_at or person.link_disowned_at))
