import csv

import pytest

from locator.models import Place
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_region,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import (
    NEAR_ALMATY,
    addresses,
    alternates,
    canonical,
    cards,
    links,
    listed,
    main,
    main_text,
    meta,
    outline,
    parse,
    texts,
)

pytestmark = pytest.mark.django_db


class TestSettlement:
    def test_tells_what_there_is_by_kind_and_brand(self, client):
        city = make_settlement(slug="almaty")
        magnum, small = make_brand(name="Magnum"), make_brand(name="Small")
        make_places(3, brand=magnum, settlement=city)
        make_place(brand=small, settlement=city)
        make_place(brand=make_operator_brand(), settlement=city)
        make_place(brand=magnum)

        words = main_text(client.get("/en/places/almaty/"))

        assert "Operator’s office: 1 Kcell 1 Store: 4 Magnum 3 Small 1" in words

    def test_names_the_nearest_other_town(self, client):
        city = make_settlement(slug="here", latitude=43.0, longitude=76.0)
        near = make_settlement(latitude=43.1, longitude=76.0, name="Near")
        far = make_settlement(latitude=42.0, longitude=76.0, name="Far")
        make_settlement(latitude=43.0, longitude=76.01, name="Without places")
        for settlement in (city, near, far):
            make_place(settlement=settlement)

        words = main_text(client.get("/en/places/here/"))

        assert "Nearest other town Near · 11 km to the north" in words

    def test_the_only_one_has_no_other(self, client):
        make_place(settlement=make_settlement(slug="here"))

        assert "other town" not in main_text(client.get("/en/places/here/"))

    def test_costs_a_bounded_number_of_queries(
        self, client, django_assert_max_num_queries
    ):
        city = make_settlement(slug="almaty")
        for _ in range(5):
            make_places(5, settlement=city)
            make_place()

        with django_assert_max_num_queries(16):
            client.get("/en/places/almaty/")

    def test_lists_only_its_places(self, client):
        place = make_place(settlement=make_settlement(slug="almaty"))
        make_place()

        response = client.get("/en/places/almaty/")

        assert outline(response)[:2] == ["Not sure: ask first", place.pk]
        assert f"{place.brand.name} 1" in main_text(response)
        assert "noindex" not in response.text

    def test_ends_with_what_is_near_outside_the_town(self, client):
        town = make_settlement(slug="kosshy", latitude=50.98, longitude=71.36)
        city = make_settlement(latitude=51.13, longitude=71.43, name="Astana")
        own = make_place(settlement=town, latitude=50.98, longitude=71.36)
        near, nearer, _far = (
            make_place(settlement=city, latitude=latitude, longitude=71.37)
            for latitude in (51.01, 51.0, 51.13)
        )

        response = client.get("/en/places/kosshy/")

        assert outline(response)[1:] == [
            own.pk,
            "Also near, outside the town",
            nearer.pk,
            near.pk,
        ]
        [card] = [card for card in cards(response) if "Astana" not in card][1:2]
        assert "2.3 km to the north" in card

    def test_does_not_look_outside_before_its_last_page(self, client):
        town = make_settlement(slug="almaty", latitude=43.2, longitude=76.9)
        make_places(21, settlement=town, latitude=43.2, longitude=76.9)
        make_place(latitude=43.2, longitude=76.9)

        assert "outside" not in main_text(client.get("/en/places/almaty/"))

    def test_without_places_names_the_nearest_that_has_some(self, client):
        make_settlement(slug="here", latitude=43.0, longitude=76.0)
        near = make_settlement(latitude=43.1, longitude=76.0, name="Near")
        far = make_settlement(latitude=44.1, longitude=76.0, name="Far")
        make_place(settlement=near)
        make_place(settlement=far)

        response = client.get("/en/places/here/")

        assert meta(response, "robots") == "noindex"
        assert alternates(response) == {}
        assert "11 km" in main_text(response)
        towns = texts(main(response), ".//section[@aria-labelledby='near']//a")
        assert towns == ["Near", "Far"]
        assert f"/en/places/{near.slug}/" in addresses(main(response))

    def test_with_hidden_places_only_is_without_places(self, client):
        make_place(settlement=make_settlement(slug="here"), status=Place.Status.HIDDEN)

        response = client.get("/en/places/here/")

        assert "noindex" in response.text
        assert listed(response) == []

    def test_a_country_without_places_has_a_page_all_the_same(self, client):
        make_settlement(slug="here")

        assert client.get("/en/places/here/").status_code == 200

    @pytest.mark.parametrize(
        ("language", "name"), [("ru", "Алматы"), ("kk", "Алматы қ."), ("en", "Almaty")]
    )
    def test_is_named_in_the_language_of_the_page(self, client, language, name):
        settlement = make_settlement(
            slug="almaty", name_en="Almaty", name_ru="Алматы", name_kk="Алматы қ."
        )
        make_place(settlement=settlement)

        response = client.get(f"/{language}/places/almaty/")

        assert texts(parse(response), "//h1[not(@lang)]") == [name]

    def test_a_name_in_another_language_says_so(self, client):
        region = make_region(name=None, name_ru="Алматинская область")
        make_settlement(slug="here", name=None, name_ru="Тау", region=region)

        page = main(client.get("/kk/places/here/"))

        assert texts(page, ".//*[@lang='ru']")[:2] == ["Тау", "Алматинская область"]

    @pytest.mark.parametrize("page", ["2", "0", "x", "%00"])
    def test_there_is_no_page_beyond(self, client, page):
        make_place(settlement=make_settlement(slug="almaty"))

        assert client.get(f"/en/places/almaty/?page={page}").status_code == 404

    def test_further_pages_name_the_first(self, client):
        make_places(21, settlement=make_settlement(slug="almaty"))

        response = client.get("/en/places/almaty/?page=2")

        assert len(listed(response)) == 1
        assert canonical(response) == "http://testserver/en/places/almaty/"

    @pytest.mark.parametrize("slug", ["nowhere", "%00", "алматы", "a" * 5000])
    def test_others_are_not_found(self, client, slug):
        assert client.get(f"/en/places/{slug}/").status_code == 404


