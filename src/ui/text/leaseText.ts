import { l10n } from 'vscode';

const MINUTE = 60_000;

/** When a notebook stops by itself, as the part of a sentence: `stops in 2 h 10 min`, `stops in less than a minute`. */
export function leaseText(leftMs: number): string {
  const all = Math.floor(leftMs / MINUTE);
  if (all < 1) return l10n.t('stops in less than a minute');
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  if (hours === 0) return l10n.t('stops in {minutes} min', { minutes });
  return minutes === 0
    ? l10n.t('stops in {hours} h', { hours })
    : l10n.t('stops in {hours} h {minutes} min', { hours, minutes });
}
