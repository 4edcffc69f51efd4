"""What a search asks for, by its form and its words, and what that leaves."""

import pytest

from locator.geo.geodesy import Position
from locator.models import Place
from locator.published import published_places
from locator.search.filters import NO_FILTERS, read_search
from locator.search.forms import PlaceSearchForm
from locator.search.query import QueryKind
from locator.search.results import SearchResults, search_page
from tests.helpers.clock import NOW
from tests.helpers.factories import make_brand, make_place, make_settlement

pytestmark = pytest.mark.django_db


def read(**query):
    form = PlaceSearchForm(query)
    query, filters = read_search(form)
    assert not form.errors, form.errors
    return query, filters


def filters(**query):
    return read(**query)[1]


def found(**query):
    results = SearchResults(published_places(), filters(**query), NOW)
    return [card.place for card in search_page(results, 1, NOW).cards]


def errors(**query):
    form = PlaceSearchForm(query)
    read_search(form)
    return dict(form.errors)


def test_nothing_asks_for_nothing():
    assert filters() == filters(q="", brand="", lat="") == NO_FILTERS


def test_finds_published_places_by_every_filter():
    wanted = make_place(brand=make_brand(kind="store"))
    make_place(brand=wanted.brand)
    make_place(settlement=wanted.settlement)
    make_place(
        brand=wanted.brand, settlement=wanted.settlement, status=Place.Status.HIDDEN
    )

    assert found(
        settlement=wanted.settlement.slug, brand=wanted.brand.slug, kind="store"
    ) == [wanted]


def test_finds_by_kind():
    terminal = make_place(brand=make_brand(kind="terminal"))
    make_place(brand=make_brand(kind="store"))

    assert found(kind="terminal") == [terminal]


def test_coordinates_in_the_words_are_a_position_but_not_the_visitors_own():
    asked = filters(q="43.2384567, 76.9451234")

    assert asked.position == Position(43.238, 76.945)
    assert asked.own_position is None


def test_coordinates_written_now_win_over_the_position_of_the_page_before():
    asked = filters(q="51.128, 71.43", lat="43.238", lon="76.945")

    assert asked.position == Position(51.128, 71.43)


def test_a_town_in_the_words_narrows_the_list():
    there = make_place(settlement=make_settlement(slug="almaty", name="Almaty"))
    make_place()

    assert found(q="Almaty") == [there]


def test_a_town_written_now_wins_over_the_position_of_the_page_before():
    astana = make_settlement(slug="astana", name="Astana")
    there = make_place(settlement=astana)
    make_place(latitude=43.238, longitude=76.945)

    asked = {"q": "Astana", "lat": "43.238", "lon": "76.945"}

    assert filters(**asked).position is None
    assert found(**asked) == [there]


def test_asks_which_town_where_one_is_written_and_another_chosen():
    make_settlement(slug="astana", name="Astana")
    make_settlement(slug="almaty", name="Almaty")

    query, _filters = read(q="Astana", settlement="almaty")

    assert query.kind == QueryKind.CHOICE
    assert not query.has_results
    assert [town.name for town in query.settlements] == ["Astana", "Almaty"]


class TestDistance:
    def test_without_a_point_starts_at_the_middle_of_the_town(self):
        town = make_settlement(slug="almaty")
        over_the_border = make_place(latitude=town.latitude + 0.01)
        make_place(settlement=town, latitude=town.latitude + 1)

        assert found(settlement="almaty", radius_km="5") == [over_the_border]

    def test_around_a_town_written_now_starts_in_that_town(self):
        astana = make_settlement(slug="astana", name="Astana")
        there = make_place(latitude=astana.latitude, longitude=astana.longitude)
        make_place(latitude=50.0, longitude=60.0)

        asked = {"q": "Astana", "radius_km": "5", "lat": "50", "lon": "60"}

        assert filters(**asked).centre == astana
        assert found(**asked) == [there]

    def test_needs_a_point_or_a_town(self):
        assert set(errors(radius_km="5")) == {"__all__"}


def test_many_words_are_refused():
    assert set(errors(q="word " * 100)) == {"__all__"}


def test_of_a_form_with_errors_the_choices_that_can_be_read_are():
    make_brand(slug="magnum")
    form = PlaceSearchForm({"brand": "magnum", "kind": "castle", "radius_km": "5"})

    _query, asked = read_search(form)

    assert asked.brand.slug == "magnum"
    assert (asked.kind, asked.radius_km) == (None, None)


BOX = "76.9,43.2,77,43.3"


def test_a_part_of_the_map_has_what_lies_in_it():
    inside = make_place(latitude=43.25, longitude=76.95)
    make_place(latitude=43.25, longitude=77.05)
    make_place(latitude=43.35, longitude=76.95)

    assert found(bbox=BOX) == [inside]


def test_distances_in_a_part_of_the_map_are_from_the_visitor():
    far = make_place(latitude=43.29, longitude=76.99)
    near = make_place(latitude=43.21, longitude=76.91)
    here = {"lat": "43.1", "lon": "76.8"}

    assert found(bbox=BOX, **here) == [near, far]
    assert filters(bbox=BOX, **here).own_position == Position(43.1, 76.8)


def test_distances_in_a_part_of_the_map_are_else_from_its_middle():
    asked = filters(bbox=BOX)

    assert asked.position == Position(43.25, 76.95)
    assert asked.own_position is None


@pytest.mark.parametrize("box", ["76.9,43.2,77", "77,43.2,76.9,43.3", "a,b,c,d"])
def test_what_is_no_part_of_a_map_is_refused(box):
    assert list(errors(bbox=box)) == ["bbox"]


def test_a_swapped_part_of_the_map_is_called_so():
    [message] = errors(bbox="43.2,76.9,43.3,77")["bbox"]

    assert "76.9,43.2,77,43.3" in message


def test_a_part_of_the_map_is_shown_however_far_it_is():
    asked = filters(bbox=BOX, lat="51.1", lon="71.4").within_reach

    assert not asked.is_cut
    assert asked.radius_km is None
