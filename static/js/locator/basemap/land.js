/**
 * Land, water and borders of the base map, on a canvas.
 *
 * They come as TopoJSON: shapes made of arcs that they share, in whole steps.
 * https://github.com/topojson/topojson-specification
 */

import { canvasLayer } from "./canvas_layer.js";

// Rivers are known to a kilometre or so: among streets that would be wrong.
const LAST_ZOOM_OF_RIVERS = 11;
const FIRST_ZOOM_OF_STREAMS = 6;

function riverWidth(zoom) {
  return zoom > LAST_ZOOM_OF_RIVERS ? 0 : 0.5 + (zoom - 3) * 0.25;
}

function streamWidth(zoom) {
  return zoom < FIRST_ZOOM_OF_STREAMS ? 0 : riverWidth(zoom) * 0.65;
}

/** From the lowest to the highest. Those with a `width`, by zoom, are lines. */
const SHAPES = [
  { name: "kazakhstan", color: "--map-home" },
  { name: "streams", color: "--map-river", width: streamWidth, isCurved: true },
  { name: "rivers", color: "--map-river", width: riverWidth, isCurved: true },
  { name: "seas", color: "--map-water" },
  { name: "lakes", color: "--map-water" },
  { name: "borders", color: "--map-border-abroad", width: () => 1 },
  { name: "border", color: "--map-border", width: (zoom) => Math.min(2.5, zoom * 0.3) },
];

/** The points of an arc, [latitude, longitude]: each is stored as the way from the last. */
function pointsOf(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([east, north]) => {
    x += east;
    y += north;
    return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
  });
}

/** The shapes by name: as deep in arrays as Leaflet takes lines and polygons. */
export function readShapes({ arcs, objects, transform }) {
  const lines = arcs.map((arc) => pointsOf(arc, transform));
  const arcAt = (index) => (index < 0 ? [...lines[~index]].reverse() : lines[index]);

  /** Arcs one behind the other; each begins where the last one ends. */
  const joined = (indexes) =>
    indexes.flatMap((arc, number) => arcAt(arc).slice(number === 0 ? 0 : 1));
  const read = (parts) => (Number.isInteger(parts[0]) ? joined(parts) : parts.map(read));

  return Object.fromEntries(
    Object.entries(objects).map(([name, { arcs: parts }]) => [name, read(parts)]),
  );
}

/** A path through rings or a line, in pixels of zoom 0, with the bounds it has. */
function pathOf(lines, isCurved) {
  const path = new Path2D();
  const bounds = L.bounds([]);
  for (const line of lines) {
    const points = line.map((one) => L.CRS.EPSG3857.latLngToPoint(L.latLng(one), 0));
    points.forEach((point) => bounds.extend(point));
    const [start, ...rest] = points;
    path.moveTo(start.x, start.y);
    if (isCurved) curveThrough(path, rest);
    else rest.forEach(({ x, y }) => path.lineTo(x, y));
  }
  return { path, bounds };
}

/** Round the corners: from one middle of a side to the next. */
function curveThrough(path, points) {
  points.forEach((point, index) => {
    const next = points[index + 1];
    const middle = next ? point.add(next).divideBy(2) : point;
    path.quadraticCurveTo(point.x, point.y, middle.x, middle.y);
  });
}

/** A Leaflet layer with the shapes of the file basemap/shapes.json. */
export function shapesLayer(shapes, { color, ...options }) {
  const read = readShapes(shapes);
  const layers = SHAPES.map(({ name, color: colorName, width, isCurved }) => ({
    colorName,
    width,
    paths: read[name].map((part) => pathOf(width ? [part] : part, isCurved)),
  }));

  function draw(pen, { zoom, corner, bounds }) {
    const scale = 2 ** zoom;
    const inView = L.bounds(
      bounds.min.subtract(corner).divideBy(scale),
      bounds.max.subtract(corner).divideBy(scale),
    );
    pen.translate(corner.x, corner.y);
    pen.scale(scale, scale);
    pen.lineJoin = "round";
    pen.lineCap = "round";
    for (const layer of layers) {
      const width = layer.width?.(zoom);
      if (width === 0) continue;
      pen.fillStyle = pen.strokeStyle = color(layer.colorName);
      pen.lineWidth = width / scale;
      for (const { path } of layer.paths.filter((one) => inView.intersects(one.bounds))) {
        if (layer.width) pen.stroke(path);
        else pen.fill(path, "evenodd");
      }
    }
  }

  return canvasLayer({ ...options, draw });
}
