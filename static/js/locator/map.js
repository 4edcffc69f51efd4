/** Offer a map of the places; open it on a press, or where the address says so. */

const section = document.querySelector(".map");
const button = section?.querySelector(".map-open");
let isOpening = false;

async function open(isPressed) {
  if (isOpening) return;
  isOpening = true;
  const status = section.querySelector(".map-status");
  status.textContent = section.dataset.loading;
  try {
    const { openMap } = await import("./map/create_map.js");
    await openMap(section, isPressed);
    status.textContent = "";
    button.hidden = true;
  } catch {
    status.textContent = section.dataset.failed;
    isOpening = false;
  }
}

/** Somebody comes back, or was sent a view of the map. */
function openAsAsked() {
  if (location.hash.startsWith("#map=")) open(false);
}

if (section) {
  section.hidden = false;
  button.addEventListener("click", () => open(true));
  addEventListener("hashchange", openAsAsked);
  openAsAsked();
}
