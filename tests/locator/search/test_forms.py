import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from locator.geo.geodesy import Position
from locator.models import Place, Verdict
from locator.search.forms import PlaceSearchForm
from tests.factories import (
    make_brand,
    make_operator_brand,
    make_place,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db


def cleaned(**query):
    form = PlaceSearchForm(query)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def position_of(**query):
    form = PlaceSearchForm(query)
    assert form.is_valid(), form.errors
    return form.position


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
    position = position_of(lat="43.2384567", lon="76.9451234")

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
        assert position_of(lat="43.238", lon="76.945") == (43.238, 76.945)


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


def choices_of(form, field):
    return [(value, str(words)) for value, words in form.fields[field].widget.choices]


def test_offers_only_what_has_places_but_takes_every_other():
    place, empty = make_place(), make_settlement(slug="empty")
    form = PlaceSearchForm({"settlement": "empty"})

    form.offer(timezone.now())

    assert form.is_valid()
    assert form.cleaned_data["settlement"] == empty
    offered = [value for value, name in choices_of(form, "settlement")]
    assert offered == ["", place.settlement.slug]


def test_counts_beside_options_go_by_the_other_choices():
    almaty = make_settlement(slug="almaty", name="Almaty", population=2)
    astana = make_settlement(slug="astana", name="Astana", population=1)
    shop = make_brand(slug="shop", name="Shop", kind="store")
    desk = make_brand(slug="desk", name="Desk", kind="operator")
    for brand, settlement in [(shop, almaty), (shop, almaty), (shop, astana)]:
        make_place(brand=brand, settlement=settlement)
    make_place(brand=desk, settlement=almaty)
    form = PlaceSearchForm({"settlement": "almaty", "kind": "store"})

    form.offer(timezone.now())

    assert choices_of(form, "settlement")[1:] == [
        ("almaty", "Almaty (2)"),
        ("astana", "Astana (1)"),
    ]
    assert choices_of(form, "brand")[1:] == [("shop", "Shop (2)")]
    assert choices_of(form, "kind")[1:] == [
        ("operator", "Operator’s office (1)"),
        ("store", "Store (2)"),
    ]


def test_coordinates_in_the_question_are_a_position():
    assert position_of(q="43.2384567, 76.9451234") == Position(43.238, 76.945)


def test_a_town_in_the_question_narrows_the_list():
    there = make_place(settlement=make_settlement(slug="almaty", name="Almaty"))
    make_place()
    form = PlaceSearchForm({"q": "Almaty"})

    assert form.is_valid()
    assert list(form.search()) == [there]


def test_a_distance_without_a_point_starts_at_the_middle_of_the_town():
    town = make_settlement(slug="almaty")
    over_the_border = make_place(latitude=town.latitude + 0.01)
    make_place(settlement=town, latitude=town.latitude + 1)
    form = PlaceSearchForm({"settlement": "almaty", "radius_km": "5"})

    assert form.is_valid()
    assert list(form.results(timezone.now())[0:20]) == [over_the_border]


def test_a_distance_needs_a_point_or_a_town():
    assert set(errors(radius_km="5")) == {"__all__"}


def test_a_question_of_five_thousand_letters_is_refused_in_words():
    assert errors(q="a" * 5000)


def test_where_nothing_is_found_says_what_to_leave_out():
    kcell = make_operator_brand()
    place = make_place(brand=make_brand(kind="store"))
    make_top_up(place.brand, kcell, Verdict.NO)
    form = PlaceSearchForm(QueryDict("kind=store&tops_up=kcell"))

    assert form.is_valid()
    assert form.results(timezone.now()).count() == 0
    assert form.ways_out(timezone.now()) == [
        ("My operator", True, "/en/places/?kind=store", 1)
    ]


@pytest.mark.parametrize(
    ("query", "longer"),
    [
        ("settlement=small&kind=store", "settlement=small&kind=store&radius_km=10"),
        ("settlement=small&radius_km=2", "settlement=small&radius_km=10"),
        ("lat=43.300&lon=76.945&radius_km=2", "lat=43.300&lon=76.945&radius_km=10"),
    ],
)
def test_where_nothing_is_found_says_how_far_to_look(query, longer):
    make_settlement(slug="small", latitude=43.3, longitude=76.945)
    make_place(brand=make_brand(kind="store"), latitude=43.238, longitude=76.945)
    form = PlaceSearchForm(QueryDict(query))

    assert form.is_valid()
    assert form.ways_out(timezone.now())[0] == (
        *("within 10 km", None, f"/en/places/?{longer}", 1),
    )


def test_a_choice_of_which_nothing_is_left_stays_chosen():
    store, desk = make_brand(kind="store"), make_brand(slug="desk", kind="operator")
    make_place(brand=store)
    make_place(brand=desk)
    form = PlaceSearchForm({"brand": "desk", "kind": "store"})

    form.offer(timezone.now())

    assert ("desk", f"{desk.name} (0)") in choices_of(form, "brand")
    assert ("store", "Store (0)") in choices_of(form, "kind")


def test_coordinates_written_now_win_over_the_position_of_the_page_before():
    position = position_of(q="51.128, 71.43", lat="43.238", lon="76.945")

    assert position == Position(51.128, 71.43)


def test_counts_beside_operators_and_holdings_are_of_what_is_known_or_said():
    kcell = make_operator_brand()
    place, other = make_place(), make_place()
    make_place(brand=place.brand)
    make_top_up(place.brand, kcell)
    make_top_up(other.brand, kcell, Verdict.NO)
    make_way_to_pay(place.brand, holds="cash", verdict="said")
    make_way_to_pay(other.brand, holds="cash", verdict="unknown")
    form = PlaceSearchForm({})

    form.offer(timezone.now())

    assert ("kcell", "Kcell (known: 2)") in choices_of(form, "tops_up")
    assert ("cash", "Cash (known: 2)") in choices_of(form, "holds")
    assert ("kaspi", "Kaspi (known: 0)") in choices_of(form, "holds")


def test_counts_beside_now_are_of_places_known_to_be_open():
    store = make_brand(kind="store")
    make_place(brand=store, opening_hours="24/7")
    make_place(brand=store, opening_hours="off")
    make_place(brand=store)
    make_place(brand=make_brand(kind="operator"), opening_hours="24/7")
    form = PlaceSearchForm({"kind": "store"})

    form.offer(timezone.now())

    assert choices_of(form, "open") == [("", "At any time"), ("now", "Now (known: 1)")]


def test_counts_beside_distances_are_of_what_is_asked_for_around_the_position():
    store = make_brand(kind="store")
    for degrees in (0, 0.014, 0.04, 1):
        make_place(brand=store, latitude=43.238 + degrees, longitude=76.945)
    make_place(brand=make_brand(kind="operator"), latitude=43.238, longitude=76.945)
    form = PlaceSearchForm({"kind": "store", "lat": "43.238", "lon": "76.945"})

    form.offer(timezone.now())

    words = [words for _radius, words in choices_of(form, "radius_km")[1:]]
    assert words[:3] == ["within 1 km (1)", "within 2 km (2)", "within 5 km (3)"]
    assert words[-1] == "within 50 km (3)"


def test_distances_are_not_counted_without_a_position():
    make_place()
    form = PlaceSearchForm({})

    form.offer(timezone.now())

    assert choices_of(form, "radius_km")[1] == (1, "within 1 km")


def test_a_town_written_now_wins_over_the_position_of_the_page_before():
    astana = make_settlement(slug="astana", name="Astana")
    there = make_place(settlement=astana)
    make_place(latitude=43.238, longitude=76.945)
    form = PlaceSearchForm({"q": "Astana", "lat": "43.238", "lon": "76.945"})

    assert form.is_valid()
    assert form.position is None
    assert list(form.results(timezone.now())[0:20]) == [there]


def test_a_distance_around_a_town_written_now_starts_in_that_town():
    astana = make_settlement(slug="astana", name="Astana")
    there = make_place(latitude=astana.latitude, longitude=astana.longitude)
    make_place(latitude=50.0, longitude=60.0)
    form = PlaceSearchForm({"q": "Astana", "radius_km": "5", "lat": "50", "lon": "60"})

    assert form.is_valid()
    assert form.centre_of == astana
    assert list(form.results(timezone.now())[0:20]) == [there]


def test_asks_which_town_where_one_is_written_and_another_chosen():
    make_settlement(slug="astana", name="Astana")
    make_settlement(slug="almaty", name="Almaty")
    form = PlaceSearchForm({"q": "Astana", "settlement": "almaty"})

    assert form.is_valid()
    assert not form.has_a_list
    names = [town.name for town in form.query.settlements]
    assert names == ["Astana", "Almaty"]


def test_says_that_latitude_and_longitude_are_swapped():
    assert "swapped" in errors(lat="76.945", lon="43.238")["__all__"][0]


def test_what_cannot_be_understood_changes_no_count():
    make_place(brand=make_brand(slug="shop", name="Shop", kind="store"))
    form = PlaceSearchForm({"kind": "castle"})

    form.offer(timezone.now())

    assert ("shop", "Shop (1)") in choices_of(form, "brand")


def test_counts_are_of_what_is_asked_in_words():
    make_place(brand=make_brand(slug="shop", name="Shop", kind="store"))
    make_place(brand=make_brand(slug="desk", name="Desk", kind="operator"))
    form = PlaceSearchForm({"q": "Shop"})

    form.offer(timezone.now())

    assert choices_of(form, "kind")[1:] == [("store", "Store (1)")]


def test_where_leaving_one_out_does_not_help_says_what_alone_would():
    make_settlement(slug="empty")
    office = make_place(brand=make_brand(slug="desk", kind="operator"))
    make_brand(slug="shop", kind="store")
    form = PlaceSearchForm(QueryDict("settlement=empty&brand=shop&kind=operator"))

    assert form.is_valid()
    assert form.ways_out(timezone.now()) == [
        ("Kind of place", False, "/en/places/?kind=operator", 1)
    ]
    assert office in Place.objects.published()
