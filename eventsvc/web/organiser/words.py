"""What organisers read for the states the program knows."""

from collections.abc import Mapping
from typing import TypeVar

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.access import Role
from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat
from eventsvc.domain.consents import Basis, Channel, State
from eventsvc.domain.handouts import Field, Reason
from eventsvc.domain.kinds import StatementKind
from eventsvc.domain.rights import Right
from eventsvc.outputs import words_of_data as data
from eventsvc.outputs.badges import Concern

Key = TypeVar("Key")


def _lazy(words: Mapping[Key, str]) -> dict[Key, LazyString]:
    return {key: lazy_gettext(text) for key, text in words.items()}


REPLIES: Mapping[PartStat, LazyString] = _lazy(data.REPLIES)
ATTENDS: Mapping[Attends, LazyString] = _lazy(data.ATTENDS)
ROLES: Mapping[AttendanceRole, LazyString] = _lazy(data.ROLES)
CONCERNS: Mapping[Concern, LazyString] = {
    Concern.FIRST_NAME_SMALL: lazy_gettext(
        "the first name gets smaller than 24 points, capitals of about 6 mm"
    ),
    Concern.TEXT_CUT: lazy_gettext("a text does not fit and is cut"),
    Concern.GLYPH_MISSING: lazy_gettext("no font has one of the characters"),
    Concern.CODE_TOO_DENSE: lazy_gettext("the address is too long for a code that scans well"),
    Concern.CODE_TOO_SMALL: lazy_gettext("the code gets too small to scan well"),
}

