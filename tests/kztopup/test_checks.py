from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks

from kztopup import checks


def ids_of_errors(**options):
    return [message.id for message in run_checks(**options) if message.id]


def test_settings_of_the_tests_are_right():
    assert ids_of_errors() == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("https://kztopup.example", "kztopup.example"),
        ("http://kztopup.example:8000", "http://kztopup.example:80"),
        ("https://xn--e1afmkfd.xn--80ao21a", "https://Kztopup.example"),
        ("https://kztopup.example:8443", "https://kztopup.example:443"),
        ("http://[2001:db8::1]:8000", "https://"),
        ("http://localhost", "https://*"),
        ("http://127.0.0.1:8000", "https://.kztopup.example"),
        ("https://a.b.example", "https://user:password@a.example"),
        ("https://a-b.example", "https://a.example?b"),
        ("https://a.example", "https://a.example/kz"),
        ("https://a.example", "ftp://a.example"),
    ],
)
def test_site_url_must_be_an_address(settings, right, wrong):
    settings.SITE_URL = right
    assert ids_of_errors() == []

    settings.SITE_URL = wrong
    assert ids_of_errors() == ["kztopup.E001"]


def test_tiles_must_have_an_address(settings):
    for right in ("", "https://*.tiles.example", "http://127.0.0.1:8080"):
        settings.TILES_ORIGIN = right
        assert ids_of_errors() == []

    for wrong in ("://", "https://", "ftp://a.example", "https://a.example; img-src"):
        settings.TILES_ORIGIN = wrong
        assert ids_of_errors() == ["kztopup.E003"]


def test_https_needs_a_proxy_that_is_counted(settings):
    settings.SITE_IS_SECURE = True
    for proxies in (0, 1):
        settings.TRUSTED_PROXIES = proxies
        found = "kztopup.E006" in ids_of_errors(include_deployment_checks=True)
        assert found is not bool(proxies)


def test_the_database_is_for_nobody_else_to_read(settings, tmp_path, monkeypatch):
    file = tmp_path / "db.sqlite3"
    file.touch()
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": file}
    monkeypatch.setitem(settings.DATABASES, "default", database)
    for mode in (0o600, 0o640, 0o604):
        file.chmod(mode)
        found = "kztopup.W007" in ids_of_errors(include_deployment_checks=True)
        assert found is (mode != 0o600)


def test_a_geocoder_must_have_an_address(settings):
    for right in ("", "https://nominatim.example", "http://127.0.0.1:8080/nominatim"):
        settings.GEOCODER_URL = right

        assert ids_of_errors() == []

    for wrong in ("nominatim.example", "https://", "https://a.example/?format=json"):
        settings.GEOCODER_URL = wrong

        assert ids_of_errors() == ["kztopup.E005"]


def test_tiles_must_have_an_attribution(settings):
    settings.LEAFLET_CONFIG = {"TILES": [("Streets", "https://t.example", {})]}

    assert ids_of_errors() == ["kztopup.E002"]


def test_the_clock_must_be_that_of_kazakhstan(monkeypatch):
    # What old data say of Almaty, Omsk's say of Omsk: UTC+6.
    monkeypatch.setattr(checks, "ZoneInfo", lambda name: ZoneInfo("Asia/Omsk"))

    assert ids_of_errors() == ["kztopup.E004"]
