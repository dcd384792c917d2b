import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { CodeServer } from './codeServer';

/** Returns the text of every file that VS Code, the extension and its log have written. */
export function everythingWritten({ userData, home, workspace }: CodeServer): string {
  const files = [userData, home, workspace].flatMap((folder) =>
    fs.globSync('**/*', { cwd: folder, withFileTypes: true }).filter((each) => each.isFile()),
  );
  return files.map((each) => fs.readFileSync(path.join(each.parentPath, each.name), 'latin1')).join('\n');
}

/** Asserts that the text contains no key, password, token or signature. */
export function expectNoSecrets(written: string, ...emulators: readonly Emulator[]): void {
  for (const { accessKey, secretKey, credentials } of emulators) {
    for (const secret of [accessKey, secretKey, credentials.login.password]) expect(written).not.toContain(secret);
  }
  expect(written).not.toMatch(/Signature=|SDK-HMAC-SHA256|MIIF[\w-]{20}/);
}
