/** How a place looks on the map. */

const SVG = "http://www.w3.org/2000/svg";

// Told apart by shape too: an office, a store, and all else.
const SHAPES = {
  operator: ["circle", { cx: 16, cy: 16, r: 14 }],
  store: ["rect", { x: 3, y: 3, width: 26, height: 26, rx: 6 }],
};
const OTHER_SHAPE = ["path", { d: "M16 1 31 16 16 31 1 16Z" }];

function svg(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

/** Black or white, whichever is read better on the colour (WCAG's luminance). */
function inkOn(colour) {
  const [red, green, blue] = colour.match(/[\da-f]{2}/gi).map((pair) => {
    const part = parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

/** Two letters of a name, or the first and the number at its end: “Ma”, “T2”, “K24”. */
function lettersOf(name) {
  const [number] = name.match(/\d+$/) ?? [];
  return number ? name[0] + number : name.slice(0, 2);
}

/** A shape in the brand's colour with a few letters; hollow and with a “?” if unsure. */
export function markerIcon({ name, kind, colour, isUnsure }) {
  const [shape, attributes] = SHAPES[kind] ?? OTHER_SHAPE;
  const picture = svg("svg", { viewBox: "0 0 32 32", "aria-hidden": "true" });
  const fill = isUnsure ? "#ffffff" : colour;
  picture.append(
    svg(shape, { ...attributes, fill, stroke: isUnsure ? colour : "#fff", "stroke-width": 2 }),
    svg("text", { x: 16, y: 20.5, fill: inkOn(fill) }, lettersOf(name)),
  );
  if (isUnsure) {
    picture.append(
      svg("circle", { cx: 26, cy: 6, r: 6, fill: "#12181f" }),
      svg("text", { x: 26, y: 9.5, fill: "#fff", class: "marker-mark" }, "?"),
    );
  }
  return picture;
}