@pytest.mark.parametrize("status", [Place.Status.HIDDEN, Place.Status.CLOSED])
def test_what_is_not_published_is_shown_nowhere(client, status):
    shown = make_place(brand=make_brand(name="Shown"))
    make_place(
        settlement=shown.settlement,
        brand=make_brand(name="Secret", slug="secret"),
        name="Secret",
        status=status,
    )
    make_place(
        settlement=make_settlement(slug="secret-town", name="Secret town"),
        brand=shown.brand,
        status=status,
    )

    for path in (
        "/en/",
        "/en/places/",
        f"/en/places/?{NEAR_ALMATY}",
        f"/en/places/{shown.settlement.slug}/",
        "/api/places.geojson",
        "/api/places.geojson?near=43.238,76.945",
        "/export/places.csv",
        "/sitemap-settlements.xml",
        "/sitemap-places.xml",
    ):
        response = client.get(path)
        body = response.getvalue().decode()
        assert "secret" not in body.lower(), path
        assert shown.settlement.slug in body, path


class TestAroundATown:
    """A distance is counted from the town's centre, and over its border."""

    @pytest.fixture
    def places(self):
        almaty = make_settlement(slug="almaty", name="Almaty")
        near = make_settlement(slug="boralday", name="Boralday")
        magnum, spar = make_brand(name="Magnum"), make_brand(name="SPAR")
        return {
            "magnum": make_place(brand=magnum, settlement=almaty),
            "spar": make_place(brand=spar, settlement=almaty),
            "beyond": make_place(brand=magnum, settlement=near, latitude=43.26),
        }

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=Almaty&radius_km=5", {"magnum", "spar", "beyond"}),
            ("settlement=almaty&radius_km=5", {"magnum", "spar", "beyond"}),
            ("q=magnum&settlement=almaty&radius_km=5", {"magnum", "beyond"}),
            ("q=magnum+almaty&radius_km=5", {"magnum"}),
            ("q=magnum&settlement=almaty&radius_km=1", {"magnum"}),
        ],
    )
    def test_is_listed_what_is_asked_for(self, client, places, query, found):
        expected = {places[name].pk for name in found}

        assert {*listed(client.get(f"/en/places/?{query}"))} == expected
        csv_file = client.get(f"/export/places.csv?{query}").getvalue()
        rows = csv.DictReader(csv_file.decode("utf-8-sig").splitlines())
        assert {int(row["id"]) for row in rows} == expected


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("76.945,43.238", "look swapped"),
        ("https://maps.app.goo.gl/abc", "does not say where the place is"),
        ("xyzzyxyzzy", "We do not know “xyzzyxyzzy”."),
    ],
)
def test_a_distance_hides_no_help(client, q, sentence):
    make_place()

    response = client.get("/en/places/", {"q": q, "radius_km": "5"})

    assert response.status_code == 200
    assert sentence in main_text(response)


def test_a_guess_at_a_town_without_places_is_said(client):
    make_settlement(slug="dostyk", name="Dostyk")
    make_place()

    assert client.get("/en/places/?q=Dostyk").status_code == 302
    response = client.get("/en/places/?q=Dostyk+85")

    assert response.status_code == 200
    assert "We do not know “Dostyk 85”." in main_text(response)
    assert ("Dostyk", "?settlement=dostyk") in links(main(response))


def test_lists_first_what_fits_what_was_said(client):
    town = make_settlement(slug="almaty", name="Almaty")
    kcell = make_operator_brand()
    store = make_brand(name="Magnum")
    make_top_up(store, kcell)
    make_place(brand=make_brand(name="Anvar"), settlement=town)
    make_place(brand=store, settlement=town)

    page = main(client.get("/en/places/almaty/?operator=kcell"))

    assert [name.partition(",")[0] for name in texts(page, ".//h3")] == [
        "Magnum",
        "Anvar",
    ]
    [chosen] = page.xpath(".//select[@name='tops_up']/option[@selected]")
    assert chosen.get("value") == "kcell"
