"""The calendar file of an invitation, a change or a cancellation: one for each person."""

from dataclasses import dataclass, replace

from eventsvc.domain.attendances import PartStat
from eventsvc.domain.imip import Invitation, Method
from eventsvc.domain.meetings import MeetingStatus
from eventsvc.outputs.imip import invitation_file
from eventsvc.outputs.mails import Invite
from eventsvc.services.calendar.personal_calendar import invited_event
from eventsvc.services.mails.letters import Content
from eventsvc.services.mails.personal_mails import About


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited; ``answers_to``: the mailbox that reads answers, empty: the office's."""

    name: str
    address: str
    answers_to: str
    partstat: PartStat = PartStat.NEEDS_ACTION


def with_invite(content: Content, about: About, invited: Invited) -> Content:
    """Return ``content`` with a file that calendar programs answer, instead of one to be saved.

    Without a mailbox that is read nobody could answer: then it stays as it is.
    """
    mailbox = invited.answers_to or about.network.reply_to or about.network.email
    if not mailbox:
        return content
    event = invited_event(
        about.network, about.meeting, language=about.language, public_url=about.public_url
    )
    named = replace(event.published, organizer_mail=mailbox, organizer_name=about.network.organiser)
    cancelled = about.meeting.status is MeetingStatus.CANCELLED
    invitation = Invitation(
        method=Method.CANCEL if cancelled else Method.REQUEST,
        event=replace(event, published=named),
        language=about.language,
        name=invited.name,
        address=invited.address,
        partstat=invited.partstat,
    )
    file = invitation_file(invitation)
    return replace(content, attachments=(), invite=Invite(invitation.method.value, file))
