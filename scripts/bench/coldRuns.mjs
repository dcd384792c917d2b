import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './statistics.mjs';

/**
 * Runs programs in turn, each time in a process of its own, and takes the median of the number that each prints. In turn,
 * because a machine's speed drifts: what is compared must drift together.
 *
 * @param {Record<string, readonly string[]>} programs arguments of node, by name
 * @param {Record<string, string>} variables for all of them
 * @returns {Promise<Record<string, number>>} medians by name
 */
export async function coldRuns(programs, variables = {}, rounds = 15) {
  const options = { encoding: 'utf8', env: { ...process.env, ...variables } };
  const printed = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(programs)) {
      const { stdout } = await promisify(execFile)(process.execPath, args, options);
      printed[name].push(Number(stdout));
    }
  }
  return Object.fromEntries(Object.entries(printed).map(([name, values]) => [name, median(values)]));
}
