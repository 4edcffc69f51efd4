/** Distances in words. */

/** “450 m”, “1.2 km” or “12 km”, with the units of the page’s language. */
export function distanceIn(language, { metres, km }) {
  // Not every browser knows how Kazakh writes numbers: as Russian does.
  const locale = language === "kk" ? "ru" : language;
  const write = (number, maximumFractionDigits) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits }).format(number);
  return (length) => {
    if (length < 995) return metres.replace("{number}", write(Math.round(length / 10) * 10, 0));
    return km.replace("{number}", write(length / 1000, length < 9950 ? 1 : 0));
  };
}
