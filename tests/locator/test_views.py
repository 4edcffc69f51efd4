import csv
import html
import json
import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from locator.geo.geodesy import Position
from locator.hours.state import ZONE
from locator.models import Place, Verdict
from locator.search.geocoding import Candidate, NotFound, Unavailable
from tests.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_region,
    make_settlement,
    make_top_up,
)
from tests.locator.reading import (
    NEAR_ALMATY,
    listed,
    numbers_in_summary,
    outline,
    place_path,
    text_of,
)

pytestmark = pytest.mark.django_db


class TestPlaces:
    def test_lists_sure_ones_first_under_their_own_headings(self, client):
        kcell = make_operator_brand()
        sure, unsure, no = make_brand(), make_brand(), make_brand()
        make_top_up(sure, kcell, Verdict.SAID)
        make_top_up(no, kcell, Verdict.NO)
        city = make_settlement()
        unsure_place = make_place(brand=unsure, settlement=city, name="A")
        make_place(brand=no, settlement=city, name="A")
        sure_place = make_place(brand=sure, settlement=city, name="B")

        response = client.get("/en/places/?tops_up=kcell")

        first, one, second, other = outline(response)
        assert (one, other) == (sure_place.pk, unsure_place.pk)
        assert isinstance(first, str)
        assert "ask first" in second
        # Found, not known and left out.
        assert numbers_in_summary(response) == [2, 1, 1]

    def test_unknown_are_never_filtered_out(self, client):
        make_operator_brand()
        place = make_place()

        response = client.get("/en/places/?tops_up=kcell")

        heading, found = outline(response)
        assert "ask first" in heading
        assert found == place.pk

    def test_each_page_says_which_part_it_shows(self, client):
        kcell = make_operator_brand()
        sure = make_brand()
        make_top_up(sure, kcell, Verdict.SAID)
        make_places(19, brand=sure)
        make_places(3, brand=make_brand())

        first, second = (
            outline(client.get(f"/en/places/?page={page}&tops_up=kcell"))
            for page in (1, 2)
        )

        assert [isinstance(part, str) for part in first] == [
            True,
            *[False] * 19,
            True,
            False,
        ]
        assert second[0] == first[20]
        assert len(second) == 3

    def test_lists_by_distance_from_a_position(self, client):
        far = make_place(latitude=43.5)
        near = make_place(latitude=43.24)

        response = client.get(f"/en/places/?{NEAR_ALMATY}")

        assert listed(response) == [near.pk, far.pk]
        assert "220 m" in text_of(response)
        assert "29 km" in text_of(response)

    @pytest.mark.parametrize(
        ("language", "distance"), [("ru", "3,3"), ("kk", "3,3"), ("en", "3.3")]
    )
    def test_writes_distances_as_the_language_does(self, client, language, distance):
        make_place(latitude=43.268)

        response = client.get(f"/{language}/places/?{NEAR_ALMATY}")

        [shown] = re.findall(r'class="place-distance">([^<]*)<', response.text)
        assert distance in shown

    def test_a_position_is_nobody_elses_business(self, client, monkeypatch):
        make_place()
        kept = []
        monkeypatch.setattr(caches["pages"], "set", lambda *args: kept.append(args))

        response = client.get(f"/en/places/?{NEAR_ALMATY}")

        assert response["Cache-Control"] == "private, max-age=60"
        assert kept == []

    @pytest.mark.parametrize(
        "query", ["kind=store", "brand=magnum", "settlement=almaty&kind=store"]
    )
    def test_filters(self, client, query):
        magnum = make_brand(slug="magnum", kind="store")
        place = make_place(brand=magnum, settlement=make_settlement(slug="almaty"))
        make_place(brand=make_brand(kind="terminal"))

        assert listed(client.get(f"/en/places/?{query}")) == [place.pk]

    def test_shows_what_was_asked_for_in_the_form(self, client):
        place = make_place()

        response = client.get(
            f"/en/places/?brand={place.brand.slug}&{NEAR_ALMATY}&kind=store"
        )

        assert f'<option value="{place.brand.slug}" selected>' in response.text
        assert '<option value="store" selected>' in response.text
        assert re.search(
            r'<input type="hidden" name="lat" value="43.238"', response.text
        )

    def test_a_settlement_alone_has_a_page_of_its_own(self, client):
        make_settlement(slug="almaty")

        response = client.get("/kk/places/?settlement=almaty&brand=&kind=")

        assert (response.status_code, response["Location"]) == (
            302,
            "/kk/places/almaty/",
        )

    def test_says_when_no_place_fits(self, client):
        make_brand(slug="magnum")

        response = client.get("/en/places/?brand=magnum")

        assert response.status_code == 200
        assert 'class="notice"' in response.text
        assert listed(response) == []

    @pytest.mark.parametrize("extra", ["", f"&{NEAR_ALMATY}"])
    def test_pages_follow_each_other_and_keep_the_filters(self, client, extra):
        make_places(45, brand=make_brand(slug="magnum", kind="store"))
        found = []

        for number in (1, 2, 3):
            response = client.get(f"/en/places/?kind=store{extra}&page={number}")
            found += listed(response)

        assert len(set(found)) == len(found) == 45
        previous = html.unescape(
            re.search(r'rel="prev" href="([^"]*)"', response.text)[1]
        )
        assert "kind=store" in previous
        assert "page=2" in previous
        assert 'rel="next"' not in response.text

    @pytest.mark.parametrize("extra", ["", f"&{NEAR_ALMATY}"])
    @pytest.mark.parametrize("page", ["0", "4", "-1", "x", "1" * 30, "%00"])
    def test_there_is_no_page_beyond(self, client, page, extra):
        make_places(45)

        response = client.get(f"/ru/places/?page={page}{extra}")

        assert response.status_code == 404
        assert '<html lang="ru">' in response.text

    @pytest.mark.parametrize(
        "query",
        ["kind=x", "brand=x", "settlement=x", "tops_up=x", "lat=1", "lat=x&lon=nan"],
    )
    def test_an_error_is_announced_and_keeps_what_was_typed(self, client, query):
        response = client.get(f"/kk/places/?{query}")

        assert response.status_code == 400
        assert '<html lang="kk">' in response.text
        assert 'role="alert"' in response.text
        assert '<form class="search"' in response.text

    def test_nothing_typed_is_markup(self, client):
        response = client.get("/en/places/?kind=<script>alert(1)</script>")

        assert "<script>alert" not in response.text

    def test_filtered_lists_name_the_plain_one(self, client):
        make_place(brand=make_brand(slug="magnum"))

        for query in ("", "?brand=magnum", f"?{NEAR_ALMATY}", "?page=1"):
            response = client.get(f"/en/places/{query}")
            assert (
                '<link rel="canonical" href="http://testserver/en/places/">'
                in response.text
            )


