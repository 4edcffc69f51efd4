from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from guides.views import url_of
from locator.search import geocoding
from locator.search.query import QueryKind
from tests.helpers.factories import (
    make_brand,
    make_guide,
    make_place,
    make_region,
    make_settlement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def magnum():
    return make_brand(slug="magnum", name="Magnum", aliases=["Магнум"])


@pytest.fixture(autouse=True)
def almaty():
    return make_settlement(
        slug="almaty",
        name_en="Almaty",
        name_ru="Алматы",
        name_zh_hans="阿拉木图",
        region=make_region(name_en="Almaty Region", name_ru="Алматинская область"),
    )


def ask(client, q, language="en"):
    """What is offered, without the group that it stands in."""
    response = client.get(f"/{language}/places/suggest/", {"q": q})
    assert response.status_code == 200
    return [
        {name: value for name, value in offer.items() if name != "group"}
        for offer in response.json()
    ]


def test_offers_a_town_with_its_page(client):
    assert ask(client, "alm") == [
        {"name": "Almaty", "detail": "Almaty Region", "url": "/en/places/almaty/"}
    ]


def test_offers_a_brand_with_its_places(client, magnum):
    make_place(brand=magnum)

    assert ask(client, "магн") == [
        {"name": "Magnum", "detail": "store", "url": "/en/places/?brand=magnum"}
    ]


def test_offers_streets_and_guides_too_in_groups(client, almaty, magnum):
    make_place(brand=magnum, settlement=almaty, address="Магнитная улица, 5")
    guide = make_guide(slug="magnets", title_en="Magnets and SIMs")

    offers = client.get("/en/places/suggest/", {"q": "magn"}).json()

    assert [(offer["group"], offer["name"]) for offer in offers] == [
        ("Brands", "Magnum"),
        ("Streets and landmarks", "Magnitnaya St"),
        ("Guides", "Magnets and SIMs"),
    ]
    assert offers[1]["url"] == "/en/places/?q=Magnitnaya+St%2C+Almaty"
    assert offers[2]["url"] == guide.get_absolute_url()


@pytest.mark.parametrize("kind", [QueryKind.SETTLEMENT, QueryKind.BRAND])
def test_what_is_offered_is_there(client, almaty, magnum, kind):
    make_place(brand=magnum, settlement=almaty)
    slug = {QueryKind.SETTLEMENT: "almaty", QueryKind.BRAND: "magnum"}[kind]

    assert client.get(url_of(kind, slug)).status_code == 200


@pytest.mark.parametrize(
    ("language", "name", "detail"),
    [
        ("ru", "Алматы", "Алматинская область"),
        ("zh-hans", "阿拉木图", "Almaty Region"),
    ],
)
def test_answers_in_the_language_of_the_page(client, language, name, detail):
    for q in ("Алма", "alma", "阿"):
        assert ask(client, q, language) == [
            {"name": name, "detail": detail, "url": f"/{language}/places/almaty/"}
        ]


def test_does_not_say_a_name_twice(client):
    make_settlement(name="Shymkent", region=make_region(name="Shymkent"))

    [offered] = ask(client, "shym")

    assert offered["detail"] == ""


def test_offers_at_most_eight(client):
    for number in range(12):
        make_settlement(name=f"Karatau {number}")

    assert len(ask(client, "karatau")) == 8


def test_never_asks_the_geocoder(client, settings, monkeypatch):
    settings.GEOCODER_URL = "https://geocoder.example"
    monkeypatch.setattr(geocoding, "geocode", lambda *args: pytest.fail("It did"))

    assert ask(client, "Abay Avenue 10, Almaty") == []


@pytest.mark.parametrize("query", ["q=alm", "q=43.2389,76.8897", "q=qwrtpsdfgh"])
def test_no_spelling_is_kept_but_by_who_typed_it(client, query):
    response = client.get(f"/en/places/suggest/?{query}")

    assert response["Cache-Control"] == "private, max-age=60"
    kept = caches["pages"]._cache
    assert not [key for key in kept if "cache_page" in key]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%00",
        "q=%ff%fe",
        "q=a",
        "q=43.2389,+76.8897",
        "q=https://2gis.kz/almaty/geo/1/76.9,43.2",
        "q=https://maps.app.goo.gl/abc",
        "q=" + "a" * 5000,
        "q=%F0%9F%98%80",
        "q=%D7%A9%D7%9C%D7%95%D7%9D",
        "q=%27+OR+1%3D1+--",
        "q=<script>alert(1)</script>",
    ],
)
def test_offers_nothing_for_what_names_nothing(client, query):
    make_guide(title_en="Links of 2gis and other maps")

    response = client.get(f"/en/places/suggest/?{query}")

    assert response.status_code == 200
    assert response.json() == []


# One that finds something, and whatever else there is.
@example("al")
@given(st.text(max_size=80))
@limits(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_understands_or_passes_over_every_text(client, q):
    query = urlencode({"q": q.encode("utf-8", "surrogatepass")})

    offered = client.get(f"/en/places/suggest/?{query}", follow=True).json()

    assert all(row.keys() == {"group", "name", "detail", "url"} for row in offered)


def test_names_are_json_and_not_markup(client):
    make_place(brand=make_brand(name="Karatau <script>alert(1)</script>"))

    response = client.get("/en/places/suggest/?q=karatau")

    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    [offered] = response.json()
    assert offered["name"] == "Karatau <script>alert(1)</script>"


def test_refuses_an_address_that_asks_without_end(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 200

    answers = [client.get(f"/en/places/suggest/?q=a{n}") for n in range(202)]

    assert [answer.status_code for answer in answers[:200]] == [200] * 200
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "48"
    # Others, and what programs may ask, are counted by themselves.
    assert client.get("/api/places.geojson").status_code == 200
    path = "/en/places/suggest/?q=b"
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_answers_questions(client, method):
    assert getattr(client, method)("/en/places/suggest/").status_code == 405
