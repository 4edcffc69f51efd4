/** Find room for labels, so that none covers another and none is cut off. */

const GAP = 2;
// Beside its dot, else beside what stands upon that.
const NEAR = 3;
const FAR = 28;

/** Where a label may stand around its point, best first: left and top of its box. */
function positions({ point: { x, y }, dot, width, height }) {
  const centre = [x - width / 2, y - height / 2];
  if (!dot) return [centre];
  return [dot + NEAR, dot + FAR].flatMap((away) => [
    [x + away, y - height / 2],
    [x - away - width, y - height / 2],
    [centre[0], y - away - height],
    [centre[0], y + away],
  ]);
}

function box(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

function overlap(one, other) {
  return (
    one.left < other.right &&
    one.right > other.left &&
    one.top < other.bottom &&
    one.bottom > other.top
  );
}

/** Whether an edge of the view, which begins at 0, runs through a box. */
function isCut(one, { x, y }) {
  const isInside = one.left >= 0 && one.top >= 0 && one.right <= x && one.bottom <= y;
  return !isInside && overlap(one, box(0, 0, x, y));
}

/**
 * The labels that find room, each with `left` and `top`.
 *
 * They come in order of importance. A label has a `point`, a `width` and a `height`; one
 * with the radius of a `dot` stands beside it, any other upon its point. `size` is that
 * of the view; what is beyond waits to be dragged into it. `above` are boxes that hide
 * what is under them: a label is there only if it finds no other room.
 */
export function placeLabels(labels, size, above = []) {
  const taken = [];
  const isFree = (one, others = taken) => !others.some((other) => overlap(one, other));
  const placed = [];
  for (const label of labels) {
    const { point: { x, y }, dot = 0, width, height } = label;
    const spot = box(x - dot, y - dot, 2 * dot, 2 * dot);
    if (!isFree(spot)) continue;
    const roomAt = ([left, top]) => box(left - GAP, top, width + 2 * GAP, height);
    const spots = positions(label).filter((one) => {
      const room = roomAt(one);
      return isFree(room) && !isCut(room, size);
    });
    const best = spots.find((one) => isFree(roomAt(one), above)) ?? spots[0];
    if (!best) continue;
    const [left, top] = best;
    taken.push(spot, box(left, top, width, height));
    placed.push({ ...label, left, top });
  }
  return placed;
}
