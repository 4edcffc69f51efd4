"""
Which of many points are the nearest: exact, by arithmetic on all of them at once.

The chord to each on the unit sphere costs little, and is off by no more than the earth
is flattened; only the points that it cannot rule out are measured by the geodesic.
"""

import numpy as np

from locator.geo.geodesy import MEAN_EARTH_RADIUS_KM, WGS84, Position

# A geodesic is at most so much longer or shorter than the arc on the mean sphere: the
# earth's flattening makes it 0.56 %.
FLATTENING = 0.006

# More than the arithmetic on chords is off by: 0.06 mm on the earth.
CHORD_ERROR = 1e-11

# Values of a sample for each that is wanted.
SAMPLE = 100


class Points:
    """Latitudes and longitudes in degrees, and where they are on the unit sphere."""

    def __init__(self, latitudes, longitudes):
        self.latitudes = np.asarray(latitudes, dtype=np.float64)
        self.longitudes = np.asarray(longitudes, dtype=np.float64)
        self.axes = unit_vectors(self.latitudes, self.longitudes)

    def position(self, row: int) -> Position:
        return Position(float(self.latitudes[row]), float(self.longitudes[row]))

    def nearest(self, position: Position, limit: int, rows, keys):
        """
        Return the nearest of some rows, closest first, as arrays: rows, km, bearings.

        In the order of the geodesic, to the micrometre; of equals, by their keys.
        """
        squares = self.squared_chords(position)[rows]
        if 0 < limit < len(rows):
            last = np.sqrt(kth_smallest(squares, limit))
            # A nearer geodesic may have a longer chord: by both errors at the most.
            farthest_km = km_of(last) * (1 + FLATTENING) / (1 - FLATTENING)
            rows = rows[squares <= (chord_of(farthest_km) + CHORD_ERROR) ** 2]
        kilometres, bearings = self.measure(position, rows)
        order = np.lexsort((keys[rows], kilometres))[:limit]
        return rows[order], kilometres[order], bearings[order]

    def within(self, position: Position, radius_km: float, rows):
        """Return those of some rows that are not farther than the radius."""
        squares = self.squared_chords(position)[rows]
        return rows[self.is_within(position, radius_km, rows, squares)]

    def count_within(self, position: Position, radii_km, rows) -> list[int]:
        """Return how many of some rows are not farther than each radius."""
        squares = self.squared_chords(position)[rows]
        return [
            int(np.count_nonzero(self.is_within(position, radius_km, rows, squares)))
            for radius_km in radii_km
        ]

    def in_box(self, west, south, east, north):
        """Return for each point whether it lies between these degrees."""
        is_between = (south <= self.latitudes) & (self.latitudes <= north)
        return is_between & (west <= self.longitudes) & (self.longitudes <= east)

    def is_within(self, position: Position, radius_km: float, rows, squares):
        """Return for each row whether it is within; measure those near the radius."""
        surely = chord_of(radius_km / (1 + FLATTENING)) - CHORD_ERROR
        perhaps = chord_of(radius_km / (1 - FLATTENING)) + CHORD_ERROR
        is_within = squares < max(surely, 0) ** 2
        unsure = np.flatnonzero(~is_within & (squares <= perhaps**2))
        kilometres, _bearings = self.measure(position, rows[unsure])
        is_within[unsure] = kilometres <= radius_km
        return is_within

    def squared_chords(self, position: Position):
        """Return the squared chord from a position to every point."""
        squares = 0
        for axis, here in zip(self.axes, unit_vectors(*position), strict=True):
            difference = axis - here
            squares += difference * difference
        return squares

    def measure(self, position: Position, rows):
        """Return kilometres, to the micrometre, and bearings, in degrees from north."""
        bearings, _back, metres = WGS84.inv(
            np.full(len(rows), position.longitude),
            np.full(len(rows), position.latitude),
            self.longitudes[rows],
            self.latitudes[rows],
        )
        return np.round(metres / 1000, 9), bearings % 360


def kth_smallest(values, k: int) -> float:
    """
    Return the k-th smallest of more than k values.

    The k-th smallest of a sample is no smaller. Only what does not exceed it is put in
    order, since to do so with all would cost more than the arithmetic on all.
    """
    sample = values[:: len(values) // (SAMPLE * k) or 1]
    few = values[values <= np.partition(sample, k - 1)[k - 1]]
    return np.partition(few, k - 1)[k - 1]


def unit_vectors(latitudes, longitudes):
    latitudes, longitudes = np.radians(latitudes), np.radians(longitudes)
    return (
        np.cos(latitudes) * np.cos(longitudes),
        np.cos(latitudes) * np.sin(longitudes),
        np.sin(latitudes),
    )


def chord_of(arc_km: float) -> float:
    """Return the chord of an arc on the unit sphere, at most half around the earth."""
    return 2 * np.sin(min(arc_km / MEAN_EARTH_RADIUS_KM, np.pi) / 2)


def km_of(chord: float) -> float:
    """Return the arc of a chord, in km on the mean earth."""
    return 2 * MEAN_EARTH_RADIUS_KM * np.arcsin(min(chord / 2, 1))
