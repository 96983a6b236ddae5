r"""Values of calendar properties that icalendar would write differently from RFC 5545.

icalendar 7.3 turns the backslash and N of ``C:\Netz`` into a line break, and small coordinates
into ``1e-05``.
"""

from icalendar import vText, vUri

from eventsvc.outputs.contentlines import text, uri


class Text(vText):
    r"""A TEXT value (RFC 5545 3.3.11); every kind of line break is ``\n``."""

    def to_ical(self) -> bytes:
        """Return the value escaped, once."""
        return text(str(self)).encode()


class Uri(vUri):
    """A URI (RFC 5545 3.3.13): letters beyond ASCII percent-encoded, nothing escaped."""

    def to_ical(self) -> bytes:
        """Return the address as it goes over the wire."""
        return uri(str(self)).encode()


class Written(vUri):
    """A value that is in its final form already."""

    def to_ical(self) -> bytes:
        """Return the value as it stands."""
        return str(self).encode()
