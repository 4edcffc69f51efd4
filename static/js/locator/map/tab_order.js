/** Which markers the keyboard reaches: those in the view, the nearest first. */

import { distanceIn } from "./distance.js";

const ICONS = ".leaflet-marker-icon[role=button]";

/**
 * Keep the markers that are seen in the order of the keyboard, and the others out of it.
 *
 * The nearest to the visitor come first, else those nearest to the middle. Each says how
 * far away it is: many have the same name, and no address.
 */
export function keepTabOrder(map, markers, visitor, words) {
  const pane = map.getPane("markerPane");
  const distance = distanceIn(document.documentElement.lang, words);
  let start;

  function order() {
    const focused = document.activeElement;
    const hasFocus = pane.contains(focused);
    // Who goes from one to the next goes on as they began.
    if (!hasFocus || !start) start = visitor.latlng ?? map.getCenter();
    const view = map.getBounds();
    const shown = markers.shown()
      .map((marker) => ({ marker, icon: marker._icon, metres: start.distanceTo(marker.getLatLng()) }))
      .sort((one, other) => one.metres - other.metres);
    for (const { marker, icon, metres } of shown) {
      const isSeen = view.contains(marker.getLatLng());
      icon.setAttribute("tabindex", isSeen ? 0 : -1);
      if (isSeen && marker.place) markers.name(marker, distance(metres));
    }
    const wanted = shown.map(({ icon }) => icon);
    const icons = new Set(wanted);
    const now = [...pane.querySelectorAll(ICONS)].filter((icon) => icons.has(icon));
    if (wanted.every((icon, place) => icon === now[place])) return;
    // What is moved loses the focus: the others are put around it.
    const pivot = hasFocus ? wanted.indexOf(focused) : -1;
    wanted.forEach((icon, place) => {
      if (place < pivot) pane.insertBefore(icon, focused);
      else if (place > pivot) pane.append(icon);
    });
  }

  // Later, when what moves has come to rest.
  let timer;
  const orderSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(order, 100);
  };
  map.on("moveend placesadded visitorfound", orderSoon);
  map.on("zoomend", () => {
    start = undefined;
  });
  markers.group.on("animationend spiderfied unspiderfied", orderSoon);
  map.on("unload", () => clearTimeout(timer));
  order();
}
