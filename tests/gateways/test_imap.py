import threading

import pytest

from eventsvc.gateways.imap import BATCH, MARK, NotRead, mailbox_of, read_new
from tests.support.imap import Folder, certificate, served

MAILS = (b"Subject: one\r\n\r\nfirst\r\n", b"Subject: two\r\n\r\nsecond\r\n")


def read(folder: Folder, take=None, *, most=1000, stop=None) -> list[bytes]:
    got: list[bytes] = []

    def keep(data: bytes) -> bool:
        got.append(data)
        return take(data) if take else True

    number = read_new(
        mailbox_of(folder.url, timeout=3), keep, most=most, stop=stop or threading.Event()
    )
    assert number == len(got)
    return got


def test_each_mail_is_given_once_and_then_counts_as_read():
    with served(Folder(*MAILS)) as folder:
        assert read(folder) == list(MAILS)
        assert read(folder) == []

    assert folder.flags == [{r"\Seen", MARK}, {r"\Seen", MARK}]


def test_what_is_nobodys_answer_stays_unread_for_people_and_is_not_looked_at_again():
    with served(Folder(*MAILS)) as folder:
        read(folder, lambda data: b"one" not in data)
        assert read(folder) == []

    assert folder.flags == [{MARK}, {r"\Seen", MARK}]


def test_a_server_without_keywords_marks_all_as_read():
    with served(Folder(*MAILS, keeps_marks=False)) as folder:
        read(folder, lambda _data: False)
        assert read(folder) == []

    assert folder.flags == [{r"\Seen"}, {r"\Seen"}]


def test_who_dies_before_it_was_taken_gets_the_mail_again():
    def dies(_data: bytes) -> bool:
        raise RuntimeError

    with served(Folder(*MAILS)) as folder:
        with pytest.raises(RuntimeError):
            read(folder, dies)
        assert read(folder) == list(MAILS)


def test_no_more_is_read_of_a_huge_mail_than_wanted_nor_of_a_full_folder_at_once():
    with served(Folder(*[b"x" * 5000] * (BATCH + 1))) as folder:
        got = read(folder, most=1000)
        rest = read(folder, most=1000)

    assert ({len(one) for one in got}, len(got), len(rest)) == ({1000}, BATCH, 1)


def test_a_stop_ends_between_two_mails():
    stop = threading.Event()

    def last(_data: bytes) -> bool:
        stop.set()
        return True

    with served(Folder(*MAILS)) as folder:
        assert read(folder, last, stop=stop) == [MAILS[0]]


@pytest.mark.parametrize(
    ("mood", "reason"),
    [
        ("refuses", "the mail server refused the name or the password"),
        ("no folder", "the mail server said no"),
        ("drops", "the mail server cannot be read (abort)"),
    ],
)
def test_a_server_that_says_no_is_told_without_its_words(mood, reason):
    with served(Folder(*MAILS, mood=mood)) as folder, pytest.raises(NotRead) as caught:
        read(folder)

    assert str(caught.value) == reason


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
def test_a_mailbox_is_read_through_tls_of_a_server_whose_certificate_is_trusted(
    scheme, tmp_path, monkeypatch
):
    mine = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(mine))

    with served(Folder(*MAILS, certificate=mine, scheme=scheme)) as folder:
        assert read(folder) == list(MAILS)

    asked = [line.partition(" ")[0] for line in folder.said]
    assert asked.index("LOGIN") > (asked.index("STARTTLS") if scheme == "imap" else -1)


@pytest.mark.parametrize("scheme", ["imaps", "imap"])
@pytest.mark.parametrize("trusted", [None, "127.0.0.2"])
def test_a_certificate_that_is_not_trusted_or_another_machines_gets_no_password(
    scheme, trusted, tmp_path, monkeypatch
):
    """Checked by default: nothing has to be set for it, and nothing switches it off."""
    shown = certificate(tmp_path, address=trusted or "127.0.0.1")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(shown))

    with (
        served(Folder(*MAILS, certificate=shown, scheme=scheme)) as folder,
        pytest.raises(NotRead) as caught,
    ):
        read(folder)

    assert str(caught.value) == "this machine does not trust the certificate of the mail server"
    assert "geheim" not in " ".join(folder.said)


def test_a_server_that_is_not_there_is_told():
    folder = Folder()
    folder.port = 9  # nobody listens on it

    with pytest.raises(NotRead, match="cannot be read"):
        read(folder)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("imaps://u:p%40ss@mail.example", ("mail.example", 993, True, "u", "p@ss", "INBOX")),
        ("imap://u:p@mail.example:1143/Re", ("mail.example", 1143, False, "u", "p", "Re")),
    ],
)
def test_an_address_names_server_person_and_folder(url, expected):
    box = mailbox_of(url)

    assert (
        box.host,
        box.port,
        box.tls_from_start,
        box.user,
        box.password,
        box.folder,
    ) == expected


@pytest.mark.parametrize(
    "url", ["mail.example", "https://u:p@mail.example", "imaps://mail.example"]
)
def test_another_form_of_address_is_refused(url):
    with pytest.raises(ValueError, match="write it like imaps://"):
        mailbox_of(url)
