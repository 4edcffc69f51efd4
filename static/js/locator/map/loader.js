/** The places of the site around the view, as they are needed. */

import { readColumns } from "./api.js";

const EVERYWHERE = [[-90, -180], [90, 180]];

/**
 * Load the places in and around the view, now and whenever it leaves what is loaded.
 *
 * Where the `sources` have no more than a map may show, load all of them once. `fit`,
 * if it is given, shows what is found first.
 */
export function keepPlacesLoaded(map, markers, sources, failure, { fit, say, tooMany }) {
  const { places, place, isWhole } = sources;
  const nowhere = L.latLngBounds([]);
  let loaded = nowhere;
  let coming = nowhere;
  let request;

  async function load() {
    const view = map.getBounds();
    // A moving finger must not stop what is on its way.
    if ([loaded, coming].some((area) => area.isValid() && area.contains(view))) return;
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const bounds = isWhole ? L.latLngBounds(EVERYWHERE) : view.pad(1);
    coming = bounds;
    const address = new URL(places, location.href);
    if (!isWhole) address.searchParams.set("bbox", bboxOf(bounds));
    failure.hidden = true;
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) throw new Error(address);
      const { found, isTruncated } = readColumns(await answer.json(), place);
      say(isTruncated ? tooMany : "");
      if (isWhole || !isTruncated) loaded = bounds;
      markers.add(found);
      fit?.(found);
      fit = undefined;
      return true;
    } catch (error) {
      // Another request may have taken the place of this one.
      if (signal.aborted) return false;
      console.error("The places around could not be loaded.", error);
      failure.hidden = false;
    } finally {
      if (!signal.aborted) coming = nowhere;
    }
  }

  failure.querySelector("button").addEventListener("click", async () => {
    // The button is gone then.
    if (await load()) map.getContainer().focus({ preventScroll: true });
  });
  map.on("moveend", load);
  map.on("unload", () => request?.abort());
  load();
}

/** West, south, east, north, rounded outwards to a tenth of a degree. */
function bboxOf(bounds) {
  const out = (degrees, round, limit) => Math.max(-limit, Math.min(limit, round(degrees * 10) / 10));
  return [
    out(bounds.getWest(), Math.floor, 180),
    out(bounds.getSouth(), Math.floor, 90),
    out(bounds.getEast(), Math.ceil, 180),
    out(bounds.getNorth(), Math.ceil, 90),
  ].join(",");
}
