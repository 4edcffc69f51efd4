"""Addresses to type, like /almaty: each leads to the page of a town."""

import csv

import pytest
from django.core.exceptions import ValidationError

from locator.models import Settlement
from locator.seeds.files import FOLDER
from tests.helpers.answers import get, vary
from tests.helpers.factories import make_settlement
from tests.helpers.pages import parse

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]


@pytest.fixture(autouse=True)
def almaty():
    return make_settlement(slug="almaty")


def shipped_slugs():
    with (FOLDER / "settlements.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["slug"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("path", ["/almaty", "/almaty/", "/Almaty", "/almaty?from=qr"])
@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("ru", "ru"),
        ("de", "en"),
        ("", "en"),
    ],
)
def test_leads_to_the_town_in_the_readers_language(client, path, accepted, language):
    headers = {"accept-language": accepted, "cookie": "django_language=kk"}

    response = get(client, path, **headers)

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/places/almaty/"
    assert vary(response) == {"accept-language"}
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies


@pytest.mark.parametrize("path", ["/nowhere", "/nowhere/", "/almaty/nowhere", "/api"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_no_town_is_not_found_in_the_readers_language(client, path, language):
    response = get(client, path, **{"accept-language": language})

    assert response.status_code == 404
    assert parse(response).get("lang") == language


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/en", "/en/"),
        ("/EN", "/en/"),
        ("/kz", "/kk/"),
        ("/admin", "/admin/"),
        ("/guides", "/en/guides/"),
        ("/places", "/en/places/"),
    ],
)
def test_takes_no_other_page_its_address(client, path, location):
    assert get(client, path)["Location"] == location


def test_cannot_be_tried_without_end(client, settings):
    settings.PAGES_PER_MINUTE = 0

    assert get(client, "/nowhere").status_code == 429


@pytest.mark.parametrize(
    "slug",
    ["en", "kz", "zh-CN", "ru-village", "admin", "healthz", "guides", "places", "ask"],
)
def test_is_not_given_to_a_town_where_another_page_has_it(slug):
    with pytest.raises(ValidationError) as refused:
        Settlement(slug=slug).clean()

    assert refused.value.messages == ["Another page has this address."]


def test_every_shipped_town_can_have_one(client):
    Settlement.objects.all().delete()
    for slug in shipped_slugs():
        town = make_settlement(slug=slug)
        town.clean()

        assert client.get(f"/{slug}")["Location"] == f"/en/places/{slug}/"
