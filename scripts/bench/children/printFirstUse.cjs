const LATER = 9;

/**
 * Prints how many milliseconds `load` and the first request take in addition to a later request, which measures only server
 * and loopback. Then exits.
 *
 * @param {() => () => Promise<unknown>} load returns the function that sends a request
 */
exports.printFirstUse = (load) => {
  measure(load).then(
    (milliseconds) => process.stdout.write(String(milliseconds), () => process.exit()),
    (error) => process.stderr.write(error.stack, () => process.exit(1)),
  );
};

async function measure(load) {
  const started = performance.now();
  const ask = load();
  await ask();
  const first = performance.now() - started;
  const later = [];
  for (let count = 0; count < LATER; count += 1) {
    const before = performance.now();
    await ask();
    later.push(performance.now() - before);
  }
  return first - later.toSorted((a, b) => a - b)[Math.floor(LATER / 2)];
}
