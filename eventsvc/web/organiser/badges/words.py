"""What organisers read about badges: designs, switches, and why a printed one is no longer true."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventsvc.domain.badge_styles import DesignName, Field, NameSize, Scheme
from eventsvc.domain.badges import Change, Order
from eventsvc.domain.sheets import Backs, Sheet

CHANGES: Mapping[Change, LazyString] = {
    Change.MARK_MISSING: lazy_gettext("now bears the mark “no photos”"),
    Change.MARK_TOO_MUCH: lazy_gettext("no longer bears the mark “no photos”"),
    Change.NAME: lazy_gettext("name changed"),
    Change.ORGANISATION: lazy_gettext("organisation changed"),
    Change.SECOND_LINE: lazy_gettext("second line changed"),
    Change.FUNCTION: lazy_gettext("function changed"),
    Change.CODE: lazy_gettext("code changed"),
    Change.SIGN: lazy_gettext("sign about photos changed"),
    Change.TEXT: lazy_gettext("name, organisation, function or code changed"),
}
DESIGNS: Mapping[DesignName, LazyString] = {
    DesignName.CLASSIC: lazy_gettext("Classic, for labels of 80 by 50 mm"),
    DesignName.FIRST_NAME: lazy_gettext("Large first name, for A6 and A7"),
    DesignName.FOLD: lazy_gettext("Card to fold, the name on both sides"),
    DesignName.ROLL: lazy_gettext("Label printer, a roll of 62 mm"),
}
PICTURES: Mapping[DesignName, tuple[int, int]] = {
    DesignName.CLASSIC: (358, 114),
    DesignName.FIRST_NAME: (317, 114),
    DesignName.FOLD: (162, 114),
    DesignName.ROLL: (144, 114),
}
"""How large ``img/badge-….png`` is shown, pixels: half its size. A test draws them."""
FIELDS: Mapping[Field, LazyString] = {
    Field.HEADING: lazy_gettext("Title of the meeting"),
    Field.LOGO: lazy_gettext("Logo of the network"),
    Field.ORGANISATION: lazy_gettext("Organisation"),
    Field.SECOND_LINE: lazy_gettext("Second line"),
    Field.FUNCTION: lazy_gettext("Function"),
    Field.CODE: lazy_gettext("QR code"),
    Field.ADDRESS: lazy_gettext("Address to type, beside the code"),
}
TEXTS: Mapping[str, LazyString] = {
    "given": lazy_gettext("First name"),
    "family": lazy_gettext("Family name"),
    "sign": lazy_gettext("Sign about photos"),
    **{field.value: words for field, words in FIELDS.items()},
}
"""What the texts of a badge are called, for those that had no room."""
NAME_SIZES: Mapping[NameSize, LazyString] = {
    NameSize.USUAL: lazy_gettext("Usual"),
    NameSize.LARGE: lazy_gettext("Larger"),
    NameSize.LARGEST: lazy_gettext("As large as there is room"),
}
SCHEMES: Mapping[Scheme, LazyString] = {
    Scheme.REFUSED: lazy_gettext("Mark those who must not be in pictures"),
    Scheme.AGREED: lazy_gettext("Mark those who agreed to pictures"),
    Scheme.THREE: lazy_gettext("Mark everybody: yes, no, or ask first"),
}
BACKS: Mapping[Backs, LazyString] = {
    Backs.NONE: lazy_gettext("Nothing"),
    Backs.LONG: lazy_gettext("The agenda; the printer turns on the long edge"),
    Backs.SHORT: lazy_gettext("The agenda; the printer turns on the short edge"),
}
ORDERS: Mapping[Order, LazyString] = {
    Order.NAME: lazy_gettext("By family name"),
    Order.ORGANISATION: lazy_gettext("By organisation, then by family name"),
    Order.TABLE: lazy_gettext("By table, then by family name"),
}
_SHEETS: Mapping[str, LazyString] = {
    "a4-4xa6": lazy_gettext("A4, four A6 portrait"),
    "a4-8xa7": lazy_gettext("A4, eight A7 landscape"),
    "a5-fold-a6": lazy_gettext("A5 landscape, folded once to A6 portrait"),
    "butterfly-82x203": lazy_gettext("Butterfly of 82 by 203 mm, folded once"),
    "brother-62": lazy_gettext("Brother DK, continuous roll of 62 mm, 100 mm long"),
    "herma-4418": lazy_gettext("HERMA 4418, 4419, 63.5 by 29.6 mm"),
}
"""Our sheets whose names are not the same in every language."""


def sheet_label(sheet: Sheet) -> str:
    """Return what the sheet is called for this reader; brands and own sheets as they are."""
    return str(_SHEETS.get(sheet.name, sheet.label))
