"""The pages that law or courtesy asks for: the office's own words, else ours."""

from typing import TYPE_CHECKING

from flask import render_template

from eventsvc.db.queries.networks import network_page
from eventsvc.domain.kinds import PageKind
from eventsvc.web.frame import LEGAL_PAGES
from eventsvc.web.public.network import blueprint

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow

_KINDS = ",".join(f"'{kind}'" for kind in PageKind)


@blueprint.get(f"/n/<network>/<any({_KINDS}):kind>")
def page(network: "NetworkRow", kind: str) -> str:
    """Show what the office wrote, else an honest text that says what is still missing."""
    row = network_page(network.id, PageKind(kind))
    written = row.text if row and any(row.text.values()) else None
    return render_template(
        "public/page.html",
        network=network,
        title=LEGAL_PAGES[kind],
        written=written,
        default=f"public/defaults/{kind}.html",
    )


@blueprint.get("/n/<network>/barrier")
def barrier(network: "NetworkRow") -> str:
    """Tell how to report a barrier."""
    return render_template("public/barrier.html", network=network, title=LEGAL_PAGES["barrier"])
