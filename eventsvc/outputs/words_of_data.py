"""What is held of a person, in words: names of lists, of fields, and of what stands in them.

Pages of the office, the copy of Art. 15 (page, PDF, tables) and its explanation say the same.
"""

from collections.abc import Mapping
from typing import Any

from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat, Seat
from eventsvc.domain.consents import Channel, DecidedBy, State
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.handouts import Audience, Field
from eventsvc.domain.limits import Reason
from eventsvc.domain.rights import Right
from eventsvc.outputs.papers import BASES
from eventsvc.outputs.wordings import N_

REPLIES: Mapping[PartStat, str] = {
    PartStat.ACCEPTED: N_("Comes"),
    PartStat.NEEDS_ACTION: N_("No reply yet"),
    PartStat.DECLINED: N_("Does not come"),
    PartStat.TENTATIVE: N_("Comes perhaps"),
    PartStat.DELEGATED: N_("Sends somebody else"),
}

ATTENDS: Mapping[Attends, str] = {
    Attends.ON_SITE: N_("On site"),
    Attends.ONLINE: N_("Online"),
}

ROLES: Mapping[AttendanceRole, str] = {
    AttendanceRole.ATTENDEE: N_("Attendee"),
    AttendanceRole.GUEST: N_("Guest"),
    AttendanceRole.SPEAKER: N_("Speaker"),
    AttendanceRole.HOST: N_("Host of the meeting"),
    AttendanceRole.STAFF: N_("Team of the office"),
}

STATES: Mapping[State, str] = {
    State.GRANTED: N_("Has consented"),
    State.REFUSED: N_("Refused or withdrawn"),
    State.OBJECTED: N_("Has objected"),
    State.UNKNOWN: N_("Nothing decided"),
}

CHANNELS: Mapping[Channel, str] = {
    Channel.FORM: N_("Registration form"),
    Channel.LINK: N_("Own link"),
    Channel.DESK: N_("Spoken, at the desk or on the phone"),
    Channel.MAIL: N_("Mail"),
    Channel.PAPER: N_("Paper"),
    Channel.WORDS: N_("The words changed"),
    Channel.MERGE: N_("Two entries became one"),
    Channel.ADDRESS: N_("Another entry with the same address said no"),
    Channel.FILE: N_("List that was imported"),
}

RIGHTS: Mapping[Right, str] = {
    Right.ACCESS: N_("Copy of the data (GDPR Art. 15)"),
    Right.CORRECTION: N_("Correction (GDPR Art. 16)"),
    Right.ERASURE: N_("Erasure (GDPR Art. 17)"),
    Right.RESTRICTION: N_("Restriction: keep, but do not use (GDPR Art. 18)"),
    Right.OBJECTION: N_("Objection: end every use (GDPR Art. 21)"),
}
SEATS: Mapping[Seat, str] = {
    Seat.NONE: N_("None"),
    Seat.HELD: N_("Has a place"),
    Seat.WAITING: N_("Waits for a place"),
}
DECIDERS: Mapping[DecidedBy, str] = {
    DecidedBy.SELF: N_("Alone"),
    DecidedBy.ON_BEHALF: N_("Recorded by the office"),
}
REASONS: Mapping[Reason, str] = {
    Reason.CHILD: N_("Under 18"),
    Reason.GUEST: N_("Guest"),
    Reason.ASKED: N_("Is asked for consent"),
    Reason.BASIS: N_("The legal basis was changed"),
    Reason.NEVER_SHARE: N_("Never to be shared"),
}
LISTS: Mapping[Audience, str] = {
    Audience.ATTENDEES: N_("List of attendees"),
    Audience.NETWORK: N_("Distribution list of the network"),
}
ON_LISTS: Mapping[Field, str] = {
    Field.NAME: N_("Full name"),
    Field.ORGANISATION: N_("Organisation"),
    Field.FUNCTION: N_("Function"),
    Field.EMAIL: N_("E-mail address"),
}
GROUP_ROLES: Mapping[GroupRole, str] = {
    GroupRole.LEAD: N_("Leads the group"),
    GroupRole.SPOKESPERSON: N_("Speaks for the group"),
    GroupRole.MEMBER: N_("Works in it"),
}

SECTIONS: Mapping[str, str] = {
    "person": N_("The person"),
    "merged_entries": N_("Entries that were merged into this one"),
    "working_groups": N_("Working groups"),
    "keeps_profiles_of": N_("Looking after profiles"),
    "meetings": N_("Meetings"),
    "purposes": N_("What the data is used for, and on which legal basis"),
    "decisions": N_("Decisions about the data"),
    "limits": N_("What is not done without a yes"),
    "rights_by_letter": N_("Rights used by letter or by phone"),
    "lists_handed_out": N_("Who got a list with the person on it"),
    "published_pictures": N_("Published pictures"),
    "badges_printed": N_("Printed name badges"),
    "answers": N_("Answers to questions of meetings"),
    "forms_waiting": N_("Forms that wait to be confirmed"),
    "replies_by_mail": N_("Replies by mail"),
    "date_polls": N_("Date polls"),
    "surveys": N_("Answers to surveys"),
    "suggestions": N_("Suggestions"),
    "introductions": N_("Introductions"),
    "calendar": N_("Own calendar"),
    "mails": N_("Mails that went"),
    "letters_waiting": N_("Letters to others that have not left yet"),
    "kept_for_days": N_("How long data is kept"),
}
"""The lists of the copy (``services.privacy.personal_data.held``), in the order one reads them."""

