"""The tables. Importing this package makes all of them known to SQLAlchemy."""

from eventsvc.db import editions as _editions  # noqa: F401 -- rises with every meeting written
from eventsvc.db.models.accounts import (
    AccountRow,
    AccountSessionRow,
    GrantRow,
    PasskeyRow,
    RecoveryCodeRow,
    SignInTokenRow,
)
from eventsvc.db.models.attendances import AttendanceCountRow, AttendanceRow, CheckinRow
from eventsvc.db.models.audit import AuditRow
from eventsvc.db.models.badges import (
    BadgeDesignRow,
    BadgeStyleRow,
    LabelSheetRow,
    PrinterRow,
    PrintRow,
    PrintRunRow,
)
from eventsvc.db.models.circulars import CircularRow
from eventsvc.db.models.consents import ConsentDecisionRow, ConsentWordingRow
from eventsvc.db.models.date_polls import DatePollDateRow, DatePollReplyRow, DatePollRow
from eventsvc.db.models.documents import MeetingDocumentRow
from eventsvc.db.models.doubles import DifferentPeopleRow, MergedPersonRow
from eventsvc.db.models.effects import EffectRow, PicturePersonRow, PictureRow
from eventsvc.db.models.feedback import FeedbackAnswerRow, FeedbackFormRow
from eventsvc.db.models.handouts import HandoutPersonRow, HandoutRow
from eventsvc.db.models.imports import DraftRow, ImportMemoryRow
from eventsvc.db.models.inquiries import InquiryAnswerRow, InquiryRow
from eventsvc.db.models.introductions import IntroductionRow
from eventsvc.db.models.limits import ConsentLimitRow
from eventsvc.db.models.mail_replies import MailReplyRow
from eventsvc.db.models.mailings import MailingRecipientRow, MailingRow
from eventsvc.db.models.meetings import (
    AgendaItemRow,
    MeetingBasisRow,
    MeetingHostRow,
    MeetingRow,
    NoticeRow,
    SpeakerRow,
)
from eventsvc.db.models.networks import NetworkLogoRow, NetworkMailRow, NetworkPageRow, NetworkRow
from eventsvc.db.models.nonces import NonceRow
from eventsvc.db.models.organisations import (
    CodeSymbolRow,
    OrganisationRow,
    ProfileRow,
    PublicCodeRow,
)
from eventsvc.db.models.outbox import OutboxRow
from eventsvc.db.models.people import FunctionRow, PersonRow
from eventsvc.db.models.personal_calendars import PersonalCalendarRow
from eventsvc.db.models.profile_pictures import ProfilePictureFileRow, ProfilePictureRow
from eventsvc.db.models.projects import ProjectRow, ProjectWishRow
from eventsvc.db.models.registrations import RegistrationRow
from eventsvc.db.models.rights import RightsRequestRow
from eventsvc.db.models.rota import RotaMemberRow, RotaRow, RotaTurnRow
from eventsvc.db.models.series import SeriesPlanRow, SeriesRow
from eventsvc.db.models.stewards import (
    PendingUploadRow,
    ProfileProposalRow,
    ProfileReviewRow,
    ProfileVersionRow,
    StewardRow,
)
from eventsvc.db.models.surveys import (
    SurveyAnswerRow,
    SurveyDraftRow,
    SurveyMemberRow,
    SurveyQuestionRow,
    SurveyRow,
)
from eventsvc.db.models.topics import CooperationRow, ExperienceRow, StatementRow, TopicRow
from eventsvc.db.models.uploads import UploadRow
from eventsvc.db.models.working_groups import GroupMemberRow, GroupPersonRow, WorkingGroupRow

__all__ = [
    "AccountRow",
    "AccountSessionRow",
    "AgendaItemRow",
    "AttendanceCountRow",
    "AttendanceRow",
    "AuditRow",
    "BadgeDesignRow",
    "BadgeStyleRow",
    "CheckinRow",
    "CircularRow",
    "CodeSymbolRow",
    "ConsentDecisionRow",
    "ConsentLimitRow",
    "ConsentWordingRow",
    "CooperationRow",
    "DatePollDateRow",
    "DatePollReplyRow",
    "DatePollRow",
    "DifferentPeopleRow",
    "DraftRow",
    "EffectRow",
    "ExperienceRow",
    "FeedbackAnswerRow",
    "FeedbackFormRow",
    "FunctionRow",
    "GrantRow",
    "GroupMemberRow",
    "GroupPersonRow",
    "HandoutPersonRow",
    "HandoutRow",
    "ImportMemoryRow",
    "InquiryAnswerRow",
    "InquiryRow",
    "IntroductionRow",
    "LabelSheetRow",
    "MailReplyRow",
    "MailingRecipientRow",
    "MailingRow",
    "MeetingBasisRow",
    "MeetingDocumentRow",
    "MeetingHostRow",
    "MeetingRow",
    "MergedPersonRow",
    "NetworkLogoRow",
    "NetworkMailRow",
    "NetworkPageRow",
    "NetworkRow",
    "NonceRow",
    "NoticeRow",
    "OrganisationRow",
    "OutboxRow",
    "PasskeyRow",
    "PendingUploadRow",
    "PersonRow",
    "PersonalCalendarRow",
    "PicturePersonRow",
    "PictureRow",
    "PrintRow",
    "PrintRunRow",
    "PrinterRow",
    "ProfilePictureFileRow",
    "ProfilePictureRow",
    "ProfileProposalRow",
    "ProfileReviewRow",
    "ProfileRow",
    "ProfileVersionRow",
    "ProjectRow",
    "ProjectWishRow",
    "PublicCodeRow",
    "RecoveryCodeRow",
    "RegistrationRow",
    "RightsRequestRow",
    "RotaMemberRow",
    "RotaRow",
    "RotaTurnRow",
    "SeriesPlanRow",
    "SeriesRow",
    "SignInTokenRow",
    "SpeakerRow",
    "StatementRow",
    "StewardRow",
    "SurveyAnswerRow",
    "SurveyDraftRow",
    "SurveyMemberRow",
    "SurveyQuestionRow",
    "SurveyRow",
    "TopicRow",
    "UploadRow",
    "WorkingGroupRow",
]
