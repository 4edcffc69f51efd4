/** Where the visitor is, and where they look, on a press. */

import { positionAsker } from "./ask_position.js";

/** Mark where the visitor is; return the mark. */
export function addHere(map, position) {
  const icon = L.divIcon({ className: "here", iconSize: [22, 22], html: document.createElement("div") });
  const options = { icon, interactive: false, keyboard: false, zIndexOffset: 1000 };
  return L.marker(position, options).addTo(map);
}

export function offerGeolocation(map, dot, button, words, say) {
  let circle;

  function show({ latitude, longitude, accuracy }) {
    const latlng = L.latLng(latitude, longitude);
    if (!L.latLngBounds(map.options.maxBounds).contains(latlng)) {
      say(words.outside);
      return;
    }
    say(words.found.replace("{metres}", Math.round(accuracy)));
    dot?.remove();
    circle?.remove();
    circle = L.circle(latlng, { radius: accuracy, className: "here-circle", interactive: false });
    circle.addTo(map);
    dot = addHere(map, latlng);
    map.fitBounds(circle.getBounds(), { maxZoom: Math.max(map.getZoom(), 14) });
  }

  function turn(event) {
    // On an iPhone from north clockwise, elsewhere against it.
    const isKnown = event.absolute && event.alpha !== null;
    const heading = event.webkitCompassHeading ?? (isKnown ? 360 - event.alpha : null);
    const arrow = dot?._icon?.firstChild;
    if (heading === null || !arrow) return;
    arrow.className = "here-arrow";
    arrow.style.transform = `rotate(${heading + (screen.orientation?.angle ?? 0)}deg)`;
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