def cards(response):
    """The listed places, as words."""
    items = re.findall(r'<li class="place".*?</li>', response.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", item).split()) for item in items]


class TestCard:
    def test_says_how_far_and_in_which_direction(self, client):
        make_place(latitude=43.268, longitude=76.945)
        make_place(latitude=43.238, longitude=76.845)

        north, west = cards(client.get(f"/en/places/?{NEAR_ALMATY}"))

        assert "3.3 km to the north" in north
        assert "8.1 km to the west" in west

    def test_names_no_direction_that_rounding_may_have_turned(self, client):
        make_place(latitude=43.239, longitude=76.945)

        [card] = cards(client.get(f"/en/places/?{NEAR_ALMATY}"))

        assert "110 m" in card
        assert "to the" not in card

    def test_has_an_address_as_signposted_and_in_latin_letters(self, client):
        make_place(address="Абай даңғылы, 10")

        for language, has_latin in [("en", True), ("zh-hans", True), ("kk", False)]:
            text = client.get(f"/{language}/places/").text
            assert '<span lang="kk">Абай даңғылы, 10</span>' in text
            assert ("Abay dangyly, 10" in text) == has_latin

    def test_leads_there_and_calls(self, client):
        make_place(latitude=43.2, longitude=76.9, phone="+7 727 000-00-00; *100#")

        text = client.get("/ru/places/").text

        assert 'href="https://2gis.kz/directions/points/%7C76.90000,43.20000"' in text
        assert "destination=43.20000%2C76.90000" in text
        assert 'href="tel:+77270000000">+7 727 000-00-00</a>' in text
        # A code is not dialled from a link everywhere.
        assert "*100#" in text
        assert text.count('href="tel:') == 1

    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (-1, "checked today"),
            (0, "checked today"),
            (1, "checked 1 day ago"),
            (13, "checked 13 days ago"),
            (21, "checked 3 weeks ago"),
            (60, "checked 8 weeks ago"),
            (61, "checked 2 months ago"),
            (364, "checked 12 months ago"),
            (365, "checked 1 year ago"),
            (366, "checked 1 year ago (over a year ago: it may have changed)"),
            (730, "checked 2 years ago (over a year ago: it may have changed)"),
        ],
    )
    def test_says_how_long_ago_it_was_checked(self, client, days, words):
        day = timezone.localdate() - timedelta(days=days)
        make_place(checked_on=day, seen_on="2026-09-30")

        [card] = cards(client.get("/en/places/"))

        assert words in card
        assert ("it may have changed" in card) == (days > 365)
        assert "OpenStreetMap" not in card

    def test_says_when_it_was_seen_if_nobody_has_checked_it(self, client):
        day = timezone.localdate() - timedelta(days=366)
        old, never = make_place(name="A", seen_on=day), make_place(name="B")
        Place.objects.filter(pk=never.pk).update(settlement=old.settlement)

        first, second = cards(client.get("/en/places/"))

        assert "seen in OpenStreetMap on" in first
        assert "(over a year ago: it may have changed)" in first
        assert "not checked yet" in second

    def test_says_how_sure_it_is_that_it_tops_up(self, client):
        kcell = make_operator_brand()
        said, unknown = make_brand(), make_brand()
        make_top_up(said, kcell, Verdict.SAID)
        make_place(brand=said)
        make_place(brand=unknown)

        first, second = cards(client.get("/en/places/"))

        assert "Said to top up: Kcell" in first
        assert "May top up: ask first" in second

    def test_passes_on_the_position_but_not_the_filter(self, client):
        place = make_place(settlement=make_settlement(slug="almaty"))
        query = "lat=43.238&lon=76.945&kind=store&settlement=almaty"

        text = client.get(f"/en/places/?{query}").text

        assert f'"/en/places/almaty/{place.pk}/?lat=43.238&amp;lon=76.945"' in text

    def test_twenty_cost_a_bounded_number_of_queries(
        self, client, django_assert_max_num_queries
    ):
        make_places(30, address="Абая 1", phone="+7 727 000 00 00")

        with django_assert_max_num_queries(15):
            response = client.get(f"/en/places/?{NEAR_ALMATY}")

        assert len(listed(response)) == 20


