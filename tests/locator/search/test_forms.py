import pytest
from django.utils import translation

from locator.geo.geodesy import Position
from locator.search.forms import PlaceSearchForm
from tests.helpers.factories import make_brand, make_operator_brand, make_settlement

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
    empty = dict.fromkeys(PlaceSearchForm.base_fields, "")

    for query in ({}, empty):
        assert not any(cleaned(**query).values())


def test_hands_over_rows():
    almaty, magnum = make_settlement(slug="almaty"), make_brand(slug="magnum")
    kcell = make_operator_brand()

    found = cleaned(
        settlement="almaty", brand="magnum", tops_up="kcell", lat="43.2", lon="76.9"
    )

    assert (found["settlement"], found["brand"]) == (almaty, magnum)
    assert found["tops_up"] == kcell


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
@pytest.mark.parametrize(
    "field",
    ["settlement", "brand", "tops_up", "kind", "holds", "open", "radius_km"],
)
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


def test_says_that_latitude_and_longitude_are_swapped():
    assert "swapped" in errors(lat="76.945", lon="43.238")["__all__"][0]


def test_words_of_five_thousand_letters_are_refused():
    assert set(errors(q="a" * 5000)) == {"q"}


def test_names_what_it_asks_for_in_one_order():
    form = PlaceSearchForm({"q": "x", "kind": "store", "zz": "1", "brand": ""})

    assert list(form.params.items()) == [("q", "x"), ("kind", "store")]


def test_shares_its_fields_with_others_and_changes_none():
    one, other = PlaceSearchForm({"kind": "store"}), PlaceSearchForm({"kind": "x"})

    assert one.is_valid()
    assert not other.is_valid()
    assert one.fields["kind"] is other.fields["kind"]
