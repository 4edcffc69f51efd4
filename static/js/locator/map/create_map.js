/** Load what a map needs, and put it together. */

import { keepBaseMapLoaded } from "./base_map_loader.js";
import { leaveScrollingToPage } from "./gestures.js";
import { listedPlaces, syncList } from "./list_sync.js";
import { detailsFrom, nearestFrom } from "./api.js";
import { keepPlacesLoaded } from "./loader.js";
import { Visitor, offerGeolocation } from "./geolocation.js";
import { offerTiles } from "./tiles.js";
import { Markers } from "./markers.js";
import { keepTabOrder } from "./tab_order.js";
import { listVisiblePlaces } from "./visible_list.js";
import { fittingView, keepViewInAddress, viewInAddress } from "./url_hash.js";

/** Load a classic script or a stylesheet; resolve when it is there. */
function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error(element.src ?? element.href));
    });
    document.head.append(element);
  });
}

async function loadLeaflet({ script, extras, clusters, styles }) {
  await Promise.all([
    ...styles.map((href) => load("link", { rel: "stylesheet", href })),
    load("script", { src: script }),
  ]);
  await Promise.all([extras, clusters].map((src) => load("script", { src })));
}

/** An arrow to the north, which is up on this map. */
function addCompass(map, { north, northLetter }) {
  const compass = L.control({ position: "topleft" });
  compass.onAdd = () => {
    const element = document.createElement("div");
    element.className = "compass";
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", north);
    element.textContent = `${northLetter}↑`;
    return element;
  };
  compass.addTo(map);
}

/** Leaflet’s scale, with the units of the page’s language. */
function addScale(map, { metres, km }) {
  const Scale = L.Control.Scale.extend({
    _updateMetric(most) {
      const length = this._getRoundNum(most);
      const label = length < 1000 ? metres.replace("{number}", length) : km.replace("{number}", length / 1000);
      this._updateScale(this._mScale, label, length / most);
    },
  });
  new Scale({ imperial: false, position: "bottomright", maxWidth: 80 }).addTo(map);
}

function createMap(canvas, settings, words) {
  const map = L.Map.djangoMap(canvas, {
    djoptions: { ...settings, layers: [], resetview: false },
    zoomControl: false,
    maxBoundsViscosity: 0.8,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  addCompass(map, words);
  map.attributionControl.addAttribution(words.placesCredit);
  addScale(map, words);
  return map;
}

/** The boxes of elements on the map, in pixels from its corner. */
function boxesOf(map, selector) {
  const canvas = map.getContainer();
  const corner = canvas.getBoundingClientRect();
  return [...canvas.querySelectorAll(selector)].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return {
      left: left - corner.left,
      top: top - corner.top,
      right: right - corner.left,
      bottom: bottom - corner.top,
    };
  });
}

/**
 * Open the map in a section of the page; resolve when the listed places are on it.
 *
 * It was `isPressed`, and then gets the focus, maybe with a wish for streets; or it
 * opens by itself; or an address asks for a view of it, and then it comes into view
 * where it is not beside the list. Reject when something that it needs did not load or
 * breaks: nothing is left behind then.
 */
export async function openMap(section, { isPressed, isByItself, isBeside, hasStreets }) {
  const [assets, settings, sources, words] = ["assets", "settings", "sources", "words"].map(
    (name) => JSON.parse(section.dataset[name]),
  );
  words.askFirst = sources.unsure ?? words.askFirst;
  await loadLeaflet(assets);
  const opened = section.querySelector(".map-opened");
  const untouched = opened.cloneNode(true);
  opened.hidden = false;
  const canvas = opened.querySelector(".map-canvas");
  let map;
  try {
    map = createMap(canvas, settings, words);
    fill(map, section, { assets, settings, sources, words, isByItself, hasStreets });
  } catch (error) {
    // The next try begins from nothing.
    opened.replaceWith(untouched);
    map?.remove();
    throw error;
  }
  if (isPressed) {
    canvas.scrollIntoView({ block: "nearest" });
    canvas.focus({ preventScroll: true });
  } else if (!isBeside) section.scrollIntoView();
}

/** Put all that belongs on a map there, and let the page around it keep in step. */
function fill(map, section, { assets, settings, sources, words, isByItself, hasStreets }) {
  const language = document.documentElement.lang;
  const opened = section.querySelector(".map-opened");
  const status = section.querySelector(".map-status");
  // Each speaker’s last sentence.
  const said = new Map();
  const sayAs = (speaker) => (sentence) => {
    said.set(speaker, sentence);
    status.textContent = [...said.values()].filter(Boolean).join(" ");
  };
  const listed = listedPlaces(document);

  const fit = (places) => {
    const points = places.map(({ position }) => position);
    map.setView(...fittingView(map, sources.here ? [...points, sources.here] : points));
  };
  const asked = viewInAddress();
  // The address stays as it is until somebody moves what nobody has asked for.
  if (!isByItself) keepViewInAddress(map);
  if (asked) map.setView(...asked);
  else fit(sources.isCountry ? [] : listed);
  if (isByItself) keepViewInAddress(map);
  const visitor = new Visitor(map, sources.here);
  const markers = new Markers(map, words, detailsFrom(sources.details));
  markers.add(listed);
  syncList(map, listed, markers, words);
  keepTabOrder(map, markers, visitor, words);
  leaveScrollingToPage(map, words);
  listVisiblePlaces(map, markers, visitor, opened, words);
  offerGeolocation(map, visitor, opened.querySelector(".map-locate"), {
    words,
    say: sayAs("position"),
    nearest: nearestFrom(sources.nearest),
  });
  keepPlacesLoaded(map, markers, sources, opened.querySelector(".map-failure"), {
    fit: sources.isWhole && !asked ? fit : undefined,
    say: sayAs("places"),
    tooMany: words.tooMany,
  });
  const above = () => boxesOf(map, ".leaflet-marker-icon, .leaflet-control");
  const { redrawNames, isTried } = keepBaseMapLoaded(map, assets, { language, above }, {
    say: sayAs("base map"),
    failed: words.noBaseMap,
  });
  markers.group.on("animationend", redrawNames);
  map.on("placesadded", redrawNames);
  if (settings.tiles) {
    const button = opened.querySelector(".map-streets");
    offerTiles(map, settings.tiles, button, {
      words,
      say: sayAs("streets"),
      isAsked: hasStreets,
      isBaseMapTried: isTried,
    });
  }
}
