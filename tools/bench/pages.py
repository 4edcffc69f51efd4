"""The cost of answers over HTTP, in multiples of a view that does nothing."""

from itertools import cycle, islice
from statistics import median

from locator.models import Place
from locator.search.forms import ANY_DISTANCE_KM
from tools.bench.figures import (
    API_CITY,
    API_STEPPE,
    LIST_CACHED,
    LIST_NEAR,
    PAGE_100,
    Figure,
)

WARMING = 24
PASSES = 3
# As many requests as take so much CPU, within limits: enough to be sure of, no more.
MILLISECONDS = 400
FEWEST, MOST = 40, 240
EMPTY = ["/api/empty"]
# A position is somebody's own, and a page's number has one spelling: no cache has such.
FRESH = "?lat=43.238&lon=76.945"
FRESH_LIST = "?page=01"
# With 80 % of the places published, there are so many pages.
LEAST_FOR_PAGE_100 = 10_000


def targets(positions):
    """Return the addresses to ask for in turn, by what they are."""
    place = Place.objects.published().order_by("pk")[0].get_absolute_url()
    guide = "/en/guides/top-up-at-a-store/"
    near = {
        where: [f"lat={north}&lon={east}" for north, east in here]
        for where, here in positions.items()
    }
    api = {
        where: [f"/api/places.geojson?near={north},{east}" for north, east in here]
        for where, here in positions.items()
    }
    return {
        API_CITY: api["city"],
        API_STEPPE: api["steppe"],
        LIST_NEAR: [f"/en/places/?{query}" for query in near["city"]],
        "list of 20 by name, uncached": [f"/en/places/{FRESH_LIST}"],
        LIST_CACHED: ["/en/places/"],
        "place page, uncached": [place + FRESH],
        "place page, from cache": [place],
        "guide near, uncached": [f"{guide}?{query}" for query in near["city"]],
        "guide, from cache": [guide],
    }


def megabytes(site, positions) -> float:
    """Return the memory of a worker that has answered some of everything."""
    for paths in targets(positions).values():
        site.milliseconds(some(paths, WARMING))
    return site.megabytes()


def page_figures(site, size, positions) -> list[Figure]:
    """Measure every address, each beside a view that does nothing."""
    measured = {}
    for _ in range(PASSES):
        for what, paths in targets(positions).items():
            warming = site.milliseconds(some(paths, WARMING))
            count = min(max(int(MILLISECONDS / warming), FEWEST), MOST)
            empty = site.milliseconds(some(EMPTY, MOST))
            taken = site.milliseconds(some(paths, count))
            measured.setdefault(what, []).append((taken, taken / empty))
    figures = [page_100(site, size, positions)] if size >= LEAST_FOR_PAGE_100 else []
    for what, passes in measured.items():
        taken, multiple = map(median, zip(*passes, strict=True))
        text = f"{taken:.2f} ms, {multiple:.1f}x"
        figures.append(Figure(what, size, text, multiple))
    return figures


def page_100(site, size, positions) -> Figure:
    """Measure the 100th page near a position beside the first."""
    # At any distance: a list is cut where nobody goes.
    distance = f"radius_km={ANY_DISTANCE_KM}"
    first = [
        f"/en/places/?lat={lat}&lon={lon}&{distance}" for lat, lon in positions["city"]
    ]
    last = [f"{path}&page=100" for path in first]
    multiples = []
    for _ in range(PASSES):
        taken = [site.milliseconds(some(paths, FEWEST)) for paths in (first, last)]
        multiples.append(taken[1] / taken[0])
    multiple = median(multiples)
    return Figure(PAGE_100, size, f"{multiple:.2f}x", multiple)


def some(paths, count):
    return list(islice(cycle(paths), count))
