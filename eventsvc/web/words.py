"""What people read for the kinds the program knows: one word each, equal on every page."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.kinds import NoticeKind, OrganisationKind

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
