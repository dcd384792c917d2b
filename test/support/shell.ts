import { execFileSync } from 'node:child_process';

/** What `sh` makes of a line: the words a program would be called with, one after another. */
export function shellWords(line: string): readonly string[] {
  const told = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8', env: { TOKEN: 'a token' } });
  return told.split('\0').slice(0, -1);
}
