import { l10n } from 'vscode';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
