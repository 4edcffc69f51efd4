"""A sheet for a wall, with a QR code of the town’s short address."""

import pytest
import segno

from tests.helpers.factories import make_settlement
from tests.helpers.pages import addresses, main, meta, parse, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture(autouse=True)
def almaty():
    names = {"zh_hans": "阿拉木图", "en": "Almaty", "ru": "Алматы", "kk": "Алматы"}
    named = {f"name_{language}": name for language, name in names.items()}
    return make_settlement(slug="almaty", **named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_speaks_every_language_whatever_the_page_does(client, language):
    page = parse(client.get(f"/{language}/places/almaty/poster/"))

    spoken = {
        code: texts(page, f"//*[@class='poster']/div[@lang='{code}']/p")
        for code in LANGUAGES
    }

    questions = {code: lines[0] for code, lines in spoken.items()}
    assert questions["en"] == "SIM out of money or data?"
    assert len({*questions.values()}) == len(LANGUAGES)
    assert "阿拉木图" in spoken["zh-hans"][1]
    assert "Almaty" in spoken["en"][1]
    assert "Алматы" in spoken["kk"][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_leads_to_the_short_address_by_the_host_of_the_site(client, settings, language):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://a.example", ["*"]

    page = parse(client.get(f"/{language}/places/almaty/poster/"))

    code = segno.make_qr("https://a.example/almaty", error="m").svg_inline()
    [drawn] = page.xpath("//*[@class='poster-code']//*[@class='qrline']/@d")
    assert f' d="{drawn}"' in code
    [address] = page.xpath("//*[@class='poster-address']")
    assert address.text_content().strip() == "a.example/almaty"


def test_of_no_town_is_not_found(client):
    assert client.get("/en/places/nowhere/poster/").status_code == 404


def test_is_for_walls_and_not_for_search_engines(client):
    assert meta(client.get("/en/places/almaty/poster/"), "robots") == "noindex"


def test_is_offered_by_the_page_of_the_town(client):
    led = addresses(main(client.get("/ru/places/almaty/")))

    assert "/ru/places/almaty/poster/" in led
