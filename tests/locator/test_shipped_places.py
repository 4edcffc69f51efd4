"""The pages of the places that ship, as a reader of each language meets them."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import translation

from locator.models import Place
from locator.seeds import files
from locator.templatetags.labels import full_name
from tests.helpers.doubt import doubts
from tests.helpers.pages import parse, place_path, texts

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en", "ru", "kk"]
MOST_DOUBTS = 8


@pytest.fixture
def shipped():
    call_command("load_content", verbosity=0)
    call_command("import_places", files.FOLDER / "osm-2026-09.json", verbosity=0)
    return Place.objects.published().select_related("brand", "settlement")


def test_no_two_places_of_a_town_have_one_title(client, shipped):
    for language in LANGUAGES:
        with translation.override(language):
            titles = Counter((place.settlement, full_name(place)) for place in shipped)

        assert [title for title, count in titles.items() if count > 1] == []

    for place in shipped[::20]:
        [title] = texts(parse(client.get(place_path(place))), "//title")
        with translation.override("en"):
            assert title == f"{full_name(place)}, {place.settlement.name} · kztopup"


def test_a_page_says_little_of_doubt(client, shipped):
    one_of_each = {place.brand: place for place in shipped}
    for language in LANGUAGES:
        for place in one_of_each.values():
            page = client.get(f"{place_path(place, language)}?lat=43.24&lon=76.95")

            assert len(doubts(page, language)) <= MOST_DOUBTS, (place, language)
