import { env, l10n, window } from 'vscode';
import { escapeIcons } from './escape';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const AGE_UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** Cached, because creating a formatter takes longer than using it a hundred times. */
let ageFormat: Intl.RelativeTimeFormat | undefined;

/**
 * Formats an age roughly: `3 days ago`. Times are milliseconds since the epoch; a future time counts as now, because
 * clocks differ.
 */
export function ageText(time: number, now: number): string {
  ageFormat ??= new Intl.RelativeTimeFormat(env.language, { numeric: 'auto' });
  const age = now - time;
  const [unit, length] = AGE_UNITS.find(([, step]) => age >= step) ?? ['second', Number.POSITIVE_INFINITY];
  return ageFormat.format(-Math.floor(Math.max(age, 0) / length), unit);
}

/** Formats a duration in milliseconds as `4:12`, or `1:02:09` from one hour. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
    : `${minutes}:${twoDigits(seconds % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Formats a save's elapsed time and the usual duration of such saves, both in milliseconds: `4:12 of about 6 min`. */
export function elapsedText(elapsedMs: number, usualMs: number | undefined): string {
  const elapsed = durationText(elapsedMs);
  if (usualMs === undefined) return elapsed;
  if (elapsedMs > 2 * usualMs) return l10n.t('{elapsed}, taking longer than usual', { elapsed });
  if (usualMs < 1.5 * MINUTE) {
    const seconds = Math.max(1, Math.round(usualMs / 1000));
    return l10n.t('{elapsed} of about {seconds} s', { elapsed, seconds });
  }
  return l10n.t('{elapsed} of about {minutes} min', { elapsed, minutes: Math.round(usualMs / MINUTE) });
}

/** Formats a remaining time, less precisely the longer it is: `5 min left`, `2 h 10 min left`, `7 h left`, `3 days left`. */
export function remainingText(ms: number): string {
  if (ms < MINUTE) return l10n.t('Less than a minute left');
  if (ms < HOUR) return l10n.t('{minutes} min left', { minutes: Math.floor(ms / MINUTE) });
  const hours = Math.floor(ms / HOUR);
  if (ms < 3 * HOUR) {
    return l10n.t('{hours} h {minutes} min left', { hours, minutes: Math.floor((ms % HOUR) / MINUTE) });
  }
  if (ms < 2 * DAY) return l10n.t('{hours} h left', { hours });
  return l10n.t('{days} days left', { days: Math.floor(ms / DAY) });
}

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Cached, because creating a formatter takes longer than using it a hundred times. */
const sizeFormats = new Map<string, Intl.NumberFormat>();

/** Formats a size in bytes with decimal units, as registries do: `12.4 GB`. */
export function sizeText(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), SIZE_UNITS.length - 1);
  return sizeFormat(SIZE_UNITS[step] ?? 'byte').format(Math.max(bytes, 0) / 1000 ** step);
}

function sizeFormat(unit: string): Intl.NumberFormat {
  const cached = sizeFormats.get(unit);
  if (cached) return cached;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  const format = new Intl.NumberFormat(env.language, options);
  sizeFormats.set(unit, format);
  return format;
}

/** Formats a time, in milliseconds since the epoch, in the user's language and time zone. */
export function timeText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toLocaleString(env.language);
}

/** Returns a sentence about the usual duration of a save, in milliseconds; undefined = unknown. */
export function usualText(usualMs: number | undefined): string {
  if (usualMs === undefined) return l10n.t('Usually several minutes.');
  if (usualMs < 1.5 * MINUTE) {
    return l10n.t('Usually about {seconds} s.', { seconds: Math.max(1, Math.round(usualMs / 1000)) });
  }
  return l10n.t('Usually about {minutes} min.', { minutes: Math.round(usualMs / MINUTE) });
}

/** Joins sentences and skips missing ones. Adds a space except after full-width punctuation, which ends Chinese sentences. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.reduce<string>((text, part) => {
    if (!part) return text;
    return text === '' || /[\u3002\uff01\uff1f\uff1b\uff09]$/.test(text) ? `${text}${part}` : `${text} ${part}`;
  }, '');
}

/** Returns the text of a status bar item: an icon and escaped text. */
export function statusBarText(icon: string, text: string): string {
  return `$(${icon}) ${escapeIcons(text)}`;
}

/** Shows a status bar message for four seconds. */
export function showStatusBarMessage(icon: string, text: string): void {
  window.setStatusBarMessage(statusBarText(icon, text), 4000);
}
