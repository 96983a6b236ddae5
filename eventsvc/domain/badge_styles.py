"""How the badges of a meeting look: one of four designs, and what the office switches.

A style is saved per meeting; a new meeting begins with that of the one before.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from eventsvc.domain.badges import Badge, Sign
from eventsvc.domain.consents import PHOTO, Decision, State, latest_state
from eventsvc.domain.sheets import Backs

_COLOUR = re.compile(r"#[0-9a-f]{6}")
BLACK = "#000000"


class DesignName(StrEnum):
    """The designs that come with the program."""

    CLASSIC = "classic"
    FIRST_NAME = "first-name"
    FOLD = "fold"
    ROLL = "roll"


SHEET_OF: Mapping[DesignName, str] = {
    DesignName.CLASSIC: "avery-l4785",
    DesignName.FIRST_NAME: "a4-8xa7",
    DesignName.FOLD: "a5-fold-a6",
    DesignName.ROLL: "brother-62x100",
}
"""The paper that each design is made for; every other one takes it too."""


class Scheme(StrEnum):
    """Who bears a sign about photos."""

    REFUSED = "refused"
    """Those who must not be in pictures."""
    AGREED = "agreed"
    """Those who agreed."""
    THREE = "three"
    """Everybody: yes, no, or ask first."""


SIGNS: Mapping[Scheme, tuple[Sign, ...]] = {
    Scheme.REFUSED: (Sign.NO_PHOTOS,),
    Scheme.AGREED: (Sign.PHOTOS,),
    Scheme.THREE: (Sign.NO_PHOTOS, Sign.ASK, Sign.PHOTOS),
}
"""Every sign that a badge may bear."""


def watched(scheme: Scheme) -> tuple[Sign, ...]:
    """Return the signs that a photographer looks for: those of a no, where there are any."""
    return SIGNS[scheme][:2]


class Field(StrEnum):
    """What may be left out."""

    HEADING = "heading"
    LOGO = "logo"
    ORGANISATION = "organisation"
    SECOND_LINE = "second_line"
    FUNCTION = "function"
    CODE = "code"
    ADDRESS = "address"


class NameSize(StrEnum):
    """How large the first name may get where there is room."""

    USUAL = "usual"
    LARGE = "large"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the office chose for the badges of a meeting.

    Args:
        design: The one it begins with.
        fields: What is printed besides the names.
        name_size: Of the first name.
        colour: Of the heading, ``#rrggbb``; empty: the network's.
        languages: Of the program's words; empty: the network's.
        scheme: Who bears a sign about photos.
        backs: Whether the agenda stands on the back.
        cut_marks: Print small crosses where plain paper is cut.
        own: Key of a design that an administrator wrote; empty: none.
    """

    design: DesignName = DesignName.CLASSIC
    fields: tuple[Field, ...] = tuple(Field)
    name_size: NameSize = NameSize.USUAL
    colour: str = ""
    languages: tuple[str, ...] = ()
    scheme: Scheme = Scheme.REFUSED
    backs: Backs = Backs.NONE
    cut_marks: bool = False
    own: str = ""

    def stored(self) -> dict[str, Any]:
        """Return the style for the database."""
        return asdict(self)

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Return the style that was ``stored``, perhaps by an older version; strange is usual."""
        kinds = {"design": DesignName, "name_size": NameSize, "scheme": Scheme, "backs": Backs}
        values: dict[str, Any] = {
            name: kind(stored[name])
            for name, kind in kinds.items()
            if stored.get(name) in set(kind)
        }
        if "fields" in stored:
            values["fields"] = tuple(field for field in Field if field in stored["fields"])
        if _COLOUR.fullmatch(str(stored.get("colour", "")).lower()):
            values["colour"] = str(stored["colour"]).lower()
        values["languages"] = tuple(map(str, stored.get("languages", ())))
        values["own"] = str(stored.get("own", ""))
        values["cut_marks"] = bool(stored.get("cut_marks"))
        return cls(**values)


USUAL = Style()


def shown(badge: Badge, *, style: Style, decisions: Iterable[Decision]) -> Badge:
    """Return ``badge`` as ``style`` prints it: without what is left out, with its sign."""
    if style.fields == tuple(Field) and style.scheme is Scheme.REFUSED:
        return badge  # A thousand of the usual ones need no copies.

    def kept(field: Field, text: str) -> str:
        return text if field in style.fields else ""

    return replace(
        badge,
        organisation=kept(Field.ORGANISATION, badge.organisation),
        second_line=kept(Field.SECOND_LINE, badge.second_line),
        function=kept(Field.FUNCTION, badge.function),
        address=kept(Field.CODE, badge.address),
        short_address=kept(Field.ADDRESS, badge.short_address),
        mark=_sign(badge, scheme=style.scheme, decisions=decisions),
    )


def _sign(badge: Badge, *, scheme: Scheme, decisions: Iterable[Decision]) -> Sign | None:
    if scheme is Scheme.REFUSED:
        return None
    said = tuple(decisions)
    states = {latest_state(said, channel) for channel in PHOTO}
    agreed = states == {State.GRANTED} and not badge.no_photo
    if scheme is Scheme.AGREED:
        return Sign.PHOTOS if agreed else Sign.NONE
    refused = not states <= {State.GRANTED, State.UNKNOWN}
    return Sign.PHOTOS if agreed else Sign.NO_PHOTOS if refused else Sign.ASK
