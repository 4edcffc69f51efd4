/** What a popup says of a place: the main lines of its card. */

import { linesOfCard } from "./list_sync.js";

// Clear of the buttons in the corner above, and of the credit below.
const OPTIONS = {
  maxWidth: 210,
  minWidth: 150,
  autoPanPaddingTopLeft: [54, 10],
  autoPanPaddingBottomRight: [10, 60],
};

/** Let a press on the marker of a place say more; `details` are what no card says. */
export function bindPopup(marker, words, details) {
  let content;
  marker.bindPopup(() => (content = content ?? popupContent(marker, words, details)), OPTIONS);
  marker.on("popupclose", () => {
    content = undefined;
  });
}

function element(name, text, attributes = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...attributes });
}

/** Nodes, since names are not markup. */
function popupContent(marker, words, details) {
  const { place } = marker;
  const content = element("div", "");
  const isListed = place.card && !place.card.hidden;
  const lines = isListed ? linesOfCard(place.card) : place.lines;
  content.append(element("a", place.name, { href: place.url, className: "popup-name" }));
  for (const line of lines ?? [place.detail]) content.append(element("p", line));
  if (isListed) content.append(linkToCard(place.card, words));
  if (!lines && details) addDetails(content, marker, words, details);
  return content;
}

function linkToCard(card, words) {
  const button = element("button", words.inList, { type: "button", className: "popup-to-list" });
  button.addEventListener("click", () => card.querySelector("a").focus());
  return button;
}

async function addDetails(content, marker, words, details) {
  const { place } = marker;
  try {
    place.lines = await details(place);
    // The first says more than the town, which is there already.
    content.querySelector("p").replaceWith(...place.lines.map((line) => element("p", line)));
  } catch (error) {
    console.error("The details of a place could not be loaded.", error);
    content.append(element("p", words.detailsFailed));
  }
  // Leaflet takes the content out and puts it in again: the focus would be lost.
  const focused = document.activeElement;
  marker.getPopup().update();
  if (content.contains(focused)) focused.focus({ preventScroll: true });
}
