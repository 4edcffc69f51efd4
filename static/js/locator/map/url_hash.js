/** Which part of the map is seen: kept in the page's address, to be shared and come back to. */

// Safari allows a hundred changes of the address in 30 seconds.
const PAUSE_MS = 400;

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
  let written = -Infinity;
  let timer;

  function write() {
    timer = undefined;
    written = performance.now();
    const hash = hashOf(map);
    for (const link of document.querySelectorAll("a[hreflang]")) link.hash = hash;
    if (hash === location.hash) return;
    try {
      // In the place of this entry of the history: one press on “back” leaves the page.
      history.replaceState(history.state, "", hash);
    } catch (error) {
      // Some views inside of other programs forbid it. The map needs none of this.
      console.info("The view of the map is not kept in the address.", error);
    }
  }

  map.on("moveend", () => {
    if (timer) return;
    const wait = written + PAUSE_MS - performance.now();
    if (wait > 0) timer = setTimeout(write, wait);
    else write();
  });
  const follow = () => {
    const view = viewInAddress();
    if (view) map.setView(...view);
  };
  addEventListener("hashchange", follow);
  map.on("unload", () => {
    clearTimeout(timer);
    removeEventListener("hashchange", follow);
  });
}

/** The centre and the zoom that show all the points; the whole country if there are none. */
export function fittingView(map, points) {
  const { center, zoom } = map.options;
  if (!points.length) return [center, zoom];
  const bounds = L.latLngBounds(points);
  const fitting = map.getBoundsZoom(bounds, false, L.point(60, 60));
  return [bounds.getCenter(), Math.min(fitting, 16)];
}
