import path from 'node:path';
import type { Files } from './files';
import { UNREADABLE } from './saveFiles';

const PARTS = ['pending', 'ended', 'leases', 'notebooks', 'windows'] as const;
type Part = (typeof PARTS)[number];

const DAY_MS = 24 * 60 * 60_000;
/** How long a file that was set aside can be looked into. */
const UNREADABLE_MS = 30 * DAY_MS;

/**
 * Removes what windows that crashed have left in the folder of saves and nobody reads any more: drafts, signs of life, and
 * leases and wishes to stop of saves that are over. Whatever is younger than a day stays: somebody may be writing it. Files that
 * were set aside because they could not be read stay for a month.
 *
 * @param now milliseconds since the epoch
 */
export async function removeLeftovers(folder: string, files: Files, now: number): Promise<void> {
  const pending = await files.list(path.join(folder, 'pending'));
  const isOver = (name: string): boolean => !pending.includes(`${name.split('.')[0] ?? ''}.json`);
  const isLeft: Partial<Record<Part, (name: string) => boolean>> = {
    pending: (name) => name.endsWith('.stop') && isOver(name),
    leases: isOver,
    windows: () => true,
  };
  for (const part of PARTS) {
    const names = await files.list(path.join(folder, part));
    for (const name of names.filter(
      (each) => each.endsWith('.tmp') || each.endsWith(UNREADABLE) || isLeft[part]?.(each),
    )) {
      const file = path.join(folder, part, name);
      const writtenAt = await files.writtenAt(file);
      if (writtenAt !== undefined && now - writtenAt > (name.endsWith(UNREADABLE) ? UNREADABLE_MS : DAY_MS))
        await files.remove(file);
    }
  }
}
