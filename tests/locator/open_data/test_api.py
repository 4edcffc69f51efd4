import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from geopy.distance import geodesic

from locator.models import Place, Verdict
from tests.helpers.factories import (
    ALMATY,
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
)

pytestmark = pytest.mark.django_db

URL = "/api/places.geojson"


def ask(client, **query):
    response = client.get(URL, query)
    assert response.status_code == 200, response.text
    return response.json()


def ids(answer):
    return [feature["properties"]["id"] for feature in answer["features"]]


def test_describes_a_place(client):
    kcell = make_operator_brand()
    brand = make_brand(slug="magnum", kind="store")
    make_top_up(brand, kcell, Verdict.SAID)
    place = make_place(
        brand=brand,
        settlement=make_settlement(slug="almaty"),
        name="Магнум",
        address="Абая 1",
        near="улица Гоголя",
        opening_hours="24/7",
        latitude=43.238,
        longitude=76.945,
        checked_on="2026-11-22",
    )

    answer = ask(client)

    assert answer["type"] == "FeatureCollection"
    assert "ODbL" in answer["licence"]
    assert answer["truncated"] is False
    assert answer["features"] == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [76.945, 43.238]},
            "properties": {
                "id": place.pk,
                "brand": "magnum",
                "kind": "store",
                "name": "Магнум",
                "address": "Абая 1",
                "near": "улица Гоголя",
                "settlement": "almaty",
                "opening_hours": "24/7",
                "open": True,
                "tops_up": [],
                "said_to_top_up": ["kcell"],
                "checked_on": "2026-11-22",
                "url": f"http://testserver/en/places/almaty/{place.pk}/",
            },
        }
    ]


def test_leaves_out_hidden_and_closed_places(client):
    place = make_place()
    make_place(status=Place.Status.HIDDEN)
    make_place(status=Place.Status.CLOSED)

    assert ids(ask(client)) == [place.pk]
    assert ids(ask(client, near="43.238,76.945")) == [place.pk]


def test_near_comes_closest_first_with_metres(client):
    far = make_place(latitude=43.5)
    near = make_place(latitude=43.239)
    here = make_place()

    answer = ask(client, near="43.238,76.945")

    assert ids(answer) == [here.pk, near.pk, far.pk]
    metres = [feature["properties"]["distance_m"] for feature in answer["features"]]
    exact = [geodesic(ALMATY, place.position).m for place in (here, near, far)]
    assert metres == [round(distance_m) for distance_m in exact]
    assert metres[:2] == [0, 111]


def test_near_is_private_and_rounded(client):
    make_place()

    response = client.get(URL, {"near": "43.2384999,76.9449999"})

    assert response["Cache-Control"] == "private, max-age=60"
    assert [
        feature["properties"]["distance_m"] for feature in response.json()["features"]
    ] == [0]
    assert not caches["pages"].get(response.wsgi_request.path)


@pytest.mark.parametrize(("limit", "count"), [(None, 20), ("1", 1), ("25", 25)])
def test_near_gives_as_many_as_asked_for(client, limit, count):
    make_places(30)
    query = {"near": "43.238,76.945"} | ({"limit": limit} if limit else {})

    assert len(ask(client, **query)["features"]) == count


def test_limit_counts_without_near_too(client):
    places = make_places(3)

    answer = ask(client, limit="2")

    assert ids(answer) == [place.pk for place in places[:2]]
    assert answer["truncated"] is True


@pytest.mark.parametrize(("count", "is_truncated"), [(1000, False), (1001, True)])
def test_a_thousand_are_enough(client, count, is_truncated):
    make_places(count)

    answer = ask(client)

    assert len(answer["features"]) == 1000
    assert answer["truncated"] is is_truncated


