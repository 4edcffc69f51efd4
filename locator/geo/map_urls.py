"""
Coordinates and links of maps, as points: a link is read, never fetched.

No Django. Whatever the text is, an answer comes back and nothing is raised.
"""

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, unquote_plus, urlsplit

from locator.geo.coordinates import find_pair, read_pair
from locator.geo.geodesy import Position

# Links of routes are long; a text beyond this was not meant as one.
LONGEST = 4000

LINK = re.compile(
    r"(?:(?:https?|dgis|yandexmaps|comgooglemaps|om|waze|baidumap|qqmap|androidamap)"
    r"://|geo:)\S+"
    # Without a scheme, as an address bar shows it.
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){0,3}"
    r"(?:2gis|google|goo|yandex|openstreetmap|apple|amap|osmand|omaps|waze|here|baidu|qq)"
    r"\.[a-z]{2,5}(?:\.[a-z]{2})?/\S+",
    re.IGNORECASE,
)
NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,30})?)(?![0-9])"
EXACT = r"([+-]?[0-9]{1,3}\.[0-9]{1,30})(?![0-9])"
# “43.2,76.9 (Name)”, but not “5,6 microdistrict”.
PAIR = re.compile(rf"(?:loc:)?\s*{EXACT}\s*[,;]\s*{EXACT}")
WHOLE_PAIR = re.compile(rf"{NUMBER},{NUMBER}(?=$|[,;])")

GOOGLE_PLACE = re.compile(rf"!3d{NUMBER}!4d{NUMBER}")
GOOGLE_ROUTE = re.compile(rf"!1d{NUMBER}!2d{NUMBER}")
GOOGLE_VIEW = re.compile(rf"@{NUMBER},{NUMBER}")
PATH_OF_2GIS = re.compile(rf"(?:^|[/|;]){NUMBER},{NUMBER}(?=$|[/|;?])")
OSM_VIEW = re.compile(rf"map=[0-9.]{{1,5}}/{NUMBER}/{NUMBER}")
# Of whatever map: a pair with decimals, the latitude first where it can be one.
ANY_PAIR = re.compile(rf"(?<![0-9.]){EXACT}[,/]{EXACT}")

Pairs = Iterator[tuple[float, float]]


class PointKind(enum.Enum):
    """The kinds of texts, as points on the earth."""

    IN_KAZAKHSTAN = "in Kazakhstan"
    SWAPPED = "in Kazakhstan, were latitude and longitude the other way round"
    OUTSIDE = "outside Kazakhstan"
    LINK_WITHOUT_POSITION = "a link that carries no coordinates"
    NOTHING = "not coordinates"


class Found(NamedTuple):
    """The result of reading. With SWAPPED the position is the one to suggest."""

    kind: PointKind
    position: Position | None = None


def read_point(text: str) -> Found:
    """Return where the text points to, or what kind of text it is instead."""
    text = text[:LONGEST]
    link = LINK.search(text)
    if link:
        # Punctuation after the link belongs to the sentence that it stands in.
        pair = next(pairs_in(link[0].rstrip(".,;!)]}»”'\"")), None)
        # What was shared along with a short link may have the coordinates.
        pair = pair or find_pair(text.replace(link[0], " "))
        return judge(*pair) if pair else Found(PointKind.LINK_WITHOUT_POSITION)
    if pair := read_pair(text):
        return judge(*pair)
    pair = find_pair(text)
    found = judge(*pair) if pair else Found(PointKind.NOTHING)
    # Two prices among words are not a point outside Kazakhstan.
    return Found(PointKind.NOTHING) if found.kind is PointKind.OUTSIDE else found


def judge(latitude: float, longitude: float) -> Found:
    """Return whether the two numbers are in Kazakhstan, in one order or the other."""
    position = Position(latitude, longitude)
    if position.is_in_kazakhstan:
        return Found(PointKind.IN_KAZAKHSTAN, position)
    if position.looks_swapped:
        return Found(PointKind.SWAPPED, position.swapped)
    for possible in (position, position.swapped):
        if abs(possible.latitude) <= 90 and abs(possible.longitude) <= 180:
            return Found(PointKind.OUTSIDE, possible)
    return Found(PointKind.NOTHING)


