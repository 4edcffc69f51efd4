import pytest

from locator.geo.geodesy import Position
from locator.search.geocoding import Candidate, NotFound, Unavailable
from tests.helpers.factories import (
    make_brand,
    make_landmark,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import (
    NEAR_ALMATY,
    addresses,
    links,
    listed,
    main,
    main_text,
    parse,
    place_path,
)

pytestmark = pytest.mark.django_db


class TestWhereFrom:
    def test_is_said_of_a_position_with_a_way_to_leave_it(self, client):
        make_place()

        page = client.get(f"/en/places/?{NEAR_ALMATY}&kind=store&radius_km=5")

        assert "near 43.238, 76.945" in main_text(page)
        assert ("Forget my position", "?kind=store") in links(main(page))

    def test_is_said_of_the_centre_of_a_town(self, client):
        town = make_settlement(slug="almaty", name="Almaty")
        make_place(settlement=town)

        response = client.get("/en/places/?settlement=almaty&radius_km=5")

        assert "from the centre of Almaty" in main_text(response)

    def test_far_off_in_a_town_there_is_a_way_to_all_towns(self, client):
        astana = make_settlement(slug="astana", latitude=51.13)
        make_place(settlement=astana, latitude=51.13)

        response = client.get(f"/en/places/?settlement=astana&{NEAR_ALMATY}")

        assert "None of these places is near there" in main_text(response)
        assert ("Look in all towns", f"?{NEAR_ALMATY}") in links(main(response))

    def test_names_what_is_nearer_but_comes_later(self, client):
        known, unknown = make_brand(), make_brand(name="Small")
        make_top_up(known, make_operator_brand())
        make_places(21, brand=known, latitude=43.3)
        nearer = make_place(brand=unknown, latitude=43.24)

        response = client.get(f"/en/places/?{NEAR_ALMATY}")

        sentence = main_text(response).partition("Nearer, but not sure: ")[2]
        assert sentence.startswith("Small 220")
        assert nearer.pk not in listed(response)

    def test_a_page_near_somebody_has_the_distance(self, client):
        place = make_place(latitude=43.3, longitude=76.945)

        there = client.get(f"{place_path(place)}?{NEAR_ALMATY}")

        assert "From the point 43.238, 76.945: 6.9 km to the north" in main_text(there)
        assert "private" in there["Cache-Control"]
        assert "From the point" not in main_text(client.get(place_path(place)))

    def test_a_page_near_something_with_a_name_has_it(self, client):
        make_landmark(name="Mega", latitude=43.2381, longitude=76.9452)
        place = make_place(latitude=43.3, longitude=76.945)

        there = client.get(f"{place_path(place)}?{NEAR_ALMATY}")

        assert "From Mega: 6.9 km to the north" in main_text(there)

    def test_a_street_names_its_other_houses(self, client):
        town = make_settlement(slug="almaty", name="Almaty")
        for house in ("46", "109В", "141"):
            make_place(settlement=town, address=f"Абай даңғылы, {house}")

        response = client.get("/en/places/", {"q": "Абая 100"})

        found = dict(links(main(response)))
        assert found["141"] == "?q=Abay+Ave+141%2C+Almaty"
        assert "Abay Ave 141, Almaty" in main_text(
            client.get(f"/en/places/{found['141']}")
        )


class TestGeocoder:
    UNKNOWN = "/en/places/?q=Qwertyuiop+77"
    BUTTON = "Ask OpenStreetMap’s address search"

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

        words = main_text(client.get(self.UNKNOWN))

        assert self.BUTTON in words
        assert "OpenStreetMap’s address search knows" not in words

    def test_is_not_offered_where_none_is_configured(self, client, settings):
        settings.GEOCODER_URL = ""

        assert self.BUTTON not in main_text(client.get(self.UNKNOWN))

    def test_is_not_offered_where_we_know_ourselves(self, client):
        make_place(settlement=make_settlement(name="Almaty"))

        response = client.get("/en/places/?q=Almaty", follow=True)

        assert self.BUTTON not in main_text(response)

    def test_gives_a_choice_with_its_source(self, client, monkeypatch):
        there = Candidate("Абай <b>даңғылы</b>", Position(43.2389, 76.8897))
        self.answer(monkeypatch, [there])

        page = parse(client.get(f"{self.UNKNOWN}&geocode=1"))

        [found] = page.xpath("//section[contains(., 'address search found:')]")
        assert ("Абай <b>даңғылы</b>", "?lat=43.239&lon=76.890") in links(found)
        assert "https://www.openstreetmap.org/copyright" in addresses(found)

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
