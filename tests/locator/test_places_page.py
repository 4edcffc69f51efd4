import json
import re
from datetime import datetime

import pytest
from django.core.cache import caches
from django.utils import timezone

from locator.hours.state import ZONE
from locator.models import Verdict
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
)
from tests.helpers.pages import (
    NEAR_ALMATY,
    canonical,
    listed,
    main_text,
    outline,
    parse,
    texts,
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

        assert outline(response) == [
            "Said to top up Kcell",
            sure_place.pk,
            "Not sure: ask first",
            unsure_place.pk,
        ]
        assert (
            "2 places found. Said to work: 1; not sure, listed last: 1. "
            "1 place is left out: it is known not to fit."
        ) in main_text(response)

    def test_unknown_are_never_filtered_out(self, client):
        make_operator_brand()
        place = make_place()

        response = client.get("/en/places/?tops_up=kcell")

        assert outline(response) == ["Not sure: ask first", place.pk]

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

        assert [part for part in first if isinstance(part, str)] == [
            "Said to top up Kcell",
            "Not sure: ask first",
        ]
        assert (len(first), first[20]) == (22, "Not sure: ask first")
        assert (len(second), second[0]) == (3, "Not sure: ask first")

    def test_lists_by_distance_from_a_position(self, client):
        far = make_place(latitude=43.5)
        near = make_place(latitude=43.24)

        response = client.get(f"/en/places/?{NEAR_ALMATY}")

        assert listed(response) == [near.pk, far.pk]
        assert "220 m" in main_text(response)
        assert "29 km" in main_text(response)

    @pytest.mark.parametrize(
        ("language", "distance"), [("ru", "3,3"), ("kk", "3,3"), ("en", "3.3")]
    )
    def test_writes_distances_as_the_language_does(self, client, language, distance):
        make_place(latitude=43.268)

        response = client.get(f"/{language}/places/?{NEAR_ALMATY}")

        [shown] = texts(parse(response), "//li//strong")
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

        form = next(form for form in parse(response).forms if "brand" in form.fields)
        assert form.fields["brand"] == place.brand.slug
        assert form.fields["kind"] == "store"
        assert form.fields["lat"] == "43.238"

    def test_a_settlement_alone_has_a_page_of_its_own(self, client):
        make_settlement(slug="almaty")

        response = client.get("/kk/places/?settlement=almaty")

        assert (response.status_code, response["Location"]) == (
            302,
            "/kk/places/almaty/",
        )

    def test_says_when_no_place_fits(self, client):
        make_brand(slug="magnum")

        response = client.get("/en/places/?brand=magnum")

        assert response.status_code == 200
        assert "No places match." in main_text(response)
        assert listed(response) == []

    @pytest.mark.parametrize("extra", ["", f"&{NEAR_ALMATY}"])
    def test_pages_follow_each_other_and_keep_the_filters(self, client, extra):
        make_places(45, brand=make_brand(slug="magnum", kind="store"))
        found = []

        for number in (1, 2, 3):
            response = client.get(f"/en/places/?kind=store{extra}&page={number}")
            found += listed(response)

        assert len(set(found)) == len(found) == 45
        [previous] = parse(response).xpath("//nav[@aria-label='Pages']/a")
        assert previous.get("rel") == "prev"
        assert "kind=store" in previous.get("href")
        assert "page=2" in previous.get("href")

    @pytest.mark.parametrize("extra", ["", f"&{NEAR_ALMATY}"])
    @pytest.mark.parametrize("page", ["0", "4", "-1", "x", "1" * 30, "%00"])
    def test_there_is_no_page_beyond(self, client, page, extra):
        make_places(45)

        response = client.get(f"/ru/places/?page={page}{extra}")

        assert response.status_code == 404
        assert parse(response).get("lang") == "ru"

    @pytest.mark.parametrize(
        "query",
        ["kind=x", "brand=x", "settlement=x", "tops_up=x", "lat=1", "lat=x&lon=nan"],
    )
    def test_an_error_is_announced_and_keeps_what_was_typed(self, client, query):
        response = client.get(f"/kk/places/?{query}")

        assert response.status_code == 400
        page = parse(response)
        assert page.get("lang") == "kk"
        [alert] = texts(page, "//form//*[@role='alert']")
        assert alert.startswith("Бұлай іздеу")

    def test_nothing_typed_is_markup(self, client):
        response = client.get("/en/places/?kind=<script>alert(1)</script>")

        assert "<script>alert" not in response.text

    def test_filtered_lists_name_the_plain_one(self, client):
        make_place(brand=make_brand(slug="magnum"))

        for query in ("", "?brand=magnum", f"?{NEAR_ALMATY}", "?page=1"):
            response = client.get(f"/en/places/{query}")
            assert canonical(response) == "http://testserver/en/places/"


class TestMap:
    def sources(self, client, query="", path="/en/places/"):
        page = parse(client.get(f"{path}?{query}", follow=True))
        return json.loads(page.xpath("string(//@data-sources)"))

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

        query = "kind=operator&brand=nobody"
        sources = self.sources(client, query, "/en/places/almaty/")

        assert sources["places"] == "/api/places.columns.json?lang=en"

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
