"""The working group of the sample: who works in it, and when it meets. No mail is queued."""

from datetime import timedelta
from random import Random

from eventsvc.db.models import MeetingRow
from eventsvc.db.queries.groups import group_by_slug
from eventsvc.db.queries.mailings import who_may_come
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.times import When
from eventsvc.services.acts import Act
from eventsvc.services.dates import groups

GROUP = "daten"
_ROLES = (GroupRole.LEAD, GroupRole.SPOKESPERSON, GroupRole.MEMBER)
_DATES = (
    (timedelta(days=8), Visibility.PUBLIC, MeetingStatus.CONFIRMED),
    (timedelta(days=64), Visibility.NETWORK, MeetingStatus.TENTATIVE),
)
"""After the sample's meeting."""


def add(meeting: MeetingRow, *, act: Act, random: Random) -> None:
    """Let some who come to ``meeting`` work in the group, and plan its next two meetings."""
    group = group_by_slug(meeting.network_id, GROUP)
    if group is None:
        return
    ids = set(groups.read_members(group))
    own = [one for one in who_may_come(meeting.id) if one.organisation_id in ids]
    people = [
        {"person_id": one.person_id, "role": role} for one, role in zip(own, _ROLES, strict=False)
    ]
    groups.change(GROUP, {"people": people}, version=group.version, act=act)
    for later, visibility, status in _DATES:
        start = (meeting.local_start + later).replace(hour=14, minute=0)
        values = {
            "title": {"de": "AG Daten und Sensoren", "en": "Working group on data and sensors"},
            "when": When(start=start, end=start + timedelta(hours=2), tzid=meeting.tzid),
            "mode": Mode.ONLINE,
            "join_url": "https://video.example.org/daten",
            "visibility": visibility,
            "status": status,
        }
        groups.plan_meeting(group, values, nonce="", act=act, random=random)
