"""Who saves data gets shorter lists without a map, and nobody else does."""

import pytest

from locator.models import Place
from tests.helpers.answers import decoded, get, vary
from tests.helpers.factories import PUBLIC_PAGES, make_places
from tests.helpers.pages import cards, listed, parse

pytestmark = pytest.mark.django_db

LISTS = ["/en/places/", "/en/places/almaty/", "/en/places/?lat=43.238&lon=76.945"]
# Whose answer depends on it: a list of places, a place with its map, or what is saved.
PAGES_THAT_VARY = {"places", "settlement", "empty-settlement", "place", "offline"}

SAVING = {"save-data": "on"}


@pytest.fixture
def city(site):
    """Almaty with 25 places."""
    return make_places(24, settlement=Place.objects.get().settlement)


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_half_as_long(client, city, path):
    assert len(cards(get(client, path))) == 20
    assert len(cards(get(client, path, **SAVING))) == 10


@pytest.mark.parametrize("path", LISTS)
def test_pages_lead_through_all_places(client, city, path):
    found = []
    while path:
        response = get(client, path, **SAVING)
        found += listed(response)
        [path] = parse(response).xpath("//a[@rel='next']/@href") or [""]
        path = path and response.wsgi_request.path + path

    assert len(found) == len(set(found)) == 25


@pytest.mark.parametrize("path", [*LISTS, "place"])
def test_no_map_is_offered(client, site, path):
    path = site.get(path, path)
    offer = "//*[@class='map-offer'] | //*[@class='split'] | //*[@data-streets]"
    plain = parse(get(client, path))
    saving = parse(get(client, path, **SAVING))

    assert plain.xpath(offer)
    assert not saving.xpath(offer)
    assert len(saving.xpath("//button[contains(@class, 'map-open')]")) == 1


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_only_what_depends_on_it_varies(client, site, page):
    for headers in ({}, SAVING):
        varies = "save-data" in vary(get(client, site[page], **headers))
        assert varies == (page in PAGES_THAT_VARY)


@pytest.mark.parametrize("first", ["on", ""])
def test_the_cache_of_pages_mixes_nothing(client, city, kept, first):
    path = "/en/places/almaty/"
    sizes = {"on": 10, "": 20}
    for word in (first, "" if first else "on", first):
        headers = {"save-data": word} if word else {}
        response = get(client, path, "br", **headers)
        assert decoded(response).count(b"data-latitude") == sizes[word]

    assert len(kept) == 2


@pytest.mark.parametrize("word", ["on", "On", " on ", "on; level=2"])
def test_it_may_be_written_in_any_way(client, city, kept, word):
    for header in (word, "on"):
        response = get(client, "/en/places/", **{"save-data": header})
        assert len(cards(response)) == 10

    assert len(kept) == 1


@pytest.mark.parametrize("word", ["off", "", "?1", "x" * 1000])
def test_other_words_make_no_entries(client, city, kept, word):
    get(client, "/en/places/")
    response = get(client, "/en/places/", **{"save-data": word})

    assert len(cards(response)) == 20
    assert len(kept) == 1
