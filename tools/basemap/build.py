"""
Build the embedded base map into static/basemap/; see README.md.

One file of shapes, and one file of labels for each language.
"""

import json
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import LineString, Point, Polygon, box

from tools.basemap.labels import LANGUAGES, SETTLEMENTS, labels_in, position, rows_of
from tools.basemap.sources import lake_at, natural_earth, rivers
from tools.basemap.topology import Topology

OUTPUT = Path(__file__).resolve().parents[2] / "static" / "basemap"

# West, south, east, north. A wide window at zoom 4 sees no end of the seas.
WORLD = box(5, 15, 130, 75)
# Where lakes and rivers of the neighbours are shown too.
REGION = box(43, 36.5, 95, 60)

# In degrees, some 100 m: two pixels at zoom 11.
STEP = 0.001
# The grid on which lines meet: else some borders end just before the coast.
GRID = STEP / 10

# How far a simplified line may stray, in degrees.
NEAR_TOWNS = 0.0025
AT_HOME = 0.01
IN_REGION = 0.1
IN_WORLD = 0.4
# Points abroad are stored to 1 km: fewer digits.
ABROAD_DECIMALS = 2
# Lines as near to Kazakhstan count as its own.
NEAR = 0.3
AROUND_TOWN = 0.15
SMALLEST_TOWN = 40_000

# In square degrees, a thousandth of which is some 8 km2.
SMALLEST_LAKE = SMALLEST_ISLAND = 0.006
SMALLEST_LAKE_ABROAD = 0.05
SMALLEST_SEA_ABROAD = SMALLEST_ISLAND_ABROAD = 2

# In degrees. Shorter ones are arms of deltas, or pieces.
SHORTEST_RIVER = 1.2
SHORTEST_RIVER_ABROAD = 4
GREAT_RIVER = 4

CASPIAN = Point(50.5, 42.5)
REGION_OF_CASPIAN = box(46, 36, 56, 48)

# One point in each part: Baikonur, which is leased, has a border of its own.
KAZAKHSTAN = [Point(71.4, 51.1), Point(63.3, 45.85)]


def build_shapes():
    topology = Topology(STEP)
    kazakhstan = add_land_and_sea(topology)
    add_lakes(topology, kazakhstan)
    add_rivers(topology, kazakhstan)
    return topology.as_json()


def add_land_and_sea(topology):
    """Add Kazakhstan, the seas and the borders; return Kazakhstan."""
    borders = natural_earth("admin_0_boundary_lines_land", WORLD)
    seas = natural_earth("ocean", WORLD)
    caspian = next(sea for sea in seas if sea.contains(CASPIAN))
    # The one coast that is near cities.
    finer = lake_at(CASPIAN, REGION_OF_CASPIAN)
    water = shapely.union_all([*(sea for sea in seas if sea is not caspian), finer])
    ways = ways_to(finer, [line for line in borders if line.distance(caspian) < GRID])
    net = shapely.union_all(
        [*borders, *ways, water.boundary, WORLD.boundary], grid_size=GRID
    )
    net = shapely.get_parts(net)
    faces = shapely.get_parts(shapely.polygonize(net))
    home = [face for face in faces if any(map(face.contains, KAZAKHSTAN))]
    kazakhstan = shapely.union_all(home)
    wet = [face for face in faces if water.contains(face.representative_point())]
    seas = [
        without_small_islands(sea, kazakhstan)
        for sea in wet
        if sea.area > SMALLEST_SEA_ABROAD or sea.intersects(kazakhstan)
    ]
    coasts = {edge for sea in wet for edge in edges_of(sea.boundary)}
    borders = [
        line
        for line in net
        if coasts.isdisjoint(edges_of(line))
        and not kazakhstan.contains(line)
        and not water.contains(line)
        and not WORLD.boundary.covers(line)
    ]

    topology.share(
        [*borders, kazakhstan.boundary, *shapely.boundary(seas)],
        simplifier(kazakhstan, around_towns().intersection(finer.buffer(GRID))),
    )
    topology.add_polygons("kazakhstan", shapely.get_parts(kazakhstan))
    topology.add_polygons("seas", seas)
    outline = topology.arcs_of("kazakhstan")
    coast = topology.arcs_of("seas")
    rest = set(range(len(topology.arcs)))
    topology.add_arcs("border", outline - coast)
    topology.add_arcs("borders", rest - outline - coast)
    return kazakhstan


