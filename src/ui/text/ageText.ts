import { env } from 'vscode';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STEPS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** Cached, because creating a formatter takes longer than using it a hundred times. */
let format: Intl.RelativeTimeFormat | undefined;

/** Formats an age roughly: `3 days ago`. Times are milliseconds since the epoch; a future time counts as now, because clocks differ. */
export function ageText(time: number, now: number): string {
  format ??= new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' });
  const age = now - time;
  const [unit, length] = STEPS.find(([, step]) => age >= step) ?? ['second', Number.POSITIVE_INFINITY];
  return format.format(-Math.floor(Math.max(age, 0) / length), unit);
}