FIELDS: Mapping[str, str] = {
    "agreed_at": N_("Agreed on"),
    "agrees_to": N_("Agrees to"),
    "answer": N_("Answer"),
    "answered_at": N_("Answered on"),
    "answers": N_("Answers"),
    "asked_at": N_("Asked on"),
    "at": N_("When"),
    "attends": N_("Takes part"),
    "basis": N_("Legal basis"),
    "became": N_("What became of it"),
    "better": N_("What could be better"),
    "by": N_("Who decided"),
    "came_in_by": N_("Came in by this list and row"),
    "came_on": N_("Came in on"),
    "channel": N_("By which way"),
    "checked_in_at": N_("Let in at"),
    "comment": N_("Remark"),
    "date": N_("Date"),
    "decision": N_("Decision"),
    "declined_at": N_("Declined on"),
    "email": N_("E-mail address"),
    "erased_at": N_("Erased on"),
    "family": N_("Surname"),
    "fetched_at": N_("Fetched on"),
    "fields": N_("What stood on it"),
    "function": N_("Function"),
    "functions": N_("Functions"),
    "given": N_("First name"),
    "good": N_("What was good"),
    "group": N_("Working group"),
    "heading": N_("Heading in the list"),
    "identity": N_("How it was made sure who asks"),
    "informed_at": N_("Told of the data on"),
    "is": N_("Role"),
    "is_minor": N_("Under 18"),
    "is_off": N_("Switched off"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_fetched_at": N_("Fetched last on"),
    "list": N_("List"),
    "made_at": N_("Made on"),
    "may_change": N_("Can be changed still"),
    "meeting": N_("Meeting"),
    "merged_at": N_("Merged on"),
    "never_share": N_("Never to be shared"),
    "no_photo": N_("With the sign against photos"),
    "noted_at": N_("Noted on"),
    "on_sheet_at": N_("On the photographer's sheet made on"),
    "on_the_list_since": N_("On the list since"),
    "organisation": N_("Organisation"),
    "phone": N_("Phone"),
    "place": N_("Place"),
    "poll": N_("Date poll"),
    "published_on": N_("Published on"),
    "purpose": N_("Purpose"),
    "purposes": N_("Purposes"),
    "question": N_("Question"),
    "queued_at": N_("Written on"),
    "reason": N_("Reason"),
    "received_at": N_("Came in on"),
    "recipients": N_("Recipients"),
    "reminder": N_("Reminder"),
    "reply": N_("Reply"),
    "reply_comment": N_("Remark"),
    "reply_source": N_("Source of the reply"),
    "reply_told_by": N_("How the reply came"),
    "restricted_since": N_("Kept but not used since"),
    "right": N_("Right"),
    "role": N_("Role"),
    "says": N_("What it says"),
    "scan": N_("Scan"),
    "scope": N_("Which meetings"),
    "seat": N_("Place at the meeting"),
    "second_line": N_("Second line on the badge"),
    "sent_at": N_("Sent on"),
    "since": N_("Since"),
    "slug": N_("Short name"),
    "source": N_("Source"),
    "start": N_("Begin"),
    "survey": N_("Survey"),
    "table": N_("Table"),
    "text": N_("Text"),
    "title": N_("Title"),
    "to": N_("To"),
    "topic": N_("Topic"),
    "topics": N_("Topics"),
    "under_merged_entry": N_("Made under a merged entry"),
    "waiting_since": N_("Waits since"),
    "with": N_("With"),
    "words": N_("The words shown"),
    "written_at": N_("Written on"),
}
"""Field of such a list → what it is."""

_NAMED: Mapping[str, Mapping[Any, str]] = {
    "attends": ATTENDS,
    "basis": BASES,
    "by": DECIDERS,
    "channel": CHANNELS,
    "decision": STATES,
    "fields": ON_LISTS,
    "is": GROUP_ROLES,
    "list": LISTS,
    "reason": REASONS,
    "reply": REPLIES,
    "reply_told_by": CHANNELS,
    "right": RIGHTS,
    "role": ROLES,
    "says": REPLIES,
    "seat": SEATS,
}
VALUES: Mapping[str, Mapping[str, str]] = {
    name: {str(key): text for key, text in words.items()} for name, words in _NAMED.items()
}
"""Field → what stands in it, in words."""
