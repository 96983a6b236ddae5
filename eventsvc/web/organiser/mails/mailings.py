"""Mailings of a meeting: the list of them, one of them, a mail as it will be read."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from markupsafe import Markup

from eventsvc.db.queries import mailings as queries
from eventsvc.db.queries.mail_replies import comments_at
from eventsvc.domain.errors import NotFound
from eventsvc.domain.mailings import MailingKind, Omission
from eventsvc.domain.mails import OutboxState
from eventsvc.domain.times import wall_time
from eventsvc.services.mails import mailings
from eventsvc.services.mails.delivery import office_of
from eventsvc.services.mails.mailing_mails import preview
from eventsvc.services.mails.mailing_people import Recipient, fingerprint, getting, recipients
from eventsvc.services.mails.mailing_reminders import due_of
from eventsvc.web import clock
from eventsvc.web.forms.answers import Page, Saving, answer, show
from eventsvc.web.guards import requires
from eventsvc.web.organiser.blueprint import acting, blueprint, current_network, wanted_meeting
from eventsvc.web.organiser.mails import mailing_forms as forms
from eventsvc.web.organiser.mails.mailing_progress import progress, subject_of
from eventsvc.web.organiser.meetings.changes import BOTH
from eventsvc.web.paging import part_of

if TYPE_CHECKING:
    from eventsvc.db.models import MailingRow, MeetingRow
    from eventsvc.settings import Settings

KINDS: Mapping[MailingKind, LazyString] = {
    MailingKind.INVITATION: lazy_gettext("Invitation"),
    MailingKind.REMINDER: lazy_gettext("Reminder"),
    MailingKind.CHANGE: lazy_gettext("What has changed"),
    MailingKind.THANKS: lazy_gettext("Thanks"),
}
OMISSIONS: Mapping[Omission, LazyString] = {
    Omission.NO_ADDRESS: lazy_gettext("No mail address is known, or it is none."),
    Omission.NO_NAME: lazy_gettext(
        "The name is missing. Paste it before the address, such as Erika Muster erika@example.org"
    ),
    Omission.DISOWNED: lazy_gettext(
        "A reader said that the link is not theirs. Correct the address first."
    ),
    Omission.RESTRICTED: lazy_gettext("Had the use of the data restricted."),
    Omission.NEVER_SHARE: lazy_gettext("Wants to be in no list and no mailing."),
    Omission.ALREADY_INVITED: lazy_gettext("Was invited already."),
    Omission.ALREADY_THANKED: lazy_gettext("Was thanked already."),
    Omission.NOT_INVITED: lazy_gettext("Was never invited. Send an invitation instead."),
    Omission.HAS_REPLIED: lazy_gettext("Has replied already."),
    Omission.DOUBLED: lazy_gettext("Stands further up already."),
    Omission.BY_HAND: lazy_gettext("You took the tick away."),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder that goes by itself, and when."""

    key: str
    at: datetime


@blueprint.get("/<network>/meetings/<meeting>/mailings")
@requires("attendees.change")
def list_mailings(network: str, meeting: str) -> ResponseReturnValue:
    """Show what was sent, what is being prepared, and who has not replied."""
    return show(list_page(network, meeting), forms.reminder_form().shown({"days": forms.DAYS}))


def list_page(network: str, meeting: str) -> Page:
    """Return the page of all mailings, around the form that plans a reminder."""
    row = wanted_meeting(meeting)
    return Page(
        title=gettext("Invitations and mails"),
        back=(row.title, url_for("organiser.show_meeting", network=network, meeting=meeting)),
        template="organiser/mailings.html",
        facts=lambda: _list_facts(row),
        address=url_for("organiser.list_mailings", network=network, meeting=meeting),
    )


def _list_facts(row: "MeetingRow") -> dict[str, Any]:
    rows = queries.mailings_of(row.id)
    standing, invited = queries.standing_of(row.id), _invited(row)
    return {
        "at": {"network": current_network().slug, "meeting": row.slug},
        "network": current_network(),
        "meeting": row,
        "mailings": [(one, subject_of(one, row)) for one in rows],
        "states": queries.states_of([one.id for one in rows if one.sent_at]),
        "invited": len(invited),
        "silent": sum(standing.get(one) == "NEEDS-ACTION" for one in invited),
        "is_over": clock.now() >= row.dtend,
        "planned": planned(row),
        "kinds": KINDS,
        "sent_state": OutboxState,
        "comments": comments_at(row.id),
        "nonce": secrets.token_hex(16),
    }


@blueprint.route("/<network>/meetings/<meeting>/mailings/new", methods=BOTH)
@requires("attendees.change")
def new_invitation(network: str, meeting: str) -> ResponseReturnValue:
    """Ask whom to invite, and make a draft of it."""
    row, here = wanted_meeting(meeting), current_network()
    form = forms.people_form(here, row)
    page = Page(
        title=gettext("Invite"),
        back=_back(network, meeting),
        lead=gettext("Nothing is sent yet: first you see who gets which mail."),
        submit=gettext("Go on"),
    )
    act, today = acting(), clock.today(here.tzid)
    return answer(
        page,
        form,
        form.blank,
        Saving(
            act=lambda sent: mailings.invite(
                here,
                row,
                forms.chosen(sent),
                by=mailings.Drafter(act=act, nonce=sent.nonce, random=SystemRandom()),
                today=today,
            ),
            then=lambda made: _address(network, meeting, made.key),
            said=gettext("Look at who gets the mail and at what it says, then send it."),
            again=page.back[1],
        ),
    )


