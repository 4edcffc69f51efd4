/** Offer a map of the places: it opens on a press, where the address says so, or by itself. */

const section = document.querySelector(".map");
const offer = section?.querySelector(".map-offer, .map-link");
const split = section?.closest(".split");
// Where the map stands beside the list: static/css/site.css
const wide = matchMedia("(min-width: 62.5em)");
const LEAST_MBIT = 1;
let isOpening = false;

/**
 * Fetch all that the first markers need into the browser's cache, at once, the largest first.
 *
 * Modules are imported from there: some browsers never ask again for one that failed to
 * load, until the page is loaded anew; what failed to be fetched can be asked for again.
 * On a slow network nothing waits for what only the next file would name.
 */
function fetchFiles() {
  const { script, clusters, styles, extras, modules } = JSON.parse(section.dataset.assets);
  return Promise.all([script, clusters, ...styles, extras, ...modules].map(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await answer.text();
  }));
}

/** Open the map, once; `how` says what for: `openMap` of create_map.js. */
async function open(how) {
  if (isOpening) return;
  isOpening = true;
  const status = section.querySelector(".map-status");
  status.textContent = section.dataset.loading;
  // What was not pressed must not be pressed in vain.
  offer.hidden = Boolean(how.isByItself);
  try {
    await fetchFiles();
    const { openMap } = await import("./map/create_map.js");
    await openMap(section, { ...how, isBeside: isBeside() });
    status.textContent = "";
    offer.hidden = true;
  } catch (error) {
    console.error("The map could not be opened.", error);
    status.textContent = section.dataset.failed;
    offer.hidden = false;
    isOpening = false;
  }
}

/** Somebody comes back, or was sent a view of the map. */
function openAsAsked() {
  if (location.hash.startsWith("#map=")) open({});
}

function isBeside() {
  return Boolean(split) && wide.matches;
}

/** Whether the visitor, the browser or the network asks for few bytes. */
function savesData() {
  const { saveData, effectiveType, downlink } = navigator.connection ?? {};
  const isSlow = ["slow-2g", "2g", "3g"].includes(effectiveType) || downlink < LEAST_MBIT;
  return saveData || isSlow || matchMedia("(prefers-reduced-data: reduce)").matches;
}

/** Beside the list nobody has to press. */
function openByItself() {
  if (isBeside() && !savesData()) open({ isByItself: true });
}

/** Let the map stand where it is seen, read and reached in one order with the list. */
function place() {
  (wide.matches ? split : split.querySelector(".split-map")).append(section);
}

if (section) {
  if (split) place();
  section.hidden = false;
  offer.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) open({ isPressed: true, hasStreets: "streets" in button.dataset });
  });
  addEventListener("hashchange", openAsAsked);
  openAsAsked();
  if (split) {
    // Older Safari lacks its addEventListener.
    wide.addListener(() => {
      place();
      openByItself();
    });
    if (document.readyState === "complete") openByItself();
    else addEventListener("load", openByItself);
  }
}