BASES: Mapping[Basis, LazyString] = {
    Basis.CONSENT: lazy_gettext("Consent (GDPR Art. 6(1)(a))"),
    Basis.PUBLIC_TASK: lazy_gettext("Public task (GDPR Art. 6(1)(e))"),
    Basis.LEGITIMATE_INTEREST: lazy_gettext(
        "Legitimate interest (GDPR Art. 6(1)(f)); not for authorities in their tasks"
    ),
}
STATEMENTS: Mapping[StatementKind, LazyString] = {
    StatementKind.SEEK: lazy_gettext("Seeks"),
    StatementKind.OFFER: lazy_gettext("Offers"),
    StatementKind.FOCUS: lazy_gettext("Works on"),
}
STATES: Mapping[State, LazyString] = _lazy(data.STATES)
CHANNELS: Mapping[Channel, LazyString] = _lazy(data.CHANNELS)
FIELDS: Mapping[Field, LazyString] = _lazy(data.ON_LISTS)
"""What stands on a list that leaves the house."""
REASONS: Mapping[Reason, LazyString] = {
    Reason.NEVER_SHARE: lazy_gettext("Never to be shared"),
    Reason.SAID_NO: lazy_gettext("Said no or withdrew"),
    Reason.NOT_ANSWERED: lazy_gettext("Has not answered; that counts as no"),
}
"""Why somebody is not on such a list."""
COLUMNS: Mapping[str, LazyString] = {
    "ignore": lazy_gettext("Leave out"),
    "name": lazy_gettext("Whole name"),
    "given": lazy_gettext("First name"),
    "middle": lazy_gettext("Further first names"),
    "family": lazy_gettext("Last name"),
    "title": lazy_gettext("Academic title"),
    "suffix": lazy_gettext("Title behind the name"),
    "salutation": lazy_gettext("Salutation"),
    "organisation": lazy_gettext("Organisation"),
    "second-line": lazy_gettext("Second line on the badge"),
    "table": lazy_gettext("Table"),
    "function": lazy_gettext("Function"),
    "email": lazy_gettext("Mail address"),
    "phone": lazy_gettext("Phone"),
    "status": lazy_gettext("Reply"),
    "attends": lazy_gettext("On site or online"),
    "minor": lazy_gettext("Under 18"),
    "notes": lazy_gettext("Remarks"),
    "photo": lazy_gettext("Photos in every channel: print, web, social media"),
    "photo-print": lazy_gettext("Photos in print"),
    "photo-web": lazy_gettext("Photos on the web"),
    "photo-social": lazy_gettext("Photos in social media"),
    "no-photo": lazy_gettext("Refuses photos"),
    "attendee-list": lazy_gettext("Contact on the list of attendees"),
    "distribution-list": lazy_gettext("Contact in the network's mailing list"),
    "public-profile": lazy_gettext("Contact on the public profile"),
    "newsletter": lazy_gettext("Newsletter"),
}
"""What a column of an attendee list may hold (``inputs.attendees.headings.MAPPABLE``)."""
RIGHTS: Mapping[Right, LazyString] = _lazy(data.RIGHTS)
"""What somebody may ask the office for."""
STAFF: Mapping[Role, LazyString] = {
    Role.ORGANISER: lazy_gettext("Organiser: everything in this network"),
    Role.HELPER: lazy_gettext("Helper at the desk"),
}
"""The roles that an office gives."""
ACTIONS: Mapping[str, LazyString] = {
    "account.disabled": lazy_gettext("Account closed"),
    "account.reset": lazy_gettext("Keys of an account reset"),
    "agenda.added": lazy_gettext("Agenda: point added"),
    "agenda.changed": lazy_gettext("Agenda: point changed"),
    "agenda.deleted": lazy_gettext("Agenda: point deleted"),
    "agenda.taken-over": lazy_gettext("Agenda: taken over from another meeting"),
    "agenda.moved": lazy_gettext("Agenda: order changed"),
    "app.removed": lazy_gettext("App with codes removed"),
    "app.set": lazy_gettext("App with codes set up"),
    "attendance.brought": lazy_gettext("One more person registered by an attendee"),
    "attendance.delegated": lazy_gettext("Substitute named by an attendee"),
    "attendee.changed": lazy_gettext("Person changed"),
    "attendee.removed": lazy_gettext("Person taken off a list"),
    "attendees.described": lazy_gettext("Functions or roles changed"),
    "attendees.exported": lazy_gettext("Rows to correct downloaded"),
    "attendees.import": lazy_gettext("People put on a list"),
    "attendee.replied": lazy_gettext("Reply recorded on behalf"),
    "attendees.replied": lazy_gettext("Replies changed"),
    "attendees.seated": lazy_gettext("Seats given beyond the limit"),
    "badges.print": lazy_gettext("Badges printed"),
    "badges.style": lazy_gettext("Look of the badges changed"),
    "circular.sent": lazy_gettext("Mail to the distribution list sent"),
    "consents.asked": lazy_gettext("People asked about their data by mail"),
    "consents.recorded": lazy_gettext("Decisions recorded on behalf"),
    "cooperations.changed": lazy_gettext("Co-operations changed"),
    "design.changed": lazy_gettext("Design of badges changed"),
    "design.created": lazy_gettext("Design of badges copied"),
    "design.deleted": lazy_gettext("Design of badges deleted"),
    "desk.in": lazy_gettext("Let in"),
    "desk.out": lazy_gettext("Taken back at the desk"),
    "desk.photos": lazy_gettext("Photos: answer at the desk"),
    "desk.photos-taken-back": lazy_gettext("Photos: answer taken back"),
    "desk.substitute": lazy_gettext("Substitute at the desk"),
    "document.changed": lazy_gettext("Document described"),
    "document.removed": lazy_gettext("Document removed"),
    "documents.added": lazy_gettext("Documents added"),
    "documents.moved": lazy_gettext("Documents put in order"),
    "effect.done": lazy_gettext("Effect of a decision done"),
    "effect.told": lazy_gettext("Recipients of a list told of a withdrawal"),
    "export.tables": lazy_gettext("Table plan saved"),
    "experience.assessed": lazy_gettext("Experience of a member graded"),
    "export.certificate": lazy_gettext("Confirmation printed"),
    "export.handout": lazy_gettext("List fetched by its link"),
    "export.photographer": lazy_gettext("List for the photographer printed"),
    "export.signatures": lazy_gettext("Signature list printed"),
    "feedback.closed": lazy_gettext("Suggestions closed"),
    "feedback.erased": lazy_gettext("Suggestion erased"),
    "feedback.exported": lazy_gettext("Suggestions downloaded"),
    "feedback.opened": lazy_gettext("Suggestions asked for"),
    "grant.given": lazy_gettext("Role given"),
    "grant.taken": lazy_gettext("Role taken"),
    "handout.made": lazy_gettext("List made for recipients"),
    "handout.sent": lazy_gettext("Link to a list sent"),
    "handout.withdrawn": lazy_gettext("Link to a list ended"),
    "inquiries.erased": lazy_gettext("Answers erased, their days were over"),
    "inquiries.exported": lazy_gettext("Numbers of answers exported"),
    "inquiry.added": lazy_gettext("Question added"),
    "inquiry.changed": lazy_gettext("Question changed"),
    "inquiry.removed": lazy_gettext("Question taken out"),
    "letter.written": lazy_gettext("Letter written to somebody on the list"),
    "link.disowned": lazy_gettext("Link went to somebody else"),
    "link.revoked": lazy_gettext("Link revoked"),
    "mailing.again": lazy_gettext("One mail sent again"),
    "mailing.discarded": lazy_gettext("Draft of a mailing thrown away"),
    "mailing.scheduled": lazy_gettext("Reminder planned"),
    "mailing.sent": lazy_gettext("Mailing sent"),
    "meeting.changed": lazy_gettext("Meeting changed"),
    "meeting.created": lazy_gettext("Meeting created"),
    "meeting.deleted": lazy_gettext("Meeting deleted"),
    "meeting.filled-in": lazy_gettext("Host filled in a meeting"),
    "group.changed": lazy_gettext("Working group changed"),
    "group.created": lazy_gettext("Working group created"),
    "group.ended": lazy_gettext("Working group ended"),
    "group.resumed": lazy_gettext("Working group goes on"),
    "network.changed": lazy_gettext("Network changed"),
    "network.imported": lazy_gettext("Network file imported"),
    "organisation.changed": lazy_gettext("Organisation changed"),
    "organisation.created": lazy_gettext("Organisation created"),
    "organisation.merged": lazy_gettext("Organisation merged"),
    "organisation.reopened": lazy_gettext("Organisation opened again"),
    "organisation.retired": lazy_gettext("Organisation closed"),
    "organisation.separated": lazy_gettext("Merge undone"),
    "calendar.chosen": lazy_gettext("Own calendar set up"),
    "calendar.ended": lazy_gettext("Own calendar switched off"),
    "calendar.renewed": lazy_gettext("Own calendar got a new address"),
    "person.functions": lazy_gettext("Functions of a person changed"),
    "page.changed": lazy_gettext("Page of the footer changed"),
    "papers.changed": lazy_gettext("What the papers of data protection say changed"),
    "papers.told": lazy_gettext("People told how we came by their data"),
    "passkey.added": lazy_gettext("Passkey added"),
    "passkey.removed": lazy_gettext("Passkey removed"),
    "password.removed": lazy_gettext("Password removed"),
    "password.set": lazy_gettext("Password set"),
    "people.different": lazy_gettext("Two entries said to be two people"),
    "people.merged": lazy_gettext("Two entries of a person merged"),
    "person.corrected": lazy_gettext("Own data corrected"),
    "picture.added": lazy_gettext("Published picture registered"),
    "picture.taken-down": lazy_gettext("Published picture taken down"),
    "printer.forgotten": lazy_gettext("Printer forgotten"),
    "printer.remembered": lazy_gettext("Sheet and shift of a printer remembered"),
    "project.changed": lazy_gettext("Project changed"),
    "project.created": lazy_gettext("Project told of"),
    "project.deleted": lazy_gettext("Project deleted"),
    "project.wished": lazy_gettext("Somebody would like to copy a project"),
    "profile.changed": lazy_gettext("Profile changed"),
    "profile.checked": lazy_gettext("Profile said to be true"),
    "profile.pictures": lazy_gettext("Pictures of a profile changed"),
    "profile.proposed": lazy_gettext("Profile written, waits for the office"),
    "profile.taken-back": lazy_gettext("What waited of a profile was taken back"),
    "profile.published": lazy_gettext("Profile published"),
    "profile.turned-down": lazy_gettext("Changes to a profile turned down"),
    "profile.restored": lazy_gettext("Profile put back"),
    "profiles.reviewed": lazy_gettext("Changed profiles looked at"),
    "purpose.changed": lazy_gettext("Purpose of consents changed"),
    "recovery.renewed": lazy_gettext("Recovery codes renewed"),
    "retention.changed": lazy_gettext("Times of erasure changed"),
    "retention.run": lazy_gettext("Data erased because its time is over"),
    "rights.access": lazy_gettext("Copy of a person's data made"),
    "rights.answered": lazy_gettext("Request about data answered"),
    "rights.noted": lazy_gettext("Request about data noted"),
    "rights.objected": lazy_gettext("Every use of a person's data ended"),
    "rights.erased": lazy_gettext("Person erased"),
    "date-poll.created": lazy_gettext("Date poll made"),
    "date-poll.changed": lazy_gettext("Date poll changed"),
    "date-poll.deleted": lazy_gettext("Date poll deleted"),
    "date-poll.asked": lazy_gettext("Date poll: people asked"),
    "date-poll.reminded": lazy_gettext("Date poll: people reminded"),
    "date-poll.decided": lazy_gettext("Date poll: date chosen"),
    "introduction.asked": lazy_gettext("Introduction asked for"),
    "rights.erasure-asked": lazy_gettext("Person asked for erasure"),
    "rights.never-share": lazy_gettext("Person's data is never shared"),
    "rights.restricted": lazy_gettext("Person's data is kept but not used"),
    "rights.shared-again": lazy_gettext("Person's data may be shared again"),
    "rota.changed": lazy_gettext("Order of hosts changed"),
    "rota.turn-decided": lazy_gettext("Turn of a host decided"),
    "series.changed": lazy_gettext("Series changed"),
    "series.created": lazy_gettext("Series created"),
    "series.date-added": lazy_gettext("Date of a series added"),
    "series.ended": lazy_gettext("Series ended"),
    "sheet.changed": lazy_gettext("Sheet of labels changed"),
    "sheet.created": lazy_gettext("Sheet of labels added"),
    "sheet.deleted": lazy_gettext("Sheet of labels deleted"),
    "statement.written": lazy_gettext("Card of a meeting handed in"),
    "statement.sorted": lazy_gettext("Statement sorted under topics"),
    "statements.changed": lazy_gettext("Statements changed"),
    "steward.ended": lazy_gettext("Steward ended"),
    "steward.named": lazy_gettext("Steward named"),
    "stewards.mailed": lazy_gettext("Links sent to stewards"),
    "survey.answered": lazy_gettext("Survey answered by a steward"),
    "survey.asked": lazy_gettext("Members asked to answer a survey, or reminded"),
    "survey.changed": lazy_gettext("Survey changed"),
    "survey.closed": lazy_gettext("Survey closed"),
    "survey.created": lazy_gettext("Survey begun"),
    "survey.entered": lazy_gettext("Published results entered"),
    "survey.exported": lazy_gettext("Answers to a survey downloaded"),
    "survey.kept": lazy_gettext("Results of a survey no longer shown to members"),
    "survey.merged": lazy_gettext("Two answers of one organisation merged"),
    "survey.opened": lazy_gettext("Survey opened"),
    "survey.question-added": lazy_gettext("Question of a survey added"),
    "survey.question-changed": lazy_gettext("Question of a survey changed"),
    "survey.question-moved": lazy_gettext("Questions of a survey put in order"),
    "survey.question-removed": lazy_gettext("Question of a survey taken out"),
    "survey.released": lazy_gettext("Answers taken over into a profile"),
    "survey.removed": lazy_gettext("Survey deleted"),
    "survey.shared": lazy_gettext("Results of a survey shown to members"),
    "topic.changed": lazy_gettext("Topic changed"),
    "topic.created": lazy_gettext("Topic created"),
    "topic.deleted": lazy_gettext("Topic deleted"),
}
"""What the audit log says of an action; one that is not named stands as it is."""
