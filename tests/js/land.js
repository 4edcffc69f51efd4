import { readShapes } from "/static/js/locator/basemap/land.js";
import { assertEqual } from "./testing.js";

/** Two squares side by side; the line between them is stored once. */
const SQUARES = {
  transform: { scale: [0.5, 0.5], translate: [10, 20] },
  arcs: [
    [[2, 0], [0, 2]],
    [[2, 2], [-2, 0], [0, -2], [2, 0]],
    [[2, 0], [2, 0], [0, 2], [-2, 0]],
  ],
  objects: {
    west: { type: "MultiPolygon", arcs: [[[0, 1]]] },
    east: { type: "MultiPolygon", arcs: [[[2, -1]]] },
    between: { type: "MultiLineString", arcs: [[0]] },
  },
};

export function reads_latitude_before_longitude() {
  assertEqual(readShapes(SQUARES).between, [[[20, 11], [21, 11]]]);
}

export function joins_arcs_into_rings() {
  const [[ring]] = readShapes(SQUARES).west;

  assertEqual(ring, [[20, 11], [21, 11], [21, 10], [20, 10], [20, 11]]);
}

export function turns_shared_arcs_round() {
  const [[ring]] = readShapes(SQUARES).east;

  assertEqual(ring, [[20, 11], [20, 12], [21, 12], [21, 11], [20, 11]]);
}
