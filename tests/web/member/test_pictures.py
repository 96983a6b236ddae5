"""Crest and photo of a profile: made anew, described, with their licence, taken down."""

import re
from hashlib import sha256
from io import BytesIO

from PIL import Image

from eventsvc.db.models import ProfilePictureFileRow, ProfilePictureRow
from eventsvc.db.transaction import session
from eventsvc.domain.access import Role
from eventsvc.inputs.pictures import MOST_OF_A_PHOTO
from tests.conftest import NOW
from tests.factories import saved_account, saved_network, saved_organisation, saved_steward
from tests.inputs.test_pictures import picture
from tests.support.forms import send, send_on
from tests.support.html import assert_valid
from tests.support.signin import sign_in
from tests.web.member.conftest import link

SCAN = "/p/WE1DA"
CREST = "/n/ours/organisations/weida/crest.png"
PHOTO = "/n/ours/organisations/weida/photo.jpg"


def noisy() -> bytes:
    """A photo that does not compress well."""
    written = BytesIO()
    Image.effect_noise((1300, 975), 90).convert("RGB").save(written, "JPEG", quality=30)
    return written.getvalue()


def rows() -> list[ProfilePictureRow]:
    session().expire_all()
    return session().query(ProfilePictureRow).order_by(ProfilePictureRow.kind).all()


def test_crest_and_photo_are_shown_with_words_author_and_licence_and_taken_down(
    client, organiser, network, weida, steward
):
    path = link(steward, "/pictures")
    filled = {
        "crest_file": (BytesIO(picture("PNG")), "../wappen.php"),
        "crest_alt.de": "Wappen <b>",
        "photo_file": (BytesIO(noisy()), "foto.jpg"),
        "photo_alt.de": "Die Osterburg",
        "photo_author": "Eva Muster",
        "photo_licence": "cc-by-4.0",
    }
    saved = send(client, path, filled)
    crest, photo = rows()
    scan = client.get(SCAN).text
    seen = client.get(PHOTO)

    assert saved.status_code == 303
    assert (crest.width, crest.height) == (240, 80)
    assert (photo.width, photo.height) == (600, 450)
    assert len(seen.data) <= MOST_OF_A_PHOTO
    assert_valid(scan)
    assert_valid(client.get(path).text)
    assert f'src="{CREST}?v={crest.digest[:8]}"' in scan
    assert 'alt="Wappen &lt;b&gt;"' in scan
    assert "Picture: Eva Muster." in scan
    assert (sha256(seen.data).hexdigest(), seen.content_type) == (photo.digest, "image/jpeg")
    assert Image.open(BytesIO(client.get(CREST).data)).format == "PNG"
    assert send(client, path, {"crest_remove": "yes"}).status_code == 303
    assert client.get(CREST).status_code == 404
    office = "/o/ours/organisations/weida/pictures"
    assert send(organiser, office, {"photo_remove": "yes"}).status_code == 303
    assert rows() == []


def test_a_picture_without_words_a_script_and_a_stale_form_are_refused(
    client, network, weida, steward
):
    path = link(steward, "/pictures")
    silent = send(client, path, {"crest_file": (BytesIO(picture("PNG")), "a.png")})
    script = send(client, path, {"crest_file": (BytesIO(b"<svg onload=alert(1)>"), "a.png")})
    stale = client.get(path).text
    send(client, link(steward), {"sentence.de": "Neu"})
    described = {"photo_file": (BytesIO(noisy()), "a.jpg"), "photo_alt.de": "Burg"}

    assert (silent.status_code, script.status_code) == (422, 422)
    assert "Say in a few words what the picture shows" in silent.text
    assert rows() == []
    # Nobody changed the pictures meanwhile, so the older page is good enough.
    assert send_on(client, path, stale, described).status_code == 303
    old = client.get(path).text
    assert send(client, path, {"photo_alt.de": "Die Burg"}).status_code == 303
    assert send_on(client, path, old, {"photo_alt.de": "Rathaus"}).status_code == 409
    assert rows()[0].alt == {"de": "Die Burg"}


