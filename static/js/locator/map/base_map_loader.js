/** The base map under the places: it comes after them, and they do without it. */

async function bodyOf(address, read) {
  const answer = await fetch(address, { priority: "low" });
  if (!answer.ok) throw new Error(address);
  return answer[read]();
}

/**
 * Load the base map and lay it under a Leaflet map; what did not come, when the map is moved.
 *
 * `modules` are fetched before they are imported, as map.js says. `options` are those of
 * `addBaseMap`; `say` is told the sentence `failed`, and nothing once all is there. Return
 * what draws the names again, and a promise of the end of the first try.
 */
export function keepBaseMapLoaded(map, { baseMapModules, shapes, labels }, options, { say, failed }) {
  let redraw = () => {};
  let isComing = false;

  async function load() {
    if (isComing) return;
    isComing = true;
    try {
      const files = [shapes, labels].map((address) => bodyOf(address, "json"));
      const modules = baseMapModules.map((address) => bodyOf(address, "text"));
      const [land, names] = await Promise.all([...files, ...modules]);
      const { addBaseMap } = await import("../basemap/basemap.js");
      redraw = addBaseMap(map, { ...options, shapes: land, labels: names });
      map.off("moveend", load);
      say("");
    } catch (error) {
      console.error("The base map could not be loaded.", error);
      say(failed);
      isComing = false;
    }
  }

  map.on("moveend", load);
  return { redrawNames: () => redraw(), isTried: load() };
}
