"""More places than a map needs: how many the columns have, and how large they are."""

import gzip
import json
import random

import pytest

from locator.models import Brand, Place, Settlement
from locator.open_data import columns
from tests.helpers.columns import URL, ask, decoded, ids
from tests.helpers.factories import make_brand, make_place, make_places, make_settlement

pytestmark = pytest.mark.django_db


class TestTooMany:
    @pytest.fixture(autouse=True)
    def ten_at_most(self, monkeypatch):
        monkeypatch.setattr(columns, "MOST_ROWS", 10)

    def test_ten_are_not(self, client):
        make_places(10)

        answer = ask(client)

        assert answer["truncated"] is False
        assert len(ids(answer)) == 10

    def test_leave_each_town_and_brand_its_share(self, client):
        towns = [make_settlement() for _ in range(2)]
        brands = [make_brand() for _ in range(2)]
        for town, brand, count in [(0, 0, 9), (0, 1, 3), (1, 0, 3), (1, 1, 15)]:
            make_places(count, settlement=towns[town], brand=brands[brand])

        answer = ask(client)

        assert answer["truncated"] is True
        rows = [row[:2] for row in decoded(answer).values()]
        assert len(rows) == 10
        assert rows.count((brands[0].slug, towns[0].slug)) == 3
        assert rows.count((brands[1].slug, towns[0].slug)) == 1
        assert rows.count((brands[0].slug, towns[1].slug)) == 1
        assert rows.count((brands[1].slug, towns[1].slug)) == 5

    @pytest.mark.parametrize("count", [11, 19, 20, 21, 99])
    def test_are_cut_to_ten_different_ones(self, client, count):
        make_places(count)

        assert len(ids(ask(client))) == 10

    def test_are_not_named_where_none_is_left(self, client):
        make_places(30)
        few = make_place()

        answer = ask(client)

        assert few.pk not in ids(answer)
        assert len(answer["brands"]) == len(answer["settlements"]) == 1


def country(size):
    """As many places as make a country: some brands in cities, each about 8 km wide."""
    chance = random.Random(1)
    brands = Brand.objects.bulk_create(
        Brand(slug=f"b{number}", name=f"Brand {number}", kind="store")
        for number in range(8)
    )
    region = make_settlement().region
    towns = Settlement.objects.bulk_create(
        Settlement(
            slug=f"t{number}",
            name=f"Town {number}",
            region=region,
            latitude=chance.uniform(42, 54),
            longitude=chance.uniform(51, 82),
        )
        for number in range(20)
    )
    for _ in range(size):
        town = chance.choices(towns, range(1, 21))[0]
        yield Place(
            brand=chance.choices(brands, range(1, 9))[0],
            settlement=town,
            name="Place",
            latitude=chance.gauss(town.latitude, 0.07),
            longitude=chance.gauss(town.longitude, 0.1),
        )


class TestTenThousand:
    @pytest.fixture(autouse=True)
    def places(self):
        Place.objects.bulk_create(country(10_000), batch_size=1000)

    @pytest.mark.parametrize("coding", ["gzip", "br"])
    def test_are_75_kilobytes_on_the_wire(self, client, coding):
        response = client.get(URL, headers={"accept-encoding": coding})

        assert response["Content-Encoding"] == coding
        assert len(response.content) <= 75_000
        if coding == "gzip":
            assert len(ids(json.loads(gzip.decompress(response.content)))) == 10_000
