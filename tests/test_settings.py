import pytest

from eventsvc.settings import Settings, SettingsError, load


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"EVENTSVC_{name.upper()}", raising=False)
    monkeypatch.setenv("EVENTSVC_DATA_DIR", str(tmp_path))
    return monkeypatch


def test_the_public_address_follows_the_port(environment):
    environment.setenv("EVENTSVC_PORT", "8123")

    assert load().public_url == "http://127.0.0.1:8123"


def test_the_secret_key_of_a_local_service_is_made_once_and_kept(tmp_path):
    first, second = load(), load()

    assert first.secret_key == second.secret_key
    assert len(first.secret_key.get_secret_value()) >= 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUBLIC_URL", "https://netz.example.de/events", "write https://netz.example.de"),
        ("PUBLIC_URL", "netz.example.de", "Write it like https://netz.example.de"),
        ("PUBLIC_URL", "https://u:p@netz.example.de", "write https://netz.example.de"),
        ("PORT", "eighty", "EVENTSVC_PORT"),
        ("METRICS_PORT", "8000", "8000 is the port of the pages"),
        ("SECRET_KEY", "short", "5 characters, fewer than 32"),
    ],
)
def test_a_setting_that_cannot_work_is_named_with_its_remedy(environment, name, value, said):
    environment.setenv(f"EVENTSVC_{name}", value)

    with pytest.raises(SettingsError, match=said):
        load()


def test_a_public_service_does_not_start_without_its_key(environment):
    environment.setenv("EVENTSVC_PUBLIC_URL", "https://netz.example.de")

    with pytest.raises(SettingsError, match="EVENTSVC_SECRET_KEY is not set"):
        load()


def test_each_process_has_a_port_that_tells_how_it_is_where_one_is_set(environment):
    assert list(load().metrics_ports) == []
    environment.setenv("EVENTSVC_METRICS_PORT", "9101")
    assert list(load().metrics_ports) == [9101]

    environment.setenv("EVENTSVC_DATABASE_URL", "postgresql+psycopg://u@127.0.0.1/x")
    environment.setenv("EVENTSVC_WORKERS", "3")

    assert list(load().metrics_ports) == [9101, 9102, 9103]
