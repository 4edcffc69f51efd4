/** The places that the page lists, and their cards, in step with the map. */

/** What a card says of its place, for the map. */
function placeOf(card) {
  const { id, kind, latitude, longitude } = card.dataset;
  const link = card.querySelector("a");
  return {
    id: Number(id),
    kind,
    name: link.textContent.trim(),
    detail: addressOf(card),
    colour: card.querySelector(".swatch rect").getAttribute("fill"),
    isUnsure: "unsure" in card.dataset,
    url: link.href,
    position: [Number(latitude), Number(longitude)],
    card,
  };
}

function textOf(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

/** Town and address, without how far that is. */
function addressOf(card) {
  const address = card.querySelector(".place-address").cloneNode(true);
  address.querySelector(".place-distance")?.remove();
  return textOf(address);
}

/** What the card of a place says below its name. */
export function linesOfCard(card) {
  return [...card.querySelectorAll("p:not(.links)")].map(textOf).filter(Boolean);
}

export function listedPlaces(root) {
  return [...root.querySelectorAll(".place[data-id]")].map(placeOf);
}

/** Hear an event of a card for as long as the map is there. */
function listen(map, card, name, handler) {
  card.addEventListener(name, handler);
  map.on("unload", () => card.removeEventListener(name, handler));
}

/** Let cards and markers point at each other; a button on each card opens its marker. */
export function syncList(map, places, markers, { showOnMap }) {
  for (const place of places) {
    const { card } = place;
    for (const event of ["mouseenter", "focusin"]) {
      listen(map, card, event, () => markers.highlight(place));
    }
    for (const event of ["mouseleave", "focusout"]) {
      listen(map, card, event, () => markers.highlight(null));
    }
    const links = card.querySelector(".links");
    if (!links) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "place-on-map";
    button.textContent = showOnMap;
    button.setAttribute("aria-label", `${showOnMap}: ${place.name}, ${place.detail}`);
    button.addEventListener("click", () => {
      map.getContainer().scrollIntoView({ block: "nearest" });
      markers.open(place);
    });
    links.append(" ", button);
    map.on("unload", () => button.remove());
  }
  markers.onHighlight = (place) => {
    for (const { card } of places) card.classList.toggle("is-highlighted", card === place?.card);
  };
}