class TestSettlement:
    def test_tells_what_there_is_by_kind_and_brand(self, client):
        city = make_settlement(slug="almaty")
        magnum, small = make_brand(name="Magnum"), make_brand(name="Small")
        make_places(3, brand=magnum, settlement=city, seen_on="2026-09-29")
        make_place(brand=small, settlement=city, seen_on="2026-09-30")
        make_place(brand=make_operator_brand(), settlement=city)
        make_place(brand=magnum, seen_on="2026-10-30")

        words = text_of(client.get("/en/places/almaty/"))

        assert "Operator’s office: 1 Kcell 1 Store: 4 Magnum 3 Small 1" in words
        assert "Seen in OpenStreetMap 30 September 2026" in words

    def test_names_the_nearest_other_town(self, client):
        city = make_settlement(slug="here", latitude=43.0, longitude=76.0)
        near = make_settlement(latitude=43.1, longitude=76.0, name="Near")
        far = make_settlement(latitude=42.0, longitude=76.0, name="Far")
        make_settlement(latitude=43.0, longitude=76.01, name="Without places")
        for settlement in (city, near, far):
            make_place(settlement=settlement)

        words = text_of(client.get("/en/places/here/"))

        assert "Nearest other town Near · 11 km to the north" in words

    def test_the_only_one_has_no_other(self, client):
        make_place(settlement=make_settlement(slug="here"))

        assert "other town" not in text_of(client.get("/en/places/here/"))

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

        assert listed(response) == [place.pk]
        assert f"{place.brand.name} 1" in text_of(response)
        assert "noindex" not in response.text

    def test_without_places_names_the_nearest_that_has_some(self, client):
        make_settlement(slug="here", latitude=43.0, longitude=76.0)
        near = make_settlement(latitude=43.1, longitude=76.0, name="Near")
        far = make_settlement(latitude=44.1, longitude=76.0, name="Far")
        make_place(settlement=near)
        make_place(settlement=far)

        response = client.get("/en/places/here/")

        assert response.status_code == 200
        assert '<meta name="robots" content="noindex">' in response.text
        assert 'rel="alternate"' not in response.text
        assert "11 km" in text_of(response)
        assert f'href="/en/places/{near.slug}/"' in response.text
        assert f'href="/en/places/{far.slug}/"' not in response.text

    def test_with_hidden_places_only_is_without_places(self, client):
        make_place(settlement=make_settlement(slug="here"), status=Place.Status.HIDDEN)

        response = client.get("/en/places/here/")

        assert "noindex" in response.text
        assert outline(response) == []

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

        assert re.search(r"<h1>([^<]*)</h1>", response.text)[1] == name

    def test_a_name_in_another_language_says_so(self, client):
        region = make_region(name=None, name_ru="Алматинская область")
        make_settlement(slug="here", name=None, name_ru="Тау", region=region)

        response = client.get("/kk/places/here/")

        assert '<h1 lang="ru">Тау</h1>' in response.text
        assert '<p class="quiet" lang="ru">Алматинская область</p>' in response.text

    @pytest.mark.parametrize("page", ["2", "0", "x", "%00"])
    def test_there_is_no_page_beyond(self, client, page):
        make_place(settlement=make_settlement(slug="almaty"))

        assert client.get(f"/en/places/almaty/?page={page}").status_code == 404

    def test_further_pages_name_the_first(self, client):
        make_places(21, settlement=make_settlement(slug="almaty"))

        response = client.get("/en/places/almaty/?page=2")

        assert len(listed(response)) == 1
        assert 'rel="canonical" href="http://testserver/en/places/almaty/"' in (
            response.text
        )

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
        ("xyzzyxyzzy", "is no town, brand, street or place"),
    ],
)
def test_a_distance_hides_no_help(client, q, sentence):
    make_place()

    response = client.get("/en/places/", {"q": q, "radius_km": "5"})

    assert response.status_code == 200
    assert sentence in text_of(response)


