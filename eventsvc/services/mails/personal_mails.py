"""Mails with a personal link: what they say is looked up when they are sent."""

from dataclasses import dataclass, replace
from datetime import datetime

from eventsvc.db.models import AttendanceRow, MeetingRow, NetworkRow, PersonRow, RegistrationRow
from eventsvc.db.queries import participants as queries
from eventsvc.db.transaction import session
from eventsvc.domain import placeholders
from eventsvc.domain.addresses import imported_address, personal_address
from eventsvc.domain.attendances import Attends, PartStat, Seat
from eventsvc.domain.codes import spoken
from eventsvc.domain.meetings import Mode, where
from eventsvc.domain.names import display_name
from eventsvc.domain.personal_links import LinkPurpose
from eventsvc.domain.placeholders import spoken as said_name
from eventsvc.domain.texts import choose
from eventsvc.domain.times import wall_time
from eventsvc.outputs.formats import period_text
from eventsvc.outputs.mails import Attachment
from eventsvc.outputs.qr import png, symbol
from eventsvc.services.calendar.personal_calendar import invitation_ics
from eventsvc.services.mails.letters import Content, Office
from eventsvc.services.mails.outbox import Leased
from eventsvc.services.networks import network_mails
from eventsvc.services.privacy.personal import token_of


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a mail goes, and about what."""

    person: PersonRow
    network: NetworkRow
    meeting: MeetingRow
    attendance: AttendanceRow | None


def registration(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the answer to a registration form; None: nobody is there to be written to."""
    to = addressee(mail)
    if to is None:
        return None
    form = session().get(RegistrationRow, mail.facts["form"])
    waits = form is not None and form.confirmed_at is None
    state = "unconfirmed" if waits and form and form.changes else _standing(to.attendance)
    code = to.attendance.desk_code if to.attendance and state == "seat" else ""
    content = _content(
        to,
        mail,
        office,
        state=state,
        has_grants=bool(waits and form and form.grants),
        desk_code=spoken(code),
    )
    return _with_code(content, code) if code else content


def _with_code(content: Content, code: str) -> Content:
    """Attach the code that the desk finds the person by (mails load no pictures)."""
    picture = Attachment("desk-code.png", "image", "png", png(symbol(code)))
    return replace(content, attachments=(*content.attachments, picture))


def seat_offered(mail: Leased, *, office: Office, now: datetime) -> Content | None:
    """Return the offer of a seat; None when it is no longer one."""
    to = addressee(mail)
    until = to.attendance.offered_until if to and to.attendance else None
    if to is None or until is None or until <= now:
        return None
    local = wall_time(until, tzid=to.meeting.tzid)
    return _content(to, mail, office, until=period_text(local, None, language=mail.language))


def named(mail: Leased, *, office: Office, now: datetime) -> Content | None:  # noqa: ARG001 -- every mail's form
    """Return the mail to somebody whom an attendee named; None: nobody, or who declined."""
    to = addressee(mail)
    by = queries.person_and_network(mail.network_id or 0, str(mail.facts["by"]))
    if to is None or by is None or to.attendance is None:
        return None
    if to.attendance.partstat is PartStat.DECLINED:
        return None
    return _content(
        to,
        mail,
        office,
        by=said_name(display_name(**_names(by[0]))),
        instead=bool(mail.facts["instead"]),
        notice=imported_address(office.public_url, to.network.slug),
    )


def _names(person: PersonRow) -> dict[str, str]:
    return {"title": person.title, "given": person.given, "family": person.family}


def addressee(mail: Leased) -> Addressee | None:
    """Return whom the mail is for; None: nobody, or a link that was disowned."""
    found = queries.person_and_network(mail.network_id or 0, str(mail.facts["person"]))
    meeting = session().get(MeetingRow, mail.facts["meeting"])
    if found is None or meeting is None or found[0].link_disowned_at is not None:
        return None
    person, network = found
    attendance = queries.attendance_of(person.id, meeting_id=meeting.id)
    return Addressee(person, network, meeting, attendance)


def _standing(attendance: AttendanceRow | None) -> str:
    if attendance is None:
        return "unconfirmed"
    if attendance.seat is Seat.WAITING:
        return "waiting"
    return "online" if attendance.attends is Attends.ONLINE else "seat"


def _content(to: Addressee, mail: Leased, office: Office, **words: object) -> Content:
    link = personal_address(
        office.public_url, token_of(to.person, LinkPurpose.MY, secret=office.secret)
    )
    about = About(to.network, to.meeting, mail.language, office.public_url, mail.kind)
    person = to.person
    name = display_name(title=person.title, given=person.given, family=person.family)
    return content(about, link=link, name=placeholders.spoken(name), **words)


@dataclass(frozen=True, slots=True)
class About:
    """What a mail is about, in which language."""

    network: NetworkRow
    meeting: MeetingRow
    language: str
    public_url: str
    kind: str

    @property
    def title(self) -> str:
        """What the meeting is called."""
        fallbacks = self.network.languages
        return choose(self.meeting.title, language=self.language, fallbacks=fallbacks).text

    @property
    def network_name(self) -> str:
        """What the network is called."""
        fallbacks = self.network.languages
        return choose(self.network.name, language=self.language, fallbacks=fallbacks).text

    @property
    def place(self) -> str:
        """Where the meeting is; empty when online."""
        return "" if self.meeting.mode is Mode.ONLINE else where(self.meeting)

    @property
    def when(self) -> str:
        """When the meeting is, in words."""
        start, end = self.meeting.local_start, self.meeting.local_end
        if self.meeting.all_day:
            return period_text(start.date(), end.date(), language=self.language)
        return period_text(start, end, language=self.language)


def content(about: About, *, link: str, name: str, **words: object) -> Content:
    """Return what every mail about a meeting says, with its entry for the calendar.

    ``name`` is one that a mail may say (``domain.placeholders.spoken``).
    """
    network, meeting = about.network, about.meeting
    values = {
        "name": name,
        "meeting": about.title,
        "date": about.when,
        "place": about.place,
        "network": about.network_name,
    }
    added = network_mails.added(network, about.kind, language=about.language, values=values)
    ics = invitation_ics(network, meeting, language=about.language, public_url=about.public_url)
    return Content(
        words={
            "meeting": about.title,
            "when": about.when,
            "place": about.place,
            "join_url": meeting.join_url,
            "link": link,
            "name": name,
            "introduction": added.introduction,
            "signature": added.signature,
            **words,
        },
        sender_name=network.sender_name or about.network_name,
        reply_to=network.reply_to or network.email,
        attachments=(Attachment(f"{meeting.slug}.ics", "text", "calendar", ics),),
    )
