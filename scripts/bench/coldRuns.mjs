import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './statistics.mjs';

/**
 * Runs programs alternately, each time in a new process, and returns the median of the numbers that each prints. They
 * alternate because the speed of a computer varies over time.
 *
 * @param {Record<string, readonly string[]>} programs arguments of node, by name
 * @param {Record<string, string>} variables environment variables for all programs
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
