/** Say what differs, when a test fails. */
export function assertEqual(actual, expected) {
  const [found, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (found !== wanted) throw new Error(`expected ${wanted}, found ${found}`);
}
