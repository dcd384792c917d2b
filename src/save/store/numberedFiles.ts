import path from 'node:path';
import type { Files } from './files';

/** An immutable file `NAME.N`. Each number can be created once, and the highest one counts. */
export interface NumberedFile {
  readonly number: number;
  readonly file: string;
}

/** Returns the files with this name in a folder, lowest number first. Ignores all other files, e.g. drafts. */
export async function numberedFiles(
  files: Pick<Files, 'list'>,
  folder: string,
  name: string,
): Promise<readonly NumberedFile[]> {
  const names = await files.list(folder);
  return names
    .flatMap((each) => {
      const suffix = each.startsWith(`${name}.`) ? each.slice(name.length + 1) : '';
      return NUMBER.test(suffix) ? [{ number: Number(suffix), file: path.join(folder, each) }] : [];
    })
    .sort((one, other) => one.number - other.number);
}

/** Returns the path of the file after these. */
export function nextNumbered(existing: readonly NumberedFile[], folder: string, name: string): string {
  return path.join(folder, `${name}.${(existing.at(-1)?.number ?? 0) + 1}`);
}

/** Numbers in the form that the extension writes. */
const NUMBER = /^[1-9]\d{0,14}$/;
const MAX_NUMBER = 999_999_999_999_999;

/**
 * True for a file that has no successor. Windows never count this far, so such a file is damaged and must be removed
 * when it is not in use.
 */
export function isLastNumber({ number }: NumberedFile): boolean {
  return number >= MAX_NUMBER;
}
