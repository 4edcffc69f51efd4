/** Keeping visitors’ numbers out of what is stored: the rule of `guides/privacy.py`, which says why. */

const raw = String.raw;

// Python’s \d, \w and \s, which know every script.
const D = raw`\p{Nd}`;
const WORD = raw`\p{L}\p{N}_`;
const SPACE = raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;

const NUMERALS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①-⑨⓿❶-❾⁰¹²³⁴-⁹₀-₉";
const DIGIT = raw`[${D}${NUMERALS}][\ufe0f\u20e3\u200b-\u200d\u2060\u00ad]*`;

const USUAL = raw`[${SPACE}().\-‐-―/_·*（）]`;
const OTHER = raw`(?!${USUAL}|[${NUMERALS}])[^${WORD}]`;
const marks = (others) => `${USUAL}*(?:${OTHER}${USUAL}*){0,${others}}`;
const MARKS = `(?:${marks(3)})`;
// Older Safaris cannot look back for the bracket: it is the last of the marks.
const BRACKET = raw`(?:${marks(3)}[(（]|${marks(2)}\[)`;
const BETWEEN = raw`(?:${BRACKET}[\p{L}\p{Nl}\p{No}]{1,12}\.?[)）\]]${MARKS}|${MARKS})`;
const LONG_NUMBER = new RegExp(raw`\+?${DIGIT}(?:${BETWEEN}${DIGIT}){6,}`, "gu");

const HOUR = `(?:[01]?${D}|2[0-3])`;
const TIME = `${HOUR}(?::[0-5]${D}){1,2}`;
const DAY = raw`(?:(?:19|20)${D}${D}([-./])${D}${D}?\1${D}${D}?|${D}${D}?([-./])${D}${D}?\2(?:19|20)${D}${D})`
  + raw`(?:[${SPACE}]+${HOUR}(?![${WORD}:]))?`;
const HARMLESS = new RegExp(`^(?:${[
  `(?:(?:${DAY}|${TIME})(?:${MARKS}|$))+`,
  raw`[1-9]${D}*[05]0(?:,[${SPACE}][1-9]${D}*[05]0)+`,
  raw`7${D}${D}(?:,[${SPACE}]7${D}${D})+`,
  raw`${D}{3}(?:\*${D}${D}?)*(?:#[^${WORD}]{0,2}\*${D}{3}(?:\*${D}${D}?)*)+`,
].join("|")})$`, "u");

/** Replace every run of seven or more digits by dots, but for what is harmless. */
export function maskNumbers(text) {
  return text.replace(LONG_NUMBER, (number) => (HARMLESS.test(number) ? number : "•••"));
}
