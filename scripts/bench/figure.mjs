/**
 * One line of the benchmark output.
 *
 * @typedef {object} Figure
 * @property {string} id Row of the table in docs/performance.md, e.g. `P1`.
 * @property {string} what
 * @property {number} value
 * @property {string} unit E.g. `× vendor SDK`, `ms`, `requests`.
 * @property {number} budget Maximum value.
 * @property {boolean} [drifts] An absolute time, which depends on the load of the computer and does not fail the benchmark.
 * @property {string} [beside] The baseline, in absolute numbers.
 */

/** Formats a figure as a line of text. */
export function lineOf({ id, what, value, unit, budget, beside }) {
  const verdict = isWithin({ value, budget }) ? 'ok  ' : 'OVER';
  const figure = `${short(value)} ${unit}`.padEnd(34);
  return `${id}  ${verdict}  ${what.padEnd(48)}${figure}budget ${short(budget)}${beside ? `  (${beside})` : ''}`;
}

/** Whether a figure is within its budget. */
export function isWithin({ value, budget }) {
  return value <= budget;
}

/** Formats a number with three significant digits. */
export function short(value) {
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}
