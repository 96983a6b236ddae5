"""What Flask-Security insists on knowing of our accounts.

It is told the model and no more: roles are grants (``domain.access``), and accounts are read and
written by our own queries and services.
"""

from flask_security import RoleMixin
from flask_security.datastore import UserDatastore

from eventsvc.db.models import AccountRow


def datastore() -> UserDatastore:
    """Return a datastore that knows the class of accounts."""
    return UserDatastore(AccountRow, RoleMixin)
