"""Everything that comes again: one line per task, each calling one service."""

import threading
from datetime import UTC, datetime
from random import SystemRandom

from eventsvc.db.erasures import NAME
from eventsvc.db.queries.networks import networks
from eventsvc.db.queries.outbox import database_time
from eventsvc.gateways.imap import mailbox_of
from eventsvc.jobs.mailbox import read_mailbox
from eventsvc.jobs.outbox import deliver_due
from eventsvc.jobs.runner import Task
from eventsvc.services.attendees.attendee_drafts import KEPT, forget_drafts
from eventsvc.services.attendees.replies import end_offers
from eventsvc.services.badges.print_runs import forget, work_off
from eventsvc.services.badges.symbols import compute_missing
from eventsvc.services.calendar import mail_replies
from eventsvc.services.dates import date_poll_asking
from eventsvc.services.dates.rota_mails import tell_due
from eventsvc.services.dates.series import extend
from eventsvc.services.mails import mailings
from eventsvc.services.mails.delivery import office_of
from eventsvc.services.mails.mailing_reminders import remind_due
from eventsvc.services.meetings import feedback
from eventsvc.services.meetings.inquiries import erase_due
from eventsvc.services.privacy.effects import settle_all
from eventsvc.services.privacy.receipts import confirm_due
from eventsvc.services.privacy.retention import run
from eventsvc.services.profiles.members import forget_pending
from eventsvc.services.profiles.profile_questions import ask_due
from eventsvc.services.surveys import survey_reminders
from eventsvc.settings import Settings

OUTBOX_EVERY = 2.0
"""Seconds: who asked for a link to sign in is waiting for it."""
DRAFTS_EVERY = 3600.0
"""Seconds: a list that nobody took and a file whose form was never saved lie here for a day, and
an hour at most."""

SERIES_EVERY = 6 * 3600.0
"""Seconds: dates are made 18 months ahead, so a quarter of a day more is nothing."""
SEATS_EVERY = 60.0
"""Seconds: deadlines of offered seats are told to the minute."""
SYMBOLS_EVERY = 60.0
"""Seconds: until then printing computes the symbol of a new organisation itself."""

RECEIPTS_EVERY = 60.0
"""Seconds: decisions are confirmed by mail when their ten minutes are over."""

PROFILES_EVERY = 6 * 3600.0
"""Seconds: two weeks before a meeting is not a matter of hours."""
INQUIRIES_EVERY = 3600.0
"""Seconds: answers are erased within the hour in which their days are over."""

REMINDERS_EVERY = 300.0
"""Seconds: a planned reminder goes at nine o'clock, or soon after."""

RETENTION_EVERY = 3600.0
"""Seconds: data goes within an hour after its time is over."""
EFFECTS_EVERY = 3600.0
"""Seconds: when a meeting is over, nothing is left to do about its badges."""
PRINTS_EVERY = 1.0
"""Seconds: somebody looks at the page that tells how far a print is."""
PRINTS_KEPT_EVERY = 60.0
"""Seconds: files of prints lie here for an hour, and a minute at most."""
MAILINGS_EVERY = 3600.0
"""Seconds: drafts of mailings that nobody sent lie here for a month."""


MAILBOX_EVERY = 60.0
"""Seconds: whoever answers by mail does not wait for it."""


def tasks(settings: Settings) -> tuple[Task, ...]:
    """Return the tasks of a service with these settings."""
    office, url = office_of(settings), settings.public_url
    return (
        Task("outbox", OUTBOX_EVERY, lambda stop: deliver_due(office=office, stop=stop)),
        Task("seats", SEATS_EVERY, lambda _stop: _end_offers(url)),
        Task("symbols", SYMBOLS_EVERY, lambda _stop: compute_missing(public_url=url)),
        Task("receipts", RECEIPTS_EVERY, lambda _stop: _confirm(url)),
        Task("inquiries", INQUIRIES_EVERY, lambda _stop: erase_due(now=database_time())),
        Task(
            "profiles", PROFILES_EVERY, lambda _stop: ask_due(public_url=url, now=database_time())
        ),
        Task("reminders", REMINDERS_EVERY, lambda _stop: _remind(url)),
        Task(
            "mailings", MAILINGS_EVERY, lambda _stop: mailings.forget_drafts(now=datetime.now(UTC))
        ),
        Task("retention", RETENTION_EVERY, lambda stop: _retention(settings, stop)),
        Task("effects", EFFECTS_EVERY, lambda _stop: settle_all(now=datetime.now(UTC))),
        Task("drafts", DRAFTS_EVERY, lambda _stop: _forget_drafts(datetime.now(UTC))),
        Task("series", SERIES_EVERY, lambda _stop: _extend_series(url)),
        *_mailbox(settings),
    )


def _mailbox(settings: Settings) -> tuple[Task, ...]:
    """Return the task that reads answers by mail, where a mailbox is set."""
    url = settings.imap_url.get_secret_value()
    if not url:
        return ()
    mailbox, desk = mailbox_of(url), mail_replies.desk_of(settings)
    return (
        Task("mailbox", MAILBOX_EVERY, lambda stop: read_mailbox(mailbox, desk=desk, stop=stop)),
    )


def prints(settings: Settings) -> tuple[Task, ...]:
    """Return what draws prints of many badges; it has a loop of its own, beside slow mails."""
    url = settings.public_url
    return (
        Task(
            "prints",
            PRINTS_EVERY,
            lambda _stop: work_off(public_url=url, clock=lambda: datetime.now(UTC)),
        ),
        Task("prints-kept", PRINTS_KEPT_EVERY, lambda _stop: forget(now=datetime.now(UTC))),
    )


def _retention(settings: Settings, stop: threading.Event) -> None:
    record = settings.data_dir / NAME
    for network in networks():
        if not stop.is_set():
            run(network, record=record, now=datetime.now(UTC))


def _end_offers(public_url: str) -> int:
    return end_offers(public_url=public_url, now=database_time())


def _forget_drafts(now: datetime) -> None:
    forget_drafts(now=now)
    forget_pending(before=now - KEPT)
    feedback.forget_old(now=now)
    mail_replies.forget_old(now=now)


def _confirm(public_url: str) -> int:
    return confirm_due(public_url=public_url, now=database_time())


def _remind(public_url: str) -> int:
    now = database_time()
    polls = date_poll_asking.remind_due(public_url=public_url, now=now)
    surveys = survey_reminders.remind_due(public_url=public_url, now=now)
    return polls + surveys + remind_due(public_url=public_url, now=now, random=SystemRandom())


def _extend_series(public_url: str) -> int:
    """Make new dates, settle who hosts them, tell the next hosts."""
    now, random = database_time(), SystemRandom()
    return extend(now=now, random=random) + tell_due(public_url=public_url, now=now, random=random)
