"""Invitations for calendar programs: the file that a mail carries (RFC 5546 3.2, RFC 6047).

A message, not a calendar: it has no name, colour or refresh interval of its own, which would make
some programs subscribe to it. Equal invitations give equal bytes.
"""

from eventsvc.domain.imip import Invitation, Method
from eventsvc.outputs.calendar import event_block, zones_of
from eventsvc.outputs.contentlines import line

_END_EVENT = b"END:VEVENT\r\n"


def invitation_file(invitation: Invitation) -> bytes:
    """Return the file that invites, tells of a change or cancels; it names one attendee."""
    block = event_block(invitation.event)
    # Nobody is asked whether they come to what does not take place.
    asked = {"RSVP": "TRUE"} if invitation.method is Method.REQUEST else {}
    attendee = line(
        "ATTENDEE",
        f"mailto:{invitation.address}",
        CUTYPE="INDIVIDUAL",
        ROLE="REQ-PARTICIPANT",
        PARTSTAT=invitation.partstat.value,
        **asked,
        CN=invitation.name,
    )
    head = (
        line("BEGIN", "VCALENDAR"),
        line("VERSION", "2.0"),
        line("PRODID", f"-//eventsvc//Meetings//{invitation.language.upper()}"),
        line("CALSCALE", "GREGORIAN"),
        line("METHOD", invitation.method.value),
        zones_of(block),
    )
    event = block.removesuffix(_END_EVENT) + attendee + _END_EVENT
    return b"".join((*head, event, line("END", "VCALENDAR")))
