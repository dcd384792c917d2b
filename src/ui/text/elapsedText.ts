import { l10n } from 'vscode';
import { durationText } from './durationText';

const MINUTE_MS = 60_000;

/** Formats a save's elapsed time and the usual duration of such saves, both in milliseconds: `4:12 of about 6 min`. */
export function elapsedText(elapsedMs: number, usualMs: number | undefined): string {
  const elapsed = durationText(elapsedMs);
  if (usualMs === undefined) return elapsed;
  if (elapsedMs > 2 * usualMs) return l10n.t('{elapsed}, taking longer than usual', { elapsed });
  if (usualMs < 1.5 * MINUTE_MS) {
    const seconds = Math.max(1, Math.round(usualMs / 1000));
    return l10n.t('{elapsed} of about {seconds} s', { elapsed, seconds });
  }
  return l10n.t('{elapsed} of about {minutes} min', { elapsed, minutes: Math.round(usualMs / MINUTE_MS) });
}
