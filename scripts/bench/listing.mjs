import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { short } from './figure.mjs';
import { vendorSdk } from './peers.mjs';
import { median } from './statistics.mjs';

const { startEmulator } = createRequire(import.meta.url)('../../dist/emulator.js');

const children = path.join(import.meta.dirname, 'children');
const client = path.join(import.meta.dirname, '../../dist/client.js');

/** P2: listing ten thousand notebooks over real HTTP, compared with the vendor's SDK, which requests one page after another. */
export async function* longListing() {
  const far = await compare({ notebooks: 10_000, latencyMs: 50, rounds: 3 });
  yield ratio('P2', 'listing 10 000 at 50 ms: wall', far, 'wallMs', 'ms', 0.15);
  yield ratio('P2', 'listing 10 000 at 50 ms: requests', far, 'requests', 'requests', 1);
  const { connections } = far.ours;
  const beside = `vendor's SDK ${far.theirs.connections}`;
  yield { id: 'P2', what: 'listing 10 000: connections', value: connections, unit: 'opened', budget: 8, beside };
  const near = await compare({ notebooks: 10_000, latencyMs: 0, rounds: 15 });
  yield ratio('P2', 'listing 10 000 at 0 ms: processor', near, 'cpuMs', 'ms', 0.65);
  yield ratio('P2', 'listing 10 000 at 0 ms: memory at most', near, 'residentMb', 'MB', 0.8);
}

/** P3: time to the first rows, and to all of a thousand notebooks. */
export async function* shortListing() {
  const latencyMs = 100;
  const thousand = await compare({ notebooks: 1000, latencyMs, rounds: 5 });
  yield ratio('P3', 'listing 1 000 at 100 ms: wall', thousand, 'wallMs', 'ms', 0.22);
  yield {
    id: 'P3',
    what: 'first rows at 100 ms: beyond a round trip',
    value: thousand.ours.firstMs - latencyMs,
    unit: 'ms',
    drifts: true,
    budget: 20,
    beside: `vendor's SDK ${short(thousand.theirs.firstMs - latencyMs)} ms`,
  };
}

/** P4: memory of ten thousand notebooks while they are shown. */
export async function* keptMemory() {
  const notebooks = 10_000;
  const { ours, theirs } = await compare({ notebooks, latencyMs: 0, rounds: 3 });
  const kilobytes = ({ keptBytes }) => keptBytes / notebooks / 1000;
  yield {
    id: 'P4',
    what: 'memory per notebook',
    value: kilobytes(ours),
    unit: 'kB',
    budget: 0.35,
    beside: `vendor's SDK ${short(kilobytes(theirs))} kB: × ${short(kilobytes(ours) / kilobytes(theirs))}`,
  };
}

function ratio(id, what, { ours, theirs }, field, unit, budget) {
  const beside = `${short(ours[field])} ${unit}, vendor's SDK ${short(theirs[field])} ${unit}`;
  return { id, what, value: ours[field] / theirs[field], unit: '× vendor SDK', budget, beside };
}

/**
 * Runs both clients alternately, each in its own process. Returns medians of what they report, with the requests and
 * connections that the emulator counted.
 *
 * @param {{ notebooks: number, latencyMs: number, rounds: number }} options
 */
async function compare({ notebooks, latencyMs, rounds }) {
  const sdk = await vendorSdk();
  const emulator = await startEmulator({ notebooks, latencyMs });
  try {
    const told = { ours: [], theirs: [] };
    for (let round = 0; round < rounds; round += 1) {
      told.ours.push(await run('listWithClient.cjs', client, emulator));
      told.theirs.push(await run('listWithSdk.cjs', sdk, emulator));
    }
    return { ours: medians(told.ours), theirs: medians(told.theirs) };
  } finally {
    await emulator.close();
  }
}

/** Runs one client. Returns what it reports, with the requests and connections that the emulator counted. */
async function run(program, library, emulator) {
  emulator.resetJournal();
  const before = emulator.connectionsOpened;
  const { url, projectId, accessKey, secretKey } = emulator;
  const args = [
    '--expose-gc',
    path.join(children, program),
    library,
    JSON.stringify({ url, projectId, accessKey, secretKey }),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { encoding: 'utf8' });
  const told = JSON.parse(stdout);
  const expected = emulator.edit.notebooks.filter(
    ({ owner, feature }) => owner.name === 'demo-user' && feature === 'NOTEBOOK',
  );
  if (told.count !== expected.length) throw new Error(`${program} read ${told.count} of ${expected.length} notebooks`);
  const requests = emulator.count('ListNotebooks');
  return { ...told, requests, connections: emulator.connectionsOpened - before };
}

function medians(runs) {
  const fields = Object.keys(runs[0]);
  return Object.fromEntries(fields.map((field) => [field, median(runs.map((each) => each[field]))]));
}
