"""Names to offer while somebody types: from our own data, never a geocoder."""

from locator.geo.map_urls import PointKind, read_point
from locator.models import Settlement
from locator.search.addresses import streets_by_name
from locator.search.gazetteer import (
    Match,
    brands_by_name,
    landmarks_by_name,
    settlements_by_name,
)
from locator.search.query import LONGEST, QueryKind, Suggestion
from locator.search.text import fold, join_words
from locator.search.word_parser import WordParser
from locator.words import legible

MOST_SUGGESTIONS = 8


def suggestions(text: str, limit: int = MOST_SUGGESTIONS) -> list[Suggestion]:
    """
    Return brands, towns, landmarks and streets whose names begin so, or are like it.

    What is exact comes first; of those the brands, then towns by population. None for
    coordinates, links and what is too long.
    """
    text = text.replace("\0", " ").strip()
    is_long = len(text) > LONGEST
    if not text or is_long or read_point(text).kind is not PointKind.NOTHING:
        return []
    typed = WordParser(text)
    if not typed.words:
        return []
    for matches in [(Match.EXACT, Match.PREFIX), (Match.FUZZY,)]:
        found = [row for match in matches for row in offers(typed, match)]
        if found:
            return list(dict.fromkeys(found))[:limit]
    return []


def offers(typed: WordParser, match: Match) -> list[Suggestion]:
    name = join_words(typed.words)
    return [
        *brands(typed, match),
        *towns(typed, match),
        *(
            point(one.name, one.settlement)
            for one in landmarks_by_name().find(name, match)
        ),
        *(
            point(legible(address.street), address.settlement)
            for address in streets_by_name().find(name, match)
        ),
    ]


def brands(typed: WordParser, match: Match) -> list[Suggestion]:
    """Return brands with places."""
    keys = brands_by_name().find(join_words(typed.words), match)
    return [
        Suggestion(brand.name, QueryKind.BRAND, brand.slug, brand.get_kind_display())
        for brand, _count in typed.places.brands_with()
        if brand.pk in keys
    ]


def towns(typed: WordParser, match: Match) -> list[Suggestion]:
    """Return towns, where there are places first, and one by its name of today."""
    keys = settlements_by_name().find(typed.name, match)
    counts = {town.pk for town, _count in typed.places.settlements_with()}
    found = sorted(
        typed.with_keys(keys),
        key=lambda town: (
            town.pk not in counts,
            not fold(town.name).startswith(typed.name),
        ),
    )
    return [
        Suggestion(town.name, QueryKind.SETTLEMENT, town.slug, town.region.name)
        for town in found
    ]


def point(name: str, town: Settlement) -> Suggestion:
    return Suggestion(name, QueryKind.POINT, f"{name}, {town.name}", town.name)