def ways_to(water, borders):
    """Return the ways from the ends of borders, at another coast, to the water's."""
    ends = [Point(line.coords[end]) for line in borders for end in (0, -1)]
    return [
        shapely.shortest_line(end, water)
        for end in ends
        if 0 < end.distance(water) < NEAR
    ]


def add_lakes(topology, kazakhstan):
    lakes = []
    water = shapely.union_all(natural_earth("lakes", REGION), grid_size=GRID)
    for lake in shapely.get_parts(water):
        smallest = SMALLEST_LAKE if near(lake, kazakhstan) else SMALLEST_LAKE_ABROAD
        if lake.area > smallest:
            lakes.append(without_small_islands(lake, kazakhstan))
    topology.share(shapely.boundary(lakes), simplifier(kazakhstan, around_towns()))
    topology.add_polygons("lakes", lakes)


def add_rivers(topology, kazakhstan):
    lines = shapely.line_merge(shapely.union_all(rivers(REGION), grid_size=GRID))
    lines = [
        line
        for line in shapely.get_parts(lines)
        if line.length
        > (SHORTEST_RIVER if near(line, kazakhstan) else SHORTEST_RIVER_ABROAD)
    ]
    topology.share(lines, simplifier(kazakhstan, around_towns()))
    great = [line for line in lines if line.length > GREAT_RIVER]
    topology.add_lines("rivers", great)
    topology.add_lines("streams", [line for line in lines if line not in great])


def around_towns():
    return shapely.union_all(
        [
            Point(position(row)).buffer(AROUND_TOWN)
            for row in rows_of(SETTLEMENTS)
            if int(row["population"] or 0) >= SMALLEST_TOWN
        ]
    )


def simplifier(kazakhstan, towns):
    """Return what simplifies lines: less at home than abroad, least around towns."""

    def simplify(line):
        middle = line.interpolate(0.5, normalized=True)
        if near(middle, kazakhstan):
            return finer_within(towns, line)
        if line.intersects(REGION):
            return rounded(line.simplify(IN_REGION), ABROAD_DECIMALS)
        return rounded(line.simplify(IN_WORLD), ABROAD_DECIMALS)

    return simplify


def finer_within(area, line):
    """Return the line, simplified less within the area."""
    kept = set(line.simplify(AT_HOME).coords)
    kept |= {
        one for one in line.simplify(NEAR_TOWNS).coords if area.contains(Point(one))
    }
    return LineString([one for one in line.coords if one in kept])


def rounded(line, decimals):
    """Return the line with shorter numbers; its ends stay where they meet others."""
    start, *between, end = line.coords
    between = [tuple(round(one, decimals) for one in point) for point in between]
    return LineString([start, *between, end])


def edges_of(lines):
    """Pairs of points, in both directions."""
    for line in shapely.get_parts(lines):
        for start, end in pairwise(line.coords):
            yield start, end
            yield end, start


def near(shape, kazakhstan):
    return shape.distance(kazakhstan) < NEAR


def without_small_islands(polygon, kazakhstan):
    islands = map(Polygon, polygon.interiors)
    kept = [
        island.exterior
        for island in islands
        if island.area
        > (SMALLEST_ISLAND if near(island, kazakhstan) else SMALLEST_ISLAND_ABROAD)
    ]
    return Polygon(polygon.exterior, kept)


def write(name, data, breaks):
    """Write JSON on several lines, so that a difference can be read."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark in breaks:
        text = text.replace(mark, mark[:-1] + "\n" + mark[-1])
    (OUTPUT / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("shapes.json", build_shapes(), breaks=[',"', "]],["])
    for language in LANGUAGES:
        write(f"labels.{language}.json", labels_in(language), breaks=["],["])
