"""Pages for organisers, a part for each subject."""

from importlib import import_module
from pkgutil import walk_packages

from eventsvc.web.organiser.blueprint import blueprint

__all__ = ["blueprint"]

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)  # registers its views