@blueprint.get("/<network>/meetings/<meeting>/mailings/<mailing>")
@requires("attendees.change")
def show_mailing(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Show a draft with everything that will happen, or how far the mails of a sent one got."""
    row = wanted_meeting(meeting)
    one = wanted_mailing(row.id, mailing)
    facts: dict[str, Any] = {
        "at": {"network": network, "meeting": meeting, "mailing": mailing},
        "network": current_network(),
        "meeting": row,
        "mailing": one,
        "kinds": KINDS,
        "nonce": secrets.token_hex(16),
        "planned": planned(row),
    }
    if one.sent_at is not None:
        return render_template("organiser/mailing_sent.html", **progress(one, row), **facts)
    found = recipients(current_network(), row, one)
    gets, none = getting(found), [who for who in found if who.omitted]
    return render_template(
        "organiser/mailing.html",
        count=len(gets),
        getting=part_of(gets, request.args.get("page", 1, type=int)),
        count_out=len(none),
        left_out=part_of(none, request.args.get("out", 1, type=int)),
        address=lambda name: lambda at: _address(network, meeting, mailing, **{name: at}),
        by_hand=Omission.BY_HAND,
        omissions=OMISSIONS,
        seen=fingerprint(found),
        **facts,
    )


@blueprint.route("/<network>/meetings/<meeting>/mailings/<mailing>/text", methods=BOTH)
@requires("attendees.change")
def word_mailing(network: str, meeting: str, mailing: str) -> ResponseReturnValue:
    """Show what the mails say, and keep what was changed."""
    row = wanted_meeting(meeting)
    form = forms.text_form(current_network())
    address = _address(network, meeting, mailing)
    page = Page(title=gettext("What the mails say"), back=(gettext("The mailing"), address))

    def filled() -> Any:
        one = mailings.draft_of(row, mailing)
        return form.shown({"subject": one.subject, "text": one.text}, version=one.version)

    return answer(
        page,
        form,
        filled,
        Saving(
            act=lambda sent: mailings.word(row, mailing, **sent.values, version=sent.version),
            then=lambda _row: address,
            said=gettext("The texts are kept. Look at a mail before you send."),
            current=filled,
        ),
    )


@blueprint.get("/<network>/meetings/<meeting>/mailings/<mailing>/mails/<recipient>")
@requires("attendees.change")
def preview_mail(network: str, meeting: str, mailing: str, recipient: str) -> ResponseReturnValue:
    """Show one mail as it would go now: as plain text and as HTML."""
    row = wanted_meeting(meeting)
    one = mailings.draft_of(row, mailing)
    found = getting(recipients(current_network(), row, one))
    at = next((at for at, who in enumerate(found) if who.key == recipient), None)
    if at is None:
        raise NotFound
    settings: Settings = current_app.extensions["eventsvc.settings"]
    message = preview(
        current_network(),
        row,
        one,
        found[at],
        office=office_of(settings),
        now=clock.now(),
    )
    return render_template(
        "organiser/mailing_preview.html",
        network=current_network(),
        meeting=row,
        mailing=one,
        recipient=found[at],
        message=message,
        plain=_part(message, "plain"),
        html=Markup(_body(_part(message, "html"))),  # noqa: S704 -- made by our own templates
        files=[part.get_filename() for part in message.iter_attachments()],
        number=at + 1,
        total=len(found),
        address=_beside(network, meeting, mailing, found, at),
    )


def wanted_mailing(meeting_id: int, key: str) -> "MailingRow":
    """Return the mailing with this key.

    Raises:
        NotFound: The meeting has none.
    """
    row = queries.mailing_by_key(meeting_id, key)
    if row is None:
        raise NotFound
    return row


def planned(meeting: "MeetingRow") -> "Planned | None":
    """Return the reminder that goes by itself, with the time on the wall when it does."""
    row = queries.planned_reminder(meeting.id)
    if row is None or row.days_before is None:
        return None
    at = wall_time(due_of(meeting, days_before=row.days_before), tzid=meeting.tzid)
    return Planned(row.key, at)


def _beside(
    network: str, meeting: str, mailing: str, found: list[Recipient], at: int
) -> Callable[[int], str]:
    def address(step: int) -> str:
        beside = at + step
        if not 0 <= beside < len(found):
            return ""
        return url_for(
            "organiser.preview_mail",
            network=network,
            meeting=meeting,
            mailing=mailing,
            recipient=found[beside].key,
        )

    return address


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _body(html: str) -> str:
    return html.partition("<body>")[2].partition("</body>")[0]


def _back(network: str, meeting: str) -> tuple[object, str]:
    return gettext("Invitations and mails"), url_for(
        "organiser.list_mailings", network=network, meeting=meeting
    )


def _address(network: str, meeting: str, mailing: str, **page: Any) -> str:
    return url_for(
        "organiser.show_mailing", network=network, meeting=meeting, mailing=mailing, **page
    )


def _invited(row: "MeetingRow") -> frozenset[int]:
    return queries.people_written_to(row.id, MailingKind.INVITATION)
