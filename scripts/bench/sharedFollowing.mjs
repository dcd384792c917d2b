import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { short } from './figure.mjs';
import { seeded } from './statistics.mjs';

const root = path.join(import.meta.dirname, '../..');
const outfile = path.join(root, 'node_modules/.cache/followTogether.cjs');

const MINUTE = 60_000;
const AT_ONCE = 4;
const ROUNDS = 25;

/** P8: additional requests for concurrent saves, and for windows that show a save of another window. */
export async function* sharedFollowing() {
  const { requestsFor, requestsInWindows } = await bundled('test/support/followTogether.ts');
  const random = seeded(11);
  let together = 0;
  let apart = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const durations = Array.from({ length: AT_ONCE }, () => (5 + 5 * random()) * MINUTE);
    together += await requestsFor(durations, random);
    for (const duration of durations) apart += await requestsFor([duration], random);
  }
  yield {
    id: 'P8',
    what: `following ${AT_ONCE} saves at once: requests`,
    value: together / apart,
    unit: '× one after the other',
    budget: 0.5,
    beside: `${short(together / ROUNDS)} beside ${short(apart / ROUNDS)}`,
  };
  const [one, three] = [await requestsInWindows(1), await requestsInWindows(3)];
  yield {
    id: 'P8',
    what: 'following in three windows: requests',
    value: three / one,
    unit: '× one window',
    budget: 1,
    beside: `${three} beside ${one}`,
  };
}

/** Bundles and imports a module of the project, because Node cannot run all of its TypeScript syntax. */
async function bundled(file) {
  const options = { bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' };
  await build({ ...options, entryPoints: [path.join(root, file)], define: { esbuildDetection: '1' } });
  return createRequire(import.meta.url)(outfile);
}
