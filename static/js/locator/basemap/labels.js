/** Names on the base map, on a canvas: the more important take the room. */

import { canvasLayer } from "./canvas_layer.js";
import { placeLabels } from "./label_placement.js";

// From here on the map shows less than a city: its name becomes that of the area.
const FIRST_ZOOM_OF_AREAS = 12;

const LINE_HEIGHT = 1.25;
// How far the name of the area stays from the edges: the controls are there.
const EDGE = 48;

// How far from its middle, in metres, a settlement may reach that is shown from a zoom on.
const REACH = { 3: 18000, 4: 18000, 5: 12000, 6: 8000, 7: 6000, 8: 4000, 9: 3000 };

/**
 * How names look, by kind.
 *
 * Sizes are in pixels. `first` is the zoom from which the name is shown: it tells how
 * important the name is.
 */
const STYLES = {
  country: { weight: 600, size: () => 12, spacing: 1.5, color: "--map-label-country" },
  sea: { slant: "italic", size: () => 13, color: "--map-label-water" },
  lake: { slant: "italic", size: () => 12, color: "--map-label-water" },
  river: { slant: "italic", size: () => 11.5, color: "--map-label-water" },
  city: { weight: 600, size: ({ nearness }) => 13 + nearness, dot: 3, color: "--map-label" },
  town: { weight: 500, size: ({ nearness }) => 12 + nearness, dot: 2.5, color: "--map-label" },
  village: { size: ({ nearness }) => 11.5 + nearness, dot: 2, color: "--map-label" },
  area: { weight: 600, size: ({ first }) => (first < 5 ? 26 : 20), spacing: 1.5, color: "--map-label-area" },
};
// Labels that are shown from the same zoom on are placed in this order.
const KINDS = ["settlement", "country", "sea", "lake", "river"];

function settlementKind(first) {
  if (first <= 4) return "city";
  return first <= 6 ? "town" : "village";
}

/** The labels of all kinds, the most important first. */
function read(labels) {
  const all = KINDS.flatMap((kind) =>
    labels[kind].map(([longitude, latitude, name, first, last = Infinity]) => ({
      kind: kind === "settlement" ? settlementKind(first) : kind,
      isSettlement: kind === "settlement",
      position: L.latLng(latitude, longitude),
      name,
      first,
      last,
    })),
  );
  return all.sort((one, other) => one.first - other.first);
}

/** The point nearest to another at which a label is wholly in the view. */
function within({ x, y }, { width, height }, size) {
  const [across, down] = [width / 2 + EDGE, height / 2 + EDGE];
  return L.point(
    Math.min(Math.max(x, across), size.x - across),
    Math.min(Math.max(y, down), size.y - down),
  );
}

/** A Leaflet layer with the labels of a file basemap/labels.*.json. */
export function labelLayer(labels, { color, above, ...options }) {
  const all = read(labels);
  const { fontFamily } = getComputedStyle(document.body);

  /** The most important settlement in which the middle of the view may be. */
  function settlementAt(middle) {
    return all.find(
      ({ isSettlement, first, position }) =>
        isSettlement && middle.distanceTo(position) < REACH[first],
    );
  }

  /** What may be written into the view, with its place, look and size. */
  function wanted(pen, { zoom, corner, size, bounds }) {
    const at = (position) => L.CRS.EPSG3857.latLngToPoint(position, zoom).add(corner);
    const middle = L.CRS.EPSG3857.pointToLatLng(size.divideBy(2).subtract(corner), zoom);
    const area = zoom < FIRST_ZOOM_OF_AREAS ? undefined : settlementAt(middle);
    const found = [];
    if (area) {
      const label = measured(pen, { ...area, kind: "area" }, zoom);
      found.push({ ...label, point: within(at(area.position), label, size) });
    }
    for (const label of all) {
      if (label === area || zoom < label.first || zoom > label.last) continue;
      const point = at(label.position);
      if (bounds.contains(point)) found.push({ ...measured(pen, label, zoom), point });
    }
    return found;
  }

  function measured(pen, label, zoom) {
    const style = STYLES[label.kind];
    const nearness = Math.min(1.5, (zoom - label.first) * 0.3);
    const size = style.size({ ...label, nearness });
    const isUpper = label.kind === "country";
    const text = isUpper ? label.name.toLocaleUpperCase(options.language) : label.name;
    const font = `${style.slant ?? ""} ${style.weight ?? 400} ${size}px ${fontFamily}`;
    choose(pen, { font, style });
    const { width } = pen.measureText(text);
    return { ...label, style, text, font, width, height: size * LINE_HEIGHT, dot: style.dot };
  }

  function choose(pen, { font, style }) {
    pen.font = font;
    pen.letterSpacing = `${style.spacing ?? 0}px`;
    pen.fillStyle = color(style.color);
  }

  function draw(pen, view) {
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.strokeStyle = color("--map-halo");
    for (const label of placeLabels(wanted(pen, view), view.size, above())) {
      const { point, dot, text, left, top, height } = label;
      choose(pen, label);
      if (dot) {
        pen.beginPath();
        pen.arc(point.x, point.y, dot, 0, 2 * Math.PI);
        pen.lineWidth = 2.5;
        pen.stroke();
        pen.fill();
      }
      pen.lineWidth = 3;
      pen.strokeText(text, left, top + height / 2);
      pen.fillText(text, left, top + height / 2);
    }
  }

  return canvasLayer({ ...options, draw });
}
