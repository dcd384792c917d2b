import path from 'node:path';
import type { Files } from './files';
import { UNREADABLE } from './saveFiles';

const PARTS = ['pending', 'ended', 'leases', 'notebooks', 'windows'] as const;
type Part = (typeof PARTS)[number];

const DAY_MS = 24 * 60 * 60_000;
/** How long an unreadable file is kept for inspection. */
const UNREADABLE_MS = 30 * DAY_MS;

/**
 * Deletes the leftovers of crashed windows that are no longer needed: drafts, heartbeats, and the leases and stop
 * requests of ended saves. Keeps files younger than a day, because another window may be writing them. Keeps unreadable
 * files for a month.
 *
 * @param now milliseconds since the epoch
 */
export async function removeLeftovers(folder: string, files: Files, now: number): Promise<void> {
  const pending = await files.list(path.join(folder, 'pending'));
  const isEnded = (name: string): boolean => !pending.includes(`${name.split('.')[0] ?? ''}.json`);
  const isLeftover: Partial<Record<Part, (name: string) => boolean>> = {
    pending: (name) => name.endsWith('.stop') && isEnded(name),
    leases: isEnded,
    windows: () => true,
  };
  for (const part of PARTS) {
    const names = await files.list(path.join(folder, part));
    for (const name of names.filter(
      (each) => each.endsWith('.tmp') || each.endsWith(UNREADABLE) || isLeftover[part]?.(each),
    )) {
      const file = path.join(folder, part, name);
      const writtenAt = await files.writtenAt(file);
      if (writtenAt !== undefined && now - writtenAt > (name.endsWith(UNREADABLE) ? UNREADABLE_MS : DAY_MS))
        await files.remove(file);
    }
  }
}
