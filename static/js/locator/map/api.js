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
export function detailsFrom(address, words) {
  if (!address) return undefined;
  return async ({ id, detail }) => {
    const answer = await fetch(address.replace("{id}", id));
    if (!answer.ok) throw new Error(address);
    const [feature] = (await answer.json()).features;
    return linesOfAnswer(feature.properties, detail, words);
  };
}

/** The main lines of a card: where, whether open, and what can be topped up. */
export function linesOfAnswer(place, town, words) {
  const names = (slugs) => () => slugs.map((slug) => words.operators[slug] ?? slug).join(" · ");
  const isOpen = new Map([[true, words.open], [false, words.closed]]);
  const lines = [
    [town, place.address].filter(Boolean).join(" · "),
    [words.kinds[place.kind], isOpen.get(place.open) ?? words.hoursNotKnown].join(" · "),
  ];
  if (place.tops_up.length) lines.push(words.topsUp.replace("{names}", names(place.tops_up)));
  if (place.said_to_top_up.length) {
    lines.push(words.saidToTopUp.replace("{names}", names(place.said_to_top_up)));
  }
  if (!place.tops_up.length && !place.said_to_top_up.length) lines.push(words.mayTopUp);
  return lines;
}
