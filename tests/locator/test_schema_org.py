import json

import pytest
from django.utils import translation

from locator import schema_org
from locator.models import Brand
from tests.factories import make_brand, make_place, make_settlement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "schema_type"),
    [
        ("operator", "MobilePhoneStore"),
        ("store", "GroceryStore"),
        ("terminal", "Place"),
        ("bank", "BankOrCreditUnion"),
        ("post", "PostOffice"),
    ],
)
def test_the_type_says_what_kind_of_place_it_is(kind, schema_type):
    description = schema_org.place(make_place(brand=make_brand(kind=kind)))

    assert description["@context"] == "https://schema.org"
    assert description["@type"] == schema_type


def test_every_kind_has_a_type():
    assert set(schema_org.SCHEMA_TYPES) == set(Brand.Kind)


def test_says_where_it_is():
    place = make_place(
        brand=make_brand(name="Magnum"),
        settlement=make_settlement(slug="almaty", name_en="Almaty", name_ru="Алматы"),
        address="Абая 1",
        phone="+7 727 000 00 00",
    )

    with translation.override("ru"):
        description = schema_org.place(place)

    assert description["name"] == "Magnum"
    assert description["url"] == f"http://testserver/ru/places/almaty/{place.pk}/"
    assert description["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 43.238,
        "longitude": 76.945,
    }
    assert description["address"] == {
        "@type": "PostalAddress",
        "addressCountry": "KZ",
        "addressLocality": "Алматы",
        "streetAddress": "Абая 1",
    }
    assert description["telephone"] == "+7 727 000 00 00"
    assert '"latitude": 43.238' in json.dumps(description)


def test_leaves_out_what_is_not_known():
    description = schema_org.place(make_place())

    assert "streetAddress" not in description["address"]
    assert description.keys() & {"telephone", "openingHours"} == set()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("24/7", ["Mo-Su 00:00-24:00"]),
        ("Mo-Fr 09:00-18:00", ["Mo-Fr 09:00-18:00"]),
        (
            "Mo-Fr 09:00-18:00; Sa 10:00-15:00",
            ["Mo-Fr 09:00-18:00", "Sa 10:00-15:00"],
        ),
        ("Mo,We,Fr 09:00-18:00;", ["Mo,We,Fr 09:00-18:00"]),
        ("", []),
        # schema.org cannot say these; half of the truth would be a lie.
        ("Mo-Fr 09:00-18:00; Su off", []),
        ("Mo-Fr 09:00-13:00,14:00-18:00", []),
        ("09:00-21:00", []),
        ("Mo-Fr 09:00-18:00; PH off", []),
        ("by appointment", []),
    ],
)
def test_gives_hours_only_if_it_can_give_all_of_them(text, rules):
    assert schema_org.opening_hours(text) == rules


def test_hours_are_among_the_facts():
    description = schema_org.place(make_place(opening_hours="Mo-Su 09:00-22:00"))

    assert description["openingHours"] == ["Mo-Su 09:00-22:00"]
