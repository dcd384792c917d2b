const { peakMemory } = require('./peakMemory.cjs');

/**
 * Measures a listing with a client that has answered `warmUp`: `list(onFirst)` resolves with what it keeps. Prints times in milliseconds, the most resident memory
 * there was, and how many bytes are free again once the list is not kept any more.
 */
exports.measure = async (warmUp, list) => {
  // What is needed once, at whatever first request, is another figure: P6.
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
  // What the last answers left behind goes first.
  for (let times = 0; times < 3; times += 1) {
    await new Promise(setImmediate);
    globalThis.gc();
  }
  return process.memoryUsage().heapUsed;
}

exports.fail = (error) => {
  process.stderr.write(error.stack, () => process.exit(1));
};
