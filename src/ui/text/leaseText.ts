import { l10n } from 'vscode';

const MINUTE = 60_000;

/** Formats the time until a notebook stops automatically, as part of a sentence: `stops in 2 h 10 min`. */
export function leaseText(leftMs: number): string {
  const totalMinutes = Math.floor(leftMs / MINUTE);
  if (totalMinutes < 1) return l10n.t('stops in less than a minute');
  const [hours, minutes] = [Math.floor(totalMinutes / 60), totalMinutes % 60];
  if (hours === 0) return l10n.t('stops in {minutes} min', { minutes });
  return minutes === 0
    ? l10n.t('stops in {hours} h', { hours })
    : l10n.t('stops in {hours} h {minutes} min', { hours, minutes });
}
