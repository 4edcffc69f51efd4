/** Hear an event outside of a map, for as long as the map is there. */
export function listen(map, target, name, handler) {
  target.addEventListener(name, handler);
  map.on("unload", () => target.removeEventListener(name, handler));
}
