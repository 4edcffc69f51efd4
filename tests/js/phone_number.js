import { isLandline, nationalDigits, spaced, withPlainFigures } from "/static/js/phone_number.js";
import { assertEqual } from "./testing.js";

const PREFIXES = ["701", "705", "747", "771", "777"];

function digitsOf(...texts) {
  return texts.map((text) => nationalDigits(text, (prefix) => PREFIXES.includes(prefix)).join(" or "));
}

export function every_way_of_writing_a_number_is_read() {
  const ways = [
    "+7 701 234 56 78", "8 701 234-56-78", "7 (701) 234 56 78", "701 234 56 78", "７０１２３４５６７８",
    "+７（７０１）２３４‑５６‑７８", "007 701 234 56 78", "8~10 7 701 2345678", "+8 701 234 56 78", "tel: +7-701-234-56-78",
    "+7 701 234 56 78", "＋7.701.234.56.78", "٧٠١٢٣٤٥٦٧٨", "۷۰۱۲۳۴۵۶۷۸", "७०१२३४५६७८",
  ];
  assertEqual([...new Set(digitsOf(...ways))], ["7012345678"]);
}

export function a_number_that_begins_is_read_as_far_as_it_is_there() {
  assertEqual(digitsOf("", "+", "+7", "7", "8", "70", "+7 70", "8701", "7701", "770123", "+7 701"),
    ["", "", "", "7", "8", "70", "70", "701", "701", "70123", "701"]);
}

export function a_seven_is_the_countrys_only_where_the_number_needs_it() {
  assertEqual(digitsOf("7771234567", "77771234567", "7717272727", "7701234567"),
    ["7771234567", "7771234567", "7717272727", "701234567"]);
  // Until it is whole, it may be either.
  assertEqual(digitsOf("7771", "7 771 23", "77712345678"), ["7771 or 771", "777123 or 77123", "7712345678"]);
}

export function other_countries_are_told_apart() {
  assertEqual(digitsOf("+86 138 0013 8000", "0086 138", "+996 555 12 34 56", "+44", "8 10 86 138"),
    ["", "", "", "", ""]);
  assertEqual(nationalDigits("+86 138", () => false), []);
  assertEqual(digitsOf("+7 916 123 45 67", "8 916 123 45 67", "79161234567"),
    ["9161234567", "9161234567", "9161234567"]);
}

export function what_is_too_long_stays_so() {
  assertEqual(digitsOf("+7 701 234 56 789", "70123456789", "87012345678 87012345678"),
    ["70123456789", "70123456789", "701234567887012345678"]);
}

export function figures_of_any_script_are_plain() {
  assertEqual(["２０٠٠", "1२3", "a1"].map(withPlainFigures), ["2000", "123", "a1"]);
}

export function landlines_are_told_from_mobile_numbers() {
  assertEqual(["7272583300", "71", "7012345678", "7472345678"].map(isLandline), [true, true, false, false]);
}

export function a_number_is_written_in_groups() {
  assertEqual(["7012345678", "70123", "701", ""].map(spaced), ["701 234 56 78", "701 23", "701", ""]);
}
