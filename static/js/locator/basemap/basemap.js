/**
 * The map under the places: land and water, borders, and names of settlements.
 *
 * It needs no server of tiles. Leaflet, which is `L`, is loaded before it is called. The
 * colours and the font are those that the style sheet gives.
 */

import { labelLayer } from "./labels.js";
import { shapesLayer } from "./land.js";

const ATTRIBUTION = `
  <a href="https://www.naturalearthdata.com/">Natural Earth</a> ·
  <a href="https://www.soest.hawaii.edu/pwessel/gshhg/">GSHHG</a> ·
  © <a href="https://www.geonames.org/">GeoNames</a>
  (<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>)`;

function addPane(map, name, zIndex) {
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = "none";
  return name;
}

/**
 * Draw the base map under the tiles and markers of a Leaflet map.
 *
 * `shapes` and `labels` are what basemap/shapes.json and basemap/labels.*.json hold;
 * `above()` are the boxes of what hides names, in pixels of the map. Return what draws
 * the names again when other things are above them.
 */
export function addBaseMap(map, { shapes, labels, language, above }) {
  const color = (name) => getComputedStyle(map.getContainer()).getPropertyValue(name).trim();
  const ground = shapesLayer(shapes, { color, pane: addPane(map, "basemap", 150) });
  const names = labelLayer(labels, {
    color,
    language,
    above,
    pane: addPane(map, "basemap-labels", 160),
    attribution: ATTRIBUTION,
  });
  for (const layer of [ground, names]) layer.addTo(map);
  const redraw = () => [ground, names].forEach((layer) => layer.redraw());
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  // Older Safari lacks its addEventListener.
  scheme.addListener(redraw);
  map.on("unload", () => scheme.removeListener(redraw));
  return () => names.redraw();
}
