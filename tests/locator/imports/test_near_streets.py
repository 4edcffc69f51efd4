import pytest

from locator.imports.near_streets import shipped_streets
from locator.models import Place
from tests.helpers.extracts import element, import_places
from tests.helpers.factories import make_brand, make_place, make_settlement

pytestmark = pytest.mark.django_db

# Of the shipped table: a corner, and one street.
CORNER, STREET = 1190441643, 636782428


@pytest.fixture(autouse=True)
def content():
    make_settlement(slug="almaty", latitude=43.238, longitude=76.945)
    make_brand(slug="magnum", name="Magnum")


def shop(number, metres=0, **tags):
    """A Magnum with an id of the shipped table, so far north of where it stood."""
    position = shipped_streets()[f"node/{number}"].position
    there = {"lat": position.latitude + metres / 111_195, "lon": position.longitude}
    return element(number, **tags) | there


def near(number):
    return Place.objects.get(source_id=f"node/{number}").near


def test_a_new_place_says_what_it_stands_by():
    import_places(shop(CORNER), shop(STREET), element(1))

    assert near(CORNER) == "улица Бектурова / бульвар Мендикулова"
    assert near(STREET) == "улица Жубанова"
    assert near(1) == ""


def test_so_does_one_that_was_there_before():
    import_places(shop(STREET))
    Place.objects.update(near="")

    import_places(shop(STREET))

    assert near(STREET) == "улица Жубанова"


def test_it_is_no_address():
    addressed = {"addr__street": "Абая", "addr__housenumber": "1"}

    import_places(shop(STREET), shop(CORNER, **addressed))

    assert Place.objects.get(source_id=f"node/{STREET}").address == ""
    assert Place.objects.get(source_id=f"node/{CORNER}").address == "Абая, 1"


def test_a_place_that_was_moved_away_stands_by_nothing_known():
    import_places(shop(STREET))

    import_places(shop(STREET, metres=50))
    assert near(STREET) == "улица Жубанова"

    import_places(shop(STREET, metres=90))
    assert near(STREET) == ""


def test_what_staff_have_set_is_kept():
    import_places(shop(STREET))
    Place.objects.update(near="Mega", staff_fields=["near"])

    import_places(shop(STREET, metres=90))

    assert near(STREET) == "Mega"


def test_what_nothing_ships_of_is_kept():
    place = make_place(source="osm", source_id="node/1", near="улица Гоголя")

    import_places(element(1, name="Magnum Daily", brand="Magnum"))

    place.refresh_from_db()
    assert (place.name, place.near) == ("Magnum Daily", "улица Гоголя")
