from itertools import cycle

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.models import Guide, Operator, Prefix, Question, ShortCode, Step
from locator.models import Brand, Place, Settlement, TopUp, WayToPay
from locator.published import published_places
from tests.helpers.factories import (
    ALMATY,
    make_region,
    make_settlement,
)

pytestmark = pytest.mark.django_db

# The lists, each with the most queries that it may cost.
LISTS = {
    "/en/": 5,
    "/en/guides/": 2,
    "/en/answer/?have=cash&operator=operator-0&settlement=city": 13,
    "/en/answer/?have=nothing": 8,
    "/en/card/": 3,
    "/en/operators/": 4,
    "/en/operators/operator-0/": 8,
    "/en/places/": 2,
    "/en/places/?tops_up=operator-0": 2,
    "/en/places/?lat=43.238&lon=76.945": 2,
    "/en/places/?tops_up=operator-0&lat=43.238&lon=76.945": 2,
    "/en/places/?lat=47.2&lon=66.5": 2,
    "/en/places/city/": 3,
    "/en/places/empty/": 6,
    "/en/ask/": 3,
    "/api/places.geojson": 3,
    "/api/places.geojson?near=43.238,76.945": 4,
    "/api/places.geojson?tops_up=operator-0": 4,
    "/api/places.geojson?id=1,2,3": 3,
    "/api/places.columns.json": 3,
    "/api/places.columns.json?tops_up=operator-0": 4,
}


def make_rows(start, stop):
    """Make rows of every kind that a list shows, each kind by one query."""
    numbers = range(start, stop)
    make_store_rows(numbers)
    make_operator_rows(numbers)
    make_guide_rows(numbers)


def make_brand_rows(kind, numbers):
    return Brand.objects.bulk_create(
        Brand(slug=f"{kind}-{number}", name=f"{kind} {number}", kind=kind)
        for number in numbers
    )


def make_store_rows(numbers):
    """Make stores that top up the first operator; each has a place in two towns."""
    brands = make_brand_rows("store", numbers)
    operator = Brand.objects.get(slug="operator-0")
    TopUp.objects.bulk_create(
        TopUp(brand=brand, operator=operator, verdict=verdict)
        for brand, verdict in zip(brands, cycle(["said", "unknown"]), strict=False)
    )
    WayToPay.objects.bulk_create(
        WayToPay(brand=brand, channel="till", holds="cash") for brand in brands
    )
    city, region = Settlement.objects.get(slug="city"), make_region()
    position = {"latitude": 50.0, "longitude": 70.0}
    towns = Settlement.objects.bulk_create(
        Settlement(
            slug=f"town-{number}", name=f"Town {number}", region=region, **position
        )
        for number in numbers
    )
    Place.objects.bulk_create(
        Place(
            brand=brand,
            settlement=settlement,
            name=f"Place {number}",
            latitude=ALMATY[0] + number / 10_000,
            longitude=ALMATY[1],
        )
        for number, (brand, town) in enumerate(zip(brands, towns, strict=True))
        for settlement in (city, town)
    )


def make_operator_rows(numbers):
    brands = make_brand_rows("operator", numbers)
    WayToPay.objects.bulk_create(
        WayToPay(brand=brand, channel="till", holds="cash") for brand in brands
    )
    operators = Operator.objects.bulk_create(
        Operator(brand=brand, owner="Owner", network="Network") for brand in brands
    )
    Prefix.objects.bulk_create(
        Prefix(operator=operator, digits="701") for operator in operators
    )
    ShortCode.objects.bulk_create(
        ShortCode(operator=operator, code="*100#", purpose="balance")
        for operator in operators
    )


def make_guide_rows(numbers):
    """Make guides for the first operator, and questions."""
    texts = {"summary": "Summary", "channel": "online", "status": "published"}
    guides = Guide.objects.bulk_create(
        Guide(slug=f"guide-{number}", title=f"Guide {number}", **texts)
        for number in numbers
    )
    Step.objects.bulk_create(
        Step(guide=guide, position=1, title="Step") for guide in guides
    )
    Operator.objects.get(brand__slug="operator-0").guides.add(*guides)
    Question.objects.bulk_create(
        Question(text_en="Where?", language="en", status="published", answer="There.")
        for _ in numbers
    )


@pytest.fixture
def first_rows():
    """What the paths of LISTS name, and ten rows of every kind."""
    make_settlement(slug="city")
    make_settlement(slug="empty")
    brand = Brand.objects.create(slug="operator-0", name="First", kind="operator")
    Operator.objects.create(brand=brand, owner="Owner", network="Network")
    make_rows(1, 11)


def count_queries(client, paths):
    counts = {}
    for path in paths:
        caches["pages"].clear()
        # What processes keep in memory is read once a minute (`locator.published`).
        published_places()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
            assert response.getvalue()
        assert response.status_code == 200, path
        counts[path] = len(captured)
    return counts


def test_lists_ask_as_often_for_hundreds_of_rows_as_for_ten(client, first_rows):
    few = count_queries(client, LISTS)

    make_rows(11, 301)

    many = count_queries(client, LISTS)
    assert {path: count for path, count in many.items() if count > LISTS[path]} == {}
    # Where all of a town is on one page, what is near outside is one query more.
    assert {path: count for path, count in many.items() if count > few[path]} == {}


# The parts of the sitemap, each with its queries: to count the rows, and to read them.
SITEMAPS = {
    "/sitemap.xml": 4,
    "/sitemap-pages.xml": 0,
    "/sitemap-guides.xml": 3,
    "/sitemap-operators.xml": 2,
    "/sitemap-settlements.xml": 2,
    "/sitemap-places.xml": 2,
}


def test_the_sitemap_asks_as_often_for_a_thousand_rows_as_for_ten(client, first_rows):
    """A row of each kind is many addresses: these are a thousand rows in all."""
    few = count_queries(client, SITEMAPS)

    make_rows(11, 211)

    assert count_queries(client, SITEMAPS) == few == SITEMAPS
