import { viewInAddress } from "/static/js/locator/map/url_hash.js";
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