def test_a_guess_at_a_town_without_places_is_said(client):
    make_settlement(slug="dostyk", name="Dostyk")
    make_place()

    assert client.get("/en/places/?q=Dostyk").status_code == 302
    response = client.get("/en/places/?q=Dostyk+85")

    assert response.status_code == 200
    assert "No places match" in text_of(response)


class TestWhereFrom:
    def test_is_said_of_a_position_with_a_way_to_leave_it(self, client):
        make_place()

        text = client.get(f"/en/places/?{NEAR_ALMATY}&kind=store&radius_km=5").text

        assert "from where you searched, about 43.238, 76.945" in text
        assert re.search(r'<a href="\?kind=store">\s*Without this point', text)

    def test_is_said_of_the_centre_of_a_town(self, client):
        town = make_settlement(slug="almaty", name="Almaty")
        make_place(settlement=town)

        text = client.get("/en/places/?settlement=almaty&radius_km=5").text

        assert "from the centre of Almaty" in text

    @pytest.mark.parametrize("is_far", [True, False])
    def test_says_when_there_is_nothing_near(self, client, is_far):
        make_place(latitude=51.128 if is_far else 43.5)

        text = client.get(f"/en/places/?{NEAR_ALMATY}").text

        assert ("None of these places is near there" in text) == is_far
        assert "Look in all towns" not in text

    def test_far_off_in_a_town_there_is_a_way_to_all_towns(self, client):
        astana = make_settlement(slug="astana", latitude=51.13)
        make_place(settlement=astana, latitude=51.13)

        text = client.get(f"/en/places/?settlement=astana&{NEAR_ALMATY}").text

        assert "None of these places is near there" in text
        query = NEAR_ALMATY.replace("&", "&amp;")
        assert f'<a href="?{query}">Look in all towns</a>' in text

    def test_names_what_is_nearer_but_comes_later(self, client):
        known, unknown = make_brand(), make_brand(name="Small")
        make_top_up(known, make_operator_brand())
        make_places(21, brand=known, latitude=43.3)
        nearer = make_place(brand=unknown, latitude=43.24)

        response = client.get(f"/en/places/?{NEAR_ALMATY}")

        sentence = text_of(response).partition("less is known of them")[2]
        assert sentence.startswith(": ask first. Small 220")
        assert nearer.pk not in listed(response)

    def test_a_page_near_somebody_has_the_distance(self, client):
        place = make_place(latitude=43.3, longitude=76.945)

        there = client.get(f"{place_path(place)}?{NEAR_ALMATY}")

        assert "From where you searched 6.9" in text_of(there)
        assert "private" in there["Cache-Control"]
        assert "From where you searched" not in text_of(client.get(place_path(place)))


