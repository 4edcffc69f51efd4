/** Open a map of the places listed on the page, when the visitor asks for it. */

const SILENCE_MS = 6000;

const section = document.querySelector(".map");
const button = section?.querySelector("button");

/** Load a classic script or a stylesheet; resolve when it is there. */
function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(element.src ?? element.href)));
    document.head.append(element);
  });
}

async function loadLeaflet({ style, script, extras }) {
  await Promise.all([
    load("link", { rel: "stylesheet", href: style }),
    load("script", { src: script }),
  ]);
  await load("script", { src: extras });
}

/** A place's name, as a link, and its address: nodes, since names are not markup. */
function popup(place) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = place.url;
  link.textContent = place.name;
  const address = document.createElement("p");
  address.textContent = place.address;
  box.append(link, address);
  return box;
}

function drawMap(canvas, places, bounds) {
  const { dataset } = section;
  const { tiles, ...djoptions } = JSON.parse(dataset.settings);
  const map = L.Map.djangoMap(canvas, {
    djoptions: { ...djoptions, layers: [], resetview: false },
    zoomControl: false,
  });
  L.control.zoom({ zoomInTitle: dataset.zoomIn, zoomOutTitle: dataset.zoomOut }).addTo(map);
  const streets = L.tileLayer(tiles.url, tiles.options).addTo(map);
  // A server that never answers causes no error.
  const silence = setTimeout(() => say(dataset.noStreets), SILENCE_MS);
  streets.on("tileload", () => clearTimeout(silence));
  streets.on("tileerror", () => say(dataset.noStreets));
  // Leaflet guesses the addresses of its icons from its stylesheet, and guesses
  // wrong when names are hashed.
  const icon = L.icon({
    iconUrl: dataset.icon,
    iconRetinaUrl: dataset.iconRetina,
    shadowUrl: dataset.shadow,
    iconSize: [25, 41],
    iconAnchor: [12, 41],
    popupAnchor: [1, -34],
    shadowSize: [41, 41],
  });
  for (const place of places) {
    const options = { icon, title: place.name, alt: `${place.name}, ${place.address}` };
    L.marker(place.position, options).bindPopup(popup(place)).addTo(map);
  }
  if (places.length > 0) {
    map.fitBounds(bounds, { padding: [30, 30], maxZoom: 16 });
  }
}

function say(words) {
  section.querySelector(".map-status").textContent = words;
}

async function openMap() {
  const canvas = section.querySelector(".map-canvas");
  button.disabled = true;
  say("");
  try {
    const [{ boundsOf, readPlaces }] = await Promise.all([
      import("./places.js"),
      loadLeaflet(section.dataset),
    ]);
    const places = readPlaces(document);
    canvas.hidden = false;
    drawMap(canvas, places, boundsOf(places));
    button.hidden = true;
    canvas.focus();
  } catch {
    say(section.dataset.failed);
    button.disabled = false;
  }
}

if (section) {
  section.hidden = false;
  button.addEventListener("click", openMap);
}
