"""Kinds: of organisations, statements, notices and of the pages a network writes itself."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What a member or guest of a network is."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    ASSOCIATION = "association"
    UNIVERSITY = "university"
    RESEARCH = "research"
    COMPANY = "company"
    AGENCY = "agency"
    CHAMBER = "chamber"
    STATE_BODY = "state_body"
    OTHER = "other"


class StatementKind(StrEnum):
    """What an organisation says about a topic."""

    SEEK = "seek"
    OFFER = "offer"
    FOCUS = "focus"


class NoticeKind(StrEnum):
    """What a notice of a meeting is about; chooses its icon and its place."""

    HYGIENE = "hygiene"
    PHOTO = "photo"
    CHANGE = "change"
    TRAVEL = "travel"
    OTHER = "other"


class PageKind(StrEnum):
    """The pages that German law, or courtesy, asks for (UI: footer)."""

    IMPRINT = "imprint"
    PRIVACY = "privacy"
    ACCESSIBILITY = "accessibility"
    EASY_LANGUAGE = "easy-language"
    SIGN_LANGUAGE = "sign-language"
