import json
from datetime import date

import pytest
from django.utils import translation

from locator.models import Brand
from locator.schema_org import SCHEMA_TYPES, describe_place, opening_hours
from tests.helpers.factories import make_brand, make_place, make_settlement

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
    description = describe_place(make_place(brand=make_brand(kind=kind)))

    assert description["@context"] == "https://schema.org"
    assert description["@type"] == schema_type


def test_every_kind_has_a_type():
    assert set(SCHEMA_TYPES) == set(Brand.Kind)


def test_says_where_it_is():
    place = make_place(
        brand=make_brand(name="Magnum"),
        settlement=make_settlement(slug="almaty", name_en="Almaty", name_ru="Алматы"),
        address="Абая 1",
        phone="+7 727 000 00 00",
    )

    with translation.override("ru"):
        description = describe_place(place)

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
    description = describe_place(make_place())

    assert "streetAddress" not in description["address"]
    assert description.keys() & {"telephone", "openingHoursSpecification"} == set()


WORKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
WEEK = [*WORKDAYS, "Saturday", "Sunday"]
HOLIDAYS = ["PublicHolidays"]


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("24/7", [(WEEK, "00:00", "23:59")]),
        ("09:00-21:00; Su off", [(WEEK[:6], "09:00", "21:00")]),
        (
            "Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-02:00; PH off",
            [
                (WORKDAYS, "09:00", "13:00"),
                (WORKDAYS, "14:00", "18:00"),
                (["Saturday"], "10:00", "02:00"),
                (HOLIDAYS, "00:00", "00:00"),
            ],
        ),
        (
            "Mo-Fr 10:00-24:00; Sa,PH 11:00-16:00",
            [
                (WORKDAYS, "10:00", "00:00"),
                (["Saturday", *HOLIDAYS], "11:00", "16:00"),
            ],
        ),
        # Of two rules for a day the last holds.
        ("Su 00:00-12:00; Su 14:30-19:00", [(["Sunday"], "14:30", "19:00")]),
        # Half of the truth would be a lie.
        ('Mo-Fr 09:00-18:00; Sa 10:00-12:00 "by appointment"', []),
        ("Mo-Fr 09:00+", []),
        ("off", []),
        ("", []),
    ],
)
def test_gives_the_week_if_it_can_give_all_of_it(text, week):
    given = opening_hours(text, date(2026, 11, 25))

    assert [(one["dayOfWeek"], one["opens"], one["closes"]) for one in given] == week
    assert all(one["@type"] == "OpeningHoursSpecification" for one in given)


def test_hours_that_change_hold_for_a_week():
    [given] = opening_hours("Nov Sa 09:00-22:00", date(2026, 11, 25))

    assert (given["validFrom"], given["validThrough"]) == ("2026-11-25", "2026-12-01")


def test_hours_are_among_the_facts():
    description = describe_place(make_place(opening_hours="Mo-Su 09:00-22:00"))

    [given] = description["openingHoursSpecification"]
    assert (given["opens"], given["closes"]) == ("09:00", "22:00")
    assert "validFrom" not in given
