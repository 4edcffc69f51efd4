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

/** Return a function that asks the site for the lines of a place, as an array of texts. */
export function detailsFrom(address) {
  if (!address) return undefined;
  return async ({ id }) => {
    const answer = await fetch(address.replace("{id}", id));
    if (!answer.ok) throw new Error(address);
    const [feature] = (await answer.json()).features;
    return feature.properties.lines;
  };
}