def test_box_is_west_south_east_north(client):
    inside = make_place(latitude=43.0, longitude=76.0)
    make_place(latitude=44.0, longitude=76.0)
    make_place(latitude=43.0, longitude=77.0)

    assert ids(ask(client, bbox="75.9,42.9,76.1,43.1")) == [inside.pk]
    assert ids(ask(client, bbox="76,43,76,43")) == [inside.pk]
    assert ids(ask(client, bbox="-180,-90,-90,0")) == []


def test_filters_go_together(client):
    wanted = make_place()
    make_place(brand=wanted.brand)
    make_place(settlement=wanted.settlement)
    make_place(brand=wanted.brand, settlement=wanted.settlement, latitude=50.0)

    answer = ask(
        client,
        brand=wanted.brand.slug,
        settlement=wanted.settlement.slug,
        bbox="76,43,77,44",
        near="43,76",
    )

    assert ids(answer) == [wanted.pk]


def test_a_kind_is_asked_for_by_its_value(client):
    office = make_place(brand=make_operator_brand())
    store = make_place(brand=make_brand(kind="store"))

    assert ids(ask(client, kind="operator")) == [office.pk]
    assert ids(ask(client, kind="store", near="43,76")) == [store.pk]


@pytest.mark.parametrize("query", [{}, {"near": "43.238,76.945"}])
def test_says_who_is_open_and_finds_them(client, query):
    is_open = make_place(opening_hours="24/7")
    is_closed = make_place(opening_hours="Mo-Su off")
    nobody_knows = make_place(opening_hours="")

    answer = ask(client, **query)
    open_now = ask(client, open="now", **query)

    states = {
        feature["properties"]["id"]: feature["properties"]["open"]
        for feature in answer["features"]
    }
    assert states == {is_open.pk: True, is_closed.pk: False, nobody_knows.pk: None}
    assert sorted(ids(open_now)) == sorted([is_open.pk, nobody_knows.pk])


@pytest.mark.parametrize("query", [{}, {"near": "43.238,76.945"}])
def test_only_who_is_known_not_to_top_up_is_left_out(client, query):
    kcell = make_operator_brand("kcell")
    places = {verdict: make_place() for verdict in Verdict}
    for verdict, place in places.items():
        make_top_up(place.brand, kcell, verdict)
    unasked = make_place()

    answer = ask(client, tops_up="kcell", **query)

    left = {place.pk for verdict, place in places.items() if verdict != Verdict.NO}
    assert {*ids(answer)} == left | {unasked.pk}


