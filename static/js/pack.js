/** The pack: places by distance and by filters, on a phone without a network; nothing is loaded or sent. */

import { submit } from "./card.js";
import { positionAsker } from "./locator/map/ask_position.js";
import { distanceIn } from "./locator/map/distance.js";
import { fill } from "./number_lookup.js";

const EARTH_M = 6_371_009;
// Nearer than this, a place may as well be on the other side.
const LEAST_M_FOR_DIRECTION = 150;
const MINUTE_MS = 60_000;
const DAY = 24 * 60;
const DAYS = 14;

const filters = document.getElementById("filters");
const list = document.getElementById("list");
const words = JSON.parse(list.dataset.words);
const brands = JSON.parse(list.dataset.brands);
const hours = JSON.parse(list.dataset.hours);
const since = Number(list.dataset.since);
const inWords = distanceIn(document.documentElement.lang, words);
const asked = new URLSearchParams(location.search);
const radians = (degrees) => (degrees * Math.PI) / 180;
let here;
let shownOrder;

const places = [...list.querySelectorAll("[data-at]")].map((element) => {
  const { at, brand, kind, hours: number } = element.dataset;
  const state = document.createElement("span");
  const away = document.createElement("span");
  away.className = "pack-away";
  element.prepend(away);
  element.append(document.createElement("br"), state);
  return { element, brand, kind, intervals: hours[number], at: at.split(",").map(Number), away, state };
});

/** Metres, on a sphere: off by half a percent at most; and the bearing in degrees from north. */
function measure([latitude, longitude], [toLatitude, toLongitude]) {
  const [south, north] = [radians(latitude), radians(toLatitude)];
  const east = radians(toLongitude - longitude);
  const chord = Math.sin((north - south) / 2) ** 2 + Math.cos(south) * Math.cos(north) * Math.sin(east / 2) ** 2;
  const x = Math.sin(east) * Math.cos(north);
  const y = Math.cos(south) * Math.sin(north) - Math.sin(south) * Math.cos(north) * Math.cos(east);
  return { metres: 2 * EARTH_M * Math.asin(Math.sqrt(chord)), bearing: (Math.atan2(x, y) * 180) / Math.PI };
}

function awayInWords({ metres, bearing }) {
  if (metres < LEAST_M_FOR_DIRECTION) return inWords(Math.max(10, metres));
  return `${inWords(metres)} ${words.directions[(Math.round(bearing / 45) + 8) % 8]}`;
}

/** Minutes since the pack’s first day began. */
function minuteNow() {
  return Math.floor(Date.now() / MINUTE_MS) - since;
}

function clock(minute) {
  const ofDay = ((minute % DAY) + DAY) % DAY;
  const [hour, rest] = [Math.floor(ofDay / 60), ofDay % 60];
  return `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** Whether a place is open: above 0 yes, 0 nobody knows, below 0 no; and it in words. */
function openState(intervals, minute) {
  if (!intervals || minute < 0 || minute >= DAYS * DAY) return { known: 0, text: "" };
  const now = intervals.find(([start, end]) => start <= minute && minute < end);
  if (now && !now[2]) return { known: 0, text: words.unknown };
  if (now) {
    const isLong = now[1] - minute > DAY;
    const time = now[1] % DAY ? clock(now[1]) : "24:00";
    return { known: 1, text: isLong ? words.always : fill(words.open, { time }) };
  }
  const [next] = intervals.find(([start]) => start > minute) ?? [];
  const isToday = next !== undefined && Math.floor(next / DAY) === Math.floor(minute / DAY);
  return { known: -1, text: isToday ? fill(words.opens, { time: clock(next) }) : words.closed };
}

/** How well a place is known to be what is asked for: above 0 it is, 0 nobody knows, below 0 it is not. */
function fit({ brand, kind, intervals }, minute) {
  const { tops_up: topsUp, holds, kind: oneKind, brand: oneBrand, open } = Object.fromEntries(new FormData(filters));
  if ((oneKind && kind !== oneKind) || (oneBrand && brand !== oneBrand)) return -1;
  const known = [topsUp, holds].filter(Boolean).map((name) => brands[brand]?.[name] ?? 0);
  if (open) known.push(openState(intervals, minute).known);
  return Math.min(1, ...known);
}

function heading(text) {
  const item = document.createElement("li");
  item.className = "pack-heading";
  item.textContent = text;
  return item;
}

/** Show what fits, the nearest first; under a heading, of what it is not known; count what is left out. */
function show() {
  const minute = minuteNow();
  const measured = places.map((place, order) => {
    const found = here && measure(here, place.at);
    place.away.textContent = found ? awayInWords(found) : "";
    place.state.textContent = openState(place.intervals, minute).text;
    return { place, known: fit(place, minute), far: found ? found.metres : order };
  });
  const shown = measured.filter(({ known }) => known >= 0).sort((one, other) => one.far - other.far);
  const sure = shown.filter(({ known }) => known > 0);
  const perhaps = shown.filter(({ known }) => known === 0);
  const left = places.length - shown.length;
  // Made anew only where something else stands there: a link in it may have the focus.
  const order = [...sure, null, ...perhaps].map((one) => one && one.place.element.id).join();
  if (order === shownOrder) return;
  shownOrder = order;
  list.textContent = "";
  list.append(...sure.map(({ place }) => place.element));
  if (perhaps.length) list.append(heading(words.perhaps), ...perhaps.map(({ place }) => place.element));
  const sentences = [fill(words.shown, { count: shown.length })];
  if (left) sentences.push(fill(words.left_out, { count: left }));
  document.getElementById("count").textContent = sentences.join(" ");
}

/** Take over what the address asks for: the list of places has the same names. */
function readAddress() {
  for (const field of filters.elements) {
    const value = asked.get(field.name) ?? (field.name === "tops_up" ? asked.get("operator") : null);
    if (!value) continue;
    if (field.type === "checkbox") field.checked = field.value === value;
    else if ([...field.options ?? []].some((option) => option.value === value)) field.value = value;
  }
  const [latitude, longitude] = ["lat", "lon"].map((name) => parseFloat(asked.get(name)));
  // Elsewhere than around Kazakhstan nothing is near.
  if (latitude > 35 && latitude < 60 && longitude > 40 && longitude < 95) here = [latitude, longitude];
}

const near = document.getElementById("near");
const status = document.getElementById("near-status");
const say = (text) => { status.textContent = text; };

if (navigator.geolocation) {
  near.addEventListener("click", positionAsker(JSON.parse(near.dataset.messages), {
    say,
    found({ latitude, longitude }) {
      say("");
      filters.elements.from.value = "";
      here = [latitude, longitude];
      show();
    },
  }));
} else {
  near.hidden = true;
}
filters.addEventListener("change", ({ target }) => {
  if (target.name === "from") here = target.value ? target.value.split(",").map(Number) : undefined;
  show();
});
filters.addEventListener("submit", (event) => event.preventDefault());
document.querySelector(".card-form").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
for (const part of document.querySelectorAll(".number, .card-form")) part.hidden = false;
filters.hidden = !places.length;
if (minuteNow() >= DAYS * DAY) {
  const old = document.getElementById("pack-old");
  old.textContent = fill(words.old, { days: DAYS });
  old.hidden = false;
}
readAddress();
if (places.length) show();
document.getElementById(location.hash.slice(1))?.scrollIntoView();
// A place opens and closes while the page stands open.
setInterval(show, MINUTE_MS);
