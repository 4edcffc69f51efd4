"""The search alone, in this process: how long it takes, and whether it is exact."""

import sqlite3
import time
from heapq import nsmallest
from statistics import median, quantiles

from locator.geo import geodesy, nearest
from locator.models import Place
from tools.bench.country import COMMON, RARE
from tools.bench.figures import EXACT, Figure

LIMIT = 20
PASSES = 3
# Up to so many places are measured by geopy itself, which is slow.
MOST_BY_GEOPY = 1000

FILTERS = {
    "no filter": lambda places: places,
    "42 %": lambda places: places.published().filter(brand__slug__in=COMMON),
    "2.4 %": lambda places: places.published().filter(brand__slug__in=RARE),
}


def search_figures(size, positions) -> list[Figure]:
    """Measure and check the search from positions by where they are."""
    probe = RTreeProbe()
    figures = [exactness(size, positions)]
    for where, here in positions.items():
        for name, narrow in FILTERS.items():
            places = narrow(Place.objects.all())
            figures.append(
                Figure(
                    f"search, {where}, {name}",
                    size,
                    timings(places, here, probe, positions["city"]),
                )
            )
    return figures


def timings(places, here, probe, here_for_probe):
    """Return in words how long the search takes, and what a probe's multiple it is."""
    passes = []
    for _ in range(PASSES):
        probed = median(milliseconds(probe.ask, here_for_probe))
        searched = milliseconds(lambda position: search(places, position), here)
        answered = milliseconds(lambda position: places.nearest_to(position), here)
        p50 = median(searched)
        p95 = quantiles(searched, n=20)[-1]
        passes.append((p50, p95, p50 / probed, median(answered)))
    p50, p95, multiple, answered = map(median, zip(*passes, strict=True))
    return f"{p50:.2f} / {p95:.2f} ms, {multiple:.0f}x; with cards {answered:.2f} ms"


def search(places, position):
    """Which places are the nearest and how far, without what is shown of them."""
    found = nearest.candidates(places, position, LIMIT)
    return geodesy.measure(position, nearest.shortlist(found, LIMIT))[:LIMIT]


def milliseconds(ask, positions):
    taken = []
    for position in positions:
        start = time.perf_counter()
        ask(position)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


class RTreeProbe:
    """The least that can be asked: 20 points of a box of SQLite's own R*Tree."""

    HALF_DEGREES = 0.05

    def __init__(self):
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE box USING rtree(id, s, n, w, e)")
        self.database.executemany(
            "INSERT INTO box VALUES (?1, ?2, ?2, ?3, ?3)",
            Place.objects.values_list("pk", "latitude", "longitude"),
        )

    def ask(self, position):
        latitude, longitude = position
        return self.database.execute(
            "SELECT id FROM box WHERE s >= ? AND n <= ? AND w >= ? AND e <= ? LIMIT 20",
            (
                latitude - self.HALF_DEGREES,
                latitude + self.HALF_DEGREES,
                longitude - self.HALF_DEGREES,
                longitude + self.HALF_DEGREES,
            ),
        ).fetchall()


def exactness(size, positions) -> Figure:
    """Compare every answer with that of measuring all places."""
    rows = list(Place.objects.values_list("pk", "latitude", "longitude"))
    measure_all = by_geopy if len(rows) <= MOST_BY_GEOPY else by_pyproj
    passing = {
        name: set(narrow(Place.objects.all()).values_list("pk", flat=True))
        for name, narrow in FILTERS.items()
    }
    right = asked = 0
    for position in [position for here in positions.values() for position in here]:
        measured = measure_all(position, rows)
        for name, narrow in FILTERS.items():
            expected = nsmallest(
                LIMIT, (row for row in measured if row[1] in passing[name])
            )
            found = narrow(Place.objects.all()).nearest_to(position, LIMIT)
            asked += 1
            right += are_same(found, expected)
    return Figure(EXACT, size, f"{right} of {asked}", right / asked)


def by_geopy(position, rows):
    return [(round(geodesy.distance_km(position, point), 9), pk) for pk, *point in rows]


def by_pyproj(position, rows):
    pks, latitudes, longitudes = zip(*rows, strict=True)
    _there, _back, metres = geodesy.WGS84.inv(
        [position.longitude] * len(rows),
        [position.latitude] * len(rows),
        longitudes,
        latitudes,
    )
    return [
        (round(length / 1000, 9), pk) for length, pk in zip(metres, pks, strict=True)
    ]


def are_same(found, expected):
    """Whether they are the same places in the same order, to 0.01 mm."""
    return [place.pk for place in found] == [pk for _km, pk in expected] and all(
        abs(place.distance_km - km) <= 1e-8
        for place, (km, _pk) in zip(found, expected, strict=True)
    )
