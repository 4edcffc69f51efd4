"""
Places as columns of numbers: what a map needs to draw thousands of them at once.

What a popup says of one is asked for when it is opened.
"""

import numpy as np

from locator.models import Brand
from locator.open_data.records import LICENCE
from locator.published import PlaceColumns

MOST_ROWS = 20_000
PER_DEGREE = 100_000


def delta_columns(
    places: PlaceColumns, rows: np.ndarray, is_unsure: np.ndarray
) -> dict:
    """
    Return rows of places as delta-encoded columns; `unsure` marks doubtful ones.

    Each column begins with a number, followed by differences to the number before: ids,
    degrees in hundred thousandths, indices into the tables of brands and settlements.
    Only `unsure` is 0 or 1 as it is. No query.

    Of more than 20,000 places, 20,000 are taken evenly from first to last, so that each
    town, and each brand in it, keeps its share.
    """
    # What compresses best: all of a brand in a settlement together, by their ids.
    order = np.lexsort((places.keys[rows], places.brand[rows], places.settlement[rows]))
    kept = order[spread(len(order), MOST_ROWS)]
    rows, is_unsure = rows[kept], is_unsure[kept]
    brands, brand = table_of(places.brand[rows])
    settlements, settlement = table_of(places.settlement[rows])
    return {
        "licence": LICENCE,
        "truncated": len(kept) < len(order),
        "operators": [
            [brand.slug, brand.name]
            for brand in places.brands
            if brand.kind == Brand.Kind.OPERATOR
        ],
        "brands": [described_brand(places.brands[index]) for index in brands],
        "settlements": [
            described_settlement(places.settlements[index]) for index in settlements
        ],
        "brand": differences(brand),
        "settlement": differences(settlement),
        "id": differences(places.keys[rows]),
        "latitude": differences(fixed_point(places.points.latitudes[rows])),
        "longitude": differences(fixed_point(places.points.longitudes[rows])),
        "unsure": is_unsure.astype(int).tolist(),
    }


def spread(count: int, most: int) -> np.ndarray:
    """Return the indices of all or, of too many, of as many as may be, evenly."""
    shown = min(count, most)
    return np.arange(shown) * count // max(shown, 1)


def table_of(indices: np.ndarray) -> tuple[list[int], np.ndarray]:
    """Return the indices that occur, as they first do, and where each is in there."""
    found, first, inverse = np.unique(indices, return_index=True, return_inverse=True)
    order = np.argsort(first)
    positions = np.empty_like(order)
    positions[order] = np.arange(len(order))
    return found[order].tolist(), positions[inverse]


def differences(numbers: np.ndarray) -> list[int]:
    """Return the first number, and of each other by how much it is more."""
    return np.diff(numbers, prepend=0).tolist()


def fixed_point(degrees: np.ndarray) -> np.ndarray:
    """Return degrees as whole numbers of about a metre."""
    return np.rint(degrees * PER_DEGREE).astype(np.int64)


def described_brand(brand) -> list[str]:
    return [brand.slug, brand.name, brand.kind, brand.colour]


def described_settlement(settlement) -> list[str]:
    """Return slug and name, which is in the active language."""
    return [settlement.slug, settlement.name]
