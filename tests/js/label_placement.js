import { placeLabels } from "/static/js/locator/basemap/label_placement.js";
import { assertEqual } from "./testing.js";

const SIZE = { x: 400, y: 300 };

function label(name, x, y, dot) {
  return { name, point: { x, y }, width: 60, height: 16, dot };
}

function placed(...labels) {
  return placeLabels(labels, SIZE).map(({ name, left, top }) => [name, left, top]);
}

export function names_stand_upon_their_points() {
  assertEqual(placed(label("sea", 100, 100)), [["sea", 70, 92]]);
}

export function names_stand_to_the_right_of_their_dots() {
  assertEqual(placed(label("city", 100, 100, 3)), [["city", 106, 92]]);
}

export function the_less_important_makes_room() {
  assertEqual(placed(label("city", 100, 100, 3), label("town", 96, 100, 3)), [["city", 106, 92]]);
  assertEqual(placed(label("city", 100, 100, 3), label("town", 90, 102, 2)), [
    ["city", 106, 92],
    ["town", 25, 94],
  ]);
}

export function no_name_is_cut_by_an_edge() {
  assertEqual(placed(label("city", 390, 100, 3)), [["city", 324, 92]]);
  assertEqual(placed(label("sea", 390, 100)), []);
  assertEqual(placed(label("beyond", -10, 100, 3)), [["beyond", -76, 92]]);
}
