import pytest
from django.http import Http404

from locator.geo.geodesy import Position, away
from locator.models import Verdict
from locator.published import published_places
from locator.search.criteria import Certainty
from locator.search.filters import Filters
from locator.search.results import PAGE_SIZE, SearchResults, search_page
from tests.helpers.clock import NOW
from tests.helpers.factories import (
    ALMATY,
    make_brand,
    make_operator_brand,
    make_place,
    make_places,
    make_settlement,
    make_top_up,
    make_way_to_pay,
)

pytestmark = pytest.mark.django_db

HERE = Position(*ALMATY)


def page_of(number=1, **filters):
    results = SearchResults(published_places(), Filters(**filters), NOW)
    return search_page(results, number, NOW)


def places_on(page):
    return [card.place for card in page.cards]


def counts_of(page):
    found = page.results
    return found.sure_count, found.unsure_count, found.ruled_out_count


@pytest.fixture
def kcell():
    return make_operator_brand()


@pytest.fixture
def brands(kcell):
    """A brand that tops up Kcell, one of which nobody knows, and one that does not."""
    brands = {"sure": make_brand(), "unsure": make_brand(), "no": make_brand()}
    make_top_up(brands["sure"], kcell, Verdict.SAID)
    make_top_up(brands["no"], kcell, Verdict.NO)
    return brands


@pytest.mark.parametrize("position", [None, HERE], ids=["by name", "by distance"])
def test_sure_come_first_and_a_known_no_is_left_out_and_counted(
    brands, kcell, position
):
    city = make_settlement()
    unsure = make_place(brand=brands["unsure"], settlement=city, name="A")
    make_place(brand=brands["no"], settlement=city, name="A")
    sure = make_place(brand=brands["sure"], settlement=city, name="B", latitude=43.3)

    page = page_of(1, operator=kcell, position=position)

    assert [(card.place, card.certainty) for card in page.cards] == [
        (sure, Certainty.ALL),
        (unsure, Certainty.LITTLE),
    ]
    assert page.page_obj.paginator.count == 2
    assert counts_of(page) == (1, 1, 1)


@pytest.mark.parametrize("position", [None, HERE], ids=["by name", "by distance"])
def test_without_an_operator_nothing_is_left_out(brands, position):
    for brand in brands.values():
        make_place(brand=brand)

    page = page_of(1, position=position)

    assert {place.brand for place in places_on(page)} == set(brands.values())
    assert counts_of(page) == (1, 2, 0)


def test_each_part_is_ordered_by_distance(brands, kcell):
    far, near = (
        make_place(brand=brands["sure"], latitude=latitude)
        for latitude in (43.5, 43.25)
    )
    unsure_far, unsure_near = (
        make_place(brand=brands["unsure"], latitude=latitude)
        for latitude in (43.4, 43.239)
    )

    page = page_of(1, operator=kcell, position=HERE)

    assert places_on(page) == [near, far, unsure_near, unsure_far]
    distances = [card.away.distance_km for card in page.cards]
    assert distances[0] < distances[1]
    assert distances[2] < distances[3]


def how_far(place):
    return away(HERE, place.position)


@pytest.mark.parametrize("sure", [0, 5, PAGE_SIZE, PAGE_SIZE + 5, 2 * PAGE_SIZE])
@pytest.mark.parametrize("position", [None, HERE], ids=["by name", "by distance"])
def test_pages_hold_every_place_once(brands, kcell, position, sure):
    make_places(sure, brand=brands["sure"])
    make_places(33, brand=brands["unsure"])
    found = []

    number, has_more = 1, True
    while has_more:
        page = page_of(number, operator=kcell, position=position)
        assert counts_of(page) == (sure, 33, 0)
        found += page.cards
        number, has_more = number + 1, page.page_obj.has_next()

    assert len({card.place for card in found}) == len(found) == sure + 33
    assert [card.certainty for card in found] == [Certainty.ALL] * sure + [
        Certainty.LITTLE
    ] * 33
    if position:
        nearest = [
            place
            for brand in (brands["sure"], brands["unsure"])
            for place in sorted(brand.places.order_by("pk"), key=how_far)
        ]
        assert [card.place for card in found] == nearest


@pytest.mark.parametrize(
    "number", [0, -1, 3, "", "last", "1.5", "\0", "1" * 30, "1" * 5000, None]
)
@pytest.mark.parametrize("position", [None, HERE], ids=["by name", "by distance"])
def test_there_is_no_page_beyond(number, position):
    make_places(PAGE_SIZE + 1)
    page_of(2, position=position)

    with pytest.raises(Http404):
        page_of(number, position=position)


@pytest.mark.parametrize("position", [None, HERE], ids=["by name", "by distance"])
def test_none_is_one_empty_page(position, kcell):
    page = page_of(1, operator=kcell, position=position)

    assert places_on(page) == []
    assert counts_of(page) == (0, 0, 0)


def test_within_a_radius_are_those_not_farther():
    near = make_place(latitude=43.25)
    make_place(latitude=43.5)

    page = page_of(position=HERE, radius_km=5)

    assert places_on(page) == [near]
    assert len(page.results) == 1


def test_places_tell_whether_they_are_open_and_until_when_that_holds():
    make_place(opening_hours="24/7")
    make_place()

    page = page_of(1)

    assert {card.open_state.is_open for card in page.cards} == {True, None}
    assert page.expires_at > NOW


def test_the_largest_settlement_comes_first_then_the_name(kcell, brands):
    village, city = make_settlement(population=500), make_settlement(population=5000)
    unsure = make_place(brand=brands["unsure"], settlement=city, name="A")
    in_village = make_place(brand=brands["sure"], settlement=village, name="A")
    second = make_place(brand=brands["sure"], settlement=city, name="B")
    first = make_place(brand=brands["sure"], settlement=city, name="A")

    page = page_of(1, operator=kcell)

    assert places_on(page) == [first, second, in_village, unsure]


def test_less_is_asked_of_what_tops_up_than_of_what_may(brands, kcell):
    city = make_settlement()
    make_way_to_pay(brands["unsure"], holds="cash", verdict="said")
    make_way_to_pay(brands["sure"], holds="kaspi", verdict="said")
    both = make_brand()
    make_top_up(both, kcell, Verdict.SAID)
    make_way_to_pay(both, holds="cash", verdict="said")
    places = {
        name: make_place(brand=brand, settlement=city, name=name)
        for name, brand in {
            "A may top up and takes cash": brands["unsure"],
            "B tops up, cash is not known": brands["sure"],
            "C tops up and takes cash": both,
        }.items()
    }

    for position in (None, HERE):
        page = page_of(operator=kcell, holds="cash", position=position)

        assert [(card.place.name[0], card.certainty) for card in page.cards] == [
            ("C", Certainty.ALL),
            ("B", Certainty.TOPS_UP),
            ("A", Certainty.LITTLE),
        ]
        assert counts_of(page) == (1, 2, 0)
    assert len(places) == 3


def test_says_what_is_nearer_though_it_comes_later(brands, kcell):
    make_places(PAGE_SIZE + 1, brand=brands["sure"], latitude=43.3)
    nearer = make_place(brand=brands["unsure"], latitude=43.24)
    make_place(brand=brands["unsure"], latitude=43.31)

    first = page_of(1, operator=kcell, position=HERE)
    second = page_of(2, operator=kcell, position=HERE)

    assert [card.place for card in first.nearer] == [nearer]
    assert second.nearer == []
