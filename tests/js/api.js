import { readColumns } from "/static/js/locator/map/api.js";
import { assertEqual } from "./testing.js";

const ANSWER = {
  truncated: false,
  operators: [["kcell", "Kcell"]],
  brands: [["magnum", "Magnum", "store", "#d6006d"], ["kcell", "Kcell", "operator", "#5c2d91"]],
  settlements: [["almaty", "Almaty"], ["astana", "Astana"]],
  brand: [0, 0, 1],
  settlement: [0, 0, 1],
  id: [7, 1, 12],
  latitude: [4323800, 1200, 787800],
  longitude: [7694500, -500, -551000],
  unsure: [1, 0, 0],
};

export function columnsBecomePlaces() {
  const { found } = readColumns(ANSWER, "/en/places/{settlement}/{id}/");
  assertEqual(found.map(({ id }) => id), [7, 8, 20]);
  assertEqual(found.map(({ position }) => position), [[43.238, 76.945], [43.25, 76.94], [51.128, 71.43]]);
  assertEqual(found.map(({ isUnsure }) => isUnsure), [true, false, false]);
  const { name, kind, colour, detail, url } = found[2];
  assertEqual([name, kind, colour, detail], ["Kcell", "operator", "#5c2d91", "Astana"]);
  assertEqual(url, "/en/places/astana/20/");
}

export function noPlaceIsNoPlace() {
  const empty = { ...ANSWER, brand: [], settlement: [], id: [], latitude: [], longitude: [], unsure: [] };
  assertEqual(readColumns(empty, "").found, []);
}
