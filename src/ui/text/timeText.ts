import { env } from 'vscode';

/** A moment in the person's language and time zone; milliseconds since the epoch. */
export function timeText(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toLocaleString(env.language);
}
