"""What people read for the kinds the program knows: one word each, equal on every page."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.attendances import Attends
from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import NoticeKind, OrganisationKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.profiles import Licence, SizeClass, Strategy
from eventsvc.domain.projects import CostBand, ProjectStatus
from eventsvc.outputs import words_of_data

ORGANISATION_KINDS: Mapping[OrganisationKind, LazyString] = {
    OrganisationKind.MUNICIPALITY: lazy_gettext("Municipality"),
    OrganisationKind.DISTRICT: lazy_gettext("District"),
    OrganisationKind.ASSOCIATION: lazy_gettext("Association of municipalities"),
    OrganisationKind.UNIVERSITY: lazy_gettext("University"),
    OrganisationKind.RESEARCH: lazy_gettext("Research institute"),
    OrganisationKind.COMPANY: lazy_gettext("Company"),
    OrganisationKind.AGENCY: lazy_gettext("Agency"),
    OrganisationKind.CHAMBER: lazy_gettext("Chamber"),
    OrganisationKind.STATE_BODY: lazy_gettext("State body"),
    OrganisationKind.OTHER: lazy_gettext("Organisation"),
}

NOTICES: Mapping[NoticeKind, LazyString] = {
    NoticeKind.HYGIENE: lazy_gettext("Hygiene"),
    NoticeKind.PHOTO: lazy_gettext("Photos are taken"),
    NoticeKind.CHANGE: lazy_gettext("This is new"),
    NoticeKind.TRAVEL: lazy_gettext("How to get there"),
    NoticeKind.OTHER: lazy_gettext("Please note"),
}

PROJECT_STATUS: Mapping[ProjectStatus, LazyString] = {
    ProjectStatus.IDEA: lazy_gettext("Idea"),
    ProjectStatus.PILOT: lazy_gettext("Pilot"),
    ProjectStatus.RUNNING: lazy_gettext("In use"),
    ProjectStatus.STOPPED: lazy_gettext("Stopped"),
}

COST_BANDS: Mapping[CostBand, LazyString] = {
    CostBand.UNDER_10K: lazy_gettext("under 10,000 euros"),
    CostBand.UNDER_50K: lazy_gettext("10,000 to 50,000 euros"),
    CostBand.UNDER_250K: lazy_gettext("50,000 to 250,000 euros"),
    CostBand.UNDER_1M: lazy_gettext("250,000 to 1 million euros"),
    CostBand.OVER_1M: lazy_gettext("more than 1 million euros"),
}

SIZE_CLASSES: Mapping[SizeClass, LazyString] = {
    SizeClass.RURAL: lazy_gettext("Rural municipality (under 5,000)"),
    SizeClass.SMALL_TOWN: lazy_gettext("Small town (5,000 to 20,000)"),
    SizeClass.TOWN: lazy_gettext("Medium-sized town (20,000 to 100,000)"),
    SizeClass.CITY: lazy_gettext("City (100,000 or more)"),
}

STRATEGIES: Mapping[Strategy, LazyString] = {
    Strategy.NONE: lazy_gettext("None yet"),
    Strategy.IN_WORK: lazy_gettext("In work"),
    Strategy.ADOPTED: lazy_gettext("Adopted"),
}

LICENCES: Mapping[Licence, LazyString] = {
    Licence.CC0: lazy_gettext("Freely, without conditions (CC0)"),
    Licence.CC_BY: lazy_gettext("With the author's name (CC BY 4.0)"),
    Licence.CC_BY_SA: lazy_gettext("With the author's name, under the same terms (CC BY-SA 4.0)"),
    Licence.DL_DE_BY: lazy_gettext("With the author's name (dl-de/by-2-0)"),
    Licence.RESERVED: lazy_gettext("Only with permission"),
}

COMING: Mapping[Attends, LazyString] = {
    Attends.ON_SITE: lazy_gettext("I come on site"),
    Attends.ONLINE: lazy_gettext("I take part online"),
}
"""What somebody says of the way to come."""

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
GROUP_ROLES: Mapping[GroupRole, LazyString] = {
    role: lazy_gettext(words) for role, words in words_of_data.GROUP_ROLES.items()
}
"""What somebody is in a working group."""
