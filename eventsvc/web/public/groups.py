"""Working groups in public: what one works on, who is in it, when it meets, its calendar."""

from typing import TYPE_CHECKING

from flask import abort, render_template, request, url_for

from eventsvc.db.queries import groups as queries
from eventsvc.db.queries.calendar import Only, public_meetings
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.public.meetings import PER_PAGE
from eventsvc.web.public.network import blueprint
from eventsvc.web.shown import shown
from eventsvc.web.words import GROUP_ROLES

if TYPE_CHECKING:
    from eventsvc.db.models import NetworkRow


@blueprint.get("/n/<network>/groups")
def groups(network: "NetworkRow") -> str:
    """Show the working groups that go on."""
    return render_template("public/groups.html", groups=queries.public_groups(network.id))


@blueprint.get("/n/<network>/groups/<slug>")
def group(network: "NetworkRow", slug: str) -> str:
    """Show one working group, with the people who agreed to stand here."""
    row = queries.public_group(network.id, slug) or abort(404)
    now, meetings = clock.now(), public_meetings(network.id, Only(group_id=row.id))
    address = public_address() + url_for(
        "public.group_ics", slug=slug, lang=request.args.get("lang")
    )
    return render_template(
        "public/group.html",
        group=row,
        members=queries.public_members(row.id),
        people=queries.public_people(row.id),
        roles=GROUP_ROLES,
        coming=[shown(one) for one in meetings if one.dtend > now],
        past=[shown(one) for one in reversed(meetings) if one.dtend <= now][:PER_PAGE],
        address=address,
        webcal=f"webcal://{address.partition('://')[2]}",
    )