class TestId:
    def test_asks_for_places_by_their_ids(self, client):
        first, _other, second = (make_place() for _ in range(3))

        answer = ask(client, id=f"{second.pk},{first.pk},{first.pk}")

        assert ids(answer) == [first.pk, second.pk]
        assert ids(ask(client, id="")) != []

    def test_passes_over_those_that_are_not_there(self, client):
        place = make_place()
        hidden = make_place(status=Place.Status.HIDDEN)

        asked = f"{place.pk},{hidden.pk},{hidden.pk + 1},0,{'9' * 18}"

        assert ids(ask(client, id=asked)) == [place.pk]
        assert ids(ask(client, id=hidden.pk)) == []

    def test_goes_together_with_all_else(self, client):
        place, far = make_place(), make_place(latitude=43.5)
        make_place()

        answer = ask(client, id=f"{far.pk},{place.pk}", near="43,76", lang="kk")

        assert ids(answer) == [place.pk, far.pk]
        assert "/kk/" in answer["features"][0]["properties"]["url"]
        assert ids(ask(client, id=place.pk, kind="operator")) == []

    def test_has_the_lines_that_the_list_says(self, client):
        brand = make_brand(kind="store")
        make_top_up(brand, make_operator_brand("kcell", "Kcell"), Verdict.SAID)
        town = make_settlement(name="Almaty", name_kk="Алматы")
        place = make_place(brand=brand, settlement=town, address="Абая 1")

        [feature] = ask(client, id=place.pk, lang="kk")["features"]

        assert feature["properties"]["lines"] == [
            "Алматы · Абая 1",
            "Дүкен",
            "Мұнда толықтырылады деседі: Kcell",
        ]

    def test_says_when_it_is_open_where_that_is_known(self, client):
        place = make_place(brand=make_brand(kind="store"), opening_hours="24/7")

        [feature] = ask(client, id=place.pk)["features"]

        assert feature["properties"]["lines"][1].startswith("Store · ")

    def test_has_the_ways_there_that_a_card_has(self, client):
        place = make_place(brand=make_brand(name="Magnum"), address="Абая 1")

        [feature] = ask(client, id=place.pk)["features"]

        links = feature["properties"]["links"]
        assert [link["url"].partition(":")[0] for link in links] == [
            "geo",
            "https",
            "https",
        ]
        assert [link["words"] for link in links] == ["Route", "2GIS", "Google"]
        assert all(link["title"].endswith("to Magnum, Abaya 1") for link in links)

    def test_is_private(self, client):
        """There are as many as anybody makes up: they would fill the cache."""
        response = client.get(URL, {"id": make_place().pk})

        assert response["Cache-Control"] == "private, max-age=60"

    @pytest.mark.parametrize(("count", "status"), [(20, 200), (21, 400)])
    def test_may_be_twenty(self, client, count, status):
        asked = ",".join(str(10**17 + number) for number in range(count))

        assert client.get(URL, {"id": asked}).status_code == status


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
def test_addresses_are_in_the_language_asked_for(client, language):
    make_place()

    [feature] = ask(client, lang=language)["features"]

    assert feature["properties"]["url"].startswith(f"http://testserver/{language}/")


@pytest.mark.parametrize("language", ["zh-hans", "ru", "kk"])
def test_the_language_of_the_browser_changes_nothing(client, language):
    make_place(opening_hours="24/7")
    plain = client.get(URL)

    other = client.get(URL, headers={"accept-language": language})

    assert other.content == plain.content
    assert other["Vary"] == plain["Vary"]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_coordinates_have_a_dot_in_every_language(client, language):
    make_place(latitude=43.238, longitude=76.945)

    response = client.get(URL, {"lang": language, "near": "43.238,76.945"})

    assert b"[76.945,43.238]" in response.content


def test_text_is_written_as_it_is(client):
    make_place(name="Магнум 中", address="</script>\u2028")

    response = client.get(URL)

    assert "Магнум 中" in response.text
    assert response.json()["features"][0]["properties"]["address"] == "</script>\u2028"


def test_each_language_is_kept_by_itself(client):
    make_place()

    for language in ("kk", "ru", "kk"):
        [feature] = ask(client, lang=language)["features"]
        assert f"/{language}/" in feature["properties"]["url"]


@pytest.mark.parametrize("parameter", ["settlement", "brand", "kind", "tops_up"])
def test_an_empty_filter_lets_everything_through(client, parameter):
    place = make_place()

    assert ids(ask(client, **{parameter: ""})) == [place.pk]


class TestOpen:
    def test_is_true_false_or_null(self, client):
        for hours in ("24/7", "off", "", "ask the guard"):
            make_place(opening_hours=hours)

        features = ask(client)["features"]

        assert [one["properties"]["open"] for one in features] == [
            True,
            False,
            None,
            None,
        ]

    @pytest.mark.parametrize("query", [{}, {"near": "43.238,76.945", "limit": 50}])
    def test_costs_no_query_for_each_place(self, client, query):
        make_place(opening_hours="Mo-Su 09:00-22:00; PH off")
        make_place(opening_hours="24/7")
        with CaptureQueriesContext(connection) as few:
            assert len(ask(client, **{"limit": 50} | query)["features"]) == 2

        make_places(48, opening_hours="Mo-Fr 10:00-18:00")
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(client, **{"limit": 50} | query)["features"]) == 50

        assert len(queries) <= len(few)
