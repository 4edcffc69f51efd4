"""Which objects of a source are one shop: a node inside an outline of its brand."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from locator.geo.geodesy import Position, away

# A large shop's outline has its centre some way from the node at its door.
ONE_SHOP_KM = 0.060
# More than that in Kazakhstan, of latitude and of longitude: spares measuring the rest.
ONE_SHOP_DEGREES = 0.001


class Shop(NamedTuple):
    """An object recognised as a brand's place, with the fields it gives."""

    source_id: str
    position: Position
    fields: dict[str, str]

    @property
    def is_node(self) -> bool:
        return self.source_id.startswith("node/")


class Merged(NamedTuple):
    """Two objects of one shop, and the id it goes by."""

    kept: str
    dropped: str
    brand: str
    distance_m: int


class Pair(NamedTuple):
    distance_m: int
    node: Shop
    outline: Shop


def merge_duplicates(
    shops: Iterable[Shop], known: set[str]
) -> tuple[list[Shop], list[Merged]]:
    """
    Return the shops, each node with an outline of its brand within 60 m as one.

    Only a node with a way or relation: two nodes of a brand stand 46 m apart and are
    two shops. Two objects that are both known as places stay two places.

    The shop goes by the id that a place is known by, so that its address on the site
    does not change; else by the node's, because mappers redraw outlines more often.
    Position and fields are the node's, which stands at the door; the outline fills
    what the node leaves empty.
    """
    shops = {shop.source_id: shop for shop in shops}
    merged = []

    def may_be_one(node: Shop, outline: Shop) -> bool:
        return not known.issuperset([node.source_id, outline.source_id])

    for distance_m, node, outline in closest_pairs(shops.values(), may_be_one):
        kept, dropped = node.source_id, outline.source_id
        if outline.source_id in known:
            kept, dropped = dropped, kept
        fields = {
            name: value or outline.fields[name] for name, value in node.fields.items()
        }
        shops[kept] = Shop(kept, node.position, fields)
        del shops[dropped]
        merged.append(Merged(kept, dropped, fields["brand"], distance_m))
    return list(shops.values()), merged


def successors(shops: Iterable[Shop], vanished: Iterable[Shop]) -> dict[str, str]:
    """
    Return the new id of each vanished one that was mapped anew: old id -> new id.

    A mapper who replaces a node by an outline, or the other way round, gives the same
    shop another id.
    """
    shops, vanished = list(shops), list(vanished)
    gone = {shop.source_id for shop in vanished}

    def may_be_one(node: Shop, outline: Shop) -> bool:
        return (node.source_id in gone) != (outline.source_id in gone)

    pairs = closest_pairs(shops + vanished, may_be_one)
    return {
        old: new
        for _, node, outline in pairs
        for old, new in [
            (node.source_id, outline.source_id),
            (outline.source_id, node.source_id),
        ]
        if old in gone
    }


def latitude(shop: Shop) -> float:
    return shop.position.latitude


def beside(node: Shop, outlines: list[Shop]) -> list[Shop]:
    """Return those of the outlines, in order of latitude, that may be near enough."""
    south = bisect_left(outlines, latitude(node) - ONE_SHOP_DEGREES, key=latitude)
    north = bisect_right(outlines, latitude(node) + ONE_SHOP_DEGREES, key=latitude)
    return [
        outline
        for outline in outlines[south:north]
        if abs(outline.position.longitude - node.position.longitude) < ONE_SHOP_DEGREES
    ]


def closest_pairs(
    shops: Iterable[Shop], may_be_one: Callable[[Shop, Shop], bool]
) -> list[Pair]:
    """Return the pairs of a node and an outline, closest first, each shop once."""
    outlines = defaultdict(list)
    nodes = []
    for shop in sorted(shops, key=latitude):
        if shop.is_node:
            nodes.append(shop)
        else:
            outlines[shop.fields["brand"]].append(shop)
    candidates = [
        (away(node.position, outline.position).distance_km, node, outline)
        for node in nodes
        for outline in beside(node, outlines[node.fields["brand"]])
        if may_be_one(node, outline)
    ]
    candidates.sort(key=lambda pair: (pair[0], pair[1].source_id, pair[2].source_id))
    pairs = []
    taken = set()
    for distance, node, outline in candidates:
        if distance <= ONE_SHOP_KM and taken.isdisjoint(
            [node.source_id, outline.source_id]
        ):
            taken |= {node.source_id, outline.source_id}
            pairs.append(Pair(round(distance * 1000), node, outline))
    return pairs
