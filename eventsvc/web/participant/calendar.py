"""The person's own calendar, to subscribe to by an address of its own."""

import hashlib

from flask import Response, request

from eventsvc.outputs.calendar import feed_ics
from eventsvc.services.personal_calendar import person_feed
from eventsvc.web import clock
from eventsvc.web.languages import public_address
from eventsvc.web.participant.blueprint import blueprint, current_network, current_person


@blueprint.get("/calendar.ics")
def my_calendar() -> Response:
    """All meetings of the person, with the way in; in the person's language."""
    network, person = current_network(), current_person()
    feed = person_feed(
        network,
        person.id,
        language=person.language or network.languages[0],
        public_url=public_address(),
        now=clock.now(),
    )
    body = feed_ics(feed)
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{network.slug}.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.last_modified = feed.last_modified
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
