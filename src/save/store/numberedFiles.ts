import path from 'node:path';
import type { Files } from './files';

/** A file `NAME.N` that never changes. Of those with one name the highest number counts, and each can be made once. */
export interface NumberedFile {
  readonly number: number;
  readonly file: string;
}

/** Those with this name in a folder, lowest number first. What else lies there, e.g. a draft, is not among them. */
export async function numberedFiles(
  files: Pick<Files, 'list'>,
  folder: string,
  name: string,
): Promise<readonly NumberedFile[]> {
  const names = await files.list(folder);
  return names
    .flatMap((each) => {
      const end = each.startsWith(`${name}.`) ? each.slice(name.length + 1) : '';
      return NUMBER.test(end) ? [{ number: Number(end), file: path.join(folder, each) }] : [];
    })
    .sort((one, other) => one.number - other.number);
}

/** The file that comes after these. */
export function nextNumbered(before: readonly NumberedFile[], folder: string, name: string): string {
  return path.join(folder, `${name}.${(before.at(-1)?.number ?? 0) + 1}`);
}

/** As they are written here. */
const NUMBER = /^[1-9]\d{0,14}$/;
const MAX_NUMBER = 999_999_999_999_999;

/** True for a file that none can come after. No window counts so far: it is damaged, and has to be removed where nobody needs it. */
export function isLastNumber({ number }: NumberedFile): boolean {
  return number >= MAX_NUMBER;
}
