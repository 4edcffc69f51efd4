/** Which part of the map is seen: kept in the page's address, to be shared and come back to. */

const PATTERN = /^#map=(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;

/** The centre and the zoom that the address asks for, or null. */
export function viewInAddress() {
  const [, zoom, latitude, longitude] = location.hash.match(PATTERN)?.map(Number) ?? [];
  const isOnEarth = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180;
  return isOnEarth ? [[latitude, longitude], zoom] : null;
}

/** What the address says of a view: a fragment, which no browser sends to a site. */
export function hashOf(map) {
  const { lat, lng } = map.getCenter();
  return `#map=${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
}

/** Write where the map is into the address, and go where somebody else writes. */
export function keepViewInAddress(map) {
  map.on("moveend", () => {
    // In the place of this entry of the history: one press on “back” leaves the page.
    if (hashOf(map) !== location.hash) history.replaceState(history.state, "", hashOf(map));
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = location.hash;
  });
  const follow = () => {
    const view = viewInAddress();
    if (view) map.setView(...view);
  };
  addEventListener("hashchange", follow);
  map.on("unload", () => removeEventListener("hashchange", follow));
}

/** The centre and the zoom that show all the points; the whole country if there are none. */
export function fittingView(map, points) {
  const { center, zoom } = map.options;
  if (!points.length) return [center, zoom];
  const bounds = L.latLngBounds(points);
  const fitting = map.getBoundsZoom(bounds, false, L.point(60, 60));
  return [bounds.getCenter(), Math.min(fitting, 16)];
}
