import type * as fs from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { HcloudFile } from '../../../src/connections/hcloudFile';
import { ProfileFile } from '../../../src/connections/profileFile';
import { homeFolder } from '../../support/homeFolder';
import { ManualClock } from '../../support/manualClock';

/** Error codes of the next reads. Simulated, because not every system has mandatory locks. */
const failures = vi.hoisted((): string[] => []);
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const readFile = async (path: string): Promise<Buffer> => {
    const code = failures.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return real.readFile(path);
  };
  return { ...real, readFile };
});

const FILES = {
  '.huaweicloud/credentials': '[basic]\nak=A\nsk=B',
  '.hcloud/config.json': '{"profiles":[{"name":"default","accessKeyId":"ACCESSKEYEXAMPLE","secretAccessKey":"B"}]}',
};
const clock = new ManualClock();

const readers = [
  ['~/.huaweicloud/credentials', (home: string) => new ProfileFile({}, home, clock)],
  ['~/.hcloud/config.json', (home: string) => new HcloudFile(home, clock)],
] as const;

test.each(readers)('%s is read as soon as another program unlocks it', async (_path, open) => {
  failures.push('EBUSY', 'EPERM', 'EACCES');
  const credentials = open(homeFolder(FILES).home).read(undefined, 'Work');
  await clock.advance(2000);
  expect(await credentials).toMatchObject({ secret: { keys: { secretKey: 'B' } } });
});

test.each(readers)('a locked %s is reported with the system’s error code', async (path, open) => {
  failures.push(...Array.from({ length: 8 }, () => 'EBUSY'));
  const credentials = expect(open(homeFolder(FILES).home).read(undefined, 'Work')).rejects.toMatchObject({
    reason: 'noFile',
    detail: `${path} (EBUSY)`,
  });
  await clock.advance(2000);
  await credentials;
});
