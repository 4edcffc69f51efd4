/** Phone numbers of Kazakhstan, as people write them. */

export const WHOLE = 10;

/**
 * Return the digits after +7 of a number in any form: +7 701, 8 701, 7 701 or 701, full-width digits too.
 *
 * Ten of them, when it is whole; null, where another country follows the plus. A 7 at the beginning may be
 * the country’s or the number’s own: `isPrefix` says which three digits begin a mobile number.
 */
export function nationalDigits(text, isPrefix) {
  const typed = text.normalize("NFKC").replace(/[^\d+]/g, "");
  const [, abroad] = /^(?:\+|00|810)(\d*)/.exec(typed) ?? [];
  if (abroad !== undefined) {
    const [, rest] = /^(?:7|8(?=7|$)|$)(.*)/.exec(abroad) ?? [];
    return rest ?? null;
  }
  const digits = typed.replace(/\+/g, "");
  if (/^8\d/.test(digits)) return digits.slice(1);
  const isCountry = !isPrefix(digits.slice(0, 3)) && isPrefix(digits.slice(1, 4));
  return /^7/.test(digits) && (digits.length > WHOLE || isCountry) ? digits.slice(1) : digits;
}

/** Whether ten digits, or the first of them, are those of a landline: their second is 1 or 2. */
export function isLandline(digits) {
  return /^7[12]/.test(digits);
}

/** The number as people read it: 701 234 56 78. */
export function spaced(digits) {
  return digits.replace(/^(\d{3})(\d{0,3})(\d{0,2})(\d*)$/, "$1 $2 $3 $4").trim();
}
