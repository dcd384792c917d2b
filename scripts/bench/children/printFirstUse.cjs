const LATER = 9;

/**
 * Prints how many milliseconds `load` and the first request take above a later request, which is what the server and the
 * loopback take. Ends the process.
 *
 * @param {() => () => Promise<unknown>} load gives the function that sends a request
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
