"""The search alone, in this process: how long it takes, and whether it is exact."""

import sqlite3
import time
from contextlib import closing
from statistics import median, quantiles

import numpy as np
from django.utils import timezone
from geopy.distance import geodesic

from locator.cards import cards, nearest_rows
from locator.geo import geodesy
from locator.models import Place
from locator.published import published_places
from locator.search.parser import parse_query
from tools.bench.country import COMMON, RARE
from tools.bench.figures import EXACT, Figure

LIMIT = 20
PASSES = 3
# Up to so many places are measured by geopy itself, which is slow.
MOST_BY_GEOPY = 1000

# Brands that are let through; of all published places, so many are theirs.
FILTERS = {"no filter": None, "42 %": COMMON, "2.4 %": RARE}


# What is typed: the last three say nothing, and all that may be meant is tried.
QUERIES = {
    "a brand in a town": "Kcell Алматы",
    "a house": "Abay Ave 109, 050008 Almaty, Kazakhstan",
    "ten unknown words": "qwe rty uio pas dfg hjk lzx cvb nmq wer",
    "a question": "не пришли деньги на телефон вчера вечером после оплаты картой",
    "200 letters": "ж" * 200,
}


def search_figures(size, positions) -> list[Figure]:
    """Measure and check the search from positions by where they are."""
    figures = [exactness(size, positions)]
    with closing(RTreeProbe()) as probe:
        for where, here in positions.items():
            for name, brands in FILTERS.items():
                text = timings(rows_of(brands), here, probe, positions["city"])
                figures.append(Figure(f"search, {where}, {name}", size, text))
    return figures


def query_figures(size) -> list[Figure]:
    """Measure how long this process takes to understand what is typed."""
    figures = []
    for name, text in QUERIES.items():
        taken = []
        for _ in range(PASSES * 10):
            start = time.process_time()
            parse_query(text)
            taken.append((time.process_time() - start) * 1000)
        words = f"{median(taken):.1f} / {max(taken):.1f} ms"
        figures.append(Figure(f"query, {name}", size, words))
    return figures


def rows_of(brands) -> np.ndarray:
    """Return the rows of the published places, of some brands if they are named."""
    places = published_places()
    if brands is None:
        return np.arange(len(places))
    named = [place_brand.slug in brands for place_brand in places.brands]
    return np.flatnonzero(np.array(named)[places.brand])


def timings(rows, here, probe, here_for_probe):
    """Return in words how long the search takes, and what a probe's multiple it is."""
    places, passes = published_places(), []
    for _ in range(PASSES):
        probed = median(milliseconds(probe.ask, here_for_probe))
        searched = milliseconds(
            lambda position: nearest_rows(places, rows, position, LIMIT), here
        )
        answered = milliseconds(
            lambda position: cards(
                places, nearest_rows(places, rows, position, LIMIT), timezone.now()
            ),
            here,
        )
        p50 = median(searched)
        p95 = quantiles(searched, n=20)[-1]
        passes.append((p50, p95, p50 / probed, median(answered)))
    p50, p95, multiple, answered = map(median, zip(*passes, strict=True))
    return f"{p50:.2f} / {p95:.2f} ms, {multiple:.0f}x; with cards {answered:.2f} ms"


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

    def close(self):
        self.database.close()

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
    places = published_places()
    measure_all = by_geopy if len(places) <= MOST_BY_GEOPY else by_pyproj
    right = asked = 0
    for position in [position for here in positions.values() for position in here]:
        measured = measure_all(position, places)
        for brands in FILTERS.values():
            rows = rows_of(brands)
            expected = sorted(
                zip(measured[rows].tolist(), places.keys[rows].tolist(), strict=True)
            )[:LIMIT]
            asked += 1
            right += are_same(nearest_rows(places, rows, position, LIMIT), expected)
    return Figure(EXACT, size, f"{right} of {asked}", right / asked)


def by_geopy(position, places):
    ends = zip(places.points.latitudes, places.points.longitudes, strict=True)
    return np.array([round(geodesic(position, end).km, 9) for end in ends])


def by_pyproj(position, places):
    _there, _back, metres = geodesy.WGS84.inv(
        np.full(len(places), position.longitude),
        np.full(len(places), position.latitude),
        places.points.longitudes,
        places.points.latitudes,
    )
    return np.round(metres / 1000, 9)


def are_same(found, expected):
    """Whether they are the same places in the same order, to 0.01 mm."""
    places = published_places()
    return [places.key_of(row) for row, _away in found] == [
        key for _km, key in expected
    ] and all(
        abs(away.distance_km - km) <= 1e-8
        for (_row, away), (km, _key) in zip(found, expected, strict=True)
    )
