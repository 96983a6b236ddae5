"""The calendar of one person: the meetings on whose lists they stand, with the way in.

Unlike shared calendars it holds the join link and meetings that are not public. It names nobody
who attends, not even its owner: an address may be handed on (RFC 5545 has no need for it).
"""

from dataclasses import replace
from datetime import datetime

from eventsvc.db.models import MeetingRow, NetworkRow
from eventsvc.db.queries import participants as queries
from eventsvc.domain.addresses import network_address
from eventsvc.domain.attendances import PartStat
from eventsvc.domain.calendar import CalendarEvent, CalendarFeed
from eventsvc.domain.meetings import Mode, Published, Visibility, shown_in_feed
from eventsvc.domain.texts import choose
from eventsvc.outputs.calendar import feed_ics
from eventsvc.outputs.templating import translations
from eventsvc.services.calendar import published, when_of


def person_feed(
    network: NetworkRow, person_id: int, *, language: str, public_url: str, now: datetime
) -> CalendarFeed:
    """Return the person's meetings, less those they declined, as of ``now``."""
    meetings = [
        row.meeting
        for row in queries.attendances_of_person(person_id)
        if row.partstat is not PartStat.DECLINED
        and shown_in_feed(when_of(row.meeting), status=row.meeting.status, now=now)
    ]
    return _feed(network, meetings, language=language, public_url=public_url)


def invitation_ics(
    network: NetworkRow, meeting: MeetingRow, *, language: str, public_url: str
) -> bytes:
    """Return the one meeting as a file for a mail: to be put into any calendar."""
    return feed_ics(_feed(network, [meeting], language=language, public_url=public_url))


def _feed(
    network: NetworkRow, meetings: list[MeetingRow], *, language: str, public_url: str
) -> CalendarFeed:
    words = translations(language)
    name = choose(network.name, language=language, fallbacks=network.languages).text
    return CalendarFeed(
        name=words.gettext("My meetings: %(network)s") % {"network": name},
        url=network_address(public_url, network.slug),
        tzid=network.tzid,
        language=language,
        last_modified=max((row.last_modified for row in meetings), default=network.feed_changed_at),
        events=tuple(
            CalendarEvent(
                uid=row.uid,
                sequence=row.sequence,
                created=row.created_at,
                last_modified=row.last_modified,
                published=_for_invited(row, network, language=language, public_url=public_url),
                cancelled_prefix=words.gettext("Cancelled: "),
                join_url=row.join_url,
            )
            for row in meetings
        ),
    )


def _for_invited(
    meeting: MeetingRow, network: NetworkRow, *, language: str, public_url: str
) -> Published:
    """Return what everybody sees, and the way in where programs look for it."""
    shown = published(meeting, network, language=language, public_url=public_url)
    if meeting.visibility is not Visibility.PUBLIC:
        shown = replace(shown, url="")  # its page answers nobody without a sign-in
    if not meeting.join_url:
        return shown
    if meeting.mode is Mode.ONLINE:
        return replace(shown, location=meeting.join_url)
    join = translations(language).gettext("Join online: %(address)s")
    lines = (shown.description, join % {"address": meeting.join_url})
    return replace(shown, description="\n\n".join(filter(None, lines)))
