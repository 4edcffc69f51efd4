/** What a popup says of a place: what its card says of it alone, and the ways there. */

import { linesOfCard, linksOfCard } from "./list_sync.js";

// Clear of the buttons in the corner above, and of the marker and the credit below.
const PADDING = { autoPanPaddingTopLeft: [54, 10], autoPanPaddingBottomRight: [10, 60] };
const WIDEST = 260;
// What of a popup is not its content: margins and the tip (css/map.css).
const AROUND = { x: 56, y: 44 };

/** Let a press on the marker of a place on a map say more; `details` are what no card says. */
export function bindPopup(marker, map, words, details) {
  let content;
  marker.bindPopup(() => {
    // Leaflet asks for the content first, and then makes room for it.
    fitIntoMap(map, marker.getPopup());
    return (content = content ?? popupContent(marker, words, details));
  }, { ...PADDING, minWidth: 130 });
  marker.on("popupclose", () => {
    content = undefined;
  });
}

/** Let no popup be larger than what the map has room for: the rest of it scrolls. */
function fitIntoMap(map, { options }) {
  const { autoPanPaddingTopLeft: [left, top], autoPanPaddingBottomRight: [right, bottom] } = PADDING;
  const { x, y } = map.getSize();
  options.maxWidth = Math.min(WIDEST, x - left - right - AROUND.x);
  options.maxHeight = y - top - bottom - AROUND.y;
}

/** Measure anew what is open, without losing the focus in it. */
export function updatePopup(popup) {
  // Leaflet takes the content out and puts it in again.
  const focused = document.activeElement;
  const hasFocus = popup.getElement()?.contains(focused);
  popup.update();
  if (hasFocus) focused.focus({ preventScroll: true });
}

function element(name, text, attributes = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...attributes });
}

/** Nodes, since names are not markup. */
function popupContent(marker, words, details) {
  const { place } = marker;
  const content = element("div", "");
  const isListed = place.card && !place.card.hidden;
  if (isListed) Object.assign(place, { lines: linesOfCard(place.card), links: linksOfCard(place.card) });
  content.append(element("a", place.name, { href: place.url, className: "popup-name" }));
  for (const line of place.lines ?? [place.detail]) content.append(element("p", line));
  if (place.links) content.append(linksTo(place));
  if (isListed) content.append(linkToCard(place.card, words));
  if (!place.lines && details) addDetails(content, marker, words, details);
  return content;
}

/** The ways to a place, in other maps. */
function linksTo({ links }) {
  const line = element("p", "", { className: "links" });
  for (const { words, url, title, is_for_phones: isForPhones } of links) {
    const link = element("a", words, { href: url, rel: "noopener" });
    link.setAttribute("aria-label", title);
    link.classList.toggle("for-phones", isForPhones);
    line.append(link, " ");
  }
  return line;
}

function linkToCard(card, words) {
  const button = element("button", words.inList, { type: "button", className: "popup-to-list" });
  button.addEventListener("click", () => card.querySelector("a").focus());
  return button;
}

async function addDetails(content, marker, words, details) {
  const { place } = marker;
  try {
    const { lines, links } = await details(place);
    Object.assign(place, { lines, links });
    // The first says more than the town, which is there already.
    content.querySelector("p").replaceWith(...lines.map((line) => element("p", line)));
    if (links) content.append(linksTo(place));
  } catch (error) {
    console.error("The details of a place could not be loaded.", error);
    content.append(element("p", words.detailsFailed));
  }
  updatePopup(marker.getPopup());
}
