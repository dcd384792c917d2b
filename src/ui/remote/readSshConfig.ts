import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseSshConfig, type SshDirective, wildcard } from '../../model/sshConfig';

/** A configuration larger than that is none. */
const MOST_BYTES = 1_000_000;
/** So deep may one file include another; a file that includes itself ends there. */
const MOST_LEVELS = 4;

/** The client's configuration with what it includes; empty where there is none that can be read. */
export async function readSshConfig(file: string, home: string = homedir()): Promise<readonly SshDirective[]> {
  return read(absolute(file, home, ''), home, MOST_LEVELS);
}

async function read(file: string, home: string, levels: number): Promise<readonly SshDirective[]> {
  const directives = parseSshConfig(await textOf(file));
  return Promise.all(
    directives.map(async (directive) => {
      if (directive.keyword !== 'include' || levels === 0) return directive;
      const files = await Promise.all(directive.values.map((value) => filesOf(absolute(value, home, '.ssh'))));
      const included = await Promise.all(files.flat().map((each) => read(each, home, levels - 1)));
      return { ...directive, included: included.flat() };
    }),
  );
}

/** Paths start at the person's `.ssh`, where they do not say otherwise. */
function absolute(file: string, home: string, folder: string): string {
  return path.resolve(home, folder, file.replace(/^~(?=$|[\\/])/, home));
}

/** The files that a pattern names, in their alphabetical order; wildcards are read in the last part alone. */
async function filesOf(pattern: string): Promise<readonly string[]> {
  const name = path.basename(pattern);
  if (!/[*?]/.test(name)) return [pattern];
  const folder = path.dirname(pattern);
  const fits = wildcard(name);
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((each) => fits.test(each) && (name.startsWith('.') || !each.startsWith('.')))
    .sort()
    .map((each) => path.join(folder, each));
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    return size > MOST_BYTES ? '' : await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
