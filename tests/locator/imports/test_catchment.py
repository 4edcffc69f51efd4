from collections import Counter

import pytest
from django.core.management import call_command

from locator.geo.geodesy import Position, away
from locator.imports.catchment import Catchment
from locator.models import Place, Settlement
from locator.seeds import files

CITY = Settlement(name_en="City", latitude=43.25, longitude=76.90, population=2_000_000)
VILLAGE = Settlement(name_en="Village", latitude=43.37, longitude=76.94, population=800)
TOWN = Settlement(name_en="Town", latitude=43.70, longitude=77.30, population=0)


@pytest.mark.parametrize(
    ("position", "settlement"),
    [
        pytest.param((43.26, 76.91), CITY, id="its centre"),
        pytest.param((43.34, 76.93), CITY, id="nearer to the village, yet the city"),
        pytest.param((43.37, 76.94), VILLAGE, id="the middle of the village"),
        pytest.param((43.71, 77.31), TOWN, id="a town of unknown population"),
    ],
)
def test_a_city_reaches_farther_than_a_village(position, settlement):
    catchment = Catchment([CITY, VILLAGE, TOWN])

    assert catchment.settlement_of(Position(*position)) is settlement


def test_without_settlements_there_is_none():
    with pytest.raises(ValueError):
        Catchment([]).settlement_of(Position(43.2, 76.9))


@pytest.fixture
def shipped_places(db):
    call_command("load_content", verbosity=0)
    call_command("import_places", files.FOLDER / "osm-2026-09.json", verbosity=0)
    return Place.objects.select_related("settlement")


def test_no_shop_of_a_city_is_filed_under_a_suburb(shipped_places):
    settlements = Counter(place.settlement.slug for place in shipped_places)

    assert settlements["almaty"] == 226
    assert settlements["otegen-batyr"] == 5
    assert settlements["boralday"] == 2
    # Two more stand in Lesnaya Polyana, between Astana and the middle of Kosshy.
    assert settlements["astana"] + settlements["kosshy"] == 163
    assert settlements["kosshy"] in (2, 3, 4)
    assert settlements.total() == 396


def test_whatever_is_filed_under_a_town_stands_in_it(shipped_places):
    for place in shipped_places.exclude(settlement__slug__in=["almaty", "astana"]):
        away_km = away(place.position, place.settlement.position).distance_km

        assert away_km < 4, f"{place} is {away_km:.1f} km from {place.settlement}"
