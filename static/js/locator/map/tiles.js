/** Streets, from another host, when somebody asks for them. */

const PATIENCE_MS = 6000;
const MOST_ERRORS = 6;

/**
 * Offer tiles of streets above the base map; they go again, with a sentence, when the
 * host does not answer. None is asked for without a network, or where data is saved.
 *
 * Those that the press asked for which opened the map come when the base map is drawn, or
 * cannot be: when `isBaseMapTried` resolves.
 */
export function offerTiles(map, { url, options }, button, { words, say, isAsked, isBaseMapTried }) {
  let layer, timer, loaded, failed;

  function remove(sentence) {
    clearTimeout(timer);
    const gone = layer;
    layer = undefined;
    // Leaflet is still at work on the tile of which it tells.
    if (gone) Promise.resolve().then(() => map.removeLayer(gone));
    button.setAttribute("aria-pressed", false);
    say(sentence);
  }

  /** A host that never answers causes no error. */
  function waitForMore() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!loaded) remove(words.noStreets);
      else say(words.streetsWithHoles);
    }, PATIENCE_MS);
  }

  function add() {
    loaded = failed = 0;
    layer = L.tileLayer(url, options);
    layer.on("loading", () => {
      loaded = failed = 0;
    });
    layer.on("tileloadstart", waitForMore);
    layer.on("tileload", () => {
      loaded += 1;
      waitForMore();
    });
    layer.on("tileerror", () => {
      failed += 1;
      waitForMore();
      if (!loaded && failed >= MOST_ERRORS) remove(words.noStreets);
    });
    // All of a view have come or failed.
    layer.on("load", () => {
      clearTimeout(timer);
      if (failed && !loaded) remove(words.noStreets);
      else say(failed ? words.streetsWithHoles : "");
    });
    layer.addTo(map);
    button.setAttribute("aria-pressed", true);
    say("");
  }

  function refusal() {
    if (navigator.onLine === false) return words.offline;
    return navigator.connection?.saveData ? words.savesData : "";
  }

  function ask() {
    if (refusal()) say(refusal());
    else add();
  }

  button.addEventListener("click", () => {
    if (layer) remove("");
    else ask();
  });
  const lose = () => layer && remove(words.offline);
  const regain = () => layer || say("");
  addEventListener("offline", lose);
  addEventListener("online", regain);
  map.on("unload", () => {
    removeEventListener("offline", lose);
    removeEventListener("online", regain);
  });
  button.setAttribute("aria-pressed", false);
  // The first picture without them, the second with what has come of them.
  const askSoon = () => requestAnimationFrame(() => requestAnimationFrame(() => layer || ask()));
  if (isAsked) isBaseMapTried.then(askSoon);
}
