"""What people read when a survey refuses something."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

SURVEYS: Mapping[str, LazyString] = {
    "answered-already": lazy_gettext(
        "Somebody answered for your organisation already. The survey is anonymous, so nobody can "
        "find that answer again to change it."
    ),
    "survey-answered": lazy_gettext(
        "Somebody began to answer, so questions and promise stay as they are. Make a new survey "
        "with these questions instead."
    ),
    "survey-closed": lazy_gettext(
        "This survey takes no answers any more. Write to the network's office instead."
    ),
    "survey-empty": lazy_gettext("The survey asks nothing yet. Add a question first."),
}
"""Code of a refusal → its sentence (``messages``); each conflicts with how the survey is."""
