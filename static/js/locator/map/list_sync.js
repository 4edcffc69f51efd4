/** The places that the page lists, and their cards, in step with the map. */

/** What a card says of its place, for the map. */
function placeOf(card) {
  const { id, kind, latitude, longitude } = card.dataset;
  const link = card.querySelector("a");
  return {
    id: Number(id),
    kind,
    name: link.textContent.trim(),
    detail: textOf(card.querySelector(".place-address")),
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

/** What the card of a place says of it alone: where it is, and the rest below that. */
export function linesOfCard(card) {
  const where = [...card.querySelectorAll(".place-distance, .place-address")].map(textOf);
  const rest = [...card.querySelectorAll("p:not(.links):not(.place-address):not(.place-distance)")].map(textOf);
  return [where.join(" · "), ...rest].filter(Boolean);
}

/** The ways to a place, as its card has them. */
export function linksOfCard(card) {
  return [...card.querySelectorAll(".links a[aria-label]")].map((link) => ({
    words: textOf(link),
    url: link.href,
    title: link.getAttribute("aria-label"),
    is_for_phones: link.matches(".for-phones"),
  }));
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