def test_pictures_of_closed_organisations_and_of_others_are_not_sent(client, network):
    saved_organisation(network, key="zu", retired_at=NOW)
    saved_network(slug="theirs")

    assert client.get("/n/ours/organisations/zu/crest.png").status_code == 404
    assert client.get("/n/theirs/organisations/weida/photo.jpg").status_code == 404


COMPARE = "/o/ours/organisations/weida/versions/{}"


def crest_file(shade: str) -> BytesIO:
    written = BytesIO()
    Image.new("RGB", (60, 60), shade).save(written, "PNG")
    return BytesIO(written.getvalue())


def files() -> set[str]:
    session().expire_all()
    return {row.digest for row in session().query(ProfilePictureFileRow)}


def test_an_older_picture_is_compared_and_served_again_once_put_back(
    client, organiser, network, weida, steward
):
    path = link(steward, "/pictures")
    send(client, path, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    red = client.get(CREST).data
    send(client, path, {"crest_file": (crest_file("blue"), "b.png"), "crest_alt.de": "Blau"})
    blue = client.get(CREST).data
    page = organiser.get(COMPARE.format(3)).text
    addresses = re.findall(r'src="(/o/ours/organisations/weida/pictures/[^"]+)"', page)
    shown = [organiser.get(address) for address in addresses]
    old = organiser.get(COMPARE.format(2)).text
    send_on(organiser, "", old, action=COMPARE.format(2) + "/restore")
    back = client.get(CREST).data
    send(client, path, {"crest_remove": "yes"})
    gone = client.get(CREST).status_code
    left = files()
    now = organiser.get(COMPARE.format(3)).text
    send_on(organiser, "", now, action=COMPARE.format(3) + "/restore")

    assert_valid(page)
    assert [one.data for one in shown] == [red, blue]
    assert {one.headers["Cache-Control"] for one in shown} == {"no-store"}
    assert 'alt="Rot"' in page
    assert "de: Blau" in page
    assert back == red
    assert (gone, left) == (404, {sha256(blue).hexdigest()})  # what is taken down, is deleted
    assert client.get(CREST).data == blue


def test_a_version_whose_picture_is_gone_is_put_back_without_it(
    client, organiser, network, weida, steward
):
    path = link(steward, "/pictures")
    send(client, path, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    send(client, path, {"crest_remove": "yes"})
    page = organiser.get(COMPARE.format(2)).text
    back = send_on(organiser, "", page, action=COMPARE.format(2) + "/restore")

    assert "de: Rot" in page
    assert "photo--kept" not in page
    assert back.status_code == 303
    assert rows() == []
    assert CREST not in client.get(SCAN).text


def test_a_picture_of_the_history_is_shown_to_the_office_alone(
    app, client, organiser, network, weida, steward
):
    path = link(steward, "/pictures")
    send(client, path, {"crest_file": (crest_file("red"), "a.png"), "crest_alt.de": "Rot"})
    [red] = files()
    send(client, path, {"crest_file": (crest_file("blue"), "b.png"), "crest_alt.de": "Blau"})
    other = saved_steward(saved_organisation(network, key="gera"))
    helper, outsider = app.test_client(), app.test_client()
    sign_in(helper, saved_account((Role.HELPER, network)), now=NOW)
    sign_in(outsider, saved_account((Role.ORGANISER, saved_network(slug="theirs"))), now=NOW)
    kept = f"/o/ours/organisations/weida/pictures/{red}"

    assert organiser.get(kept).status_code == 200
    assert organiser.get(f"/o/ours/organisations/gera/pictures/{red}").status_code == 404
    assert helper.get(kept).status_code == 403
    assert outsider.get(kept).status_code == 404
    assert client.get(kept).status_code != 200
    assert client.get(f"{path}/{red}").status_code == 404
    assert client.get(link(other, f"/pictures/{red}")).status_code == 404
