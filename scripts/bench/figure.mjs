/**
 * One line of the bench.
 *
 * @typedef {object} Figure
 * @property {string} id Row of the table in docs/performance.md, e.g. `P1`.
 * @property {string} what
 * @property {number} value
 * @property {string} unit What the value counts, e.g. `× vendor SDK`, `ms`, `requests`.
 * @property {number} budget At most that.
 * @property {boolean} [drifts] An absolute time: a busy machine may break its budget, so it does not fail the bench.
 * @property {string} [beside] What it was compared with, in absolute numbers.
 */

/** The figure as a line of text. */
export function lineOf({ id, what, value, unit, budget, beside }) {
  const verdict = isWithin({ value, budget }) ? 'ok  ' : 'OVER';
  const figure = `${short(value)} ${unit}`.padEnd(34);
  return `${id}  ${verdict}  ${what.padEnd(48)}${figure}budget ${short(budget)}${beside ? `  (${beside})` : ''}`;
}

export function isWithin({ value, budget }) {
  return value <= budget;
}

/** Three digits that count. */
export function short(value) {
  return value === 0 ? '0' : String(Number(value.toPrecision(3)));
}
