"""What is wrong with a design that somebody wrote: two samples are drawn by the confined child."""

import re
from collections.abc import Iterator
from dataclasses import replace

from eventsvc.domain.badges import SAMPLES, Sign
from eventsvc.domain.own_designs import TEXT_SLOTS, Fault, OwnDesign, Part, Reason, read
from eventsvc.domain.sheets import Sheet
from eventsvc.outputs.apart import apart
from eventsvc.outputs.badge_template import PrintOptions
from eventsvc.outputs.engine.texts import skeleton
from eventsvc.outputs.own_template import OwnTemplate
from eventsvc.outputs.pdf import PdfError

_PLACE = re.compile(r"(?P<what>.*) at (?P<line>\d+):\d+, (?P<why>.*?)\.?$", re.DOTALL)
_END = re.compile(r"(?P<what>.*?)[.,]? at (?P<line>\d+):\d+\.?$", re.DOTALL)
_ADDRESS = re.compile(r"(?:must not be fetched: |at ['\"])(?P<address>[^'\"\s]+)")
_REASONS = {"unknown property": Reason.PROPERTY, "invalid value": Reason.VALUE}


@apart
def faults_of(sheet: Sheet, *, options: PrintOptions) -> tuple[Fault, ...]:
    """Return what keeps ``options.own`` from being drawn on ``sheet``; empty: print away."""
    own = options.own
    if own is None:
        return ()
    found = tuple(read(own).faults)
    return found or tuple(dict.fromkeys(_drawn(sheet, options, own)))


def _drawn(sheet: Sheet, options: PrintOptions, own: OwnDesign) -> Iterator[Fault]:
    """Yield what only drawing tells."""
    template = OwnTemplate(sheet, options)
    badges = [replace(badge, mark=sign) for badge in SAMPLES for sign in Sign]
    try:
        layouts = [template.lay_out(badge) for badge in badges]
        drawn = [skeleton(template.blank(layout)) for layout in layouts]
    except PdfError as error:
        yield from (_said(str(line), own) for line in error.args)
        return
    for one in drawn:
        yield from (Fault(Part.HTML, 0, Reason.SLOT_TURNED, name) for name in one.turned)
        yield from (
            Fault(Part.CSS, 0, Reason.NO_ROOM, name)
            for name, slot in one.slots.items()
            if name in TEXT_SLOTS and min(slot.width, slot.height) < 1
        )


def _said(line: str, own: OwnDesign) -> Fault:
    """Return the fault behind a warning of WeasyPrint's."""
    if address := _ADDRESS.search(line):
        wanted = address["address"]
        part, text = (Part.CSS, own.css) if wanted in own.css else (Part.HTML, own.html)
        number = text.partition(wanted)[0].count("\n") + 1 if wanted in text else 0
        return Fault(part, number, Reason.ADDRESS, wanted)
    if place := _PLACE.fullmatch(line):
        what = place["what"].removeprefix("Ignored ").strip("`").strip()
        reason = _REASONS.get(place["why"], Reason.RULE)
        return Fault(Part.CSS, int(place["line"]), reason, what[:80])
    if end := _END.fullmatch(line):
        return Fault(Part.CSS, int(end["line"]), Reason.RULE, end["what"][:200])
    return Fault(Part.CSS, 0, Reason.RULE, line[:200])
