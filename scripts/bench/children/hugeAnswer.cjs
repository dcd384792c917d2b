// Prints the most megabytes this process had resident while it asked for an answer that is far too long:
// node hugeAnswer.cjs askClient|askSdk PLACE ENDPOINT. Ends the process.
const [, , asker, place, endpoint] = process.argv;

async function main() {
  const ask = require(`./${asker}.cjs`).asking(place, endpoint);
  await ask().catch(() => undefined);
  // Kilobytes, of the whole life of the process. Source: getrusage(2).
  process.stdout.write(String(process.resourceUsage().maxRSS / 1000), () => process.exit());
}

main().catch((error) => process.stderr.write(error.stack, () => process.exit(1)));