class TestMap:
    def sources(self, client, query=""):
        text = client.get(f"/en/places/?{query}").text
        return json.loads(html.unescape(re.search(r'data-sources="([^"]*)"', text)[1]))

    def test_asks_for_what_the_list_asks_for(self, client):
        make_place(brand=make_brand(slug="magnum", name="Magnum", kind="store"))

        for query in ("q=Magnum&open=now", "brand=magnum&open=now&page=1"):
            sources = self.sources(client, query)

            for name in ("places", "list"):
                assert "brand=magnum" in sources[name]
                assert "open=now" in sources[name]
                assert "page" not in sources[name].partition("?")[2]

    def test_of_a_town_asks_for_what_its_page_shows(self, client):
        make_place(settlement=make_settlement(slug="almaty"))

        path = "/en/places/almaty/?kind=operator&brand=nobody"
        text = client.get(path, follow=True).text

        sources = html.unescape(re.search(r'data-sources="([^"]*)"', text)[1])
        assert json.loads(sources)["places"] == "/api/places.columns.json?lang=en"

    def test_shows_where_the_visitor_is(self, client):
        make_place()

        assert self.sources(client, NEAR_ALMATY)["here"] == [43.238, 76.945]
        assert self.sources(client)["here"] is None

    def test_begins_with_the_country_where_nothing_narrows_it(self, client):
        make_place(brand=make_brand(slug="magnum", name="Magnum"))

        assert self.sources(client)["isCountry"] is True
        assert self.sources(client, NEAR_ALMATY)["isCountry"] is False


