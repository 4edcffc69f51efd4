from django.core.checks import run_checks


def ids_of_errors():
    return [message.id for message in run_checks() if message.id]


def test_settings_of_the_tests_are_right():
    assert ids_of_errors() == []


def test_site_url_must_be_an_address(settings):
    for wrong in ("kztopup.example", "ftp://kztopup.example", "https://a.example/kz"):
        settings.SITE_URL = wrong

        assert ids_of_errors() == ["kztopup.E001"]


def test_tiles_must_have_an_attribution(settings):
    settings.LEAFLET_CONFIG = {"TILES": [("Streets", "https://t.example", {})]}

    assert ids_of_errors() == ["kztopup.E002"]
