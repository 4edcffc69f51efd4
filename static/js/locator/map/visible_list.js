/** What the map shows, as text. */

import { hashOf } from "./url_hash.js";

const MOST_LISTED = 20;

/** “450 m”, “1.2 km” or “12 km”, with the units of the page’s language. */
export function distanceIn(language, { metres, km }) {
  // Not every browser knows how Kazakh writes numbers: as Russian does.
  const locale = language === "kk" ? "ru" : language;
  const write = (number, maximumFractionDigits) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits }).format(number);
  return (length) => {
    if (length < 995) return metres.replace("{number}", write(Math.round(length / 10) * 10, 0));
    return km.replace("{number}", write(length / 1000, length < 9950 ? 1 : 0));
  };
}

/**
 * Keep a list of what is in the view: how many, and the nearest to its centre, with
 * the way to look for more there, within the list's `radii`, in km.
 */
export function listVisiblePlaces(map, markers, opened, words, radii) {
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
    if (here) here.href = addressHere(here, map, radii);
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
  map.on("moveend placesadded", tellSoon);
  map.on("unload", () => clearTimeout(timer));
  tell();
}

/** The list of places around the middle of the map, with the filters of this page. */
function addressHere(link, map, radii) {
  const address = new URL(link.href);
  const { lat, lng } = map.getCenter();
  const kept = new URLSearchParams(address.search);
  // A point, not the visitor’s own position.
  kept.set("q", `${lat.toFixed(3)}, ${lng.toFixed(3)}`);
  const bounds = map.getBounds();
  const reach = Math.max(
    map.distance([lat, bounds.getWest()], [lat, bounds.getEast()]),
    map.distance([bounds.getSouth(), lng], [bounds.getNorth(), lng]),
  ) / 2000;
  const radius = radii.find((km) => km >= reach);
  // That of the view before may be in the address still.
  kept.delete("radius_km");
  if (radius) kept.set("radius_km", radius);
  address.search = kept;
  address.hash = hashOf(map);
  return address.href;
}
