import { execFileSync } from 'node:child_process';
import { median } from './statistics.mjs';

/**
 * Runs programs in turn, each time in a process of its own, and takes the median of the number that each prints. In turn,
 * because a machine's speed drifts: what is compared must drift together.
 *
 * @param {Record<string, readonly string[]>} programs arguments of node, by name
 * @param {Record<string, string>} variables for all of them
 * @returns {Record<string, number>} medians by name
 */
export function coldRuns(programs, variables = {}, rounds = 15) {
  const options = { encoding: 'utf8', env: { ...process.env, ...variables } };
  const printed = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, args] of Object.entries(programs)) {
      printed[name].push(Number(execFileSync(process.execPath, args, options)));
    }
  }
  return Object.fromEntries(Object.entries(printed).map(([name, values]) => [name, median(values)]));
}
