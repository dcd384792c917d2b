import { l10n } from 'vscode';

const MINUTE = 60_000;

/** Returns when a notebook stops automatically, as a sentence: `train stops in 2 h 10 min.` */
export function leaseText(notebook: string, leftMs: number): string {
  const totalMinutes = Math.floor(leftMs / MINUTE);
  if (totalMinutes < 1) return l10n.t('{notebook} stops in less than a minute.', { notebook });
  const [hours, minutes] = [Math.floor(totalMinutes / 60), totalMinutes % 60];
  if (hours === 0) return l10n.t('{notebook} stops in {minutes} min.', { notebook, minutes });
  return minutes === 0
    ? l10n.t('{notebook} stops in {hours} h.', { notebook, hours })
    : l10n.t('{notebook} stops in {hours} h {minutes} min.', { notebook, hours, minutes });
}
