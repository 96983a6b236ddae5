"""Pages for organisers."""

from eventsvc.web.organiser import account as _account  # noqa: F401 -- registers its views
from eventsvc.web.organiser import account_keys as _keys  # noqa: F401 -- registers its views
from eventsvc.web.organiser import account_passkeys as _passkeys  # noqa: F401 -- registers its views
from eventsvc.web.organiser import agenda as _agenda  # noqa: F401 -- registers its views
from eventsvc.web.organiser import asking as _asking  # noqa: F401 -- registers its views
from eventsvc.web.organiser import attendee_changes as _attendee  # noqa: F401 -- registers its views
from eventsvc.web.organiser import attendee_import as _import  # noqa: F401 -- registers its views
from eventsvc.web.organiser import attendees as _attendees  # noqa: F401 -- registers its views
from eventsvc.web.organiser import audit as _audit  # noqa: F401 -- registers its views
from eventsvc.web.organiser import badge_paper as _paper  # noqa: F401 -- registers its views
from eventsvc.web.organiser import badge_styles as _styles  # noqa: F401 -- registers its views
from eventsvc.web.organiser import badges as _badges  # noqa: F401 -- registers its views
from eventsvc.web.organiser import chosen as _chosen  # noqa: F401 -- registers its views
from eventsvc.web.organiser import desk as _desk  # noqa: F401 -- registers its views
from eventsvc.web.organiser import desk_arrivals as _arrivals  # noqa: F401 -- registers its views
from eventsvc.web.organiser import desk_lists as _lists  # noqa: F401 -- registers its views
from eventsvc.web.organiser import desk_people as _people  # noqa: F401 -- registers its views
from eventsvc.web.organiser import documents as _documents  # noqa: F401 -- registers its views
from eventsvc.web.organiser import effects as _effects  # noqa: F401 -- registers its views
from eventsvc.web.organiser import feedback as _feedback  # noqa: F401 -- registers its views
from eventsvc.web.organiser import functions as _functions  # noqa: F401 -- registers its views
from eventsvc.web.organiser import handouts as _handouts  # noqa: F401 -- registers its views
from eventsvc.web.organiser import inquiries as _inquiries  # noqa: F401 -- registers its views
from eventsvc.web.organiser import introductions as _introductions  # noqa: F401 -- registers its views
from eventsvc.web.organiser import look as _look  # noqa: F401 -- registers its views
from eventsvc.web.organiser import mail_texts as _mail_texts  # noqa: F401 -- registers its views
from eventsvc.web.organiser import mailing_acts as _mailing  # noqa: F401 -- registers its views
from eventsvc.web.organiser import mailings as _mailings  # noqa: F401 -- registers its views
from eventsvc.web.organiser import matches as _matches  # noqa: F401 -- registers its views
from eventsvc.web.organiser import meeting_changes as _changes  # noqa: F401 -- registers its views
from eventsvc.web.organiser import meetings as _meetings  # noqa: F401 -- registers its views
from eventsvc.web.organiser import organisation_changes as _organisation  # noqa: F401 -- registers its views
from eventsvc.web.organiser import organisation_ends as _ends  # noqa: F401 -- registers its views
from eventsvc.web.organiser import organisations as _organisations  # noqa: F401 -- registers its views
from eventsvc.web.organiser import overview as _overview  # noqa: F401 -- registers its views
from eventsvc.web.organiser import pictures as _pictures  # noqa: F401 -- registers its views
from eventsvc.web.organiser import posters as _posters  # noqa: F401 -- registers its views
from eventsvc.web.organiser import profile_versions as _versions  # noqa: F401 -- registers its views
from eventsvc.web.organiser import retention as _retention  # noqa: F401 -- registers its views
from eventsvc.web.organiser import rota as _rota  # noqa: F401 -- registers its views
from eventsvc.web.organiser import series as _series  # noqa: F401 -- registers its views
from eventsvc.web.organiser import settings as _settings  # noqa: F401 -- registers its views
from eventsvc.web.organiser import sheets as _sheets  # noqa: F401 -- registers its views
from eventsvc.web.organiser import staff as _staff  # noqa: F401 -- registers its views
from eventsvc.web.organiser import statement_sorting as _sorting  # noqa: F401 -- registers its views
from eventsvc.web.organiser import steward_mails as _steward_mails  # noqa: F401 -- registers its views
from eventsvc.web.organiser import stewards as _stewards  # noqa: F401 -- registers its views
from eventsvc.web.organiser import topics as _topics  # noqa: F401 -- registers its views
from eventsvc.web.organiser.blueprint import blueprint

__all__ = ["blueprint"]
