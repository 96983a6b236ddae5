"""Forms filled in wrongly in each way there is, and what must come back.

A form is sent as a browser sends it, but for the fields that are spoilt. A refusal brings the
form back with what was typed and a sentence. What no browser sends (a choice that the page does
not offer) may get a page instead that says what is wrong and leads back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.support.page_forms import CHOICES, Input, PageForm, forms_on, links_on

_TEXTS = frozenset({"text", "search", "tel", "password", "textarea"})
_ADDRESSES = frozenset({"email", "url"})
_DATES = frozenset({"date", "time", "datetime-local", "month"})
WAYS: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "too long": (_TEXTS | _ADDRESSES, ("Überlang " * 2_500,)),
    "no number": (frozenset({"text", "number"}), ("-1", "9" * 20, "1e400", "zwölf")),
    "no date": (_DATES, ("2026-02-31", "31.12.99999", "25:61", "morgen")),
    "no choice": (CHOICES, ("no-such-thing",)),
    "nothing": (_TEXTS | _ADDRESSES | _DATES | {"number"}, ("",)),
    "no ticks": (frozenset({"checkbox"}), ("",)),
    "no file": (frozenset({"file"}), ("nonsense",)),
}
"""Way → kinds of fields that are spoilt like that, and what is put there.

``too long``: longer than any field takes, shorter than what a server takes of a whole form.
"""
HOST = "http://localhost"
_BOOKKEEPING = frozenset({"version", "nonce", "base"})
_BEHIND_SECRETS = ("/my/", "/m/", "/d/", "/h/")


def spoilt(form: PageForm) -> Iterator[tuple[str, MultiDict[str, Any]]]:
    """Yield every way with what is sent, all fields of the kinds at once."""
    for way, (_, several) in WAYS.items():
        for words in several:
            yield from _with(form, way, words, form.inputs)


def _with(
    form: PageForm, way: str, words: str, inputs: list[Input]
) -> Iterator[tuple[str, MultiDict[str, Any]]]:
    data, kinds = form.data(), WAYS[way][0]
    wrong = [one for one in inputs if one.kind in kinds and one.name != "csrf_token"]
    for one in wrong:
        data.setlist(one.name, _wrong(one, way, words))
    if wrong:
        yield way, data


def _wrong(one: Input, way: str, words: str) -> list[Any]:
    if way == "no ticks":
        return []
    if way == "no file":
        return [(BytesIO(words.encode()), "file.bin")]
    if way == "too long" and one.kind == "email":
        return [f"{'u' * 400}@stadt.example"]
    if way == "too long" and one.kind == "url":
        return [f"https://stadt.example/{'u' * 5000}"]
    return [words]


def complaint(
    client: FlaskClient, form: PageForm, way: str, data: MultiDict[str, Any], *, button: int = 0
) -> tuple[str, TestResponse]:
    """Send ``data`` by a button of the form; return what is wrong with the answer, "" if nothing.

    The answer is returned too. Who is sent on to another page is refused if that page says so.
    """
    name, value, target = form.buttons[button]
    if name:
        data.add(name, value)
    referrer = {"Referer": HOST + form.page}
    answer = client.post(target, data=data, headers=referrer)
    if answer.status_code >= 500:
        return str(answer.status_code), answer
    if answer.status_code == 303 and _is_told_off(client):
        page = client.get(answer.headers["Location"])
        return _given_back(page, form, data, "no choice" if way == "no ticks" else way), answer
    if answer.status_code < 400:
        return "", answer
    if way == "no choice" and _leads_back(answer, form, target):
        return "", answer
    if 'aria-invalid="true"' not in answer.text and 'id="errors"' not in answer.text:
        return f"{answer.status_code} without a sentence at a field", answer
    return _given_back(answer, form, data, way), answer


def _is_told_off(client: FlaskClient) -> bool:
    with client.session_transaction() as cookie:
        return any(kind in {"danger", "warning"} for kind, _ in cookie.get("_flashes", ()))


def _given_back(answer: TestResponse, form: PageForm, data: MultiDict[str, Any], way: str) -> str:
    """Return what is missing of the form on the page, and of what was typed into it."""
    back = [
        one for one in forms_on(form.page, answer.text) if form.names - _BOOKKEEPING <= one.names
    ]
    if not back:
        return "" if way == "no choice" else f"{answer.status_code} without the form"
    lost = min((sorted(_lost(one, data)) for one in back), key=len)
    return f"{answer.status_code} without what was typed: {lost}" if lost else ""


def _lost(back: PageForm, data: MultiDict[str, Any]) -> set[str]:
    """Return the names of fields of text in which something else stands than was sent."""
    unseen = CHOICES | {"file", "hidden"}
    typed = [one for one in back.inputs if one.kind not in unseen and not one.is_secret]
    return {
        one.name
        for one in typed
        if [" ".join(text.split()) for text in one.values]
        != [" ".join(text.split()) for text in data.getlist(one.name)]
    }


def _leads_back(answer: TestResponse, form: PageForm, target: str) -> bool:
    """Tell whether a page says what is wrong and leads back to the form.

    Behind a secret address only the sentence and a start page: error pages repeat no address.
    """
    main = answer.text.partition("<main")[2]
    ways = set(links_on(urljoin(target, "?"), main))
    wanted = form.page.partition("?")[0]
    is_secret = form.page.startswith(_BEHIND_SECRETS)
    return 'class="lead"' in main and (wanted in ways or (is_secret and bool(ways)))


@contextmanager
def same_browser(client: FlaskClient) -> Iterator[None]:
    """Give the browser back the cookies it had."""
    kept = dict(client._cookies)
    try:
        yield
    finally:
        client._cookies = kept
