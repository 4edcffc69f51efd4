import { keepViewInAddress, viewInAddress } from "/static/js/locator/map/url_hash.js";
import { assertEqual } from "./testing.js";

function viewIn(fragment) {
  history.replaceState(null, "", `#${fragment}`);
  return viewInAddress();
}

export function a_view_is_a_zoom_and_a_position() {
  assertEqual(viewIn("map=13/43.2381/76.945"), [[43.2381, 76.945], 13]);
  assertEqual(viewIn("map=5/-12/-0.5"), [[-12, -0.5], 5]);
}

export function no_address_is_no_view() {
  history.replaceState(null, "", location.pathname);
  assertEqual(viewInAddress(), null);
}

export function what_is_not_a_view_is_none() {
  for (const fragment of ["map=", "map", "main", "map=13/43.2", "map=a/b/c", "map=13/43/76/1", "xmap=13/43/76", "map=133/43/76", "map=13/4e1/76", "map=13//76"]) {
    assertEqual([fragment, viewIn(fragment)], [fragment, null]);
  }
}

export function no_view_is_beyond_the_world() {
  assertEqual(viewIn("map=5/85.1/67"), null);
  assertEqual(viewIn("map=5/48/-180.1"), null);
  assertEqual(viewIn("map=5/85/180"), [[85, 180], 5]);
}

/** As much of a map as an address needs. */
class MovingMap {
  constructor() {
    this.handlers = {};
    this.latitude = 43;
    keepViewInAddress(this);
  }

  on(name, handler) {
    this.handlers[name] = handler;
  }

  getCenter() {
    return { lat: this.latitude, lng: 77 };
  }

  getZoom() {
    return 13;
  }

  move() {
    this.latitude += 0.1;
    this.handlers.moveend();
  }
}

async function withHistory(replaceState, test) {
  history.replaceState = replaceState;
  try {
    await test();
  } finally {
    delete history.replaceState;
  }
}

function lastView(map) {
  return new Promise((resolve) => {
    const look = () => (viewInAddress()?.[0][0] === map.latitude.toFixed(4) * 1 ? resolve() : setTimeout(look, 20));
    look();
  });
}

export async function address_changes_rarely_but_to_the_last_view() {
  const map = new MovingMap();
  let count = 0;
  const count_and_replace = (...change) => {
    count += 1;
    History.prototype.replaceState.apply(history, change);
  };
  await withHistory(count_and_replace, async () => {
    for (let move = 0; move < 50; move += 1) map.move();
    assertEqual(count, 1);
    await lastView(map);
    assertEqual(count, 2);
  });
}

export async function map_moves_where_the_address_cannot_be_changed() {
  const refuse = () => {
    throw new DOMException("not here", "SecurityError");
  };
  await withHistory(refuse, () => new MovingMap().move());
}
