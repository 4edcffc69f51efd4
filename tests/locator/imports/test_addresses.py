import pytest

from locator.models import Address, Place
from tests.helpers.extracts import element, import_places
from tests.helpers.factories import make_brand, make_settlement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content():
    make_settlement(slug="almaty", latitude=43.238, longitude=76.945)
    make_settlement(slug="astana", latitude=51.18, longitude=71.446)
    make_brand(slug="magnum", name="Magnum")


def bank(number, street, house):
    tags = {"addr__street": street, "addr__housenumber": house}
    return element(number, name="Bank", shop=None, amenity="bank", **tags)


def test_of_what_is_no_place_are_kept():
    import_places(bank(1, "Абай даңғылы", "46"))

    [address] = Address.objects.all()
    assert str(address) == "Абай даңғылы, 46"
    assert address.settlement.slug == "almaty"
    assert not Place.objects.exists()


def test_are_renewed_by_the_next_file():
    import_places(bank(1, "Абай даңғылы", "46"))
    import_places(bank(1, "Абай даңғылы", "46А"))

    [address] = Address.objects.all()
    assert address.house_number == "46А"


def test_of_a_town_are_replaced_by_those_of_a_newer_file():
    import_places(bank(1, "Абай даңғылы", "46"), element(2), day="2026-08-01")
    import_places(bank(3, "Гоголь көшесі", "1"), element(2), day="2026-09-01")
    import_places(bank(1, "Абай даңғылы", "46"), element(2), day="2026-08-01")

    assert [str(address) for address in Address.objects.all()] == ["Гоголь көшесі, 1"]


def test_that_have_moved_to_another_town_are_there_once():
    import_places(bank(1, "Абай даңғылы", "46"))
    import_places(bank(1, "Абай даңғылы", "46") | {"lat": 51.18, "lon": 71.446})

    [address] = Address.objects.all()
    assert address.settlement.slug == "astana"


@pytest.mark.parametrize(
    ("street", "house"),
    [("", "46"), ("Абай", ""), ("Абай", "4" * 51), ("А" * 201, "4")],
)
def test_that_cannot_be_used_are_left_out(street, house):
    import_places(bank(1, street, house))

    assert not Address.objects.exists()
