import { l10n } from 'vscode';

const MINUTE_MS = 60_000;

/** Returns a sentence about the usual duration of a save, in milliseconds; undefined = unknown. */
export function usualText(usualMs: number | undefined): string {
  if (usualMs === undefined) return l10n.t('Usually several minutes.');
  if (usualMs < 1.5 * MINUTE_MS) {
    return l10n.t('Usually about {seconds} s.', { seconds: Math.max(1, Math.round(usualMs / 1000)) });
  }
  return l10n.t('Usually about {minutes} min.', { minutes: Math.round(usualMs / MINUTE_MS) });
}
