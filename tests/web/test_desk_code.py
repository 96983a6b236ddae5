import re
from io import BytesIO
from random import Random

import zxingcpp
from PIL import Image

from eventsvc.db.models import AttendanceRow
from eventsvc.db.transaction import session
from eventsvc.domain.attendances import Attends
from eventsvc.services.attendees.registrations import Desk, Form, register
from tests.conftest import NOW, PUBLIC_URL
from tests.factories import START, saved_meeting
from tests.support.mailbox import delivered, personal_path, plain


def test_the_code_in_the_mail_and_on_the_own_page_finds_its_person(
    organiser, client, office, settings
):
    gera = saved_meeting(office, slug="gera", capacity=1, registration_until=START)
    chance = Random(1)
    for name in ("Anna", "Bo"):
        form = Form(
            nonce=name,
            given=name,
            family="Neu",
            email=f"{name.lower()}@example.org",
            attends=Attends.ON_SITE,
            language="en",
        )
        desk = Desk(network=office, public_url=PUBLIC_URL, now=NOW, random=chance)
        register(gera.id, form, desk=desk)
    has_seat, waits = sorted(delivered(settings, now=NOW), key=lambda mail: mail["To"])

    [picture] = [one for one in has_seat.iter_attachments() if one.get_filename().endswith("png")]
    [seen] = zxingcpp.read_barcodes(Image.open(BytesIO(picture.get_content())))
    spoken = re.search(r"\n([A-Z0-9]{3} [A-Z0-9]{3})\s", plain(has_seat))[1]
    own_page = client.get(personal_path(has_seat, PUBLIC_URL)).text
    anna = next(one for one in session().query(AttendanceRow) if one.desk_code == seen.text)

    assert spoken.replace(" ", "") == seen.text
    assert spoken in own_page
    assert (
        organiser.get(f"/o/ours/meetings/gera/desk/scan?code={seen.text}")
        .headers["Location"]
        .endswith(anna.public_id)
    )
    assert [one.get_filename() for one in waits.iter_attachments()] == ["gera.ics"]
    assert "entrance" not in client.get(personal_path(waits, PUBLIC_URL)).text
