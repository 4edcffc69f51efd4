"""The labels of the map in one language: what is written where, from which zoom on."""

import csv
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETTLEMENTS = HERE.parents[1] / "locator" / "data" / "settlements.csv"
LANGUAGES = {"en": "en", "ru": "ru", "kk": "kk", "zh-hans": "zh_hans"}

# As on the pages: many small settlements have no Chinese name.
FALLBACK = "name_en"

CAPITAL = "astana"
# The zoom from which a settlement of as many inhabitants is shown.
FROM_ZOOM = [(300_000, 4), (130_000, 5), (50_000, 6), (20_000, 7), (8_000, 8)]
FROM_ZOOM_OF_THE_REST = 9


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def position(row):
    """Longitude and latitude, to some 100 m."""
    return [round(float(row["longitude"]), 3), round(float(row["latitude"]), 3)]


def from_zoom(settlement):
    if settlement["slug"] == CAPITAL:
        return 3
    population = int(settlement["population"] or 0)
    for inhabitants, zoom in FROM_ZOOM:
        if population >= inhabitants:
            return zoom
    return FROM_ZOOM_OF_THE_REST


def labels_in(language):
    """Rows of longitude, latitude, name, first zoom and, but for settlements, last."""
    name = f"name_{LANGUAGES[language]}"
    labels = {"settlement": [], "country": [], "sea": [], "lake": [], "river": []}
    settlements = rows_of(SETTLEMENTS)
    settlements.sort(key=lambda row: (from_zoom(row), -int(row["population"] or 0)))
    for row in settlements:
        shown = row[name] or row[FALLBACK]
        labels["settlement"].append([*position(row), shown, from_zoom(row)])
    for row in rows_of(HERE / "labels.csv"):
        zooms = [int(row["from_zoom"]), int(row["to_zoom"])]
        labels[row["kind"]].append([*position(row), row[name], *zooms])
    return labels
