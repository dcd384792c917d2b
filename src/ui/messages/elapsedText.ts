import { l10n } from 'vscode';
import { durationText } from './durationText';

const MINUTE = 60_000;

/** How long a save has been under way, and how long such saves usually take: `4:12, usually about 6 min`. */
export function elapsedText(elapsedMs: number, usualMs: number | undefined): string {
  const elapsed = durationText(elapsedMs);
  if (usualMs === undefined) return elapsed;
  if (usualMs < 1.5 * MINUTE) {
    const seconds = Math.max(1, Math.round(usualMs / 1000));
    return l10n.t('{elapsed}, usually about {seconds} s', { elapsed, seconds });
  }
  return l10n.t('{elapsed}, usually about {minutes} min', { elapsed, minutes: Math.round(usualMs / MINUTE) });
}
