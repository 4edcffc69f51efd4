/** Where the visitor is, and where they look, on a press. */

import { positionAsker } from "./ask_position.js";

/** The visitor on the map, where it is known where they are: `latlng`, and a mark. */
export class Visitor {
  constructor(map, position) {
    this.map = map;
    if (position) this.moveTo(L.latLng(position));
  }

  moveTo(latlng) {
    const icon = L.divIcon({ className: "here", iconSize: [22, 22], html: document.createElement("div") });
    const options = { icon, interactive: false, keyboard: false, zIndexOffset: 1000 };
    this.mark?.remove();
    this.mark = L.marker(latlng, options).addTo(this.map);
    this.latlng = latlng;
    this.map.fire("visitorfound");
  }

  /** Let an arrow show where the phone points. */
  turn(degrees) {
    const arrow = this.mark?._icon?.firstChild;
    if (!arrow) return;
    arrow.className = "here-arrow";
    arrow.style.transform = `rotate(${degrees}deg)`;
  }
}

/** Let a press on the button show where the visitor is, with the places `nearest` to there. */
export function offerGeolocation(map, visitor, button, { words, say, nearest }) {
  let circle;

  async function show({ latitude, longitude, accuracy }) {
    const latlng = L.latLng(latitude, longitude);
    if (!L.latLngBounds(map.options.maxBounds).contains(latlng)) {
      say(words.outside);
      return;
    }
    say(words.found.replace("{metres}", Math.round(accuracy)));
    circle?.remove();
    circle = L.circle(latlng, { radius: accuracy, className: "here-circle", interactive: false });
    circle.addTo(map);
    visitor.moveTo(latlng);
    const bounds = circle.getBounds();
    try {
      for (const point of (await nearest?.(latlng)) ?? []) bounds.extend(point);
    } catch (error) {
      console.error("The nearest places could not be loaded.", error);
    }
    map.fitBounds(bounds, { maxZoom: 16, paddingTopLeft: [54, 40], paddingBottomRight: [30, 40] });
  }

  function turn(event) {
    // On an iPhone from north clockwise, elsewhere against it.
    const isKnown = event.absolute && event.alpha !== null;
    const heading = event.webkitCompassHeading ?? (isKnown ? 360 - event.alpha : null);
    if (heading !== null) visitor.turn(heading + (screen.orientation?.angle ?? 0));
  }

  async function watchCompass() {
    try {
      // Only an iPhone asks whether this is allowed.
      await window.DeviceOrientationEvent?.requestPermission?.();
    } catch (error) {
      console.error("Where the phone points is not known.", error);
      return;
    }
    const name = "ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation";
    addEventListener(name, turn);
  }

  const ask = positionAsker(words, { say, found: show });
  button.hidden = !navigator.geolocation;
  button.addEventListener("click", () => {
    watchCompass();
    ask();
  });
}
