/** The wheel and one finger scroll the page; the map takes them after a press into it. */

const HINT_MS = 2500;
// A finger that only presses moves a little too.
const SWIPE_PX = 12;

/**
 * Leave the wheel and one finger to the page, with a hint at what moves the map.
 *
 * Ctrl and two fingers always do. After a press on the bare map the wheel and one finger
 * do so too, until the mouse leaves it, or somebody presses elsewhere or Escape.
 */
export function leaveScrollingToPage(map, { wheelHint, touchHint }) {
  const canvas = map.getContainer();
  const hint = document.createElement("p");
  hint.className = "map-hint";
  hint.hidden = true;
  // For eyes: it is about what hands do.
  hint.setAttribute("aria-hidden", true);
  canvas.append(hint);
  let isActive = false;
  let timer;
  let start;

  function show(sentence) {
    hint.textContent = sentence;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      hint.hidden = true;
    }, HINT_MS);
  }

  function activate(value) {
    isActive = value;
    canvas.classList.toggle("is-active", value);
    if (value) hint.hidden = true;
  }

  const isOnPopup = ({ target }) => Boolean(target.closest(".leaflet-popup"));

  map.on("click dragend", () => activate(true));
  canvas.addEventListener("mouseleave", () => activate(false));
  canvas.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") activate(false);
  });
  const leave = ({ target }) => {
    if (!canvas.contains(target)) activate(false);
  };
  document.addEventListener("pointerdown", leave);
  map.on("unload", () => {
    clearTimeout(timer);
    document.removeEventListener("pointerdown", leave);
  });

  // On the parent, before Leaflet hears it.
  canvas.parentNode.addEventListener("wheel", (event) => {
    if (!canvas.contains(event.target) || event.ctrlKey || event.metaKey || isActive) return;
    event.stopPropagation();
    if (!isOnPopup(event)) show(wheelHint);
  }, { capture: true, passive: true });

  // Before Leaflet hears of the touch. What one finger does is in the style sheet.
  canvas.addEventListener("pointerdown", ({ pointerType }) => {
    if (pointerType === "mouse" || isActive) map.dragging.enable();
    else map.dragging.disable();
  }, true);
  canvas.addEventListener("touchstart", ({ touches: [finger] }) => {
    start = [finger.clientX, finger.clientY];
  }, { passive: true });
  canvas.addEventListener("touchmove", (event) => {
    const { touches: [{ clientX, clientY }, another] } = event;
    if (another || isActive || isOnPopup(event)) return;
    if (Math.hypot(clientX - start[0], clientY - start[1]) > SWIPE_PX) show(touchHint);
  }, { passive: true });
}
