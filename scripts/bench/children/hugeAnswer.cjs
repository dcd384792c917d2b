// Prints the most megabytes this process had resident while it asked for an answer that is far too long:
// node hugeAnswer.cjs askClient|askSdk PLACE ENDPOINT. Ends the process.
const { peakMemory } = require('./peakMemory.cjs');

const [, , asker, place, endpoint] = process.argv;

async function main() {
  const ask = require(`./${asker}.cjs`).asking(place, endpoint);
  await ask().catch(() => undefined);
  process.stdout.write(String(peakMemory() / 1e6), () => process.exit());
}

main().catch((error) => process.stderr.write(error.stack, () => process.exit(1)));
