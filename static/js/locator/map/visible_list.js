/** What the map shows, as text. */

import { distanceIn } from "./distance.js";
import { hashOf } from "./url_hash.js";

const MOST_LISTED = 20;

/**
 * Keep a list of what is in the view: how many, and the nearest to its centre, with
 * the way to look for more there.
 */
export function listVisiblePlaces(map, markers, visitor, opened, words) {
  const shown = opened.querySelector(".map-shown");
  const list = shown.querySelector("ol");
  const count = opened.querySelector(".map-count");
  const here = opened.querySelector(".map-search-here");
  const distance = distanceIn(document.documentElement.lang, words);

  function item({ name, detail, isUnsure, url, metres }) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    line.append(link, ` ${[detail, isUnsure && words.askFirst, distance(metres)].filter(Boolean).join(" · ")}`);
    return line;
  }

  function tell() {
    const places = markers.inView();
    count.textContent = words.inView.replace("{count}", places.length);
    if (here) here.href = addressHere(here, map, visitor);
    // A list that has the focus is being read: leave it as it is.
    if (list.contains(document.activeElement)) return;
    list.textContent = "";
    list.append(...places.slice(0, MOST_LISTED).map(item));
    shown.hidden = !places.length;
  }

  // Later: in the same task it would delay the drawing of the map.
  let timer;
  const tellSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 100);
  };
  map.on("moveend placesadded visitorfound", tellSoon);
  map.on("unload", () => clearTimeout(timer));
  tell();
}

/** The list of places where the map shows them, with the filters of this page. */
function addressHere(link, map, visitor) {
  const address = new URL(link.href);
  const kept = new URLSearchParams(address.search);
  const degrees = (number) => number.toFixed(3);
  const bounds = map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  kept.set("bbox", box.map(degrees).join(","));
  if (visitor.latlng) {
    // Distances stay those from where the visitor is.
    kept.set("lat", degrees(visitor.latlng.lat));
    kept.set("lon", degrees(visitor.latlng.lng));
  }
  address.search = kept;
  address.hash = hashOf(map);
  return address.href;
}
