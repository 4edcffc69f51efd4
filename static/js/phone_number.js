/** Phone numbers of Kazakhstan, and other figures, as people write them. */

export const WHOLE = 10;

/** The text with its figures as 0 to 9: full-width ones, Arabic ones and those of any other script. */
export function withPlainFigures(text) {
  return text.normalize("NFKC").replace(/\p{Nd}/gu, (figure) => {
    let value = 0;
    // In each script they stand in a row of ten.
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(figure.codePointAt(0) - value - 1))) value += 1;
    return value;
  });
}

/**
 * Return the digits after +7 that a text may mean: +7 701, 8 701, 7 701 or 701; ten, where it is a whole number.
 *
 * Mostly one text. None, where another country follows the plus. A 7 at the beginning may be the country’s or
 * the number’s own: `isPrefix` says which three digits begin a mobile number, and both may.
 */
export function nationalDigits(text, isPrefix) {
  const typed = withPlainFigures(text).replace(/[^\d+]/g, "");
  const [, abroad] = /^(?:\+|00|810)(\d*)/.exec(typed) ?? [];
  if (abroad !== undefined) {
    const [, rest] = /^(?:7|8(?=7|$)|$)(.*)/.exec(abroad) ?? [];
    return rest === undefined ? [] : [rest];
  }
  const digits = typed.replace(/\+/g, "");
  if (/^8\d/.test(digits)) return [digits.slice(1)];
  const rest = digits.slice(1);
  const [isOwn, isAfterCountry] = [digits, rest].map((one) => isPrefix(one.slice(0, 3)));
  if (digits[0] !== "7") return [digits];
  if (digits.length > WHOLE) return [digits.length === WHOLE + 1 && (rest[0] === "7" || !isOwn) ? rest : digits];
  if (isOwn && isAfterCountry && digits.length < WHOLE) return [digits, rest];
  return [isAfterCountry && !isOwn ? rest : digits];
}

/** Whether ten digits, or the first of them, are those of a landline: their second is 1 or 2. */
export function isLandline(digits) {
  return /^7[12]/.test(digits);
}

/** The number as people read it: 701 234 56 78. */
export function spaced(digits) {
  return digits.replace(/^(\d{3})(\d{0,3})(\d{0,2})(\d*)$/, "$1 $2 $3 $4").trim();
}
