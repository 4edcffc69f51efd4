"""
Places as columns: the published ones in this process’s memory, a minute old at most.

All that searches, counts and maps ask is arithmetic on these; the database gives only
the rows that are shown.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Prefetch
from django.db.models.functions import Lower

from kztopup.lib.memory import in_memory
from locator.geo.nearest import Points
from locator.models import Brand, Place, Settlement, TopUp, Verdict, WayToPay

# Texts of places, of which many are alike: a column has the index of each in a table.
TEXTS = {
    "name": "name",
    "hours": "opening_hours",
    "address": "address",
    "near": "near",
}

# What is known of whether a place meets something. YES is what is said, or follows from
# its hours; only what has been checked is CONFIRMED, which is a yes too.
CONFIRMED, YES, UNKNOWN, NO = 2, 1, 0, -1

KNOWN = {
    Verdict.CONFIRMED: CONFIRMED,
    Verdict.SAID: YES,
    Verdict.UNKNOWN: UNKNOWN,
    Verdict.NO: NO,
}

COLUMNS = {
    "key": np.int64,
    "latitude": np.float64,
    "longitude": np.float64,
    "brand": np.int32,
    "settlement": np.int32,
    "name": np.int32,
    "hours": np.int32,
    "address": np.int32,
    "near": np.int32,
}


@dataclass(frozen=True)
class PlaceColumns:
    """
    Arrays with one entry a place, in the order of lists: by settlement, name and key.

    `brand`, `settlement`, `name`, `hours`, `address` and `near` are indices into the
    tables of that name, of which settlements have the largest first, and texts the
    empty one.
    `operators`, `tops_up` and `takes` have an entry a brand: the operators it tops up,
    by verdict; how well that is known, by the operator's key; the same, by what a
    visitor holds, which is read when it is first asked for.
    """

    keys: np.ndarray
    points: Points
    brand: np.ndarray
    settlement: np.ndarray
    name: np.ndarray
    hours: np.ndarray
    address: np.ndarray
    near: np.ndarray
    brands: tuple[Brand, ...]
    settlements: tuple[Settlement, ...]
    name_texts: tuple[str, ...]
    hours_texts: tuple[str, ...]
    address_texts: tuple[str, ...]
    near_texts: tuple[str, ...]
    operators: tuple[dict[str, list[Brand]], ...]
    tops_up: dict[int, np.ndarray]

    def __len__(self):
        return len(self.keys)

    @cached_property
    def brand_indices(self) -> dict[int, int]:
        return indices(self.brands)

    @cached_property
    def settlement_indices(self) -> dict[int, int]:
        return indices(self.settlements)

    @cached_property
    def takes(self) -> dict[str, np.ndarray]:
        """How well it is known what a brand takes, by what a visitor holds."""
        return payment_verdicts(self.brands)

    @cached_property
    def with_address(self) -> np.ndarray:
        """The rows whose address is known."""
        return np.flatnonzero(self.address)

    @cached_property
    def label_counts(self) -> dict:
        """What `locator.labels` counts, kept as long as these places are."""
        return {}

    def key_of(self, row: int) -> int:
        return int(self.keys[row])

    def brand_of(self, row: int) -> Brand:
        return self.brands[self.brand[row]]

    def settlement_of(self, row: int) -> Settlement:
        return self.settlements[self.settlement[row]]

    def with_keys(self, keys: Iterable[int]) -> np.ndarray:
        """Return for each place whether its key is one of these."""
        return np.isin(self.keys, np.fromiter(keys, np.int64))

    def of_brand(self, key: int) -> np.ndarray:
        """Return for each place whether it is of the brand."""
        return self.brand == self.brand_indices.get(key, -1)

    def of_kind(self, kind: str) -> np.ndarray:
        """Return for each place whether its brand is of the kind."""
        is_one = [brand.kind == kind for brand in self.brands]
        return np.array(is_one, bool)[self.brand]

    def in_settlements(self, keys: Iterable[int]) -> np.ndarray:
        """Return for each place whether it is in one of the settlements."""
        found = [self.settlement_indices[key] for key in keys]
        if len(found) == 1:
            return self.settlement == found[0]
        return np.isin(self.settlement, found)

    def settlements_with(self, rows=slice(None)) -> list[tuple[Settlement, int]]:
        """Return the settlements of some places, the largest first, and how many."""
        return counted(self.settlements, self.settlement[rows])

    def brands_with(self, rows=slice(None)) -> list[tuple[Brand, int]]:
        """Return the brands of some places, the most frequent first, and how many."""
        found = counted(self.brands, self.brand[rows])
        return sorted(found, key=lambda pair: -pair[1])


def counted(table, indices) -> list[tuple]:
    counts = np.bincount(indices, minlength=len(table))
    found = np.flatnonzero(counts)
    rows = [table[index] for index in found.tolist()]
    return list(zip(rows, counts[found].tolist(), strict=True))


@in_memory
def published_places() -> PlaceColumns:
    return read_places(Place.objects.published())


def read_places(places) -> PlaceColumns:
    """Return the places of a queryset: one query reads them, three the tables."""
    top_ups = TopUp.objects.select_related("operator")
    brands = tuple(
        Brand.objects.order_by(Lower("name"), "pk").prefetch_related(
            Prefetch("top_ups", top_ups)
        )
    )
    settlements = tuple(
        Settlement.objects.select_related("region").order_by("-population", "pk")
    )
    texts = {name: {"": 0} for name in TEXTS}
    columns = read_columns(places, indices(brands), indices(settlements), texts)
    return PlaceColumns(
        keys=columns["key"],
        points=Points(columns["latitude"], columns["longitude"]),
        brand=columns["brand"],
        settlement=columns["settlement"],
        name=columns["name"],
        hours=columns["hours"],
        address=columns["address"],
        near=columns["near"],
        brands=brands,
        settlements=settlements,
        name_texts=tuple(texts["name"]),
        hours_texts=tuple(texts["hours"]),
        address_texts=tuple(texts["address"]),
        near_texts=tuple(texts["near"]),
        operators=tuple(map(operators_of, brands)),
        tops_up=top_up_verdicts(brands),
    )


def indices(rows) -> dict[int, int]:
    return {row.pk: index for index, row in enumerate(rows)}


def read_columns(places, brands, settlements, texts) -> dict[str, np.ndarray]:
    """Read the places, one array a column; a text that is new gets the next index."""
    names, hours, addresses, nears = texts.values()
    # rewrite(False): no column is translated, and modeltranslation checks each.
    rows = (
        places.rewrite(False)
        .order_by("-settlement__population", "settlement_id", "name", "pk")
        .values_list(
            *("pk", "latitude", "longitude"),
            *("brand_id", "settlement_id", *TEXTS.values()),
        )
    )
    found = np.fromiter(
        (
            (
                *position,
                brands[brand],
                settlements[settlement],
                names.setdefault(name, len(names)),
                hours.setdefault(time, len(hours)),
                addresses.setdefault(address, len(addresses)),
                nears.setdefault(near, len(nears)),
            )
            for *position, brand, settlement, name, time, address, near in (
                rows.iterator(chunk_size=5000)
            )
            # One that is newer than the tables is in the next reading.
            if brand in brands and settlement in settlements
        ),
        dtype=list(COLUMNS.items()),
    )
    return {name: np.ascontiguousarray(found[name]) for name in COLUMNS}


def operators_of(brand: Brand) -> dict[str, list[Brand]]:
    """Return the operators that a brand tops up, or does not, by the verdict."""
    operators = {verdict: [] for verdict in Verdict}
    for top_up in brand.top_ups.all():
        operators[top_up.verdict].append(top_up.operator)
    return operators


def top_up_verdicts(brands) -> dict[int, np.ndarray]:
    """Return for each operator whether each brand tops it up."""
    verdicts = defaultdict(lambda: np.zeros(len(brands), np.int8))
    for index, brand in enumerate(brands):
        for top_up in brand.top_ups.all():
            verdicts[top_up.operator_id][index] = KNOWN[top_up.verdict]
    return dict(verdicts)


def payment_verdicts(brands) -> dict[str, np.ndarray]:
    """Return for what visitors hold whether each brand takes it at its places."""
    by_key = indices(brands)
    verdicts = defaultdict(lambda: np.zeros(len(brands), np.int8))
    ways = WayToPay.objects.on_site().filter(brand__in=brands).rewrite(False)
    for brand, holds, verdict in ways.values_list("brand_id", "holds", "verdict"):
        known, index, way = verdicts[holds], by_key[brand], KNOWN[verdict]
        if UNKNOWN in (known[index], way):
            known[index] = known[index] or way
        else:
            # One way that works is enough, whatever is refused elsewhere.
            known[index] = max(known[index], way)
    return dict(verdicts)
