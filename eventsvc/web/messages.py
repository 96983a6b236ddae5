"""The sentences people read when something is refused: one per code, with what to do.

Each new subclass of DomainError adds its line here; what HTTP itself refuses stands in
``status_messages``, what cannot be printed in ``printing_messages``.
"""

from http import HTTPStatus

from flask_babel import LazyString, lazy_gettext

from eventsvc.inputs.errors import REFUSALS
from eventsvc.web.consent_messages import CONSENT_MESSAGES
from eventsvc.web.printing_messages import PRINTING
from eventsvc.web.survey_messages import SURVEYS

_CONFLICTS: dict[str, LazyString] = {
    "already-exists": lazy_gettext(
        "This exists already. Choose another name, or change what is there."
    ),
    "code-taken": lazy_gettext(
        "The code %(code)s was printed for something else. Leave it out of the file; a new one "
        "is given."
    ),
    "database-not-empty": lazy_gettext("The database holds data. Restore into an empty one."),
    "introduction-over": lazy_gettext(
        "The two were introduced already, or one of them said no. Nothing was changed."
    ),
    "replies-closed": lazy_gettext(
        "This meeting is over or was cancelled, so replies change nothing any more."
    ),
    "registration-closed": lazy_gettext(
        "Registration for this meeting is closed. Write to the network's office to come all the "
        "same."
    ),
    "changes-the-past": lazy_gettext(
        "What took place stays as it was. Choose today or a later day."
    ),
    "done-already": lazy_gettext("This was saved already. Nothing was done a second time."),
    "agenda-changed": lazy_gettext(
        "Somebody else changed the agenda meanwhile. Look at it as it is now, then move again."
    ),
    "edit-conflict": lazy_gettext(
        "Somebody else changed this meanwhile. Load the page anew and make your change again."
    ),
    "file-exists": lazy_gettext("There is a file of that name. Choose another name."),
    "already-delegated": lazy_gettext(
        "Somebody else comes in your place already. Say yes again yourself before you change that."
    ),
    "organisation-is-full": lazy_gettext(
        "Your organisation has its %(most)s seats already. Ask the office, or let somebody come "
        "in your place."
    ),
    "is-here": lazy_gettext(
        "This person is here already. Take that back before somebody else comes instead."
    ),
    "is-not-here": lazy_gettext(
        "Nobody let this person in. Mark them as present, then print the confirmation."
    ),
    "nothing-to-take-back": lazy_gettext(
        "There is no answer from the desk to take back. The person changes it by their own link."
    ),
    "same-person": lazy_gettext(
        "This is the same person. Enter the name of whoever comes instead."
    ),
    "mailing-sent": lazy_gettext(
        "This mailing was sent already, so nothing of it can be changed. Prepare a new one."
    ),
    "feedback-closed": lazy_gettext(
        "This form takes no answers any more. Write to the network's office instead."
    ),
    "feedback-promised": lazy_gettext(
        "People answered already on the promise that the form made. It cannot be changed now."
    ),
    "date-poll-closed": lazy_gettext(
        "This date poll takes no answers any more. Write to the network's office instead."
    ),
    "date-poll-asked": lazy_gettext(
        "People were asked already, so dates and promises stay. Make a new date poll instead."
    ),
    "date-poll-decided": lazy_gettext(
        "The date is chosen already. Change the meeting instead, or make a new date poll."
    ),
    "nobody-left-to-ask": lazy_gettext(
        "Nobody is left to write to: choose somebody with a mail address who has not answered."
    ),
    "meeting-not-over": lazy_gettext(
        "Thanks are sent once the meeting is over, and not for one that was cancelled."
    ),
    "meeting-is-over": lazy_gettext(
        "The meeting is over or cancelled, so nobody can be invited to it any more."
    ),
    "nobody-to-write-to": lazy_gettext(
        "Nobody of those chosen can get a mail. The reasons stand beside the names."
    ),
    "reminder-too-late": lazy_gettext(
        "That day is over already. Name fewer days, or remind people yourself."
    ),
    "recipients-changed": lazy_gettext(
        "Meanwhile others would get the mail than those you looked at. Nothing was sent. Look at "
        "the recipients once more, then send."
    ),
    "merged-into-itself": lazy_gettext(
        "An organisation cannot become part of itself, or of one that became part of another. "
        "Choose a third one."
    ),
    "merged-with-itself": lazy_gettext("These are one entry already. Choose two different ones."),
    "nobody-to-mail": lazy_gettext(
        "Nobody of those chosen can be written to. Name stewards with an address first."
    ),
    "steward-already": lazy_gettext(
        "This organisation has this steward already. Send the link once more instead."
    ),
    "own-project": lazy_gettext("This project is your own. Tell others of it instead."),
    "too-many-documents": lazy_gettext(
        "A meeting has at most %(most)s documents. Remove some before you add others."
    ),
    "topic-circle": lazy_gettext("A topic cannot be a part of itself. Choose another one."),
    "topic-in-use": lazy_gettext(
        "Something is said about this topic, or others are a part of it. Change those first."
    ),
    "meeting-announced": lazy_gettext(
        "This meeting stands in calendars. Cancel it, so that they say so; or agree below to "
        "delete it without a word."
    ),
    "meeting-cancelled": lazy_gettext(
        "This meeting was cancelled. Create a new one instead of changing it."
    ),
}
_KEYS: dict[str, LazyString] = {
    "wrong-password": lazy_gettext(
        "Address and password do not fit together. Check both, or take a link by mail instead."
    ),
    "wrong-code": lazy_gettext(
        "This is not the code. Type the one that the app shows now; if it never fits, set the "
        "phone's clock. A recovery code works once."
    ),
    "start-anew": lazy_gettext("This took too long. Sign in once more from the beginning."),
    "password-too-short": lazy_gettext(
        "A password has at least %(least)s characters. Several words are easy to remember."
    ),
    "password-too-long": lazy_gettext("A password has at most %(most)s characters. Shorten it."),
    "password-guessed": lazy_gettext(
        "This is among the first that strangers try. Take several words that nobody connects "
        "with you."
    ),
    "passkey-refused": lazy_gettext(
        "The passkey did not fit, or it took too long. Load the page anew and try once more."
    ),
    "too-many-passkeys": lazy_gettext(
        "There are %(most)s passkeys already. Remove one that you no longer use."
    ),
}
_MISTAKES: dict[str, LazyString] = {
    "picture-not-described": lazy_gettext(
        "Say in a few words what the picture shows: people who do not see it have them read aloud."
    ),
    "no-such-way": lazy_gettext(
        "One cannot come to this meeting in this way. Choose one of those the page offers."
    ),
    "backup-damaged": lazy_gettext("The copy is damaged. Choose an older one."),
    "bad-colour": lazy_gettext("A colour is written as #rrggbb, such as #1b6e53."),
    "colour-too-pale": lazy_gettext(
        "Letters in this colour are hard to read on white. The nearest one that can be read is "
        "%(nearest)s."
    ),
    "bad-language": lazy_gettext("A language is written with two letters, such as de."),
    "bad-rule": lazy_gettext("The parts of this rule do not fit together. Check each of them."),
    "bad-sequence": lazy_gettext("A sequence counts from 0 up."),
    "bad-uid": lazy_gettext(
        "A UID is made of visible letters and digits, without blanks and without @."
    ),
    "control-character": lazy_gettext(
        "The text holds a character that cannot be shown. Delete it and type the text anew."
    ),
    "day-outside-meeting": lazy_gettext(
        "The meeting does not last until this day. Choose one of its days; the first is 1."
    ),
    "doubled-uid": lazy_gettext("Two meetings bear the same UID. Give one of them another."),
    "ends-before-start": lazy_gettext("The end lies before the start. Enter an end that is later."),
    "made-by-newer-version": lazy_gettext(
        "The copy was made by a newer version of eventsvc. Update eventsvc, then restore."
    ),
    "name-missing": lazy_gettext("Enter a first name or a family name."),
    "no-duration": lazy_gettext(
        "A duration is at least one minute. Leave it out when it is not known."
    ),
    "nonexistent-time": lazy_gettext(
        "The clocks go forward that night, so this time does not exist. Choose an earlier or "
        "later one."
    ),
    "nobodys-turn": lazy_gettext(
        "This organisation takes no turns in this series. Add it to the list first."
    ),
    "not-mail-address": lazy_gettext("This is not a mail address. Write it as name@town.de."),
    "not-midnight": lazy_gettext("A meeting without times lasts whole days. Leave the times out."),
    "not-moment": lazy_gettext(
        "A stored moment needs its time zone. Write it with Z or an offset at the end."
    ),
    "not-on-earth": lazy_gettext(
        "This place is not on the map. Latitude runs from -90 to 90, longitude from -180 to 180."
    ),
    "not-one-line": lazy_gettext("This must be one line. Take the line break out."),
    "not-wall-time": lazy_gettext(
        "A time is written as hours and minutes, without a time zone. The zone has a field of "
        "its own."
    ),
    "not-web-address": lazy_gettext(
        "This is not a web address. Write it with https:// at the beginning and without blanks."
    ),
    "organisation-unclear": lazy_gettext(
        "The network has organisations with a similar name. Choose which one is meant."
    ),
    "text-too-long-to-keep": lazy_gettext("This is longer than %(most)s characters. Shorten it."),
    "unknown-placeholder": lazy_gettext(
        "Nothing can be filled in for %(placeholder)s. Write one of those named above the text."
    ),
    "unknown-organisation": lazy_gettext(
        "No organisation of the network has the key %(key)s. Choose one from the list."
    ),
    "unknown-region": lazy_gettext(
        "No holidays are known for this region. Choose one from the list."
    ),
    "unknown-status": lazy_gettext(
        "A meeting is tentative, confirmed or cancelled. Choose one of these."
    ),
    "unknown-time-zone": lazy_gettext(
        "There is no time zone of this name. Write one such as Europe/Berlin."
    ),
}