class TestWhatIsOpenNow:
    @pytest.mark.parametrize(
        "path",
        ["/en/places/", "/api/places.geojson", "/export/places.csv"],
    )
    def test_is_kept_no_longer_than_until_one_opens(self, client, monkeypatch, path):
        make_place(opening_hours="09:00-18:00")
        moment = datetime(2026, 11, 25, 8, 59, 40, tzinfo=ZONE)
        monkeypatch.setattr(timezone, "now", lambda: moment)

        response = client.get(path, {"open": "now"})

        assert int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1]) <= 20


class TestGeocoder:
    UNKNOWN = "/en/places/?q=Qwertyuiop+77"
    BUTTON = 'name="geocode"'

    @pytest.fixture(autouse=True)
    def configured(self, settings):
        settings.GEOCODER_URL = "http://127.0.0.1:1"

    def answer(self, monkeypatch, answer):
        def geocode(text, language):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr("locator.search.geocoding.geocode", geocode)

    def test_is_asked_by_a_press_only(self, client, monkeypatch):
        self.answer(monkeypatch, AssertionError("nobody has pressed"))

        text = client.get(self.UNKNOWN).text

        assert self.BUTTON in text
        assert "OpenStreetMap’s address search knows" not in text

    def test_is_not_offered_where_none_is_configured(self, client, settings):
        settings.GEOCODER_URL = ""

        assert self.BUTTON not in client.get(self.UNKNOWN).text

    def test_is_not_offered_where_we_know_ourselves(self, client):
        make_place(settlement=make_settlement(name="Almaty"))

        assert self.BUTTON not in client.get("/en/places/?q=Almaty").text

    def test_gives_a_choice_with_its_source(self, client, monkeypatch):
        there = Candidate("Абай <b>даңғылы</b>", Position(43.2389, 76.8897))
        self.answer(monkeypatch, [there])

        text = client.get(f"{self.UNKNOWN}&geocode=1").text

        assert "lat=43.239&amp;lon=76.89" in text
        assert "Абай &lt;b&gt;даңғылы&lt;/b&gt;" in text
        credit = text.partition("address search found:")[2].partition("</section>")[0]
        assert 'href="https://www.openstreetmap.org/copyright"' in credit

    def test_says_that_it_knows_no_such_place(self, client, monkeypatch):
        self.answer(monkeypatch, NotFound())

        text = client.get(f"{self.UNKNOWN}&geocode=1").text

        assert "OpenStreetMap’s address search knows no such place" in text
        assert "does not answer now" not in text

    def test_says_that_it_does_not_answer(self, client, monkeypatch):
        self.answer(monkeypatch, Unavailable())

        text = client.get(f"{self.UNKNOWN}&geocode=1").text

        assert "The address search does not answer now." in text
        assert "knows no such place" not in text


class TestWhileTheSharedCacheIsGone:
    @pytest.fixture
    def place(self, dead_shared_cache):
        city = make_settlement(slug="almaty", name="Almaty")
        return make_place(settlement=city, latitude=43.238, longitude=76.945)

    @pytest.mark.parametrize(
        "query", [NEAR_ALMATY, "q=almaty", "q=43.238, 76.945", "kind=store&open=now"]
    )
    def test_search_finds_as_ever(self, client, place, query):
        response = client.get(f"/en/places/?{query}")

        assert response.status_code == 200
        assert listed(response) == [place.pk]

    def test_city_place_and_data_are_there(self, client, place):
        for path in ["/en/places/almaty/", place.get_absolute_url()]:
            assert client.get(path).status_code == 200
        near = client.get("/api/places.geojson?near=43.238,76.945").json()
        assert [one["properties"]["id"] for one in near["features"]] == [place.pk]
        assert client.get("/export/places.csv").status_code == 200

    def test_only_the_geocoder_is_refused_in_words(self, client, place, settings):
        settings.GEOCODER_URL = "http://127.0.0.1:1"

        response = client.get("/en/places/?q=Qwertyuiop+77&geocode=1")

        assert response.status_code == 200
        assert "The address search does not answer now." in response.text
        assert "Show all places" in response.text
