from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from kztopup import checks


@pytest.fixture(autouse=True)
def day_of_known_holidays(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 29))


def ids_of_errors():
    return [message.id for message in run_checks() if message.id]


def test_settings_of_the_tests_are_right():
    assert ids_of_errors() == []


def test_site_url_must_be_an_address(settings):
    for wrong in ("kztopup.example", "ftp://kztopup.example", "https://a.example/kz"):
        settings.SITE_URL = wrong

        assert ids_of_errors() == ["kztopup.E001"]


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
