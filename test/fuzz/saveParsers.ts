import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Save } from '../../src/save/save';
import { describeSave, usualDurations } from '../../src/save/saveList';
import { interruptionOf } from '../../src/save/saveState';
import { Leases, NotebookLocks } from '../../src/save/store/claims';
import { disk, type Files } from '../../src/save/store/files';
import { readSave, saveText } from '../../src/save/store/saveCodec';
import { SaveFiles } from '../../src/save/store/saveFiles';
import { Windows } from '../../src/save/store/windows';
import { silentLogger } from '../../src/util/logger';
import { comparableSave } from '../support/builders';
import { wrongFields } from './wrongFields';

/** Parses untrusted text. Returns what is wrong with the result, or `undefined` if nothing is. */
export type Parser = (input: string) => Promise<string | undefined> | string | undefined;

/**
 * Parsers of the files that all windows share. Another window, another version or a faulty disk may have written them.
 */
export const saveParsers: Readonly<Record<'save' | 'windowSign' | 'lease' | 'notebookLock', Parser>> = {
  save: (input) => {
    const save = readOrReject(input);
    return 'id' in save ? wrongSave(save) : save.wrong;
  },
  windowSign: (input) =>
    inFolder(['windows'], async (files, folder) => {
      const pids: number[] = [];
      const windows = windowsIn(folder, files, (pid) => {
        pids.push(pid);
        return false;
      });
      await files.write(path.join(folder, 'windows/other.json'), input, false);
      const isAlive = await windows.isAlive('other');
      const wrong = pids.find((pid) => !Number.isSafeInteger(pid) || pid < 1);
      if (wrong !== undefined) return `checks the process ${wrong}`;
      if (isAlive === pids.length > 0) return 'ignores the process';
      await missBeats(windows, 'other');
      return (await windows.isAlive('other')) ? 'is alive without a heartbeat' : undefined;
    }),
  lease: (input) =>
    inFolder(['leases', 'windows'], async (files, folder) => {
      const windows = windowsIn(folder, files, () => true);
      const leases = new Leases(path.join(folder, 'leases'), files, windows, 'me');
      await files.write(path.join(folder, 'windows/other.json'), '{}', false);
      await files.write(path.join(folder, 'leases/s.1'), input, false);
      const expected = input === 'me' ? 'thisWindow' : input === 'other' ? 'other' : 'none';
      const holder = await leases.holderOf('s');
      if (holder !== expected) return `held by ${holder}`;
      if (holder === 'thisWindow') return undefined;
      await missBeats(windows, 'other');
      return (await leases.holderOf('s')) === 'none' && (await leases.take('s')) ? undefined : 'cannot be taken over';
    }),
  notebookLock: (input) =>
    inFolder(['notebooks', 'pending'], async (files, folder) => {
      const saves = new SaveFiles(folder, files, silentLogger);
      const locks = new NotebookLocks(path.join(folder, 'notebooks'), files, (id) => saves.isPending(id));
      await files.write(path.join(folder, 'pending/under-way.json'), '{}', false);
      await locks.take('n1', 'earlier');
      for (const name of await files.list(path.join(folder, 'notebooks'))) {
        await files.write(path.join(folder, 'notebooks', name), input, false);
      }
      if ((await locks.take('n1', 's')) === (input === 'under-way')) return 'the wrong save holds the lock';
      return (await files.list(path.join(folder, 'pending'))).join() === 'under-way.json' ? undefined : 'lost a save';
    }),
};

/** Parses a save, or returns an error if it is rejected in an unexpected way. */
function readOrReject(input: string): Save | { readonly wrong: string | undefined } {
  try {
    return readSave(input);
  } catch (error) {
    const isDocumented = error instanceof SyntaxError || error instanceof z.core.$ZodError;
    return { wrong: isDocumented ? undefined : `threw ${String(error)}` };
  }
}

function wrongSave(save: Save): string | undefined {
  const { state, requestedAt, followedSince, endedAt } = save;
  const times = [
    requestedAt,
    followedSince,
    endedAt,
    interruptionOf(state)?.since,
    'since' in state ? state.since : undefined,
  ];
  const noTime = times.find((time) => time !== undefined && Number.isNaN(new Date(time).getTime()));
  if (noTime !== undefined) return `the time ${noTime}`;
  if (usualDurations([save], save).some((ms) => ms <= 0)) return 'reports a save without a duration';
  if (describeSave(save).includes('\n')) return 'a message of several lines';
  const [read, again] = [comparableSave(save), comparableSave(readSave(saveText(save)))];
  return isDeepStrictEqual(again, read) ? wrongFields(read) : 'changes when written and read again';
}

function windowsIn(folder: string, files: Files, isRunning: (pid: number) => boolean): Windows {
  return new Windows(path.join(folder, 'windows'), files, { id: 'me', host: 'here', pid: 1, isRunning });
}

async function missBeats(windows: Windows, id: string): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    await windows.isAlive(id);
    windows.tick();
  }
}

/** Works in a temporary folder, with a disk that only allows access to these subfolders. */
async function inFolder(
  parts: readonly string[],
  work: (files: Files, folder: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saves-'));
  try {
    return await work(guarded(parts.map((part) => path.join(folder, part))), folder);
  } catch (error) {
    return `threw ${String(error)}`;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function guarded(folders: readonly string[]): Files {
  const inside = (file: string): string => {
    if (folders.includes(path.dirname(file))) return file;
    throw new Error(`${file} is outside the allowed folders`);
  };
  return {
    ...disk,
    read: async (file) => disk.read(inside(file)),
    write: async (file, text, isLasting) => disk.write(inside(file), text, isLasting),
    move: async (file, other) => disk.move(inside(file), inside(other)),
    remove: async (file) => disk.remove(inside(file)),
  };
}
