import { env } from 'vscode';

/** Formats a time, in milliseconds since the epoch, in the user's language and time zone. */
export function timeText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toLocaleString(env.language);
}
