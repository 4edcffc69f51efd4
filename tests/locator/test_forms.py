import pytest
from django.utils import translation

from locator.forms import PlaceSearchForm
from locator.geodesy import Position
from locator.models import Place, Settlement
from tests.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
)

pytestmark = pytest.mark.django_db


def cleaned(**query):
    form = PlaceSearchForm(query)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def errors(**query):
    form = PlaceSearchForm(query)
    assert not form.is_valid()
    return form.errors


def test_everything_may_be_left_out_or_empty():
    empty = dict.fromkeys(["settlement", "tops_up", "kind", "brand", "lat", "lon"], "")

    for query in ({}, empty):
        assert not any(cleaned(**query).values())


def test_hands_over_rows_and_a_position():
    almaty, magnum = make_settlement(slug="almaty"), make_brand(slug="magnum")
    kcell = make_operator_brand()

    found = cleaned(
        settlement="almaty", brand="magnum", tops_up="kcell", lat="43.2", lon="76.9"
    )

    assert (found["settlement"], found["brand"]) == (almaty, magnum)
    assert found["tops_up"] == kcell
    assert found["position"] == Position(43.2, 76.9)


def test_rounds_a_position_to_a_hundred_metres():
    position = cleaned(lat="43.2384567", lon="76.9451234")["position"]

    assert position == Position(43.238, 76.945)


@pytest.mark.parametrize(
    "position",
    [
        {"lat": "43.2"},
        {"lon": "76.9"},
        {"lat": "76.9", "lon": "43.2"},
        {"lat": "0", "lon": "0"},
        {"lat": "1e300", "lon": "-1e300"},
    ],
)
def test_refuses_a_position_that_is_half_or_not_in_kazakhstan(position):
    assert set(errors(**position)) == {"__all__"}


@pytest.mark.parametrize(
    "number", ["nan", "inf", "-inf", "1e999", "43,2", "north", "\0", "43.2\0", "0x2b"]
)
def test_refuses_what_is_no_finite_number(number):
    assert set(errors(lat=number, lon=number)) == {"lat", "lon"}


@pytest.mark.parametrize(
    "value", ["nowhere", "\0", "almaty\0", "алматы", "<b>", "1" * 10_000, "al maty"]
)
@pytest.mark.parametrize("field", ["settlement", "brand", "tops_up", "kind"])
def test_refuses_what_is_not_in_the_list(field, value):
    make_settlement(slug="almaty")

    assert set(errors(**{field: value})) == {field}


def test_only_operators_can_be_topped_up():
    make_brand(slug="magnum")

    assert set(errors(tops_up="magnum")) == {"tops_up"}


def test_a_refused_value_is_not_repeated_at_length():
    [message] = errors(settlement="!" * 10_000)["settlement"]

    assert len(message) < 100


@pytest.mark.parametrize("language", ["zh-hans", "en", "ru", "kk"])
def test_numbers_are_written_with_a_dot_in_every_language(language):
    with translation.override(language):
        assert cleaned(lat="43.238", lon="76.945")["position"] == (43.238, 76.945)


def test_finds_published_places_by_every_filter():
    wanted = make_place(brand=make_brand(kind="store"))
    make_place(brand=wanted.brand)
    make_place(settlement=wanted.settlement)
    make_place(
        brand=wanted.brand, settlement=wanted.settlement, status=Place.Status.HIDDEN
    )
    form = PlaceSearchForm(
        {
            "settlement": wanted.settlement.slug,
            "brand": wanted.brand.slug,
            "kind": "store",
        }
    )

    assert form.is_valid()
    assert list(form.search()) == [wanted]


def test_finds_by_kind():
    terminal = make_place(brand=make_brand(kind="terminal"))
    make_place(brand=make_brand(kind="store"))
    form = PlaceSearchForm({"kind": "terminal"})

    assert form.is_valid()
    assert list(form.search()) == [terminal]


@pytest.mark.parametrize(
    ("more", "asks_only"),
    [
        ({}, True),
        ({"brand": ""}, True),
        ({"kind": "store"}, False),
        ({"lat": "43.2", "lon": "76.9"}, False),
    ],
)
def test_knows_when_a_settlements_own_page_shows_it_all(more, asks_only):
    make_settlement(slug="almaty")
    form = PlaceSearchForm({"settlement": "almaty"} | more)

    assert form.is_valid()
    assert form.asks_only_for_a_settlement is asks_only


def test_offers_only_what_has_places_but_takes_every_other():
    place, empty = make_place(), make_settlement(slug="empty")
    form = PlaceSearchForm({"settlement": "empty"})

    form.offer(Settlement.objects.with_places(), [place.brand])

    assert form.is_valid()
    assert form.cleaned_data["settlement"] == empty
    offered = [value for value, name in form.fields["settlement"].widget.choices]
    assert offered == ["", place.settlement.slug]
