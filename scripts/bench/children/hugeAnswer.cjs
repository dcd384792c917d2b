// Prints the peak resident memory of this process in megabytes while it receives a response that is far too long, then exits:
// node hugeAnswer.cjs askClient|askSdk PLACE ENDPOINT
const { peakMemory } = require('./peakMemory.cjs');

const [, , asker, place, endpoint] = process.argv;

async function main() {
  const ask = require(`./${asker}.cjs`).asking(place, endpoint);
  await ask().catch(() => undefined);
  process.stdout.write(String(peakMemory() / 1e6), () => process.exit());
}

main().catch((error) => process.stderr.write(error.stack, () => process.exit(1)));