def pairs_in(link: str) -> Pairs:
    """Yield latitude and longitude as the link has them, the likeliest first."""
    if link.lower().startswith("geo:"):
        yield from of_geo(link[4:])
        return
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = parts.hostname or ""
        query = parse_qs(parts.query, max_num_fields=100)
    except ValueError:  # a broken host, or a flood of fields
        return
    # The last of several values is the one that a page would take.
    query = {key: values[-1] for key, values in query.items()}
    path = unquote_plus(parts.path)
    for name, pairs in READERS:
        if re.search(READER.format(name), host):
            yield from pairs(path, query)
    for latitude, longitude in [("lat", "lon"), ("lat", "lng"), ("mlat", "mlon")]:
        yield from of_values(f"{query.get(latitude)},{query.get(longitude)}")
    if match := OSM_VIEW.match(parts.fragment):
        yield float(match[1]), float(match[2])
    if not any(re.search(READER.format(name), host) for name, _pairs in READERS):
        yield from of_any_map(path, *query.values(), unquote_plus(parts.fragment))


def of_any_map(*parts: str) -> Pairs:
    """Yield what may be a point of Kazakhstan, in a link of a map we do not know."""
    for part in parts:
        for match in ANY_PAIR.finditer(part):
            position = Position(float(match[1]), float(match[2]))
            if position.is_in_kazakhstan or position.looks_swapped:
                yield position if position.is_in_kazakhstan else position.swapped


def of_geo(rest: str) -> Pairs:
    """`geo:43.2,76.9`, `geo:0,0?q=43.2,76.9(Name)`: the question is more exact."""
    place, _, query = rest.partition("?")
    try:
        question = parse_qs(query, max_num_fields=100).get("q", [""])[-1]
    except ValueError:
        question = ""
    # At 0,0 stands a text to search for.
    yield from of_values(question, "" if place == "0,0" else unquote_plus(place))


def of_2gis(path: str, query: dict[str, str]) -> Pairs:
    """Longitude first; the last point of a path is where a route ends."""
    points = PATH_OF_2GIS.findall(path)
    if points:
        longitude, latitude = points[-1]
        yield float(latitude), float(longitude)
    yield from longitude_first(query.get("m", ""), query.get("center", ""))


def of_google(path: str, query: dict[str, str]) -> Pairs:
    """Yield the place itself, then what was asked for, then the middle of the view."""
    if places := GOOGLE_PLACE.findall(path):
        yield float(places[-1][0]), float(places[-1][1])
    keys = ["q", "query", "destination", "daddr", "ll", "center", "sll", "viewpoint"]
    yield from of_values(*(query.get(key, "") for key in keys))
    if stops := GOOGLE_ROUTE.findall(path):
        yield float(stops[-1][1]), float(stops[-1][0])
    before_view = path.partition("/@")[0]
    yield from of_values(*reversed(before_view.split("/")))
    if view := GOOGLE_VIEW.search(path):
        yield float(view[1]), float(view[2])


def of_yandex(path: str, query: dict[str, str]) -> Pairs:
    """Longitude first, but for the stops of a route and what was typed."""
    yield from of_values(*reversed(query.get("rtext", "").split("~")))
    keys = ["whatshere[point]", "poi[point]", "pt"]
    yield from longitude_first(*(query.get(key, "") for key in keys))
    yield from of_values(query.get("text", ""))
    yield from longitude_first(query.get("ll", ""), query.get("sll", ""))


def of_apple(path: str, query: dict[str, str]) -> Pairs:
    keys = ["coordinate", "ll", "daddr", "q", "sll", "center"]
    yield from of_values(*(query.get(key, "") for key in keys))


def of_amap(path: str, query: dict[str, str]) -> Pairs:
    """Longitude first; a route has its end in `to`."""
    yield from longitude_first(query.get("position", ""), query.get("to", ""))


READER = r"(?:^|\.)(?:{})(?:\.|$)"
READERS = [
    ("2gis", of_2gis),
    ("google|comgooglemaps", of_google),
    ("yandex", of_yandex),
    (r"maps\.apple", of_apple),
    ("amap", of_amap),
]


def of_values(*values: str) -> Pairs:
    """Yield the coordinates that whole values, or their beginnings, are."""
    for value in values:
        if match := PAIR.match(value) or WHOLE_PAIR.match(value):
            yield float(match[1]), float(match[2])
        elif pair := read_pair(value):
            yield pair


def longitude_first(*values: str) -> Pairs:
    for longitude, latitude in of_values(*values):
        yield latitude, longitude
