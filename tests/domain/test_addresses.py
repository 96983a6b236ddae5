import pytest

from eventsvc.domain.addresses import is_reachable


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://netz.example.de", True),
        ("https://netz.example.de:8443", True),
        ("https://8.8.8.8", True),
        ("http://netz.example.de", False),
        ("https://localhost", False),
        ("https://127.0.0.1:8000", False),
        ("https://[::1]", False),
        ("https://192.168.1.5", False),
        ("https://10.0.0.1", False),
        ("https://server", False),
        ("https://drucker.local", False),
        ("https://netz.test.", False),
    ],
)
def test_only_https_on_a_public_host_is_printed_for_real(url, expected):
    assert is_reachable(url) is expected
