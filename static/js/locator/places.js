/** The places of a list, as plain objects. */

/** Read the listed places: name, url, address, and position as [latitude, longitude]. */
export function readPlaces(root) {
  return [...root.querySelectorAll(".place")].map((item) => {
    const link = item.querySelector("a");
    return {
      name: link.textContent.trim(),
      url: link.href,
      address: item.querySelector(".place-address").textContent.replace(/\s+/g, " ").trim(),
      position: [Number(item.dataset.latitude), Number(item.dataset.longitude)],
    };
  });
}

/** The south-west and the north-east corner of the box that holds every place. */
export function boundsOf(places) {
  const latitudes = places.map(({ position }) => position[0]);
  const longitudes = places.map(({ position }) => position[1]);
  return [
    [Math.min(...latitudes), Math.min(...longitudes)],
    [Math.max(...latitudes), Math.max(...longitudes)],
  ];
}
