import { describe, expect, test } from 'vitest';
import { ProfileFile } from '../../../src/connections/profileFile';
import { systemClock } from '../../../src/util/clock';
import { homeFolder } from '../../support/homeFolder';
import { ENCODINGS } from '../../support/shells';

const CREDENTIALS = '.huaweicloud/credentials';
const file = (text: string | Buffer, environment: Record<string, string> = {}) =>
  new ProfileFile(environment, homeFolder({ [CREDENTIALS]: text }).home, systemClock);

describe('ProfileFile', () => {
  test('reads keys, project and IAM endpoint of the section [basic]', async () => {
    const text = [
      '# written by a person',
      '[global]',
      'ak = GLOBAL',
      'sk = global',
      '[basic]',
      'ak = AKBASIC',
      'sk=a secret = with signs',
      'security_token = "quoted"',
      'project_id=p1',
      'iam_endpoint = https://iam.example.com/',
    ].join('\r\n');
    expect(await file(text).read(undefined, 'Work')).toEqual({
      secret: {
        kind: 'keys',
        keys: { accessKey: 'AKBASIC', secretKey: 'a secret = with signs', securityToken: 'quoted' },
      },
      projectId: 'p1',
      region: undefined,
      iamEndpoint: 'https://iam.example.com',
    });
  });

  test('reads the named section', async () => {
    const text = '[basic]\nak=A\nsk=B\n[team]\nak=C\nsk=D';
    expect(await file(text).read('team', 'Work')).toMatchObject({ secret: { keys: { accessKey: 'C' } } });
  });

  test('reads the file that the environment variable names', async () => {
    const { home, write } = homeFolder();
    const elsewhere = write('elsewhere.ini', '[basic]\nak=A\nsk=B');
    const profiles = new ProfileFile({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: elsewhere }, home, systemClock);
    expect(await profiles.read(undefined, 'Work')).toMatchObject({ secret: { keys: { secretKey: 'B' } } });
  });

  test.each(Object.entries(ENCODINGS))('the profile file is read in %s', async (_name, encode) => {
    const profiles = file(encode('[basic]\r\nak = AKGRÜN\r\nsk = 密钥\r\n'));
    const keys = { accessKey: 'AKGRÜN', secretKey: '密钥' };
    expect(await profiles.read(undefined, 'Work')).toMatchObject({ secret: { keys } });
    expect(await profiles.sections()).toEqual(['basic']);
  });

  test.each([
    '[basic] # mine\nak: A\nsk: B',
    '[basic] ; mine\nak=A # since May\nsk=B\t; since June',
    '[basic]\nak="A"\nsk=\'B\'',
    '[basic]\nak = "A" # both\nsk = " B "',
    '[basic]\n  ak = A\n  sk = B',
    '[DEFAULT]\nsk = B\n[basic]\nak =\n\tA',
  ])('strips quotes and comments from keys: %j', async (text) => {
    const keys = { accessKey: 'A', secretKey: 'B', securityToken: undefined };
    expect(await file(text).read(undefined, 'Work')).toMatchObject({ secret: { keys } });
    expect(await file(text).sections()).toEqual(['basic']);
  });

  test('strips the quotes that a Windows prompt keeps around the path in the environment variable', async () => {
    const { home, write } = homeFolder();
    const variables = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: `"${write('with blanks.ini', '[basic]\nak=A\nsk=B')}"` };
    const profiles = new ProfileFile(variables, home, systemClock);
    expect(await profiles.sections()).toEqual(['basic']);
  });

  test('lists the sections with keys, and none when the file is missing', async () => {
    expect(await file('[basic]\nak=A\nsk=B\n[empty]\nak=\n[team]\nak=C\nsk=D').sections()).toEqual(['basic', 'team']);
    expect(await new ProfileFile({}, homeFolder().home, systemClock).sections()).toEqual([]);
  });

  test.each([
    ['[other]\nak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A', 'badFile', '[basic] sk (~/.huaweicloud/credentials)'],
    ['[basic]\nsk=A', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A\n  sk=B', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['[basic]\nak=""\nsk=B', 'badFile', '[basic] ak (~/.huaweicloud/credentials)'],
    ['ak=A\nsk=B', 'badFile', '[basic] (~/.huaweicloud/credentials)'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=http://iam.example.com', 'badEndpoint', 'iam_endpoint'],
    ['[basic]\nak=A\nsk=B\niam_endpoint=https://user:x@iam.example.com', 'badEndpoint', 'iam_endpoint'],
  ])('the error names the missing or invalid key of %j', async (text, reason, detail) => {
    await expect(file(text).read(undefined, 'Work')).rejects.toMatchObject({ reason, connection: 'Work', detail });
  });

  test('the error about a missing file names its path without the user’s home folder', async () => {
    const profiles = new ProfileFile({}, homeFolder().home, systemClock);
    await expect(profiles.read(undefined, 'Work')).rejects.toMatchObject({
      reason: 'noFile',
      detail: '~/.huaweicloud/credentials',
    });
  });
});
