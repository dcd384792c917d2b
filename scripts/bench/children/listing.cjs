const { peakMemory } = require('./peakMemory.cjs');

/**
 * Measures `list(onFirst)`, which resolves with the list, after a first request with `warmUp`. Prints times in milliseconds, the peak
 * resident memory, and the bytes that are freed when the list is released.
 */
exports.measure = async (warmUp, list) => {
  // P6 measures the costs of the first request.
  await warmUp();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  let firstMs = 0;
  let kept = await list(() => {
    firstMs ||= performance.now() - start;
  });
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  const residentMb = peakMemory() / 1024 ** 2;
  const count = kept.length;
  const withList = await heapUsed();
  kept = undefined;
  const keptBytes = withList - (await heapUsed());
  const told = { count, firstMs, wallMs, cpuMs: (user + system) / 1000, residentMb, keptBytes };
  await new Promise((written) => {
    process.stdout.write(JSON.stringify(told), written);
  });
};

async function heapUsed() {
  // Frees what the last responses left behind.
  for (let times = 0; times < 3; times += 1) {
    await new Promise(setImmediate);
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

exports.fail = (error) => {
  process.stderr.write(error.stack, () => process.exit(1));
};
