"""What the filters of a list offer, and the counts beside the options."""

import pytest

from locator.models import Verdict
from locator.published import published_places
from locator.search.facets import facets
from locator.search.filters import read_search
from locator.search.forms import PlaceSearchForm
from tests.helpers.clock import NOW
from tests.helpers.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db


def facets_of(query):
    form = PlaceSearchForm(query)
    _query, filters = read_search(form)
    return facets(form, published_places(), filters, NOW)


def choices_of(offered, name):
    [facet] = [facet for facet in offered.first + offered.more if facet.name == name]
    return [(option.value, str(option.label)) for option in facet.options]


def test_offers_only_what_has_places_but_takes_every_other():
    place = make_place()
    make_settlement(slug="empty")
    offered = facets_of({"settlement": "empty"})

    values = [value for value, name in choices_of(offered, "settlement")]
    assert values == ["", place.settlement.slug]


def test_counts_beside_options_go_by_the_other_choices():
    almaty = make_settlement(slug="almaty", name="Almaty", population=2)
    astana = make_settlement(slug="astana", name="Astana", population=1)
    shop = make_brand(slug="shop", name="Shop", kind="store")
    desk = make_brand(slug="desk", name="Desk", kind="operator")
    for brand, settlement in [(shop, almaty), (shop, almaty), (shop, astana)]:
        make_place(brand=brand, settlement=settlement)
    make_place(brand=desk, settlement=almaty)
    offered = facets_of({"settlement": "almaty", "kind": "store"})

    assert choices_of(offered, "settlement")[1:] == [
        ("almaty", "Almaty (2)"),
        ("astana", "Astana (1)"),
    ]
    assert choices_of(offered, "brand")[1:] == [("shop", "Shop (2)")]
    assert choices_of(offered, "kind")[1:] == [
        ("operator", "Operator’s office (1)"),
        ("store", "Store (2)"),
    ]


def test_a_choice_of_which_nothing_is_left_stays_chosen():
    store, desk = make_brand(kind="store"), make_brand(slug="desk", kind="operator")
    make_place(brand=store)
    make_place(brand=desk)
    offered = facets_of({"brand": "desk", "kind": "store"})

    assert ("desk", f"{desk.name} (0)") in choices_of(offered, "brand")
    assert ("store", "Store (0)") in choices_of(offered, "kind")


def test_counts_beside_operators_and_holdings_are_of_what_is_known_or_said():
    kcell = make_operator_brand()
    place, other = make_place(), make_place()
    make_place(brand=place.brand)
    make_top_up(place.brand, kcell)
    make_top_up(other.brand, kcell, Verdict.NO)
    make_way_to_pay(place.brand, holds="cash", verdict="said")
    make_way_to_pay(other.brand, holds="cash", verdict="unknown")
    offered = facets_of({})

    assert ("kcell", "Kcell (said: 2)") in choices_of(offered, "tops_up")
    assert ("cash", "Cash (said: 2)") in choices_of(offered, "holds")
    assert ("kaspi", "Kaspi") in choices_of(offered, "holds")


def test_what_is_confirmed_is_counted_apart_from_what_is_said():
    kcell, tele2 = make_operator_brand(), make_operator_brand("tele2", "Tele2")
    confirmed, said = make_place(), make_place()
    for operator in (kcell, tele2):
        make_top_up(confirmed.brand, operator, Verdict.CONFIRMED)
    make_top_up(said.brand, kcell, Verdict.SAID)
    checked = {"source_url": "https://example.org/", "checked_on": "2026-11-22"}
    make_way_to_pay(confirmed.brand, holds="cash", verdict="confirmed", **checked)
    make_way_to_pay(
        confirmed.brand, holds="cash", channel="desk", verdict="no", **checked
    )
    offered = facets_of({})

    options = choices_of(offered, "tops_up")
    assert ("kcell", "Kcell (confirmed: 1, said: 1)") in options
    assert ("tele2", "Tele2 (confirmed: 1)") in options
    assert ("cash", "Cash (confirmed: 1)") in choices_of(offered, "holds")


def test_counts_beside_now_are_of_places_known_to_be_open():
    store = make_brand(kind="store")
    make_place(brand=store, opening_hours="24/7")
    make_place(brand=store, opening_hours="off")
    make_place(brand=store)
    make_place(brand=make_brand(kind="operator"), opening_hours="24/7")
    offered = facets_of({"kind": "store"})

    assert choices_of(offered, "open") == [
        ("", "At any time"),
        ("now", "Now (1)"),
    ]


def test_now_is_offered_only_where_hours_are_known():
    make_place()

    offered = facets_of({})
    assert "open" not in [facet.name for facet in offered.first + offered.more]
    # Who has chosen it sees that.
    assert choices_of(facets_of({"open": "now"}), "open")[1] == ("now", "Now")


def test_counts_beside_distances_are_of_what_is_asked_for_around_the_position():
    store = make_brand(kind="store")
    for degrees in (0, 0.014, 0.04, 1):
        make_place(brand=store, latitude=43.238 + degrees, longitude=76.945)
    make_place(brand=make_brand(kind="operator"), latitude=43.238, longitude=76.945)
    offered = facets_of({"kind": "store", "lat": "43.238", "lon": "76.945"})

    words = [words for _radius, words in choices_of(offered, "radius_km")[1:]]
    assert words[:3] == ["within 1 km (1)", "within 2 km (2)", "within 5 km (3)"]
    assert words[-2:] == ["within 50 km (3)", "at any distance (4)"]


def test_distances_are_not_counted_without_a_position():
    make_place()
    offered = facets_of({})

    assert choices_of(offered, "radius_km")[1] == ("1", "within 1 km")


def test_what_cannot_be_understood_changes_no_count():
    make_place(brand=make_brand(slug="shop", name="Shop", kind="store"))
    offered = facets_of({"kind": "castle"})

    assert ("shop", "Shop (1)") in choices_of(offered, "brand")


def test_counts_are_of_what_is_asked_in_words():
    make_place(brand=make_brand(slug="shop", name="Shop", kind="store"))
    make_place(brand=make_brand(slug="desk", name="Desk", kind="operator"))
    offered = facets_of({"q": "Shop"})

    assert choices_of(offered, "kind")[1:] == [("store", "Store (1)")]
