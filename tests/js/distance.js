import { distanceIn } from "/static/js/locator/map/distance.js";
import { assertEqual } from "./testing.js";

const UNITS = { metres: "{number} m", km: "{number} km" };

function written(language, ...lengths) {
  return lengths.map(distanceIn(language, UNITS));
}

export function short_ways_are_in_tens_of_metres() {
  assertEqual(written("en", 0, 4, 14.9, 455, 994), ["0 m", "0 m", "10 m", "460 m", "990 m"]);
}

export function long_ways_are_in_kilometres() {
  assertEqual(written("en", 995, 1249, 9949), ["1 km", "1.2 km", "9.9 km"]);
}

export function far_ways_have_no_fraction() {
  assertEqual(written("en", 9950, 12_499, 1_234_567), ["10 km", "12 km", "1,235 km"]);
}

export function numbers_are_written_as_the_language_does() {
  assertEqual(written("ru", 1249), ["1,2 km"]);
  assertEqual(written("kk", 1249), ["1,2 km"]);
  assertEqual(written("zh-hans", 1249), ["1.2 km"]);
}
