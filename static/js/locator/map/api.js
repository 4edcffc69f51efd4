/** What the site answers: places as columns of differences, and details of one. */

function sums(differences) {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

/**
 * Read an answer of places.columns.json: its places, and whether there are more.
 *
 * `address` is that of a place’s page, with {settlement} and {id} in it.
 */
export function readColumns(answer, address) {
  const [ids, brands, settlements, latitudes, longitudes] = [
    answer.id, answer.brand, answer.settlement, answer.latitude, answer.longitude,
  ].map(sums);
  const found = ids.map((id, row) => {
    const [, name, kind, colour] = answer.brands[brands[row]];
    const [slug, detail] = answer.settlements[settlements[row]];
    return {
      id,
      kind,
      name,
      detail,
      colour,
      isUnsure: Boolean(answer.unsure[row]),
      url: address.replace("{settlement}", slug).replace("{id}", id),
      position: [latitudes[row] / 1e5, longitudes[row] / 1e5],
    };
  });
  return { found, isTruncated: answer.truncated };
}

async function featuresOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return (await answer.json()).features;
}

/** Return a function that asks the site what a popup says of a place: lines and links. */
export function detailsFrom(address) {
  if (!address) return undefined;
  return async ({ id }) => {
    const [{ properties }] = await featuresOf(address.replace("{id}", id));
    return properties;
  };
}

/** Return a function that asks the site where the places nearest to a position are. */
export function nearestFrom(address) {
  if (!address) return undefined;
  return async ({ lat, lng }) => {
    // About a hundred metres: nobody has to know it better.
    const near = `${lat.toFixed(3)},${lng.toFixed(3)}`;
    const features = await featuresOf(address.replace("{near}", near));
    return features.map(({ geometry: { coordinates: [longitude, latitude] } }) => [latitude, longitude]);
  };
}
