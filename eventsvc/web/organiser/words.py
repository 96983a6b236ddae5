"""What organisers read for the states the program knows."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.attendances import AttendanceRole, Attends, PartStat
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.outputs.badges import Concern

REPLIES: Mapping[PartStat, LazyString] = {
    PartStat.ACCEPTED: lazy_gettext("Comes"),
    PartStat.NEEDS_ACTION: lazy_gettext("No reply yet"),
    PartStat.DECLINED: lazy_gettext("Does not come"),
    PartStat.TENTATIVE: lazy_gettext("Comes perhaps"),
    PartStat.DELEGATED: lazy_gettext("Sends somebody else"),
}
ATTENDS: Mapping[Attends, LazyString] = {
    Attends.ON_SITE: lazy_gettext("On site"),
    Attends.ONLINE: lazy_gettext("Online"),
}
ROLES: Mapping[AttendanceRole, LazyString] = {
    AttendanceRole.ATTENDEE: lazy_gettext("Attendee"),
    AttendanceRole.GUEST: lazy_gettext("Guest"),
    AttendanceRole.SPEAKER: lazy_gettext("Speaker"),
    AttendanceRole.HOST: lazy_gettext("Host of the meeting"),
    AttendanceRole.STAFF: lazy_gettext("Team of the office"),
}
STATUSES: Mapping[MeetingStatus, tuple[LazyString, str]] = {
    MeetingStatus.TENTATIVE: (lazy_gettext("Provisional"), "warning"),
    MeetingStatus.CONFIRMED: (lazy_gettext("Confirmed"), "success"),
    MeetingStatus.CANCELLED: (lazy_gettext("Cancelled"), "danger"),
}
"""The words, and the kind of badge they stand in."""
MODES: Mapping[Mode, LazyString] = {
    Mode.ON_SITE: lazy_gettext("On site"),
    Mode.ONLINE: lazy_gettext("Online"),
    Mode.HYBRID: lazy_gettext("On site and online"),
}
VISIBILITIES: Mapping[Visibility, LazyString] = {
    Visibility.PUBLIC: lazy_gettext("Public"),
    Visibility.NETWORK: lazy_gettext("Only for members"),
    Visibility.INVITED: lazy_gettext("Only for the invited"),
}
CONCERNS: Mapping[Concern, LazyString] = {
    Concern.FIRST_NAME_SMALL: lazy_gettext("the first name gets smaller than 24 points"),
    Concern.TEXT_CUT: lazy_gettext("a text does not fit and is cut"),
    Concern.GLYPH_MISSING: lazy_gettext("no font has one of the characters"),
    Concern.CODE_TOO_DENSE: lazy_gettext("the address is too long for a code that scans well"),
    Concern.CODE_TOO_SMALL: lazy_gettext("the code gets too small to scan well"),
}