MESSAGES: dict[str, tuple[HTTPStatus, LazyString]] = {
    "group-not-led": (
        HTTPStatus.FORBIDDEN,
        lazy_gettext("Only who leads the group plans its meetings. Ask the office to enter you."),
    ),
    "not-found": (
        HTTPStatus.NOT_FOUND,
        lazy_gettext("There is nothing here. The link may be old or incomplete."),
    ),
    "no-such-account": (
        HTTPStatus.NOT_FOUND,
        lazy_gettext("No account has this address. Check the spelling or add the account."),
    ),
    "no-such-network": (
        HTTPStatus.NOT_FOUND,
        lazy_gettext("No network has this short name. Check the spelling."),
    ),
    "forbidden": (
        HTTPStatus.FORBIDDEN,
        lazy_gettext(
            "Your account has no right to this. An administrator of this service can give it."
        ),
    ),
    "personal-link-revoked": (
        HTTPStatus.GONE,
        lazy_gettext(
            "This personal link is no longer good. Use the one in your latest mail, or ask the "
            "network's office for a new one."
        ),
    ),
    "draft-gone": (
        HTTPStatus.GONE,
        lazy_gettext(
            "This list was taken already, or lay here for more than a day. Upload it again."
        ),
    ),
    "link-spent": (
        HTTPStatus.GONE,
        lazy_gettext("This sign-in link was used or is too old. Ask for a new one."),
    ),
    "backup-tool-failed": (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        lazy_gettext("A program of the database refused its work. See the log."),
    ),
    "too-many-files": (
        HTTPStatus.TOO_MANY_REQUESTS,
        lazy_gettext("Several files wait already to be saved. Save or leave the form first."),
    ),
    "storage-busy": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        lazy_gettext("The service is busy. Nothing was changed; try again in a moment."),
    ),
    "storage-full": (
        HTTPStatus.INSUFFICIENT_STORAGE,
        lazy_gettext(
            "There is no room left to store this. Nothing was changed; tell whoever runs the "
            "service."
        ),
    ),
    **PRINTING,
    **CONSENT_MESSAGES,
    **{code: (HTTPStatus.CONFLICT, it) for code, it in {**_CONFLICTS, **SURVEYS}.items()},
    **{code: (HTTPStatus.UNPROCESSABLE_ENTITY, it) for code, it in _KEYS.items()},
    **{code: (HTTPStatus.UNPROCESSABLE_ENTITY, it) for code, it in _MISTAKES.items()},
    **{
        code: (HTTPStatus.UNPROCESSABLE_ENTITY, lazy_gettext(sentence))
        for code, sentence in REFUSALS.items()
    },
}
"""Code of a DomainError → status and sentence. The sentence may name facts: ``%(uid)s``."""
