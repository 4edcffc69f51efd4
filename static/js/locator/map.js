/** Offer a map of the places; open it on a press, or where the address says so. */

const section = document.querySelector(".map");
const button = section?.querySelector(".map-open");
const split = section?.closest(".split");
// Where the map stands beside the list: static/css/site.css
const wide = matchMedia("(min-width: 62.5em)");
let isOpening = false;

/**
 * Fetch the modules of the map into the browser's cache, from where they are imported.
 *
 * Some browsers never ask again for a module that failed to load, until the page is
 * loaded anew; what failed to be fetched can be asked for again.
 */
function fetchModules() {
  const { modules } = JSON.parse(section.dataset.assets);
  return Promise.all(modules.map(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await answer.text();
  }));
}

async function open(isPressed) {
  if (isOpening) return;
  isOpening = true;
  const status = section.querySelector(".map-status");
  status.textContent = section.dataset.loading;
  try {
    await fetchModules();
    const { openMap } = await import("./map/create_map.js");
    await openMap(section, isPressed);
    status.textContent = "";
    button.hidden = true;
  } catch (error) {
    console.error("The map could not be opened.", error);
    status.textContent = section.dataset.failed;
    isOpening = false;
  }
}

/** Somebody comes back, or was sent a view of the map. */
function openAsAsked() {
  if (location.hash.startsWith("#map=")) open(false);
}

/** Let the map stand where it is seen, read and reached in one order with the list. */
function place() {
  (wide.matches ? split : split.querySelector(".split-map")).append(section);
}

if (section) {
  if (split) {
    place();
    // Older Safari lacks its addEventListener.
    wide.addListener(place);
  }
  section.hidden = false;
  button.addEventListener("click", () => open(true));
  addEventListener("hashchange", openAsAsked);
  openAsAsked();
}
