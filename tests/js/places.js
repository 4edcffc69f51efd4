import { boundsOf, readPlaces } from "/static/js/locator/places.js";
import { assertEqual } from "./testing.js";

/** A list as the pages have it. */
function list(...items) {
  const root = document.createElement("ol");
  root.innerHTML = items.join("");
  return root;
}

const OFFICE = `
  <li class="place" data-latitude="43.23800" data-longitude="76.94500">
    <h3><svg></svg><a href="/en/places/almaty/1/"> Kcell </a></h3>
    <p class="place-address">
      Almaty, <span lang="ru">Абая
      10</span>
    </p>
    <p><a href="/en/operators/kcell/">Another link</a></p>
  </li>`;
const STORE = `
  <li class="place" data-latitude="51.1" data-longitude="71.43">
    <h3><a href="https://example.org/2/">&lt;b&gt;Magnum&lt;/b&gt;</a></h3>
    <p class="place-address"></p>
  </li>`;

export function reads_name_address_and_position() {
  const [{ name, address, position }] = readPlaces(list(OFFICE));

  assertEqual(name, "Kcell");
  assertEqual(address, "Almaty, Абая 10");
  assertEqual(position, [43.238, 76.945]);
}

export function reads_whole_addresses_of_pages() {
  const [office, store] = readPlaces(list(OFFICE, STORE));

  assertEqual(office.url, `${location.origin}/en/places/almaty/1/`);
  assertEqual(store.url, "https://example.org/2/");
}

export function reads_places_in_the_order_of_the_list() {
  const names = readPlaces(list(STORE, OFFICE)).map(({ name }) => name);

  assertEqual(names, ["<b>Magnum</b>", "Kcell"]);
}

export function reads_no_place_from_an_empty_list() {
  assertEqual(readPlaces(list()), []);
}

export function reads_only_places() {
  assertEqual(readPlaces(list("<li><a href='/'>Home</a></li>", OFFICE)).length, 1);
}

export function bounds_hold_every_place() {
  const places = [[43.2, 76.9], [51.1, 71.4], [47.1, 51.9]];

  const bounds = boundsOf(places.map((position) => ({ position })));

  assertEqual(bounds, [[43.2, 51.9], [51.1, 76.9]]);
}

export function bounds_of_one_place_are_its_position_twice() {
  assertEqual(boundsOf([{ position: [43.2, 76.9] }]), [[43.2, 76.9], [43.2, 76.9]]);
}
