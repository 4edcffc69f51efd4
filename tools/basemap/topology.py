"""
TopoJSON: lines that are stored once and shared by the shapes on either side.

https://github.com/topojson/topojson-specification
"""

from itertools import groupby, pairwise

import shapely


class Topology:
    """
    Shapes made of shared arcs, on a grid of whole steps.

    Lines come first: where they meet, arcs end. The shapes that are added next must
    run along these lines.
    """

    def __init__(self, step):
        self.step = step
        self.arcs = []
        self.arc_along = {}
        self.objects = {}

    def share(self, lines, simplify):
        """Make arcs of the lines, each simplified by itself: its ends stay."""
        arcs = shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))
        arcs = sorted(shapely.normalize(arcs), key=lambda arc: arc.wkb)
        self.arc_along = {}
        for index, arc in enumerate(arcs, start=len(self.arcs)):
            for start, end in pairwise(arc.coords):
                self.arc_along[start, end] = index
                self.arc_along[end, start] = ~index
        self.arcs += [self.stored(simplify(arc)) for arc in arcs]

    def stored(self, line):
        """Return the points of a line in whole steps, none twice in a row."""
        steps = (
            tuple(round(one / self.step) for one in point) for point in line.coords
        )
        return [point for point, _ in groupby(steps)]

    def along(self, line):
        """Return the arcs that a line runs along; `~n` is arc `n` from its end."""
        arcs = [
            arc for arc, _ in groupby(self.arc_along[e] for e in pairwise(line.coords))
        ]
        # A ring may begin in the middle of an arc.
        if line.is_closed and len(arcs) > 1 and arcs[0] == arcs[-1]:
            arcs.pop()
        return arcs

    def is_flat(self, ring):
        """Whether nothing is left of a ring after simplifying."""
        points = [point for arc in ring for point in self.points(arc)]
        return len(set(points)) < 3

    def points(self, arc):
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def add_lines(self, name, lines):
        self.add_strings(name, [self.along(line) for line in lines])

    def add_arcs(self, name, arcs):
        self.add_strings(name, [[arc] for arc in arcs])

    def add_strings(self, name, strings):
        strings = [
            one for one in strings if any(len(self.points(arc)) > 1 for arc in one)
        ]
        self.objects[name] = {"type": "MultiLineString", "arcs": sorted(strings)}

    def add_polygons(self, name, polygons):
        arcs = []
        for polygon in polygons:
            shell, *holes = map(self.along, [polygon.exterior, *polygon.interiors])
            if not self.is_flat(shell):
                holes = [hole for hole in holes if not self.is_flat(hole)]
                arcs.append([shell, *holes])
        self.objects[name] = {"type": "MultiPolygon", "arcs": sorted(arcs)}

    def arcs_of(self, name):
        """Return the arcs of a shape, in whichever direction."""
        return {max(arc, ~arc) for arc in flattened([self.objects[name]])}

    def as_json(self):
        self.drop_unused_arcs()
        return {
            "type": "Topology",
            "transform": {"scale": [self.step, self.step], "translate": [0, 0]},
            "objects": self.objects,
            "arcs": [deltas(arc) for arc in self.arcs],
        }

    def drop_unused_arcs(self):
        used = sorted({max(arc, ~arc) for arc in flattened(self.objects.values())})
        new = {old: index for index, old in enumerate(used)}
        new |= {~old: ~index for old, index in new.items()}
        for shape in self.objects.values():
            shape["arcs"] = renumbered(shape["arcs"], new)
        self.arcs = [self.arcs[old] for old in used]


def flattened(shapes):
    stack = [shape["arcs"] for shape in shapes]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack.extend(one)
        else:
            yield one


def renumbered(arcs, new):
    if isinstance(arcs, list):
        return [renumbered(arc, new) for arc in arcs]
    return new[arcs]


def deltas(points):
    """Return the first point, then how far each is from the one before it."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    return [list(point) for point in [points[0], *steps]]
