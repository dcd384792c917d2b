// Prints the benchmark figures, one per line, as docs/performance.md describes. Arguments select rows: `npm run bench -- P5 P7`.
// Exits with 1 if a figure that does not depend on the machine exceeds its budget.
import { activation } from './bench/activation.mjs';
import { isWithin, lineOf } from './bench/figure.mjs';
import { firstUse } from './bench/firstUse.mjs';
import { following } from './bench/following.mjs';
import { keptMemory, longListing, shortListing } from './bench/listing.mjs';
import { memory } from './bench/memory.mjs';
import { sharedFollowing } from './bench/sharedFollowing.mjs';
import { signing } from './bench/signing.mjs';
import { sizes } from './bench/sizes.mjs';

const rows = {
  P1: signing,
  P2: longListing,
  P3: shortListing,
  P4: keptMemory,
  P5: activation,
  P6: firstUse,
  P7: sizes,
  P8: everyFollowing,
  R4: memory,
};

async function* everyFollowing() {
  yield* following();
  yield* sharedFollowing();
}

const wanted = process.argv.slice(2);
for (const [id, measure] of Object.entries(rows)) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  for await (const figure of measure()) {
    console.log(lineOf(figure));
    if (!isWithin(figure) && !figure.drifts) process.exitCode = 1;
  }
}
